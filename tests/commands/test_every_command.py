"""Every command with arguments of the right shape and any content is carried out or refused in words, never half."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import battlemap.commands
from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.command import Command, unwatched
from battlemap.commands.entries import AddEntry
from battlemap.commands.ledgers import NewLedger, PutTally
from battlemap.commands.problem import RaiseProblem
from battlemap.commands.rows import AddRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.ledgers.template import delivered_template
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.step_words import net_changes
from battlemap.domain.telling.wall_marks import WallMark
from battlemap.errors import BattlemapError
from tests.commands.conftest import open_new

#: Made from files, not from what people type: their own tests cover them.
FROM_FILES = {
    "AddAttachment",
    "ImportPlan",
    "ImportProject",
    "UpdatePlan",
    "GainPlan",
    "MergePlan",
    "NewLedger",
    "NewLedgerFromSheet",
    # the demo's story, told in words
    "_Move",
    "_Register",
}
TEMPLATE = delivered_template("签约项目")
KEYS = sorted(
    {field.key for kind in CATALOGUE for field in kind.fields}
    | {field.key for field in TEMPLATE.fields}
    | {"id", "rank", "deleted", "nothing"}
)
#: Entries are asked of the file, so no board knows them; filled where they are made.
ENTRIES: list[str] = []
TEXTS = st.one_of(
    st.sampled_from(["", " ", "甲", "NaN", "Infinity", "1e40", "waiting", "checking", "struck_off", "land", "\ud800", "x" * 3000]),
    st.text(max_size=8),
)  # fmt: skip
DAYS = st.sampled_from(
    [date(1800, 1, 1), date(1, 1, 1), date(9999, 12, 31), date(2018, 11, 20), date(2019, 3, 1)]
)
NUMBERS = st.sampled_from([-(10**30), -5, 0, 1, 40, 100, 101, 2**63, 10**30])
ANYTHING = st.one_of(
    st.none(), TEXTS, DAYS, NUMBERS, st.booleans(), st.just(datetime(2018, 11, 20, 9)), st.just(float("nan")),
    st.just(Decimal("NaN")), st.just(()), st.just([]),
)  # fmt: skip


def commands() -> Iterator[type]:
    for module in pkgutil.iter_modules(battlemap.commands.__path__):
        room = importlib.import_module(f"battlemap.commands.{module.name}")
        for name, thing in vars(room).items():
            is_own = inspect.isclass(thing) and thing.__module__ == room.__name__
            is_command = is_own and attrs.has(thing) and hasattr(thing, "label") and hasattr(thing, "apply")
            if is_command and name not in FROM_FILES:
                yield thing


COMMANDS = sorted(commands(), key=lambda command: command.__name__)


def ids(snapshot: Snapshot) -> st.SearchStrategy[str]:
    existing = [*ENTRIES, *(id for rows in snapshot.rows.values() for id in rows)]
    return st.one_of(
        st.sampled_from(existing),
        st.sampled_from(["", "nothing", "\ud800", *(k.table for k in CATALOGUE)]),
        TEXTS,
    )


def of(hint: Any, snapshot: Snapshot) -> st.SearchStrategy[Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(of(one, snapshot) for one in inner))
    if origin is typing.Literal:
        return st.one_of(st.sampled_from(inner), TEXTS)
    if origin is Callable:
        return st.just(unwatched)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return st.lists(of(inner[0], snapshot), max_size=3).map(tuple)
        return st.tuples(*(of(one, snapshot) for one in inner))
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(st.sampled_from(KEYS), st.one_of(ANYTHING, ids(snapshot)), max_size=4)
    if hint is str:
        return ids(snapshot)
    if hint in (Command, Any):
        return st.sampled_from([RemoveRow("unit", "nothing"), AddRow("unit", {"name": "甲"})])
    if hint is TaskFilter:
        return st.sampled_from([TaskFilter(), TaskFilter("甲"), TaskFilter(units=frozenset({"nothing"}))])
    if hint is WallMark:
        return st.builds(
            WallMark, ids(snapshot), st.sampled_from(["percent", "lane", "late", "blocked", "cleared"])
        )
    if hint is WorkCalendar:
        return st.just(snapshot.calendar)
    if hint is Snapshot:
        return st.just(snapshot)
    simple = {
        date: DAYS,
        datetime: st.just(datetime(2018, 11, 20, 8)),
        int: NUMBERS,
        bool: st.booleans(),
        type(None): st.none(),
        Path: st.none(),
    }
    if hint in simple:
        return simple[hint]
    assert attrs.has(hint), hint
    return made(hint, snapshot)


def made(thing: type, snapshot: Snapshot) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(thing)
    return st.builds(
        thing, **{field.alias: of(hints[field.name], snapshot) for field in attrs.fields(thing) if field.init}
    )


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Snapshot]]:
    """A session, and its board before anything was tried: what arguments are drawn from."""
    folder: Path = tmp_path_factory.mktemp("every")
    with open_new(folder / "a.battlemap") as opened:
        task = opened.snapshot.live_tasks[0].id
        opened.run(AddRow("unit", {"name": "住建局"}))
        opened.run(AddRow("person", {"name": "王强"}))
        opened.run(AddRow("milestone", {"task": task, "title": "初稿"}))
        opened.run(AddRow("checklist_item", {"task": task, "title": "勘界"}))
        opened.run(AddRow("instruction", {"task": task, "leader": "赵书记", "words": "抓紧"}))
        opened.run(
            AddRow("period", {"kind": "off", "starts_on": date(2018, 11, 3), "ends_on": date(2018, 11, 4)})
        )
        opened.run(AddRow("baseline", {"title": "开局"}))
        opened.run(RaiseProblem("征地", (task,)))
        opened.run(NewLedger(TEMPLATE))
        ledger = next(iter(opened.snapshot.definitions))
        for name in ("甲项目", "乙项目"):
            opened.run(AddEntry(ledger, {"name": name, "tasks": (task,)}))
        entries = AskedEntries(opened, opened.snapshot.definitions[ledger], date(2018, 11, 20))
        ENTRIES[:] = entries.ids()
        tally = opened.snapshot.tallies_of(ledger)[0]
        opened.run(PutTally(attrs.evolve(tally, target="4", task=task)))
        yield opened, opened.snapshot


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_command_is_carried_out_or_refused_in_words(
    campaign: tuple[Session, Snapshot], command: type, data: st.DataObject
) -> None:
    session, first = campaign
    deed = data.draw(made(command, first))
    before, newest = session.snapshot, session.steps(1)[0].number
    try:
        step = session.run(deed)
    except BattlemapError as refusal:
        assert str(refusal).strip()
        assert session.snapshot is before
        assert session.steps(1)[0].number == newest
        return
    assert (step is None) == (session.steps(1)[0].number == newest)
    if step is not None:
        assert net_changes(step.changes)
        session.undo()


def test_all_commands_are_asked() -> None:
    assert len(COMMANDS) > 35
