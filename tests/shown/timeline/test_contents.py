"""What the timeline shows after a step equals what would be built anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.campaign import AddPeriod
from battlemap.commands.command import Command
from battlemap.commands.loop import AddMilestone, ReportProgress
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks
from battlemap.shown.timeline.contents import Contents, Shown
from tests.ui.conftest import NOW, task

AS_OF = NOW.date()
STEPS: dict[str, Callable[[Session], Command]] = {
    "moved": lambda s: MoveTasks((task(s, "PROJ-01").id,), task(s, "PROJ-01").action, "checking"),
    "dated": lambda s: SetDue((task(s, "ECON-03").id,), date(2018, 11, 16)),
    "progress": lambda s: ReportProgress(task(s, "ECON-01").id, 5),
    "milestone": lambda s: AddMilestone(task(s, "ECON-01").id, "首批走访", date(2018, 11, 26)),
    "created": lambda s: CreateTask(s.snapshot.columns[0].id, "新任务"),
    "deleted": lambda s: DeleteTasks((task(s, "ECON-02").id,)),
    "other action": lambda s: MoveTasks((task(s, "ECON-02").id,), s.snapshot.columns[1].id, "moving"),
    "period": lambda s: AddPeriod("ban", date(2018, 11, 26), date(2018, 11, 30), "封土期"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("folds", [False, True])
def test_a_followed_step_shows_what_a_new_look_would(session: Session, step: str, folds: bool) -> None:
    folded = [session.snapshot.columns[0].id] if folds else []
    before = Contents.of(session.snapshot, AS_OF, None, folded, Shown(has_front=True))
    done = session.run(STEPS[step](session))
    after = before.followed(done, session.snapshot)
    assert after.rows == Contents.of(session.snapshot, AS_OF, None, folded, Shown(has_front=True)).rows
    assert after.rows != before.rows or folds or step == "period"


def test_a_heading_sums_up_its_tasks_also_when_folded(session: Session) -> None:
    id = session.snapshot.columns[0].id
    contents = Contents.of(session.snapshot, AS_OF, folded=[id])
    heading = contents.rows[0]
    assert heading.id == id
    assert heading.summary
    assert heading.summary.progress == 55 // 3
    assert (heading.summary.first, heading.summary.last) == (date(2018, 10, 1), date(2018, 12, 31))
