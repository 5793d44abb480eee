"""Makes campaigns of any size and strangeness for the tests of sheets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Row
from battlemap.domain.telling.progress_course import ProgressEvening

FIRST, LAST = date(2018, 10, 1), date(2018, 12, 31)
NAMES = (
    "经济运行",
    "项目建设",
    "城市建设",
    "科技金融",
    "对上争取",
    "乡村振兴",
    "风险防控",
    "污染防治",
    "精准脱贫",
    "社会稳定",
    "考核督查",
)
TITLES = (
    "推动二十个签约项目开工",
    "农村清洁取暖改造 1500 户",
    "提升税收占比和主体税种占比",
    "化解信访存量 120 件",
    "公布高危企业分级监管清单",
)


def campaign(
    tasks: int,
    titles: Sequence[str] = TITLES,
    actions: int = 11,
    seed: int = 0,
    title: str = "高新区“百日攻坚”行动",
    leader: str = "郑海涛",
    ends_on: date = LAST,
) -> Snapshot:
    """A snapshot with so many tasks, spread unevenly over the actions and lanes."""
    dice = random.Random(seed)
    rows: list[tuple[str, Row]] = [
        ("campaign", Campaign("c", title, FIRST, ends_on, "当标兵 作示范 争一流", map_unit="指挥部办公室")),
        ("unit", Unit("u", "经济发展局", "a")),
        ("person", Person("p", "王丽娟", "a")),
        ("period", Period("k", "key", date(2018, 11, 5), date(2018, 11, 10), "进博会期间保障")),
        ("period", Period("b", "ban", date(2018, 11, 15), date(2019, 3, 15), "封土期")),
    ]
    for n in range(actions):
        name = NAMES[n % len(NAMES)]
        rows.append(
            ("action", Action(f"a{n:02d}", n + 1, f"C{n}", f"{name}专项攻坚行动", f"a{n:02d}", leader, "u"))
        )
    for n in range(tasks if actions else 0):
        action = min(dice.randrange(actions), dice.randrange(actions))
        lane = dice.choice(LANES)
        start = FIRST + timedelta(dice.randrange(60))
        rows.append((
            "task",
            Task(
                f"t{n:03d}", f"a{action:02d}", f"C{action}-{n:02d}", titles[n % len(titles)] or "任务", f"a{n:04d}", lane,
                progress=100 if lane in ("checking", "struck_off") else dice.randrange(100),
                start_on=start, due_on=start + timedelta(dice.randrange(40)),
                emphasis=dice.choice([None, None, "key", "highlight"]),
                responsible_unit=dice.choice([None, "u"]), owner=dice.choice([None, "p"]),
                blocked=dice.choice([None, None, None, "土地手续未批"]) if lane == "moving" else None,
            ),
        ))  # fmt: skip
    return Snapshot.of(rows)


def course(until: date) -> tuple[ProgressEvening, ...]:
    """A course of the campaign up to that day."""
    days = (until - FIRST).days
    return tuple(
        ProgressEvening(FIRST + timedelta(n), n * 0.9, n * 1.1, n // 2, n // 3, 90) for n in range(days + 1)
    )
