"""What a person should look at in a table, each as one sentence that names the column and the cells."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from battlemap.exchange.office_sheets.cell import Nothing, Unreadable, Why
from battlemap.exchange.office_sheets.raw_sheet import column_name
from battlemap.exchange.office_sheets.sheet_table import Column, Total
from battlemap.exchange.office_sheets.texts import credit_code_is_wrong, id_is_wrong
from battlemap.exchange.office_sheets.units import MONEY
from battlemap.exchange.office_sheets.words import tight

#: Cells that are quoted, and characters of each.
_MOST: Final = 5
_WIDTH: Final = 24
_CREDIT: Final = re.compile(r"信用代码")
_ID: Final = re.compile(r"身份证|证件号|公民身份")
#: A resident's id has 15 or 18 figures, that of a disabled person's card 20 or 22.
_ODD_ID: Final = re.compile(r"(?!(?:.{15}|.{18}|.{20}|.{22})$)\d{6,}[\dXx]")
_KEY: Final = re.compile(
    r"信用代码|机构代码|身份证|证件号|编号$|编码$|代码$|单号$|人编号|^(?:项目|企业|单位|工程|道路|路段|指标|问题|事项|任务|公司|园区|村|合作社|品牌)名称$|^项目$"
)
_INDEX: Final = re.compile(r"^(?:序号|序|项次)$")
_NOT_UNIQUE: Final = re.compile(r"户编号|户编码|所属|上级|主管|责任|主办|承办|行政|文号")
#: A bare amount this many times the usual one, and at least this many 元, was typed in another unit.
_FAR_ABOVE: Final = 1_000
_HUGE: Final = 10_000_000_000


def doubts_of(columns: Sequence[Column], rows: Sequence[int]) -> list[str]:
    """Returns the sentences about single cells: unreadable, lost, without unit, double, out of the list, suspicious."""
    sentences: list[str] = []
    index = next((column for column in columns if _INDEX.match(tight(column.name))), None)
    for column in columns:
        sentences += _unreadable(column, rows)
        sentences += _never_filled(column)
        sentences += _wrong_codes(column, rows)
        sentences += _double(column, rows, index)
        sentences += _beyond_options(column)
    return sentences


def _quoted(words: Sequence[str]) -> str:
    shown = [
        word if len(word) <= _WIDTH else word[:_WIDTH] + "…"
        for word in (re.sub(r"\s+", " ", w) for w in words)
    ]
    return "、".join(shown[:_MOST]) + (f" 等 {len(words)} 处" if len(words) > _MOST else "")


def _unreadable(column: Column, rows: Sequence[int]) -> list[str]:
    kinds: dict[Why, list[tuple[int, str]]] = {}
    for place, cell in enumerate(column.cells):
        if isinstance(cell, Unreadable):
            kinds.setdefault(cell.why, []).append((place, cell.raw))
    answer = []
    for why, cells in kinds.items():
        words, count = _quoted([raw for _, raw in cells]), len(cells)
        row = rows[cells[0][0]] + 1
        if why == "lost":
            answer.append(
                f"{column.name} {count} 个按数字保存，丢失末几位（{words}），请向填报单位核对原件。"
            )
        elif why == "unit":
            answer.append(f"{column.name} {count} 格是不带单位的数（{words}），表里没有写单位，没有折算。")
        elif why == "error":
            answer.append(
                f"{column.name} {count} 格是错误值（{_quoted(list(dict.fromkeys(raw for _, raw in cells)))}），第 {row} 行起。"
            )
        elif why == "result":
            answer.append(
                f"{column.name} {count} 格有公式没有结果（第 {row} 行等），请在 Excel 中打开、保存后再读入。"
            )
        elif why == "day":
            answer.append(f"{column.name} {count} 格读不懂：{words}，没有这一天。")
        else:
            answer.append(f"{column.name} {count} 格读不懂：{words}。")
    return answer


def _never_filled(column: Column) -> list[str]:
    """Returns a sentence about days that systems write where nothing was filled in."""
    words = [
        cell.raw
        for cell in column.cells
        if isinstance(cell, Nothing) and column.kind == "date" and cell.raw[:1].isdigit()
    ]
    return (
        [f"{column.name} {len(words)} 格是 {_quoted(list(dict.fromkeys(words)))}，像是没有填写，按空白读入。"]
        if words
        else []
    )


def _wrong_codes(column: Column, rows: Sequence[int]) -> list[str]:
    last = tight(column.name)
    check = credit_code_is_wrong if _CREDIT.search(last) else id_is_wrong if _ID.search(last) else None
    if check is None:
        return []
    lines = [
        (rows[place] + 1, cell) for place, cell in enumerate(column.cells) if isinstance(cell, str) and cell
    ]
    kinds = {
        "位数不对": [row for row, cell in lines if check is id_is_wrong and _ODD_ID.fullmatch(cell)],
        "校验位不对": [row for row, cell in lines if check(cell)],
    }
    return [
        f"{column.name} {len(wrong)} 个{what}（第 {'、'.join(map(str, wrong[:_MOST]))} 行），请核对。"
        for what, wrong in kinds.items()
        if wrong
    ]


def _double(column: Column, rows: Sequence[int], index: Column | None) -> list[str]:
    last = tight(column.name.rpartition("/")[2])
    if not _KEY.search(last) or _NOT_UNIQUE.search(last):
        return []
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(column.cells):
        if isinstance(cell, str) and cell:
            places.setdefault(tight(cell).upper(), []).append(place)
    double = [alike for alike in places.values() if len(alike) > 1]
    if not double or (len(places) >= 8 and len(double) * 4 > len(places)):
        return []
    answer = []
    for alike in double[:_MOST]:
        if index is not None and all(isinstance(index.cells[place], int) for place in alike):
            where = "序号 " + "、".join(str(index.cells[place]) for place in alike[:_MOST])
        else:
            where = "第 " + "、".join(str(rows[place] + 1) for place in alike[:_MOST]) + " 行"
        words = "" if column.kind == "secret" else f"“{column.cells[alike[0]]}”"
        answer.append(f"{column.name} {words}有重复（{where}）。")
    if len(double) > _MOST:
        answer.append(f"{column.name} 共有 {len(double)} 个值重复。")
    return answer


def _beyond_options(column: Column) -> list[str]:
    if not column.options:
        return []
    allowed = {tight(option) for option in column.options}
    beyond = Counter(cell for cell in column.cells if isinstance(cell, str) and tight(cell) not in allowed)
    return [f"{column.name} 有不在选项中的字样：{_quoted(list(beyond))}。"] if beyond else []


def amount_doubt(column: Column, bare: Sequence[float | None]) -> str:
    """Returns a sentence about bare numbers that are far above the others, as if typed in 元; "" for none.

    `bare` are the numbers of cells whose unit is only that of the header or the table.
    """
    factor = MONEY.get(column.unit, 1)
    amounts = [abs(cell) for cell in column.cells if isinstance(cell, int) and cell]
    if len(amounts) < 3 or factor < 1_000:
        return ""
    usual = statistics.median(amounts)
    far = [value for value in bare if value and abs(value) * factor > max(_FAR_ABOVE * usual, _HUGE)]
    if not far:
        return ""
    words = "、".join(f"{value:.15g} {column.unit}" for value in far[:_MOST])
    return f"{column.name} 有 {len(far)} 格大得可疑（{words}），像是按元填写的，请核对。"


def rounding_doubt(column: Column, bare: Sequence[float | None]) -> str:
    """Returns a sentence about amounts with 角 and 分, which are kept as whole 元; "" where there are none."""
    factor = MONEY.get(column.unit, 0)
    parts = sum(value is not None and abs(value * factor - round(value * factor)) > 1e-3 for value in bare)
    return f"{column.name} {parts} 格带角分，按整元读入（四舍五入）。" if parts else ""


def fraction_doubt(column: Column, bare: Sequence[float | None], *, beside_signs: bool) -> str:
    """Returns a question where the bare numbers of a column of percents are all fractions; "" for another one.

    `beside_signs`: other cells of the column bear the sign, as 75% beside 0.75.
    """
    numbers = [value for value in bare if value is not None]
    if (
        not numbers
        or any(abs(value) > 1.5 for value in numbers)
        or all(value == int(value) for value in numbers)
    ):
        return ""
    first = next(value for value in numbers if value != int(value))
    if beside_signs:
        words = "、".join(f"{value:.15g}" for value in numbers[:_MOST])
        return (
            f"{column.name} 有的带百分号，有 {len(numbers)} 格是没有百分号的小数（{words}），"
            f"现按 {first:g}% 读入，请核对是否应为 {Decimal(f'{first:.15g}') * 100:f}%。"
        )
    return f"{column.name} 全是小数，没有百分号：{first:g} 是 {Decimal(f'{first:.15g}') * 100:f}% 还是 {first:g}%？现按 {first:g}% 读入。"


def number_gaps(columns: Sequence[Column], hidden: Sequence[int]) -> str:
    """Returns a sentence about numbers that a 序号 column leaves out; those of hidden rows are not missing."""
    index = next((column for column in columns if _INDEX.match(tight(column.name))), None)
    if index is None:
        return ""
    numbers = [cell for cell in index.cells if isinstance(cell, int) and not isinstance(cell, bool)]
    missing: list[int] = []
    previous: int | None = None
    for number in numbers:
        if previous is not None and previous + 1 < number <= previous + 1_000:
            missing += [gap for gap in range(previous + 1, number) if gap not in hidden]
        previous = number
    missing = [gap for gap in missing if gap not in numbers]
    if not missing or len(missing) > len(numbers):
        return ""
    more = f" 等 {len(missing)} 个" if len(missing) > 10 else ""
    return f"序号不连续，缺 {'、'.join(map(str, missing[:10]))}{more}。"


def total_sentence(total: Total, column: Column, parts: int, skipped: int) -> str:
    """Returns how a stated sum differs, and why where Excel's own way of adding explains it."""
    factor = MONEY.get(column.unit, 1) if column.kind == "money" else 1
    unit = (column.unit or "元") if column.kind == "money" else ""
    stated, computed = (f"{Decimal(each) / factor:f}" for each in (total.stated, total.computed))
    stated, computed = (each.rstrip("0").rstrip(".") if "." in each else each for each in (stated, computed))
    label = tight(total.label)
    group = f"“{total.group}”" if total.group and tight(total.group) not in label else ""
    because = f"有 {skipped} 格数字存成了文本，Excel 求和时没有计入" if skipped else ""
    without = f"不计“其中”{parts} 行" if parts else ""
    more = "，".join(each for each in (without, because) if each)
    return f"{group}{label}：{total.column} {stated}{unit}，相加为 {computed}{unit}，不符{f'（{more}）' if more else ''}。"


def where_column(place: int) -> str:
    """Returns how a column without a name is spoken of."""
    return f"{column_name(place)} 列"
