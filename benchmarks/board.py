"""The board without its window: every card judged and worded, and where everything stands."""

from __future__ import annotations

from pathlib import Path

import attrs

from battlemap.commands.session import Session
from battlemap.domain.kinds.task import LANES, Milestone
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.board import BoardLayout, BoardMetrics
from battlemap.layout.card import card_of
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.row import Row, timed

TASKS = 10_000


def measure(folder: Path) -> list[Row]:
    """Returns the times of judging all cards and of laying out the board again."""
    with Session.open(campaign_file(folder, TASKS), "测试", clock) as session:
        snapshot = session.snapshot
    tasks = list(snapshot.tasks.values())
    by_stones = _with_milestones(snapshot)

    def lay_out() -> None:
        counts = [[len(snapshot.cell(action.id, lane)) for lane in LANES] for action in snapshot.columns]
        layout = BoardLayout.of(counts, BoardMetrics())
        assert sum(map(sum, layout.counts)) == TASKS, "a card has no place"

    def word() -> None:
        cards = [card_of(snapshot, task, AS_OF) for task in tasks]
        assert len({card.id for card in cards}) == TASKS, "a card was not worded"
        assert len({card.lamp for card in cards}) > 1, "nothing was judged"

    def judge() -> None:
        verdicts = [by_stones.judge(task, AS_OF) for task in by_stones.live_tasks]
        assert len(verdicts) == TASKS, "a card was not judged"
        assert any(verdict.deviation for verdict in verdicts), "nothing was judged"

    at = f"{TASKS:,} tasks"
    return [
        Row(
            "every lamp judged, every card worded",
            at,
            "ms",
            timed(word, 3),
        ),
        Row(
            "every lamp judged, a quarter by milestones",
            at,
            "ms",
            timed(judge, 3),
        ),
        Row("the board laid out again", at, "ms", timed(lay_out, 50)),
    ]


def _with_milestones(snapshot: Snapshot) -> Snapshot:
    """Returns `snapshot` with every fourth task following four weighted milestones."""
    followers = [attrs.evolve(task, follows_milestones=True) for task in list(snapshot.tasks.values())[::4]]
    rows = {table: dict(held) for table, held in snapshot.rows.items()}
    rows["task"].update((task.id, task) for task in followers)
    for task in followers:
        stones = (
            Milestone(f"{task.id}-{n}", task.id, "节点", f"a{n}", task.start_on, weight=n + 1)
            for n in range(4)
        )
        rows["milestone"].update((stone.id, stone) for stone in stones)
    return Snapshot(rows, snapshot.notice)
