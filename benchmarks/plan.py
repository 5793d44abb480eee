"""A plan text becomes a campaign."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.session import Session
from battlemap.exchange.plan_text import read_plan
from benchmarks.big import AS_OF, clock
from benchmarks.row import Row, timed

PLAN = Path(__file__).parents[1] / "tests/exchange/data/jining-2018.txt"


def measure(folder: Path) -> list[Row]:
    """Returns the time from the text on disk to the campaign on disk, and that of understanding alone."""
    numbers = count()

    def import_plan() -> None:
        draft = read_plan(PLAN)
        with Session.create(
            folder / f"plan-{next(numbers)}.battlemap", founding(draft, AS_OF), "测试", clock
        ) as new:
            new.run(ImportPlan(draft))

    dice, noise = random.Random(3), folder / "noise.txt"
    lines = ("".join(dice.choices("一二三、。（）“1.：；，的是行动任务 ", k=60)) for _ in range(12_000))
    noise.write_text("\n".join(lines), "utf-8")
    draft = read_plan(PLAN)
    at = f"{len(draft.actions)} actions, {draft.task_count} tasks"
    return [
        Row("plan text understood", at, "ms", timed(lambda: read_plan(PLAN), 5)),
        Row("plan text → campaign file", at, "ms", timed(import_plan, 5), 300),
        Row(
            "noise taken for a plan",
            "12,000 lines",
            "s",
            (min(timed(lambda: read_plan(noise), 1)) / 1000,),
            20,
        ),
    ]
