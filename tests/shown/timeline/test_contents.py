"""What the timeline shows after a step equals what would be built anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.command import Command
from battlemap.commands.loop import ReportProgress
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks
from battlemap.domain.judging.lamp import Verdict
from battlemap.domain.kinds.task import Task
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.timeline.contents import Shown, TimelineContents
from tests.campaigns import make_snapshot
from tests.random_steps import board, draw_step
from tests.ui.conftest import NOW, task

AS_OF = NOW.date()
STEPS: dict[str, Callable[[Session], Command]] = {
    "moved": lambda s: MoveTasks((task(s, "PROJ-01").id,), task(s, "PROJ-01").action, "checking"),
    "dated": lambda s: SetDue((task(s, "ECON-03").id,), date(2018, 11, 16)),
    "progress": lambda s: ReportProgress(task(s, "ECON-01").id, 5),
    "milestone": lambda s: AddRow(
        "milestone", {"task": task(s, "ECON-01").id, "title": "首批走访", "due_on": date(2018, 11, 26)}
    ),
    "created": lambda s: CreateTask(s.snapshot.columns[0].id, "新任务"),
    "deleted": lambda s: DeleteTasks((task(s, "ECON-02").id,)),
    "other action": lambda s: MoveTasks((task(s, "ECON-02").id,), s.snapshot.columns[1].id, "moving"),
    "period": lambda s: AddRow(
        "period",
        {"kind": "ban", "starts_on": date(2018, 11, 26), "ends_on": date(2018, 11, 30), "title": "封土期"},
    ),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("folds", [False, True])
def test_a_followed_step_shows_what_a_new_look_would(session: Session, step: str, folds: bool) -> None:
    folded = [session.snapshot.columns[0].id] if folds else []
    before = TimelineContents.of(session.snapshot, AS_OF, None, folded, Shown(has_front=True))
    told = tuple(before.rows)
    done = session.run(STEPS[step](session))
    after = before.followed(Reach.of(done, session.snapshot), session.snapshot)
    anew = TimelineContents.of(session.snapshot, AS_OF, None, folded, Shown(has_front=True))
    assert tuple(after.rows) == tuple(anew.rows)
    assert tuple(after.rows) != told or folds or step == "period"


@settings(max_examples=150)
@given(st.data(), st.booleans(), st.booleans())
def test_following_any_steps_shows_what_a_new_look_would(
    data: st.DataObject, folds: bool, is_filtered: bool
) -> None:
    snapshot = board()
    only = frozenset({"t0", "t1", "t2", "t3", "t4", "n1"}) if is_filtered else None
    shown = Shown(has_front=True, has_critical=True)
    contents = TimelineContents.of(snapshot, AS_OF, only, {"a1", "m0"} if folds else (), shown)
    for _ in range(data.draw(st.integers(1, 4))):
        _, reach, snapshot = draw_step(data, snapshot)
        contents = contents.followed(reach, snapshot)
    anew = TimelineContents.of(snapshot, AS_OF, only, contents.folded, shown)
    # a row keeps its place among its neighbours while a heading stands, so that nothing jumps under the hand
    assert sorted(contents.rows, key=attrgetter("id")) == sorted(anew.rows, key=attrgetter("id"))
    headings = [[row.id for row in rows if row.kind != "task"] for rows in (contents.rows, anew.rows)]
    assert headings[0] == headings[1]
    assert (contents.links, contents.range, contents.path) == (anew.links, anew.range, anew.path)


def test_a_heading_sums_up_its_tasks_also_when_folded(session: Session) -> None:
    id = session.snapshot.columns[0].id
    contents = TimelineContents.of(session.snapshot, AS_OF, folded=[id])
    heading = contents.rows[0]
    assert heading.id == id
    assert heading.summary
    assert heading.summary.progress == 55 // 3
    assert (heading.summary.first, heading.summary.last) == (date(2018, 10, 1), date(2018, 12, 31))


def judgements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Returns the list into which every task goes that is judged from now on."""
    judged: list[str] = []
    judge = Snapshot.judge

    def noted(self: Snapshot, task: Task, as_of: date, *rest: Any) -> Verdict:
        judged.append(task.id)
        return judge(self, task, as_of, *rest)

    monkeypatch.setattr(Snapshot, "judge", noted)
    return judged


def test_only_rows_that_are_asked_for_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = judgements(monkeypatch)
    snapshot = make_snapshot(actions=6, tasks=240)
    contents = TimelineContents.of(snapshot, AS_OF)
    assert (contents.task_count, len(contents.rows)) == (240, 240 + len(contents.headings))
    assert contents.range
    assert all(contents.rows[contents.row_of[heading]].summary for heading in contents.headings)
    assert judged == []
    seen = contents.rows[:30]
    assert sorted(judged) == sorted(row.id for row in seen if row.kind == "task")


def test_after_a_step_only_its_row_is_judged_anew(monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
    before = TimelineContents.of(session.snapshot, AS_OF)
    seen = tuple(before.rows[:])
    id = task(session, "ECON-01").id
    done = session.run(ReportProgress(id, 5))
    judged = judgements(monkeypatch)
    after = before.followed(Reach.of(done, session.snapshot), session.snapshot)
    assert judged == []
    assert tuple(after.rows[:]) != seen
    assert judged == [id]


def test_many_chosen_rows_come_in_order_as_few_do() -> None:
    contents = TimelineContents.of(make_snapshot(actions=6, tasks=600), AS_OF)
    assert contents.sorted(contents.rows.shown_tasks) == contents.tasks
    few = contents.tasks[3:9]
    assert contents.sorted(frozenset(few)) == few
    assert tuple(contents.rows.keys(0, len(contents.rows) - 1)) == tuple(row.id for row in contents.rows)
    assert tuple(contents.row_of) == tuple(row.id for row in contents.rows)
    assert all(contents.row_of[id] == number for number, id in enumerate(contents.row_of))
