"""任务卡: what is being done is told whole."""

from __future__ import annotations

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.sheets.cards import cards
from tests.sheets.campaigns import campaign
from tests.sheets.test_every_sheet import options


def test_the_words_of_progress_are_whole() -> None:
    said = (
        "第 3 个项目合同文本已谈妥，待外方签字；二期厂房钢结构吊装完成八成，预计 12月10日前封顶，设备同步进场"
    )
    whole = campaign(20)
    rows = [("task", attrs.evolve(task, visible_progress=said)) for task in whole.live_tasks]
    others = [(table, row) for table, held in whole.rows.items() if table != "task" for row in held.values()]
    pages = cards(Snapshot.of([*others, *rows]), options("A4", "portrait"))
    texts = ["".join("".join(text.lines).split()) for page in pages for text in page.texts()]
    assert texts.count("进展：" + "".join(said.split())) == 20
