"""What the timeline shows after a step equals what would be built anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.command import Command
from battlemap.commands.loop import ReportProgress
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks
from battlemap.domain.reach import Reach
from battlemap.shown.timeline.contents import Shown, TimelineContents, key_of
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
    done = session.run(STEPS[step](session))
    after = before.followed(Reach.of(done, session.snapshot), session.snapshot)
    assert (
        after.rows == TimelineContents.of(session.snapshot, AS_OF, None, folded, Shown(has_front=True)).rows
    )
    assert after.rows != before.rows or folds or step == "period"


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
    assert sorted(contents.rows, key=key_of) == sorted(anew.rows, key=key_of)
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
