"""Problems are solved once, taken from a card and never left without words."""

from __future__ import annotations

from datetime import date

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
