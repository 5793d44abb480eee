"""A campaign as large as one may become: eleven actions, any number of tasks, the same ones every time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import attrs
from fractional_indexing import generate_n_keys_between

from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.session import Session
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.store.repository import Repository

STARTS_ON, ENDS_ON = date(2018, 10, 1), date(2018, 12, 31)
AS_OF = date(2018, 11, 20)
TITLES = (
    "经济运行", "项目建设", "城市建设", "科技金融", "对上争取", "乡村振兴",
    "风险防控", "污染防治", "精准脱贫", "社会稳定", "考核督查",
)  # fmt: skip
DEEDS = ("开展", "完成", "推进", "梳理", "督促落实", "组织验收", "协调解决")
THINGS = (
    "工业企业运行监测",
    "重点项目用地手续",
    "老旧小区改造",
    "孵化器入驻",
    "专项资金申报",
    "农村改厕",
    "隐患排查整治",
)


@attrs.frozen
class FillBoard:
    """That many tasks in all lanes, with units, owners, dates and progress, spread over the eleven actions."""

    count: int
    first: int = 0

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name."""
        return f"导入 {self.count} 项任务"

    def apply(self, repository: Repository) -> None:
        """Writes the rows; actions, units and persons only where there are none."""
        chance = Random(self.first)
        if not repository.live(Action):
            for number, title in enumerate(TITLES, 1):
                repository.put(
                    Action(
                        repository.new_id(), number, f"A{number:02}", title, f"a{number:02}", f"领导{number}"
                    )
                )
            for number in range(40):
                unit = repository.new_id()
                repository.put(Unit(unit, f"第{number + 1}责任单位", f"a{number:02}"))
                repository.put(Person(repository.new_id(), f"王{number + 1}", f"a{number:02}", unit))
        actions, units, people = repository.live(Action), repository.live(Unit), repository.live(Person)
        taken = [rank for rank, _ in repository.ranks(Task)]
        ranks = generate_n_keys_between(taken[-1] if taken else None, None, self.count)
        for number, rank in enumerate(ranks, self.first + 1):
            action = actions[number % len(actions)]
            lane = chance.choices(LANES, (3, 5, 1, 2))[0]
            start = STARTS_ON + timedelta(days=chance.randrange(60))
            repository.put(
                Task(
                    repository.new_id(),
                    action.id,
                    f"{action.code}-{number:05}",
                    f"{chance.choice(DEEDS)}第{number}批{chance.choice(THINGS)}工作",
                    rank,
                    lane,
                    progress={"waiting": 0, "moving": chance.randrange(5, 95)}.get(lane, 100),
                    start_on=start,
                    due_on=start + timedelta(days=chance.randrange(5, 32)),
                    emphasis=chance.choice((None, None, None, "key", "highlight")),
                    responsible_unit=chance.choice(units).id,
                    owner=chance.choice(people).id,
                    blocked="用地手续未办结" if lane == "moving" and chance.random() < 0.05 else None,
                )
            )


def clock() -> datetime:
    """The moment at which everything here happens."""
    return datetime(2018, 11, 20, 9, 0)


def campaign_file(folder: Path, count: int) -> Path:
    """Returns a campaign file with that many tasks; it is made once per folder."""
    path = folder / f"{count}.battlemap"
    if not path.exists():
        founding = CreateCampaign("百日攻坚行动", STARTS_ON, ENDS_ON)
        with Session.create(path, founding, "测试", clock) as session:
            session.run(FillBoard(count))
    return path
