"""A 卡点 stands in the way of tasks and of entries of ledgers: raised on both, released from each, counted once."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import AddEntry, EditEntries, RemoveEntries
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.mailing import RegisterMember
from battlemap.commands.meeting import OpenMeeting, SetUpMeetings
from battlemap.commands.problem import DropProblem, RaiseProblem
from battlemap.commands.problem_entry import DropEntryProblem, TieProblem
from battlemap.commands.problem_way import FormBatch
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.telling.agenda import agenda
from battlemap.domain.telling.problem_figures import all_problems, by_ledger
from battlemap.domain.telling.problem_reach import stuck_names
from battlemap.errors import Refused
from battlemap.sheets.batch import batch
from battlemap.shown.problems.board import card
from tests.commands.test_every_command import TEMPLATE
from tests.commands.test_mailing import Desk, desks
from tests.sheets.test_reports import chosen, words

__all__ = ["desks"]
DAY = date(2018, 11, 20)


@pytest.fixture
def entries(session: Session) -> list[str]:
    """Two entries of a ledger of the first action."""
    session.run(NewLedger(TEMPLATE))
    ledger = next(iter(session.snapshot.definitions))
    for name in ("智能装备产业园", "特种电缆项目"):
        session.run(AddEntry(ledger, {"name": name}))
    return AskedEntries(session, session.snapshot.definitions[ledger], DAY).ids()


def raised(session: Session, tasks: tuple[str, ...], entries: tuple[str, ...]) -> Problem:
    session.run(RaiseProblem("缺地 20 亩", tasks, "land", entries=entries))
    return list(session.snapshot.problems.values())[-1]


def test_one_is_raised_on_tasks_and_entries_and_named_everywhere(
    session: Session, entries: list[str]
) -> None:
    task = session.snapshot.live_tasks[0]
    problem = raised(session, (task.id,), tuple(entries))
    now = session.snapshot
    assert stuck_names(now, problem.id) == [task.code, "签约项目“智能装备产业园”", "签约项目“特种电缆项目”"]
    assert [one.id for one in now.problems_on_entry(entries[0])] == [problem.id]
    assert "签约项目“智能装备产业园”" in card(now, problem, DAY).who
    (line,) = by_ledger(now, now.campaign.starts_on, DAY)
    assert (line.name, line.open, all_problems(now, now.campaign.starts_on, DAY).open) == ("签约项目", 1, 1)
    session.undo()
    assert not session.snapshot.problems_on_entry(entries[0])
    session.redo()
    assert session.snapshot.problems_on_entry(entries[0])


def test_it_goes_with_the_last_thing_in_whose_way_it_stands(session: Session, entries: list[str]) -> None:
    task = session.snapshot.live_tasks[0]
    problem = raised(session, (task.id,), (entries[0],))
    session.run(DropProblem(problem.id, task.id))
    assert session.snapshot.problems[problem.id].is_open
    with pytest.raises(Refused, match="不涉及这条台账"):
        session.run(DropEntryProblem(problem.id, entries[1]))
    session.run(DropEntryProblem(problem.id, entries[0]))
    assert session.snapshot.problems[problem.id].deleted


def test_what_is_lifted_from_a_card_still_stands_in_the_way_of_an_entry(
    session: Session, entries: list[str]
) -> None:
    task = session.snapshot.live_tasks[0]
    problem = raised(session, (task.id,), (entries[0],))
    session.run(BlockTask(task.id, ""))
    assert session.snapshot.problems[problem.id].is_open and not session.snapshot.problems_of(task.id)


def test_a_known_one_is_tied_to_more_and_not_twice(session: Session, entries: list[str]) -> None:
    task = session.snapshot.live_tasks[0]
    problem = raised(session, (task.id,), ())
    session.run(TieProblem(problem.id, entries=tuple(entries)))
    assert len(session.snapshot.entries_stuck_by(problem.id)) == 2
    with pytest.raises(Refused, match="不必重复"):
        session.run(TieProblem(problem.id, (task.id,), (entries[0],)))


def test_the_name_follows_the_entry_and_goes_and_comes_with_it(session: Session, entries: list[str]) -> None:
    problem = raised(session, (), (entries[0],))
    ledger = next(iter(session.snapshot.definitions))
    session.run(EditEntries(ledger, ((entries[0], {"name": "智能装备二期"}),)))
    assert stuck_names(session.snapshot, problem.id) == ["签约项目“智能装备二期”"]
    session.run(RemoveEntries(ledger, (entries[0],)))
    assert not session.snapshot.entries_stuck_by(problem.id)
    session.undo()
    assert session.snapshot.entries_stuck_by(problem.id)


def test_one_that_belongs_to_no_card_is_on_every_agenda(session: Session, entries: list[str]) -> None:
    problem = raised(session, (), (entries[0],))
    loose = raised(session, (), ())
    session.run(SetUpMeetings(({"title": "调度会"},)))
    (series,) = session.snapshot.meeting_series.values()
    session.run(OpenMeeting(series.id))
    problems = [item.problem for part in agenda(session.snapshot, series, DAY) for item in part.items]
    assert sorted(id for id in problems if id) == sorted([problem.id, loose.id])


def test_the_pc_of_a_unit_raises_one_with_its_trace(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    site = two.session.file.site
    unit = next(iter(one.session.snapshot.units))
    key = one.session.snapshot.members[site].public_key
    one.session.run(RegisterMember(site, "经发局", "unit", key, unit))
    two.post.take(one.packets())
    two.session.run(RaiseProblem("缺地 20 亩", (two.task(),)))
    one.post.take(two.packets())
    (problem,) = one.session.snapshot.problems.values()
    assert [step.deed for step in one.session.snapshot.steps_of(problem.id)] == ["raise"]
    assert one.session.snapshot.problems_of(one.task())


def test_the_batch_names_the_entries(session: Session, entries: list[str]) -> None:
    problem = raised(session, (), (entries[0],))
    session.run(FormBatch((problem.id,)))
    shown = words(batch(session.snapshot, chosen()))
    assert "智能装备" in shown.replace("\n", "")
