"""Stages of a task are reached once, on the day of the step."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.loop import AddMilestone, ReachMilestone, ReportProgress
from battlemap.commands.session import Session
from battlemap.errors import Refused

TODAY = date(2018, 11, 20)


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


def test_each_report_is_kept_with_day_words_and_reporter(session: Session) -> None:
    task = session.snapshot.live_tasks[0].id
    session.run(ReportProgress(task, 20, "完成清表"))
    session.run(ReportProgress(task, 35, "路基开工"))
    told = [(r.reported_on, r.progress, r.words, r.reporter) for r in session.snapshot.reports.values()]
    assert told == [(TODAY, 20, "完成清表", "李明"), (TODAY, 35, "路基开工", "李明")]
    session.undo()
    assert [r.progress for r in session.snapshot.reports.values() if not r.deleted] == [20]
