"""Stages of a task are reached once, on the day of the step."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.loop import AddMilestone, ReachMilestone
from battlemap.commands.session import Session
from battlemap.errors import Refused


def test_a_stage_is_reached_today_and_only_once(session: Session) -> None:
    task = session.snapshot.live_tasks[0].id
    session.run(AddMilestone(task, "初稿", date(2018, 11, 23)))
    session.run(AddMilestone(task, "评审", date(2018, 12, 7)))
    draft, review = session.snapshot.milestones_of(task)
    session.run(ReachMilestone(draft.id))
    reached, still_open = session.snapshot.milestones_of(task)
    assert reached.done_on == date(2018, 11, 20) and still_open == review
    with pytest.raises(Refused, match="已于"):
        session.run(ReachMilestone(draft.id))
    session.undo()
    assert session.snapshot.milestones_of(task) == (draft, review)
