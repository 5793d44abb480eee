"""The board without its window: every card judged and worded, and where everything stands."""

from __future__ import annotations

from pathlib import Path

from battlemap.commands.session import Session
from battlemap.domain.task import LANES
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

    def lay_out() -> None:
        counts = [[len(snapshot.cell(action.id, lane)) for lane in LANES] for action in snapshot.columns]
        BoardLayout.of(counts, BoardMetrics())

    at = f"{TASKS:,} tasks"
    return [
        Row(
            "every lamp judged, every card worded",
            at,
            "ms",
            timed(lambda: [card_of(snapshot, t, AS_OF) for t in tasks], 3),
        ),
        Row("the board laid out again", at, "ms", timed(lay_out, 50)),
    ]
