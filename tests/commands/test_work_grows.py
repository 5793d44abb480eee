"""What a step costs in calls grows with what it touches, never with its square and never with the whole board."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import attrs
from fractional_indexing import generate_n_keys_between

from battlemap.commands.board import MoveTasks
from battlemap.commands.dependency import AddDependency
from battlemap.commands.session import Session
from tests.commands.conftest import open_new

FEW, MANY = 60, 240


def board_of(path: Path, cards: int) -> Session:
    """A session with so many more cards in its first column; written at once, since here only later steps count."""
    session = open_new(path)
    econ = session.snapshot.columns[0]
    first = session.snapshot.tasks_of(econ.id)[0]
    last = session.snapshot.tasks_of(econ.id)[-1].rank
    ranks = generate_n_keys_between(last, None, cards)
    with session.file.write("写入", "李明", session.clock()) as repository:
        for place, rank in enumerate(ranks):
            repository.put(attrs.evolve(first, id=f"t{place:05d}", code=f"T-{place:05d}", rank=rank))
    session.refresh()
    return session


def calls_of(deed: Callable[[], Any]) -> int:
    """The calls of Python functions that the deed makes."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        deed()
    finally:
        sys.setprofile(None)
    return calls


def test_one_more_link_costs_the_same_on_a_board_of_four_times_the_cards(tmp_path: Path) -> None:
    costs = []
    for cards in (FEW, MANY):
        with board_of(tmp_path / f"{cards}.battlemap", cards) as session:
            for place in range(cards - 2):
                session.run(AddDependency(f"t{place:05d}", f"t{place + 1:05d}"))
            costs.append(calls_of(lambda: session.run(AddDependency("t00000", f"t{cards - 1:05d}"))))  # noqa: B023
    few, many = costs
    assert many < 2 * few


def test_four_times_the_cards_are_moved_with_four_times_the_work(tmp_path: Path) -> None:
    costs = []
    for cards in (FEW, MANY):
        with board_of(tmp_path / f"{cards}.battlemap", cards) as session:
            econ, proj = session.snapshot.columns
            chosen = tuple(task.id for task in session.snapshot.tasks_of(econ.id) if task.id.startswith("t"))
            costs.append(calls_of(lambda: session.run(MoveTasks(chosen, proj.id, "waiting"))))  # noqa: B023
            assert all(session.snapshot.tasks[id].action == proj.id for id in chosen)
    few, many = costs
    assert many < 5 * few
