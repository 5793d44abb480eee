"""A change costs what it changes: the file's work is counted in instructions of its machine, not in seconds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from battlemap.commands.action import CreateAction
from battlemap.commands.board import MoveTasks
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.command import Command
from battlemap.commands.dependency import AddDependency
from battlemap.commands.session import Session
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.store.repository import Repository
from tests.commands.conftest import ticking

FOUNDING = CreateCampaign("行动", date(2018, 10, 1), date(2018, 12, 31))


class Fill(Command):
    """So many cards in 推进中, put by themselves so that making them costs no look at the others."""

    def __init__(self, number: int, action: str) -> None:
        self._number, self._action = number, action

    def label(self, snapshot: Snapshot) -> str:
        return "填充"

    def apply(self, repository: Repository) -> None:
        for n in range(self._number):
            code = f"ECON-{n:05d}"
            repository.put(Task(f"t{n}", self._action, code, f"任务 {n}", f"a{n:05d}V", "moving"))


@contextmanager
def board(path: Path, tasks: int) -> Iterator[Session]:
    with Session.create(path, FOUNDING, "甲", ticking()) as session:
        for number in range(20):
            session.run(CreateAction(f"第{number}项"))
        session.run(Fill(tasks, session.snapshot.columns[0].id))
        yield session


def connection_of(session: Session) -> sqlite3.Connection:
    with session.file.reading() as connection:
        return connection


def instructions(session: Session, command: Command) -> int:
    """Returns the hundreds of instructions that the file's machine needs for a command."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    connection = connection_of(session)
    connection.set_progress_handler(count, 100)
    assert session.run(command) is not None
    connection.set_progress_handler(None, 0)
    return counted


@pytest.mark.parametrize("chain", [0, 5])
def test_a_dependency_costs_the_same_on_a_board_ten_times_as_large(tmp_path: Path, chain: int) -> None:
    work = []
    for tasks in (100, 1000):
        with board(tmp_path / f"{tasks}.battlemap", tasks) as session:
            for n in range(chain):
                session.run(AddDependency(f"t{n + 1}", f"t{n + 2}"))
            work.append(instructions(session, AddDependency("t0", "t1")))
    assert work[1] <= work[0] * 1.2


def test_moving_many_cards_costs_as_much_for_each_as_moving_few(tmp_path: Path) -> None:
    each = []
    for tasks in (60, 600):
        with board(tmp_path / f"{tasks}.battlemap", 600) as session:
            cards = tuple(f"t{n}" for n in range(tasks))
            target = session.snapshot.columns[1].id
            each.append(instructions(session, MoveTasks(cards, target, "moving")) / tasks)
            assert session.snapshot.cell(target, "moving") == cards
    assert each[1] <= each[0] * 1.2


def test_a_drop_costs_the_same_in_a_cell_ten_times_as_full(tmp_path: Path) -> None:
    work = []
    for tasks in (100, 1000):
        with board(tmp_path / f"{tasks}.battlemap", tasks) as session:
            here, there = (action.id for action in session.snapshot.columns[:2])
            work.append(instructions(session, MoveTasks(("t90",), here, "moving", "t5")))
            assert session.snapshot.cell(here, "moving")[4:7] == ("t4", "t90", "t5")
            work[-1] += instructions(session, MoveTasks(("t90",), there, "moving"))
            work[-1] += instructions(session, MoveTasks(("t90",), here, "moving"))
            assert session.snapshot.cell(here, "moving")[-1] == "t90"
    assert work[1] <= work[0] * 1.2
