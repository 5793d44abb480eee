"""Which of the field types a column is, guessed from its name, its unit and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import attrs

from battlemap.exchange.office_sheets.cell import Cell, ColumnType, Nothing, Unreadable
from battlemap.exchange.office_sheets.days import DayContext, read_day_cell
from battlemap.exchange.office_sheets.grid import Fault, GridCell
from battlemap.exchange.office_sheets.number_format import number_format
from battlemap.exchange.office_sheets.numbers import (
    FIGURES_LOST,
    is_nothing,
    is_yes_or_no,
    number_in,
    read_money,
    read_percent,
    read_yes,
)
from battlemap.exchange.office_sheets.units import MONEY, is_only_money, is_unit, money_in
from battlemap.exchange.office_sheets.words import tight

_SECRET: Final = re.compile(
    r"身份证|证件号|证件编号|证号$|护照|电话|手机|联系方式|信用代码|机构代码|账号|帐号|账户|卡号|银行卡|税号|残疾证"
)
_CODE: Final = re.compile(r"编号$|编码$|代码$|单号$|文号$|案号$|^编号|号码$")
_INDEX: Final = re.compile(r"^(?:序号|编号|号|序|NO\.?|No\.?|项次)$")
_DATE: Final = re.compile(r"时间$|日期$|时限$|期限$|时限|日期|时间|完成日|到期日|开工日|生日|出生年月|年月$")
_TIME: Final = re.compile(r"时间$|日期$|时限$")
_NO_DATE: Final = re.compile(r"起止|年限|期间|周期|工期|时间段|时段|年度$|年份")
_NEVER_DATE: Final = re.compile(
    r"备注|说明|问题|措施|内容|情况|名称|代码|编号|编码|号码|进度|进展|打算|事项|依据|文号|诉求|地址|意见"
)
_DAY_WORD: Final = re.compile(r"月|日|旬|季|半年|年底|年末|年内|\d[-/.]\d{1,2}[-/.]\d|^20\d{6}$")
_YESNO: Final = re.compile(r"^(?:是否|有无|是不是)|是否|与否$")
_PERCENT: Final = re.compile(r"[%％]|率$|率[(（]|占比|比重|比例|同比|环比|增幅|增速|涨幅|降幅|增长$|百分比")
_AMOUNT: Final = re.compile(r"额$|数$|量$|值$|元$")
_MONEY: Final = re.compile(
    r"投资|资金|资本|金额|收入|支出|预算|经费|产值|利润|税|补偿|费用?$|造价|价款|贷款|债|成本|奖补|补助|补贴|批复$|到位$|申报$|营收|销售额|合同额|标的|罚款|"
    r"工资|总额$|款$|价格|单价|增减额|财政|社会资本|自筹|土地出让|注册资"
)
_COUNT: Final = re.compile(
    r"数$|数量|人数|户数|个数|件数|宗数|名次|位次|排名|天数|次数|年限|年度$|年份|得分|分值|权重|评分|分数|面积|长度|宽度|高度|里程|规模$|年龄|人口|户籍|占地|容积|序号|编号|能耗|产量|用电量|用水量|班次|台套"
)
#: A number with the thing that it counts: 5人.
_COUNTED: Final = re.compile(
    r"[\d,]+(?:\.\d+)?[人户个件家项宗次名分岁天日条处座台辆亩]|[\d,]+个?(?:工作日|月|小时)"
)
#: What is put behind the name of a second column of that name.
_SECOND: Final = re.compile(r"（\d）$")
_DONE: Final = re.compile(r"^(?:已|应|未|需|拟|正在|新增)")
_UNIT: Final = re.compile(
    r"单位(?:名称)?$|部门$|街道(?:[(（]镇[)）])?$|乡镇$|镇街$|^镇$|^乡$|^县$|^村$|行政村$|自然村$|^单位|科室$|处室$|园区$|机构$|责任方$|/街道$|所属街道|所属乡镇|社区$|^市$|^区$|属地$"
)
_NO_UNIT: Final = re.compile(r"计量单位|数量单位|^单位[(（]|建设单位名|投资单位")
_PERSON: Final = re.compile(
    r"人$|姓名$|领导$|人员$|负责人|法定代表人|法人代表|法人$|专班长|班长$|组长$|书记$|镇长$|主任$|联络员$|包保|验收员|值班员|带班|理事长$|董事长$|总经理$|场长$|户主$|成员$|代表$"
)
_NO_PERSON: Final = re.compile(r"投资人|单位人|数")
_NAME: Final = re.compile(
    r"名称$|项目$|姓名|税种|品种|事项|内容|备注|说明|问题|措施|情况说明|打算|原因$|变化|建议|诉求|地址|意见|简介|进度$|进展"
)
#: Columns of words, even where single cells hold nothing but a number.
_WORDS: Final = re.compile(r"(?:名称|姓名|备注|说明|问题|措施|打算|地址|意见|简介|建议|原因|诉求|内容|描述)$")
_CHOICE: Final = re.compile(
    r"类型|类别|种类|性质|等级|级别|层级|状态|阶段|环节|方式|来源|行业|产业|属性|程度|状况|关系|民族|性别|结果|情况$|评价|等次|档次|颜色|灯|领域|批次|学历|计量单位|危房|致贫"
)
_NUMERIC_UNITS: Final = (
    "天",
    "日",
    "月",
    "个月",
    "年",
    "工作日",
    "个工作日",
    "小时",
    "时",
    "周",
    "岁",
    "周岁",
)
#: Cells of a long column that its type is guessed from: the first ones, and others evenly spread.
_SAMPLE: Final = 2_000
_SHORT: Final = 14
_LONG: Final = 24


@attrs.frozen
class Guess:
    """A column's type, and the money unit of its bare numbers ("" for none)."""

    kind: ColumnType
    unit: str = ""


@attrs.define
class _Counts:
    """What kinds of cells a column holds."""

    filled: int = 0
    numbers: int = 0
    wholes: int = 0
    days: int = 0
    percents: int = 0
    moneys: int = 0
    #: Those of them that say 元: 万 alone may count people.
    yuan: int = 0
    yes: int = 0
    breaks: int = 0
    lost: int = 0
    letters: int = 0
    zero_first: int = 0
    texts: list[str] = attrs.field(factory=list)


def guess_type(
    name: str,
    unit: str,
    table_unit: str,
    cells: Sequence[GridCell],
    codes: Sequence[str],
    options: Sequence[str],
    days: DayContext,
    *,
    beside_counts: bool = False,
) -> Guess:
    """Returns the type; `unit` is that of the header, `codes` are the cells' number formats ("" for plain ones).

    `beside_counts`: another column of the table counts things (应征户数), so that 已签约 counts them too.
    """
    name = _SECOND.sub("", name)
    last = tight(name.rpartition("/")[2]) or tight(name)
    if len(cells) > _SAMPLE:
        chosen = [*range(_SAMPLE // 2), *range(_SAMPLE // 2, len(cells), len(cells) * 2 // _SAMPLE)]
        cells = [cells[place] for place in chosen]
        codes = [codes[place] for place in chosen] if codes else codes
    counts = _counted(cells, codes, is_count=is_count_name(name) or unit in _NUMERIC_UNITS)
    money = _money_unit(name, unit, table_unit, counts, beside_counts)
    numeric = counts.numbers * 2 > counts.filled
    if _SECRET.search(last) and not (unit and money):
        return Guess("secret")
    if options:
        return _with_options(counts, options)
    if _INDEX.match(last):
        if counts.numbers * 10 >= counts.filled * 8 and not counts.zero_first:
            return Guess("int" if counts.wholes == counts.numbers else "text")
        return Guess("number" if "编号" in last else "text")
    if _WORDS.search(last) and not unit:
        return Guess(_text_type(last, counts))
    if counts.lost and _CODE.search(last):
        return Guess("number")
    if _YESNO.search(last):
        read = [read_yes(value) for value in cells if value != ""]
        good = sum(isinstance(cell, bool | Nothing) for cell in read)
        return Guess("yesno" if good * 10 >= len(read) * 6 else "choice")
    if counts.yes and counts.yes == counts.filled:
        return Guess("yesno")
    is_length_of_time = unit in _NUMERIC_UNITS
    if not is_length_of_time and _is_date(name, cells, counts, days):
        return Guess("date")
    is_empty_money = not counts.filled and (unit in MONEY or bool(_MONEY.search(last)))
    if money and (counts.moneys or 0 < counts.filled <= counts.numbers * 3 or is_empty_money):
        return Guess("money", money if money != "?" else "")
    if (unit in ("%", "±%", "‰") or counts.percents * 2 > counts.filled or _is_percent(last, counts)) and (
        counts.numbers * 3 >= counts.filled
    ):
        return Guess("percent")
    if _CODE.search(last) and (counts.zero_first or counts.numbers < counts.filled):
        return Guess("number")
    if numeric:
        is_whole = counts.numbers == counts.wholes and counts.letters <= counts.numbers
        return Guess("int" if is_whole else "decimal")
    if unit and is_unit(unit) and counts.numbers:
        return Guess("int" if counts.wholes == counts.numbers else "decimal")
    return Guess(_text_type(last, counts))


def _counted(cells: Sequence[GridCell], codes: Sequence[str], *, is_count: bool) -> _Counts:
    counts = _Counts()
    for place, value in enumerate(cells):
        if value == "" or isinstance(value, Fault):
            continue
        if isinstance(value, str):
            _count_text(value, counts, is_count)
            continue
        counts.filled += 1
        if isinstance(value, bool):
            counts.yes += 1
        elif isinstance(value, float | int):
            counts.numbers += 1
            counts.wholes += value == int(value)
            counts.lost += abs(value) >= FIGURES_LOST
            if codes and codes[place]:
                said = number_format(codes[place])
                counts.percents += said.is_percent
                counts.moneys += bool(said.unit) or said.is_scaled
                counts.yuan += said.unit.endswith("元")
        elif isinstance(value, date | datetime):
            counts.days += 1
    return counts


def _count_text(value: str, counts: _Counts, is_count: bool) -> None:
    if is_nothing(value):
        counts.yes += is_yes_or_no(value)
        counts.filled += is_yes_or_no(value)
        return
    counts.filled += 1
    counts.yes += is_yes_or_no(value)
    plain = tight(value)
    if plain[:1].isdigit() or plain[:1] in "-+(△.¥￥人":
        number = number_in(plain)
        if number is not None:
            counts.numbers += 1
            counts.wholes += number == number.to_integral_value()
            counts.zero_first += len(plain) > 1 and plain[0] == "0" and plain[1].isdigit()
            counts.lost += len(plain) > 15
            return
        if plain.endswith(("%", "%)")) and _is_value(read_percent(plain)):
            counts.percents += 1
            counts.numbers += 1
            return
        if plain.endswith(("元", "万", "亿")) and _is_value(read_money(plain, "")):
            counts.moneys += 1
            counts.yuan += plain.endswith("元")
            counts.numbers += 1
            return
    if is_count and _COUNTED.fullmatch(plain):
        counts.numbers += 1
        counts.wholes += "." not in plain
        return
    counts.letters += 1
    counts.breaks += "\n" in value
    if len(counts.texts) < 5_000:
        counts.texts.append(plain)


def _money_unit(name: str, unit: str, table_unit: str, counts: _Counts, beside_counts: bool) -> str:
    """Returns the money unit of bare numbers; "?" where only single cells tell theirs; "" where the column is no money."""
    plain = tight(name)
    last = plain.rpartition("/")[2]
    if unit:
        return unit if unit in MONEY else ""
    if is_percent_name(last) or _INDEX.match(last) or counts.percents * 2 > counts.filled:
        return ""
    is_count = is_count_name(name) or (
        beside_counts
        and bool(_DONE.match(last))
        and not _MONEY.search(plain)
        and counts.wholes == counts.numbers
    )
    table = money_in(table_unit)
    if table and not is_count:
        if is_only_money(table_unit):
            return table
        if _MONEY.search(plain):
            return table
    is_told = not is_count or counts.yuan * 2 > counts.filled or bool(_MONEY.search(last))
    if counts.moneys and is_told and counts.moneys * 10 >= counts.filled:
        return table or "?"
    return ""


def is_count_name(name: str) -> bool:
    """Whether a column of this name counts or measures things that are no money."""
    return bool(_COUNT.search(tight(name).rpartition("/")[2]))


def is_percent_name(last: str) -> bool:
    """Whether a column of this name holds percents: 完成率, 同比, 占比."""
    return bool(_PERCENT.search(last)) and not _AMOUNT.search(last)


def _is_percent(last: str, counts: _Counts) -> bool:
    return is_percent_name(last) and counts.numbers * 3 >= counts.filled


def _is_date(name: str, cells: Sequence[GridCell], counts: _Counts, days: DayContext) -> bool:
    """Whether the column holds days: by its name and a third of its cells, or by two thirds of its cells."""
    parts = [tight(part) for part in name.split("/")]
    last = parts[-1]
    if any(_NO_DATE.search(part) for part in parts):
        return False
    is_named = bool(_DATE.search(last)) or any(_TIME.search(part) for part in parts[:-1])
    if not is_named and (_NEVER_DATE.search(last) or counts.filled < 2):
        return False
    if not counts.filled:
        return is_named
    if (
        not is_named
        and not counts.days
        and not any(re.search(r"\d{4}[-./年]\d|\d月", text) for text in counts.texts[:200])
    ):
        return False
    seen = good = 0
    for value in cells:
        if value == "" or isinstance(value, Fault) or (isinstance(value, str) and is_nothing(value)):
            continue
        if not is_named and isinstance(value, float | int):
            seen += 1
            continue
        seen += 1
        good += (is_named or _tells_a_day(value)) and _is_value(read_day_cell(value, days))
        if seen >= 400:
            break
    return good * (3 if is_named else 1.6) >= seen > 0


def _tells_a_day(value: GridCell) -> bool:
    """Whether the cell tells more than years: 2017-2019年 is no day where the header asks for none."""
    return not isinstance(value, str) or bool(_DAY_WORD.search(tight(value)))


def _is_value(cell: Cell) -> bool:
    return cell is not None and not isinstance(cell, Unreadable | Nothing)


def _with_options(counts: _Counts, options: Sequence[str]) -> Guess:
    if counts.filled and counts.yes == counts.filled and len(options) <= 2:
        return Guess("yesno")
    return Guess("choice")


def _text_type(last: str, counts: _Counts) -> ColumnType:
    texts = counts.texts
    longest = max(map(len, texts), default=0)
    is_measure = bool(texts) and sum(is_unit(text) for text in texts) * 2 > len(texts)
    if _UNIT.search(last) and not _NO_UNIT.search(last) and not is_measure:
        return "unit"
    if _PERSON.search(last) and not _NO_PERSON.search(last) and longest <= 60:
        return "person"
    is_wordy = counts.breaks or longest > 2 * _LONG or sum(map(len, texts)) > _LONG * max(len(texts), 1)
    if is_wordy and not re.search(r"名称$|^项目$", last):
        return "long"
    different = len(set(texts))
    if (
        _CHOICE.search(last)
        and not _NAME.search(last)
        and longest <= _SHORT
        and len(texts) >= 4
        and different <= 30
        and different * 3 <= len(texts) * 2
    ):
        return "choice"
    return "text"
