"""Random steps over a small board, touching every table on which a card leans; for laws of whoever follows steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs
from hypothesis import strategies as st

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.tally import Tally as TallyOfLedger
from battlemap.domain.kinds.task import LANES, Milestone, Task
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLE_OF, Change, Row, Step
from tests.campaigns import AS_OF, make_snapshot

Draw = Callable[[st.SearchStrategy[Any]], Any]

DAYS = st.none() | st.sampled_from([date(2018, 10, 8), date(2018, 11, 9), AS_OF, date(2018, 12, 20)])
RANKS = st.sampled_from(["a0", "a1", "a0V", "Zz", "b5"])
TITLES = st.sampled_from(["走访企业", "路基施工", "资金申报"])
GONE = st.sampled_from([False, False, False, True])


def board() -> Snapshot:
    """Three actions, ten tasks, and something of each kind."""
    rows = [(table, row) for table, by_id in make_snapshot(3, 10).rows.items() for row in by_id.values()]
    more: list[Row] = [
        Measure("m0", "a0", 1, "第一项", "a0"),
        Measure("m1", "a1", 1, "第二项", "a0"),
        Milestone("s0", "t0", "首批", "a0", date(2018, 11, 9)),
        Dependency("d0", "t1", "t2"),
        Dependency("d1", "t2", "t3", "ss"),
        ChecklistItem("k0", "t4", "清点", "a0"),
        Report("r0", "t5", AS_OF, 20),
    ]
    return Snapshot.of([*rows, *((TABLE_OF[type(row)], row) for row in more)], make_snapshot(1, 1).notice)


def _task(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    start_on, due_on = draw(DAYS), draw(DAYS)
    if start_on and due_on and due_on < start_on:
        start_on, due_on = due_on, start_on
    return {
        "action": draw(st.sampled_from(sorted(snapshot.actions))),
        "code": draw(st.sampled_from(["ECON-01", "ECON-02"])),
        "title": draw(TITLES),
        "rank": draw(RANKS),
        "lane": draw(st.sampled_from(LANES)),
        "measure": draw(st.sampled_from([None, "m0", "m1"])),
        "progress": draw(st.sampled_from([0, 40, 100])),
        "start_on": start_on,
        "due_on": due_on,
        "responsible_unit": draw(st.sampled_from([None, "u0", "u1"])),
        "owner": draw(st.sampled_from([None, "o0", "o1"])),
        "follows_milestones": draw(st.booleans()),
        "deleted": draw(GONE),
    }


def _action(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "number": draw(st.integers(1, 4)),
        "code": draw(st.sampled_from(["ECON", "PROJ"])),
        "title": draw(TITLES),
        "rank": draw(RANKS),
        "lead_leader": draw(st.sampled_from(["", "郑海涛"])),
        "lead_unit": draw(st.sampled_from([None, "u0", "u1"])),
        "limit_moving": draw(st.integers(0, 2)),
        "is_archived": draw(GONE),
        "deleted": draw(GONE),
    }


def _of_task(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return {"task": draw(st.sampled_from(sorted(snapshot.tasks))), "deleted": draw(GONE)}


def _measure(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    action = draw(st.sampled_from(sorted(snapshot.actions)))
    return {"action": action, "number": 1, "title": draw(TITLES), "rank": draw(RANKS), "deleted": draw(GONE)}


def _dependency(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    pair = draw(st.lists(st.sampled_from(sorted(snapshot.tasks)), min_size=2, max_size=2, unique=True))
    kind = draw(st.sampled_from(["fs", "ss", "ff"]))
    return {"predecessor": min(pair), "successor": max(pair), "kind": kind, "deleted": draw(GONE)}


def _problem(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "number": draw(st.integers(1, 3)),
        "title": draw(TITLES),
        "level": draw(st.sampled_from(["department", "commander"])),
        "solved_on": draw(st.sampled_from([None, AS_OF])),
        "deleted": draw(GONE),
    }


def _milestone(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    own = {"title": draw(TITLES), "rank": draw(RANKS), "due_on": draw(DAYS), "done_on": draw(DAYS)}
    return _of_task(draw, snapshot) | own | {"weight": draw(st.integers(1, 3))}


def _link(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return _of_task(draw, snapshot) | {"problem": draw(st.sampled_from(sorted(snapshot.problems)))}


def _item(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return _of_task(draw, snapshot) | {"title": draw(TITLES), "rank": draw(RANKS), "done_on": draw(DAYS)}


def _report(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return _of_task(draw, snapshot) | {"reported_on": AS_OF, "progress": draw(st.sampled_from([0, 40, 100]))}


def _named(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return {"name": draw(st.sampled_from(["建设局", "王一鸣"])), "rank": draw(RANKS), "deleted": draw(GONE)}


def _period(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    kind = draw(st.sampled_from(["off", "ban", "key"]))
    first = draw(st.sampled_from([date(2018, 11, 8), AS_OF]))
    return {"kind": kind, "starts_on": first, "ends_on": AS_OF, "title": "停工", "deleted": draw(GONE)}


def _ledger(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "code": draw(st.sampled_from(["wells", "roads"])),
        "title": draw(TITLES),
        "rank": draw(RANKS),
        "deleted": draw(GONE),
    }


def _ledger_field(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    type_ = draw(st.sampled_from(["text", "int", "stage"]))
    own = {
        "key": draw(st.sampled_from(["name", "depth"])),
        "title": draw(TITLES),
        "type": type_,
        "rank": draw(RANKS),
    }
    return own | {"ledger": draw(st.sampled_from(["g1", "g2"])), "deleted": draw(GONE)}


def _tally(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    own = {"ledger": draw(st.sampled_from(["g1", "g2"])), "title": draw(TITLES), "rank": draw(RANKS)}
    return own | {"task": draw(st.sampled_from([None, "t0", "t1"])), "deleted": draw(GONE)}


def _campaign(draw: Draw, snapshot: Snapshot) -> dict[str, Any]:
    return {"ends_on": draw(st.sampled_from([date(2018, 12, 31), date(2018, 11, 25)]))}


#: Kind → the ids of its rows, there already or not, and what draws its fields.
POOL: dict[type[Row], tuple[str, Callable[[Draw, Snapshot], dict[str, Any]]]] = {
    Task: ("t0 t1 t2 t3 t4 t5 n1 n2", _task),
    Action: ("a0 a1 a2 a9", _action),
    Milestone: ("s0 s1", _milestone),
    Measure: ("m0 m1 m2", _measure),
    Dependency: ("d0 d1 d2", _dependency),
    Problem: ("q1 q2", _problem),
    ProblemTask: ("l1 l2", _link),
    ChecklistItem: ("k0 k1", _item),
    Report: ("r0 r1", _report),
    Unit: ("u0 u1", _named),
    Person: ("o0 o1", _named),
    Period: ("p1 p9", _period),
    Ledger: ("g1 g2", _ledger),
    LedgerField: ("h1 h2 h3", _ledger_field),
    TallyOfLedger: ("y1 y2", _tally),
    Campaign: ("c", _campaign),
}


def draw_change(draw: Draw, snapshot: Snapshot) -> Change:
    """Draws one row's change: an edit of some fields, a row that is new, one that goes or comes back."""
    kind = draw(st.sampled_from(list(POOL)))
    ids, fields_of = POOL[kind]
    id = draw(st.sampled_from(ids.split()))
    before = snapshot.rows[TABLE_OF[kind]].get(id)
    fields = fields_of(draw, snapshot)
    if before is None:
        return Change(TABLE_OF[kind], id, None, kind(id=id, **fields))
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1))
    after = attrs.evolve(before, **{name: fields[name] for name in chosen})
    if isinstance(after, Task) and after.start_on and after.due_on and after.due_on < after.start_on:
        after = attrs.evolve(after, due_on=after.start_on)
    if isinstance(after, Dependency) and after.predecessor >= after.successor:
        after = attrs.evolve(after, **fields)
    return Change(TABLE_OF[kind], id, before, after)


def draw_step(data: st.DataObject, snapshot: Snapshot) -> tuple[Step, Reach, Snapshot]:
    """Draws one to three changes; returns their step, its reach and the snapshot that has taken it."""
    changes: list[Change] = []
    taken = snapshot
    for _ in range(data.draw(st.integers(1, 3))):
        change = draw_change(data.draw, taken)
        changes.append(change)
        taken = taken.take(step_of(change))
    step = step_of(*changes)
    taken = snapshot.take(step)
    return step, Reach.of(step, taken), taken


def step_of(*changes: Change) -> Step:
    """Returns a step of these changes."""
    return Step("s", "改", "do", "李明", datetime(2018, 11, 20, 9), changes)


def anew(snapshot: Snapshot) -> Snapshot:
    """Returns the snapshot as it would be read from the file."""
    rows = ((table, row) for table, by_id in snapshot.rows.items() for row in by_id.values())
    return Snapshot.of(rows, snapshot.notice)
