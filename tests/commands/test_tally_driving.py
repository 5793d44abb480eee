"""A tally moves its card in the step that changed the entries; what it was at any past moment is what a recount says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.commands.board import MoveTasks
from battlemap.commands.entries import MoveToStage, RemoveEntries, RestoreEntries
from battlemap.commands.ledgers import PutTally, RecountTallies
from battlemap.commands.loop import ReportProgress
from battlemap.commands.session import Session
from battlemap.domain.telling.step_words import step_words
from battlemap.errors import BattlemapError
from tests.commands.conftest import open_new
from tests.commands.ledgers import add, asked, move, rows, wells, with_wells


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        yield with_wells(opened)


def driving(session: Session) -> str:
    """Has the tally of running wells (target 4) drive a task; returns the task."""
    task = session.snapshot.task_by_code("ECON-01")
    assert task is not None
    tally = session.snapshot.tallies_of(wells(session).ledger.id)[0]
    session.run(PutTally(attrs.evolve(tally, task=task.id)))
    return task.id


def test_a_tally_moves_its_card_in_the_same_step_and_undo_takes_both_back(session: Session) -> None:
    task = driving(session)
    id = add(session, "东井")
    assert session.snapshot.tasks[task].progress == 0
    step = session.run(
        MoveToStage(wells(session).ledger.id, (id,), "run", values={"depth": 80, "dug_on": date(2018, 11, 1)})
    )
    assert step is not None
    assert {change.table for change in step.changes} == {"entry", "task"}
    card = session.snapshot.tasks[task]
    assert (card.progress, card.lane) == (25, "moving")
    assert "反馈 ECON-01 进度 0%→25%" in step_words(step, session.snapshot).deed
    session.undo()
    card = session.snapshot.tasks[task]
    assert (card.progress, card.lane) == (0, "waiting")
    assert [row.stage for row in rows(session)] == ["plan"]


def test_a_recount_brings_the_card_to_what_the_entries_tell(session: Session) -> None:
    task = driving(session)
    move(session, add(session, "东井"), "run", depth=80, dug_on=date(2018, 11, 1))
    session.run(ReportProgress(task, 90))
    assert session.run(RecountTallies()) is not None
    assert session.snapshot.tasks[task].progress == 25
    assert session.run(RecountTallies()) is None


def test_a_finished_card_is_left_alone(session: Session) -> None:
    task = driving(session)
    session.run(MoveTasks((task,), session.snapshot.tasks[task].action, "checking"))
    move(session, add(session, "东井"), "run", depth=80, dug_on=date(2018, 11, 1))
    assert session.snapshot.tasks[task].progress == 100


def test_a_sum_in_its_own_unit_and_a_target_without_figures_are_told(session: Session) -> None:
    add(session, "东井", paid=125_000)
    running, paid = asked(session).tallies()
    assert (running.words, paid.words) == ("通水 0/4 眼", "已付 12.5 万元")


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["add", "run", "dig", "dry", "remove", "restore", "undo", "redo"]), st.integers(0, 5)
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS)
def test_a_tally_equals_a_recount_at_every_past_moment_and_the_card_follows(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int]]
) -> None:
    """The law of tallies; also: what is asked of a past moment is what was answered then."""
    path = tmp_path_factory.mktemp("tally") / "a.battlemap"
    with with_wells(open_new(path)) as session:
        task, ledger = driving(session), wells(session).ledger.id
        added = [add(session, "一井"), add(session, "二井")]
        standing = 0
        then: list[tuple[datetime, list[Any], int]] = []
        for number, (deed, which) in enumerate(deeds):
            id, before = added[which % len(added)], session.steps(1)[0].number
            try:
                match deed:
                    case "add":
                        added.append(add(session, f"井{number}"))
                    case "remove":
                        session.run(RemoveEntries(ledger, (id,)))
                    case "restore":
                        session.run(RestoreEntries(ledger, (id,)))
                    case "undo" if standing:
                        session.undo()
                        standing -= 1
                    case "undo":
                        pass
                    case "redo":
                        session.redo()
                        standing += 1
                    case stage:
                        move(session, id, stage, depth=9, dug_on=date(2018, 11, 1))
            except BattlemapError:
                pass
            standing += deed not in ("undo", "redo") and session.steps(1)[0].number > before
            figure = asked(session).tallies()[0]
            present = rows(session)
            reached = ("run",)
            recount = sum(
                entry.stage in reached or entry.furthest in reached
                for entry in asked(session).entries(asked(session).ids())
            )
            assert figure.value == recount
            assert session.snapshot.tasks[task].progress == figure.progress
            then.append((session.steps(1)[0].moment, present, int(figure.value)))
        for moment, present, value in then:
            entries = asked(session, at=moment)
            assert entries.rows(entries.ids()) == present
            assert entries.tallies()[0].value == value
            entries.close()
