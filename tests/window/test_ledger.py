"""A messy sheet becomes a pipeline in a real window: a project is dragged to 投产, the card moves, Ctrl+Z takes both back."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import attrs
import xlsxwriter

from battlemap.commands.action import CreateAction
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.ledgers import NewLedger, PutTally
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.ledgers.template import delivered_template
from tests.window.screen import NEEDS_SCREEN, Screen, eventually, middle, program, rows

pytestmark = NEEDS_SCREEN
PROJECT = "乙药业基地"
STAGE = f"SELECT stage FROM entry WHERE title = '{PROJECT}' AND deleted = 0"
PROGRESS = "SELECT progress FROM task WHERE code = 'PROJ-01'"


def campaign(path: Path) -> None:
    """Writes a campaign with a ledger of projects; how many of them produce drives a card."""
    founding = CreateCampaign("百日攻坚行动", date(2018, 10, 1), date(2018, 12, 31))
    with Session.create(path, founding, "张三", lambda: datetime(2018, 11, 20, 9)) as session:
        session.run(CreateAction("项目建设", code="PROJ"))
        action = session.snapshot.columns[0].id
        session.run(CreateTask(action, "签约项目投产 4 个", "moving"))
        session.run(NewLedger(delivered_template("签约项目")))
        ledger = session.snapshot.definition("签约项目")
        task = session.snapshot.task_by_code("PROJ-01")
        assert ledger is not None and task is not None
        tally = next(iter(session.snapshot.tallies_of(ledger.ledger.id)))
        wanted = EntryFilter((Condition("stage", "reached", ("producing",)),)).to_json()
        session.run(
            PutTally(
                attrs.evolve(
                    tally, id="", title="投产项目", wanted=wanted, target="4", unit="个", task=task.id
                )
            )
        )


def messy(path: Path) -> Path:
    """Writes a sheet as it comes from an office: a title, a unit, a merged head, amounts in words, a group, a sum."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("10月")
    page.merge_range(0, 0, 0, 5, "2018年签约项目调度表")
    page.write(1, 5, "单位：亿元")
    for place, name in enumerate(("序号", "项目名称", "投资方", "总投资", "当前阶段", "备注")):
        page.merge_range(2, place, 3, place, name)
    lines = (
        (1, "甲轴承产业园", "甲集团", 12.5, "开工", ""),
        (2, PROJECT, "乙股份", "3000万元", "竣工", "已验收"),
        (3, "丙新材料项目", "丙公司", "约2", "签约", ""),
        (4, "丁装备项目", "丁公司", 6, "投产", ""),
    )
    for number, line in enumerate(lines, 4):
        page.write_row(number, 0, line)
    page.write_row(8, 0, ("合计", "", "", 18.8))
    book.close()
    return path


def test_a_messy_sheet_becomes_a_pipeline_that_moves_a_card(display: Screen, tmp_path: Path) -> None:
    file, sheet = tmp_path / "a.battlemap", messy(tmp_path / "projects.xlsx")
    campaign(file)
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        display.keys("ctrl+6")
        display.press(eventually(lambda: told()["places"].get("签约项目"), "the ledger at the left"))
        display.press(eventually(lambda: told()["widgets"].get("导入表格…"), "the button"))
        eventually(lambda: told()["dialog"] == "导入“签约项目”", "the choice of a file")
        time.sleep(0.5)
        display.xdotool("type", "--delay", 15, str(sheet))
        display.keys("Return")
        eventually(lambda: told()["widgets"].get("另存核对表…"), "the difference")
        time.sleep(0.5)
        display.press(eventually(lambda: told()["widgets"].get("导入"), "the way to go on"))
        eventually(lambda: told()["dialog"] == "", "the end of the question")
        display.press(eventually(lambda: told()["widgets"].get("阶段板"), "the way to the board"))

        def resting(name: str) -> list[int] | None:
            """Returns where something stands once it moves no more."""
            first = told()["places"].get(name)
            time.sleep(0.4)
            return first if first == told()["places"].get(name) else None

        def stands_in(name: str) -> bool:
            """Whether the project's card stands in the column of a stage."""
            card, column = resting(PROJECT), resting(f"阶段 {name}")
            return bool(card and column and card[0] == column[0])

        eventually(lambda: stands_in("竣工"), "the projects on the board")
        assert rows(file, "SELECT COUNT(*), SUM(unread) FROM entry WHERE deleted = 0") == [(4, 1)]
        assert (rows(file, STAGE), rows(file, PROGRESS)) == ([("finished",)], [(25,)]), (
            "one of four produces already"
        )
        card, column = resting(PROJECT), resting("阶段 投产")
        assert card and column
        display.drag(middle(card), (column[0] + column[2] // 2, middle(card)[1]))
        eventually(lambda: stands_in("投产"), "the project in its new stage")
        assert (rows(file, STAGE), rows(file, PROGRESS)) == ([("producing",)], [(50,)]), "both in one step"
        display.keys("ctrl+z")
        eventually(lambda: stands_in("竣工"), "the project where it was")
        assert (rows(file, STAGE), rows(file, PROGRESS)) == ([("finished",)], [(25,)])
        display.keys("ctrl+z")
        eventually(lambda: PROJECT not in told()["places"], "no projects")
        assert (rows(file, STAGE), rows(file, PROGRESS)) == ([], [(0,)])
