"""A card comes to another lane with what it was, and not past a 卡点 that stands in its way."""

from __future__ import annotations

import pytest

from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.commands.loop import ReboundTask, RemoveReport, ReportProgress
from battlemap.commands.problem import MarkStuck, RaiseProblem, SolveProblem
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask
from battlemap.domain.kinds.task import Lane, Task
from battlemap.errors import Refused


def first(session: Session) -> Task:
    task = session.snapshot.task_by_code("ECON-01")
    assert task is not None
    return task


def move(session: Session, lane: Lane) -> None:
    task = first(session)
    session.run(MoveTasks((task.id,), task.action, lane))


@pytest.mark.parametrize("by_the_way_of", [("checking",), ("checking", "struck_off", "checking")])
@pytest.mark.parametrize("back", ["moving", "waiting"])
def test_a_card_that_is_sent_back_has_the_progress_that_it_had(
    session: Session, by_the_way_of: tuple[Lane, ...], back: Lane
) -> None:
    session.run(ReportProgress(first(session).id, 60))
    for lane in by_the_way_of:
        move(session, lane)
        assert first(session).progress == 100
    move(session, back)
    assert first(session).progress == 60
    session.undo()
    assert first(session).progress == 100


def test_a_card_that_was_reported_whole_is_not_done_when_it_is_sent_back(session: Session) -> None:
    session.run(ReportProgress(first(session).id, 100))
    move(session, "checking")
    move(session, "moving")
    assert first(session).progress == 99


def test_words_alone_do_not_bring_the_hundred_back(session: Session) -> None:
    task = first(session)
    session.run(ReportProgress(task.id, 60))
    move(session, "checking")
    back = {"lane": "moving", "visible_progress": "返工"}
    session.run(EditTasks((TaskEdit(task.id, back),)))
    assert (first(session).progress, first(session).visible_progress) == (60, "返工")


def test_a_rebound_has_the_progress_that_is_told(session: Session) -> None:
    session.run(ReportProgress(first(session).id, 60))
    move(session, "checking")
    session.run(ReboundTask(first(session).id, 80))
    assert first(session).progress == 80


def test_the_way_through_waiting_does_not_free_the_day(session: Session) -> None:
    task = first(session)
    due = task.due_on or session.snapshot.campaign.ends_on.replace(day=1)
    session.run(SetDue((task.id,), due))
    move(session, "moving")
    move(session, "waiting")
    with pytest.raises(Refused, match="延期理由"):
        session.run(SetDue((task.id,), due.replace(day=28)))
    session.run(SetDue((task.id,), due.replace(day=28), "", "雨季"))
    assert (first(session).extensions, first(session).judged_due_on) == (1, due)


def test_no_card_passes_a_problem_however_it_was_raised(session: Session) -> None:
    task = first(session)
    session.run(RaiseProblem("用地未批", (task.id,)))
    with pytest.raises(Refused, match="尚有卡点未解除，不能申请办结"):
        move(session, "checking")
    session.run(SolveProblem(next(iter(session.snapshot.problems))))
    move(session, "checking")
    session.run(RaiseProblem("核查发现缺资料", (task.id,)))
    with pytest.raises(Refused, match="尚有卡点未解除，不能销号"):
        move(session, "struck_off")


def test_the_one_line_of_a_card_raises_rewords_and_solves(session: Session) -> None:
    task = first(session)
    session.run(BlockTask(task.id, "用地未批"))
    assert session.snapshot.stuck_words(task.id) == "用地未批"
    assert session.run(BlockTask(task.id, "用地未批")) is None
    session.run(BlockTask(task.id, "用地指标未批"))
    assert session.snapshot.stuck_words(task.id) == "用地指标未批"
    assert len(session.snapshot.problems) == 1
    session.run(MarkStuck(task.id, "资金未到"))
    assert session.run(MarkStuck(task.id, "资金未到")) is None
    assert session.snapshot.stuck_words(task.id) == "用地指标未批；资金未到"
    with pytest.raises(Refused, match="有 2 个卡点"):
        session.run(BlockTask(task.id, "别的"))
    session.run(BlockTask(task.id, ""))
    assert session.snapshot.stuck_words(task.id) == ""
    assert all(problem.solved_on for problem in session.snapshot.problems.values())


def test_a_problem_of_several_cards_is_not_solved_for_the_others(session: Session) -> None:
    one, two, *_ = session.snapshot.live_tasks
    session.run(RaiseProblem("用地未批", (one.id, two.id)))
    session.run(BlockTask(one.id, ""))
    assert (session.snapshot.stuck_words(one.id), session.snapshot.stuck_words(two.id)) == ("", "用地未批")


def test_the_last_report_that_is_left_counts_in_the_order_of_writing(session: Session) -> None:
    task = first(session).id
    for percent in (20, 40, 60, 90):
        session.run(ReportProgress(task, percent))
    wrong = next(report.id for report in session.snapshot.reports.values() if report.progress == 90)
    session.run(RemoveReport(wrong))
    assert first(session).progress == 60
