"""A plan text becomes a campaign."""

from __future__ import annotations

import random
from contextlib import suppress
from itertools import count
from pathlib import Path

from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.session import Session
from battlemap.errors import BadInput
from battlemap.exchange.decoding import MOST_TEXT_BYTES
from battlemap.exchange.plan_text import parse_plan, read_plan
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
    lines = ("".join(dice.choices("一二三、（）“1.：，的是行动任务 ", k=60)) for _ in range(9_000))
    noise.write_text("\n".join(lines), "utf-8")
    draft = read_plan(PLAN)
    at = f"{len(draft.actions)} actions, {draft.task_count} tasks"
    return [
        Row("plan text understood", at, "ms", timed(lambda: read_plan(PLAN), 5)),
        Row("plan text → campaign file", at, "ms", timed(import_plan, 5), 300),
        Row(
            "plan of 300 points understood", "300 tasks", "ms", timed(lambda: parse_plan(_points()), 5), 1000
        ),
        Row("noise taken for a plan", "9,000 lines", "s", _seconds(noise), 5),
        *(
            Row(
                "2 MB of one line taken for a plan",
                f"「{piece}」",
                "s",
                _seconds(_one_line(folder, piece)),
                5,
            )
            for piece in ("（一）", "1", "10月底前", "修路10条，")
        ),
    ]


def _points() -> str:
    """A plan with 300 points, each with a deadline, a quantity and units."""
    points = (
        f"{n}.要点{n}。{n % 12 + 1}月底前改造小区{n}个，投资{n}亿元。（区住建局牵头，各镇配合）"
        for n in range(1, 100)
    )
    part = "\n".join(points)
    return "\n".join(
        ["甲区攻坚方案", "2021年1月1日至12月31日。", *(f"{n}、行动{n}\n{part}" for n in "一二三")]
    )


def _one_line(folder: Path, piece: str) -> Path:
    """A file of as much text as is read, in one line."""
    path = folder / "line.txt"
    path.write_text(piece * (MOST_TEXT_BYTES // len(piece.encode())), "utf-8")
    return path


def _seconds(path: Path) -> tuple[float, ...]:
    """How long it takes to read the file, or to refuse it."""

    def read() -> None:
        with suppress(BadInput):
            read_plan(path)

    return (min(timed(read, 1)) / 1000,)
