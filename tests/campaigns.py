"""Campaigns for tests: deterministic snapshots of any size, with every lane, lamp and mark."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import LANES, Lane, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Row
from tests.domain.days.test_calendar import NOTICE_2018

#: The day on which test campaigns are judged.
AS_OF = date(2018, 11, 20)

TITLES = (
    ("ECON", "经济运行"), ("PROJ", "项目建设"), ("CITY", "城市建设"), ("TECH", "科技金融"), ("FUND", "对上争取"),
    ("RURAL", "乡村振兴"), ("RISK", "风险防控"), ("ENV", "污染防治"), ("POOR", "精准脱贫"), ("STAB", "社会稳定"),
    ("EVAL", "考核督查"),
)  # fmt: skip
WORK = (
    "完成辖区重点企业用电用工月度监测并形成分析报告",
    "高新大道北延工程路基施工",
    "小规模纳税人核查",
    "海达路与崇文大道路口拥堵治理，完善信号配时、渠化岛和人行过街设施，同步清理占道经营",
    "引进科技型中小企业30家入驻孵化器",
    "第三季度专项资金申报",
    "12个村改厕改暖验收",
    "化解民间借贷风险隐患",
    "VOCs 治理设施在线监测联网",
    "“两不愁三保障”入户核查",
)
LEADERS = ("郑海涛", "高立新", "林晓燕", "沈志远", "宋长河", "")
UNITS = ("经济发展局", "招商局", "建设局", "科技局", "财政局", "柳行街道办事处")
#: Three of ten cards wait, four move, two are checked, one is struck off.
SPREAD: tuple[Lane, ...] = ("waiting",) * 3 + ("moving",) * 4 + ("checking",) * 2 + ("struck_off",)


def make_snapshot(actions: int = 11, tasks: int = 80, seed: int = 1) -> Snapshot:
    """A campaign of the last quarter of 2018; the same arguments give the same rows."""
    random = Random(seed)
    campaign = Campaign(
        "c",
        "高新区百日攻坚行动",
        date(2018, 10, 1),
        date(2018, 12, 31),
        slogan="当标兵 作示范 争一流",
        command_post="高新区挂图作战指挥部",
        map_unit="指挥部办公室",
    )
    rows: list[tuple[str, Row]] = [("campaign", campaign)]
    rows += [
        ("period", Period("p1", "ban", date(2018, 11, 15), date(2018, 12, 31), "冬季封土期")),
        ("period", Period("p2", "key", date(2018, 11, 5), date(2018, 11, 10), "进博会")),
    ]
    rows += [("unit", Unit(f"u{n}", name, f"a{n}")) for n, name in enumerate(UNITS)]
    rows += [("person", Person(f"o{n}", f"王建{n}", f"a{n}", f"u{n}")) for n in range(len(UNITS))]
    for n in range(actions):
        code, title = TITLES[n] if n < len(TITLES) else (f"A{n + 1:02d}", f"第{n + 1}项工作")
        leader = LEADERS[n % len(LEADERS)]
        rows.append(
            ("action", Action(f"a{n}", n + 1, code, title + "专项攻坚行动", f"b{n:04d}", leader, "u0"))
        )
    rows += [("task", make_task(random, n, n % actions)) for n in range(tasks if actions else 0)]
    if actions and tasks:
        rows.append(("problem", Problem("q1", 1, "管线迁改未批复", "approval", "commander")))
        rows.append(("problem_task", ProblemTask("l1", "q1", "t0")))
    return Snapshot.of(rows, NOTICE_2018)


def make_task(random: Random, number: int, action: int) -> Task:
    """One task with dates that fit its lane by `AS_OF`."""
    lane = random.choice(SPREAD)
    start = date(2018, 10, 1) + timedelta(random.randrange(0, 70 if lane == "waiting" else 40))
    due = start + timedelta(random.randrange(10, 60))
    unit = random.randrange(len(UNITS))
    code = TITLES[action][0] if action < len(TITLES) else f"A{action + 1:02d}"
    is_done = lane in ("checking", "struck_off")
    return Task(
        id=f"t{number}",
        action=f"a{action}",
        code=f"{code}-{number + 1:02d}",
        title=random.choice(WORK) + ("" if number < 10 else f"（{number}）"),
        rank=f"c{number:06d}",
        lane=lane,
        progress=100 if is_done else random.randrange(0, 100, 5) if lane == "moving" else 0,
        start_on=start,
        due_on=due if random.random() < 0.95 else None,
        due_text="年底前",
        emphasis=random.choice((None, None, None, None, "key", "highlight")),
        responsible_unit=f"u{unit}" if random.random() < 0.9 else None,
        owner=f"o{unit}" if random.random() < 0.8 else None,
        blocked="征迁未完成" if lane == "moving" and random.random() < 0.15 else None,
        visible_progress="路基完成 1.2 公里，其余待征迁" if lane == "moving" else "",
        finished_on=date(2018, 11, 12) if is_done else None,
        struck_off_on=date(2018, 11, 16) if lane == "struck_off" else None,
    )


assert set(SPREAD) == set(LANES)
