"""Problems are solved once, taken from a card and never left without words."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from battlemap.commands.problem import DropProblem, RaiseProblem, SolveProblem
from battlemap.commands.rows import EditRow
from battlemap.commands.session import Session
from battlemap.errors import Refused


@pytest.fixture
def problem(session: Session) -> str:
    """A problem in the way of two tasks."""
    session.run(RaiseProblem("等批复", tuple(sorted(session.snapshot.tasks)[:2])))
    (raised,) = session.snapshot.problems
    return raised


def test_a_problem_dropped_from_its_last_task_is_deleted(session: Session, problem: str) -> None:
    first, second = session.snapshot.tasks_stuck_by(problem)
    session.run(DropProblem(problem, first))
    assert session.snapshot.tasks_stuck_by(problem) == (second,)
    assert not session.snapshot.problems[problem].deleted
    with pytest.raises(Refused, match="1 号不涉及"):
        session.run(DropProblem(problem, first))
    session.run(DropProblem(problem, second))
    assert session.snapshot.problems[problem].deleted
    session.undo()
    assert session.snapshot.tasks_stuck_by(problem) == (second,)


def test_words_about_the_outcome_solve_a_problem_today(session: Session, problem: str) -> None:
    session.run(EditRow("problem", problem, {"outcome": "已批复"}))
    assert session.snapshot.problems[problem].solved_on == date(2018, 11, 20)
    with pytest.raises(Refused, match="已经解决"):
        session.run(SolveProblem(problem))


def test_a_given_day_of_solution_stands(session: Session, problem: str) -> None:
    session.run(EditRow("problem", problem, {"outcome": "已批复", "solved_on": date(2018, 11, 2)}))
    assert session.snapshot.problems[problem].solved_on == date(2018, 11, 2)


def test_a_problem_keeps_words(session: Session, problem: str) -> None:
    with pytest.raises(Refused, match="不能为空"):
        session.run(EditRow("problem", problem, {"title": "  "}))


def with_words_on_the_card(session: Session, words: str) -> str:
    """Has a card bear its 卡点 as the first programs wrote it; returns the card's id."""
    task = session.snapshot.live_tasks[0]
    with session.file.write("标记卡点", "李明", session.clock()) as repository:
        repository.put(attrs.evolve(task, blocked=words))
    session.refresh()
    return task.id


def reopened(session: Session, *, read_only: bool = False) -> Session:
    path = session.file.path
    session.close()
    return Session.open(path, "李明", session.clock, read_only=read_only)


def test_the_words_on_cards_of_the_first_programs_become_rows_in_one_step(session: Session) -> None:
    id = with_words_on_the_card(session, "用地未批")
    before = session.clock()
    assert session.snapshot.stuck_words(id) == "用地未批"
    with reopened(session, read_only=True) as reader:
        assert reader.snapshot.stuck_words(id) == "用地未批"
        assert not reader.snapshot.problems
    with reopened(session) as again:
        (problem,) = again.snapshot.problems.values()
        assert (problem.title, problem.number, problem.is_open) == ("用地未批", 1, True)
        assert again.snapshot.tasks[id].blocked is None
        assert again.snapshot.stuck_words(id) == "用地未批"
        assert again.file.faults() == []
        assert again.snapshot_at(before).stuck_words(id) == "用地未批"
        assert again.can_undo == "旧档案的卡点文字改记为卡点"
        number = again.file.newest_number()
        with reopened(again) as once_more:
            assert once_more.file.newest_number() == number


def test_words_that_stand_as_a_row_already_are_not_doubled(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    session.run(RaiseProblem("用地未批", (task.id,)))
    with_words_on_the_card(session, "用地未批")
    with reopened(session) as again:
        assert again.snapshot.stuck_words(task.id) == "用地未批"
        assert len(again.snapshot.problems) == 1
