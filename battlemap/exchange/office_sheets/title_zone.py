"""What stands above the header: title, unit, the day of the figures, who filled the sheet in."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

import attrs

from battlemap.domain.days.deadline import read_day
from battlemap.exchange.office_sheets.blocks import Block, cells_in, is_number_row
from battlemap.exchange.office_sheets.grid import Grid
from battlemap.exchange.office_sheets.units import is_unit
from battlemap.exchange.office_sheets.words import is_footer, is_meta, is_note, is_page_mark, neat, tight

_UNIT: Final = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{0,4}单位\s*[:：]\s*([^\s()（）:：]+(?:\s*[、,，]\s*[^\s()（）:：]+)*)"
)
#: 投资额以万元为单位, 金额单位为万元: what instructions above a table say.
_UNIT_TOLD: Final = re.compile(
    r"(?:以|按|用)[“”\"]?([\u4e00-\u9fff]{1,4}元)[“”\"]?(?:为|作)(?:计量)?单位|(?:金额|计量|货币|资金)单位(?:一律|统一|均|都)?(?:为|是|用)[“”\"]?([\u4e00-\u9fff]{1,4}元|元)"
)
_UNIT_ALONE: Final = re.compile(r"[(（]\s*(?:单位\s*[:：]\s*)?([^()（）]{1,16})\s*[)）]")
_STAND: Final = re.compile(
    r"(?:数据)?(?:截至|截止|统计|填报|上报|报送|报出|导出|制表|更新|编制|填表|打印|报告|数据|汇总|调度)(?:到|至)?(?:时间|日期|日)?\s*(?:为|到)?\s*[:：]?\s*"
    r"|^(?:时间|日期)\s*[:：]\s*"
)
_DAY: Final = re.compile(
    r"(?P<y>\d{4})\s*(?P<mark>[-/.年])\s*(?P<m>\d{1,2})\s*(?:(?<!年\d)(?<!年\d\d)(?P=mark)|月)\s*(?P<d>\d{1,2})\s*日?|(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*日"
    r"|(?P<eight>20\d{6})|(?P<y3>\d{4})\s*年\s*(?:\d{1,2}\s*(?:月份?)?\s*[-—~至]\s*)?(?P<m3>\d{1,2})\s*月份?|(?P<words>[\d〇零一二三四五六七八九十]+年[^\s]{1,8}日)"
)
_BRACKET: Final = re.compile(r"[(（]([^()（）]*)[)）]")
_DATE_ROW: Final = re.compile(
    r"^(?:[(（][^:：]{0,12})?\d{4}\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?[)）]?$"
)
_YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?=\s*(?:年|-|—|\.|/|度))")
_MONTH: Final = re.compile(r"(?:^|[年\s（(])(?P<m>\d{1,2})\s*月(?![\d至到—~-])")
_APPENDIX: Final = re.compile(r"^附?[件表]\s*[一二三四五六七八九十\d]*(?:[-—]\d+)?\s*[:：]?$")
_TITLE: Final = re.compile(
    r"(?:表|台账|台帐|清单|名单|情况|一览|汇总|排名|统计|榜|目录|计划|工单|档案)(?:[(（].*[)）])?$"
)


@attrs.frozen
class TitleZone:
    """What the rows above the header say; the year serves days that are written without one."""

    title: str | None = None
    unit: str = ""
    as_of: date | None = None
    year: int | None = None
    #: The only month that the title names, None for none or several.
    month: int | None = None
    notes: tuple[str, ...] = ()


def title_zone(grid: Grid, block: Block, sheet: str) -> TitleZone:
    """Returns what is said above the table, and of the day also what is said below it."""
    rows = sorted({*block.shared_title, *range(block.title_top, block.top)})
    titles: list[str] = []
    lines: list[str] = []
    for row in rows:
        if row > block.top or grid.is_hidden(row):
            continue
        if row not in block.shared_title and is_number_row(grid, row, block.left, block.right):
            continue
        columns = (
            grid.filled[row] if row in block.shared_title else cells_in(grid, row, block.left, block.right)
        )
        for column in columns:
            text = grid.text(row, column).strip()
            lines.append(text)
            if _is_title(text):
                titles.append(text)
    below = [
        grid.text(row, column)
        for row in range(max(block.body, block.last - 3), block.last + 1)
        for column in cells_in(grid, row, block.left, block.right)
        if isinstance(grid.rows[row][column], str)
        and (is_footer(grid.text(row, column)) or is_note(grid.text(row, column)))
    ]
    title, unit = _title(titles)
    unit = next((said for line in lines if (said := _unit(line))), unit)
    year = next((int(year_mark[1]) for line in [*titles, *lines] if (year_mark := _YEAR.search(line))), None)
    as_of = next((day for line in [*lines, *below] if (day := _stand(line, year))), None)
    if year is None:
        years = [int(year_mark[1]) for year_mark in [_YEAR.search(sheet)] if year_mark]
        year = as_of.year if as_of else years[0] if years else None
    notes = tuple(line for line in lines if line not in titles and not _unit(line))
    return TitleZone(title, unit, as_of, year, _month(title or ""), notes)


def _month(title: str) -> int | None:
    """Returns the month of a title such as 2018年9月份…台账, None where it names none or a stretch of months."""
    months = {int(month["m"]) for month in _MONTH.finditer(title)}
    return months.pop() if len(months) == 1 and 1 <= min(months) <= 12 else None


def _is_title(text: str) -> bool:
    plain = tight(text)
    return not (
        len(plain) < 2
        or is_meta(text)
        or is_note(text)
        or is_page_mark(text)
        or _APPENDIX.match(plain)
        or _DATE_ROW.match(plain)
        or _STAND.match(plain.lstrip("(（"))
        or (plain[0] in "(（" and plain[-1] in ")）")
        or is_unit(plain)
    )


def _title(texts: list[str]) -> tuple[str | None, str]:
    """Returns the title without the unit that stands in its brackets, and that unit."""
    if not texts:
        return None, ""
    chosen = [text for text in texts if _TITLE.search(tight(text))]
    words = " ".join(neat(text) for text in (chosen or texts[:1]))
    for bracket in _UNIT_ALONE.finditer(words):
        if is_unit(bracket[1]) and ("单位" in bracket[0] or tight(bracket[1]).endswith("元")):
            return (words[: bracket.start()] + words[bracket.end() :]).strip(), tight(bracket[1])
    return words, ""


def _unit(line: str) -> str:
    """Returns the unit that a line states, "" where it names an office or nothing."""
    stated = _UNIT.search(line)
    if stated:
        words = re.split(r"\s{2,}", stated[1])[0]
        if is_unit(words):
            return tight(words)
    plain = tight(line)
    told = _UNIT_TOLD.search(plain)
    if told and is_unit(told[1] or told[2]):
        return told[1] or told[2]
    alone = _UNIT_ALONE.fullmatch(plain)
    return tight(alone[1]).removeprefix("单位:") if alone and is_unit(alone[1]) else ""


def _stand(line: str, year: int | None) -> date | None:
    """Returns the day that the figures are of, as 截至…, 填报时间：… or a bracketed day tell it."""
    plain = re.sub(r"\s+", " ", line)
    for stand in _STAND.finditer(plain):
        day = _DAY.match(plain, stand.end())
        if day:
            return _day(day, year)
    if _DATE_ROW.match(tight(line)):
        day = _DAY.search(plain)
        return _day(day, year) if day else None
    for bracket in _BRACKET.finditer(plain):
        day = _DAY.search(bracket[1])
        if day and (day["d"] or day["d2"]):
            return _day(day, year)
    return None


def _day(day: re.Match[str], year: int | None) -> date | None:
    try:
        if day["eight"]:
            words = day["eight"]
            return date(int(words[:4]), int(words[4:6]), int(words[6:]))
        if day["d"]:
            return date(int(day["y"]), int(day["m"]), int(day["d"]))
        if day["d2"]:
            return date(year, int(day["m2"]), int(day["d2"])) if year else None
        if day["words"]:
            return read_day(day["words"], None, None)[0]
        month = int(day["m3"])
        return date(int(day["y3"]), month, calendar.monthrange(int(day["y3"]), month)[1])
    except ValueError:
        return None
