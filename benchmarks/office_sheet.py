"""A sheet as an office sends it is read: 20,000 rows of 26 columns with money, percents, days and ids."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from battlemap.exchange.office_sheets.book import read_book
from battlemap.exchange.office_sheets.guarded import read_guarded
from battlemap.exchange.office_sheets.reading import read_sheets, reading_of
from benchmarks.row import Row, timed

ROWS = 20_000
HEADER = (
    "序号",
    "企业名称",
    "统一社会信用代码",
    "所属街道",
    "行业",
    "成立日期",
    "注册资本",
    "职工人数",
    "营业收入",
    "同比",
    "是否规上",
    "联系人",
    "联系电话",
    "备注",
    "总投资",
    "年度计划",
    "完成投资",
    "完成率",
    "开工时间",
    "完成时限",
    "责任单位",
    "责任人",
    "当前阶段",
    "存在问题",
    "占地面积（亩）",
    "税收",
)


def write_sheet(path: Path, rows: int = ROWS) -> None:
    """Writes the sheet: texts that repeat, ids that do not, amounts in 万元, cells in percent and date formats, some odd ones."""
    dice = random.Random(7)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("企业台账")
    percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, "青泉区2018年市场主体信息台账")
    sheet.write_row(1, 0, ["数据截至2018年10月31日", "", "单位：万元"])
    sheet.write_row(2, 0, HEADER)
    for number in range(1, rows + 1):
        row = number + 2
        opened = date(2000, 1, 1) + timedelta(days=dice.randrange(6_800))
        texts = {
            1: f"汶阳构恒商贸有限公司{number:05d}号",
            2: f"91379901MA3T{number:05d}X",
            3: dice.choice("南北东西") + "城街道",
            4: dice.choice(("建筑业", "住宿餐饮", "装备制造")),
            10: dice.choice("是否"),
            11: "颜拟" + dice.choice("一二三四"),
            12: f"139{number:08d}",
            13: "" if number % 9 else "第一行\n第二行",
            19: dice.choice(("年底前", "11月30日", "2018.12", "10月上旬")),
            20: "区住建局",
            21: "王拟山",
            22: dice.choice(("签约", "开工", "投产")),
            23: dice.choice(("无", "用地", "资金")),
        }
        amounts = {6: 8, 8: 30, 14: 90, 15: 20, 16: 10, 24: 3, 25: 4}
        sheet.write_number(row, 0, number)
        for column, text in texts.items():
            if text:
                sheet.write_string(row, column, text)
        for column, size in amounts.items():
            sheet.write_number(row, column, round(dice.random() * size * 1000, 2))
        sheet.write_number(row, 7, dice.randrange(600))
        sheet.write_number(row, 9, round(dice.random() - 0.3, 4), percent)
        sheet.write_number(row, 17, round(dice.random(), 4), percent)
        sheet.write_datetime(row, 5, opened, day)
        sheet.write_datetime(row, 18, opened, day)
    sheet.write_row(rows + 3, 0, ["合计", *[""] * 6, 1])
    book.close()


def measure(folder: Path) -> list[Row]:
    """Returns the time of the whole reading, of the cells alone, and of understanding them."""
    path = folder / "office.xlsx"
    write_sheet(path)
    at = f"{ROWS:,} rows × {len(HEADER)} columns"
    return [
        Row(
            "office sheet read in a child and understood",
            at,
            "s",
            timed(lambda: read_sheets(path), 3, "s"),
            3,
        ),
        Row("its cells read, looked into first", at, "s", timed(lambda: read_book(path), 3, "s")),
        Row("its cells read in a child", at, "s", timed(lambda: read_guarded(path), 3, "s")),
        Row("its cells understood", at, "s", _understanding(path)),
    ]


def _understanding(path: Path) -> tuple[float, ...]:
    samples: list[float] = []
    for _ in range(3):
        book = read_book(path)
        samples += timed(lambda: reading_of(book, path.name), 1, "s")  # noqa: B023
    return tuple(samples)
