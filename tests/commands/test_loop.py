"""Stages of a task are reached once, on the day of the step."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest

from battlemap.commands.action import CreateAction
from battlemap.commands.loop import ReachMilestone, RemoveReport, ReportProgress
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, EditTask
from battlemap.errors import Refused
from tests.commands.conftest import CAMPAIGN

TODAY = date(2018, 11, 20)


def test_a_stage_is_reached_today_and_only_once(session: Session) -> None:
    task = session.snapshot.live_tasks[0].id
    session.run(AddRow("milestone", {"task": task, "title": "初稿", "due_on": date(2018, 11, 23)}))
    session.run(AddRow("milestone", {"task": task, "title": "评审", "due_on": date(2018, 12, 7)}))
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
    reports = [(r.reported_on, r.progress, r.words, r.reporter) for r in session.snapshot.reports.values()]
    assert reports == [(TODAY, 20, "完成清表", "李明"), (TODAY, 35, "路基开工", "李明")]
    session.undo()
    assert [r.progress for r in session.snapshot.reports.values() if not r.deleted] == [20]


def test_a_report_written_down_late_changes_no_card(session: Session) -> None:
    id = session.snapshot.live_tasks[0].id
    session.run(ReportProgress(id, 70, "走访过半"))
    session.run(ReportProgress(id, 40, "上周", date(2018, 11, 12), "李雷"))
    assert (session.snapshot.tasks[id].progress, session.snapshot.tasks[id].visible_progress) == (
        70,
        "走访过半",
    )
    newest, older = session.snapshot.reports_of(id)
    assert (older.reported_on, older.reporter, newest.progress) == (date(2018, 11, 12), "李雷", 70)


def test_a_wrong_report_goes_and_the_card_stands_where_the_one_before_said(session: Session) -> None:
    id = session.snapshot.live_tasks[0].id
    session.run(ReportProgress(id, 60, "上周", date(2018, 11, 12)))
    session.run(ReportProgress(id, 90, "多报了"))
    session.run(RemoveReport(session.snapshot.reports_of(id)[0].id))
    assert (session.snapshot.tasks[id].progress, session.snapshot.tasks[id].reported_on) == (
        60,
        date(2018, 11, 12),
    )
    session.undo()
    assert session.snapshot.tasks[id].progress == 90


@pytest.mark.parametrize("seed", range(8))
def test_of_several_reports_on_one_day_the_last_written_is_the_newest(tmp_path: Path, seed: int) -> None:
    now, dice = [datetime(2018, 11, 20, 9)], Random(seed)
    ids = (f"{dice.getrandbits(64):016x}" for _ in range(1000))
    path, copy = tmp_path / "a.battlemap", tmp_path / "b.battlemap"
    with Session.create(path, CAMPAIGN, "甲", lambda: now[0], new_id=lambda: next(ids)) as session:
        session.run(CreateAction("经济运行", code="ECON"))
        session.run(CreateTask(session.snapshot.columns[0].id, "走访企业", "moving"))
        id = session.snapshot.live_tasks[0].id
        for percent in (20, 40, 60):
            session.run(ReportProgress(id, percent))
        now[0] = datetime(2018, 11, 21, 9)
        session.run(ReportProgress(id, 80))
        session.run(RemoveReport(session.snapshot.reports_of(id)[0].id))
        assert session.snapshot.tasks[id].progress == 60
        session.file.save_copy(copy)
        here = session.snapshot.reports_of(id)
        assert [report.progress for report in here] == [60, 40, 20]
        assert session.snapshot_at(datetime(2018, 11, 20, 23)).reports_of(id) == here
    with Session.open(copy, "甲", lambda: now[0]) as session:
        assert session.snapshot.reports_of(id) == here
        session.run(RemoveReport(here[0].id))
        assert session.snapshot.tasks[id].progress == 40
        session.run(EditTask(id, {"progress": 55}))
        session.run(RemoveReport(here[2].id))
        assert session.snapshot.tasks[id].progress == 55


def test_a_report_of_a_day_to_come_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="还没有到"):
        session.run(ReportProgress(session.snapshot.live_tasks[0].id, 70, "", date(2018, 11, 21)))
