"""Which column of a sheet fills which field of a ledger, and why the others fill none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from battlemap.domain.fields.options import OneOf
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.words import brief
from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.cell import ColumnType
from battlemap.exchange.office_sheets.column_mapping import Suggestion, suggested
from battlemap.exchange.office_sheets.difference import column_words
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable
from battlemap.exchange.office_sheets.units import MONEY
from battlemap.exchange.office_sheets.words import tight

#: The name of the column that tells which entry an entry of a child ledger belongs to.
PARENT: Final = "parent"
#: Types whose values are no words of a sheet: worked out, tied, or files.
UNWRITTEN: Final = frozenset({"calc", "link", "file"})
#: What the headings inside a sheet are called as a column.
GROUP: Final = "分组"
#: What the report of a read sheet calls its last column.
PROBLEM: Final = "问题"
_PLAIN_NUMBERS: Final = frozenset({"int", "decimal"})


_KINDS: Final[dict[str, ColumnType]] = {
    "text": "text", "long": "long", "int": "int", "decimal": "decimal", "money": "money", "percent": "percent",
    "date": "date", "choice": "choice", "choices": "text", "yesno": "yesno", "unit": "unit", "person": "person",
    "secret": "secret", "number": "number", "stage": "choice", "link": "text", "file": "text", "place": "text",
}  # fmt: skip

#: Heads that offices use for the same thing; the field of one is asked about for another.
_SYNONYMS: Final = (
    ("制约问题", "存在问题", "制约因素", "主要问题", "卡点堵点", "存在的问题"),
    ("下步工作", "下步打算", "下一步工作", "下步措施", "下一步打算", "后续工作"),
    ("责任单位", "承办单位", "主责单位", "牵头单位", "监管单位"), ("责任人", "承办人", "具体责任人"),
    ("责任领导", "牵头领导", "包保领导", "分管领导", "包案领导"),
    ("完成时限", "办理时限", "整改时限", "时限", "计划完成日期"), ("统一社会信用代码", "信用代码", "社会信用代码"),
    ("联系电话", "电话", "手机", "手机号码", "联系方式"), ("企业名称", "单位名称", "公司名称", "企业"),
    ("项目名称", "项目", "工程名称"),
    ("已完成投资", "累计完成投资", "完成投资"), ("总投资", "计划总投资", "投资总额", "投资额"),
    ("家庭人数", "人数", "人口数", "家庭人口"), ("脱贫状态", "脱贫属性"), ("街道", "乡", "乡镇", "镇街", "乡(镇)"),
    ("行政村", "村"), ("参加大病医疗", "大病医疗", "大病保险"),
    ("进展情况", "进展", "形象进度", "工作进展", "办理情况"), ("投资方", "投资主体", "投资单位"),
)  # fmt: skip


def column_kind(field: DefinedField) -> ColumnType:
    """Returns the type of a sheet's column that holds a field."""
    return _KINDS.get(field.row.type, "text")


def known_kinds(definition: Definition, key_by_column: Mapping[str, str]) -> dict[str, ColumnType]:
    """Returns the types of columns that bear a field's name, or are told to hold one, as `table_of` wants them."""
    fields = {
        column_words(field.title): field for field in definition.fields if field.row.type not in UNWRITTEN
    }
    fields |= {
        column_words(column): definition.by_key[key]
        for column, key in key_by_column.items()
        if key in definition.by_key
    }
    return {name: column_kind(field) for name, field in fields.items()}


@attrs.frozen
class ColumnUse:
    """What becomes of one column: the key of the field that it fills, "" for none; `is_sure` or to be confirmed.

    `asks` is why it has to be confirmed or is not taken, as a sentence.
    """

    column: str
    field: str = ""
    is_sure: bool = True
    asks: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether its cells are read into the ledger."""
        return bool(self.field) and self.is_sure


def column_uses(
    table: SheetTable, definition: Definition, key_by_column: Mapping[str, str], parent_title: str = ""
) -> tuple[ColumnUse, ...]:
    """Returns the use of every column. `key_by_column` says column → key of a field or "" (leave out), by a person or remembered.

    A column that bears the field's own name is sure, one that only resembles it is asked about. `parent_title` names the
    ledger above, for a ledger of children. Raises BadInput for a field that is told twice or does not exist.
    """
    titles = {field.key: field.title for field in definition.fields if field.row.type not in UNWRITTEN}
    if parent_title:
        titles[PARENT] = parent_title
    _guard(key_by_column, titles, definition)
    left = {key: title for key, title in titles.items() if key not in key_by_column.values()}
    lasts = Counter(tight(each.name.rpartition("/")[2]) for each in table.columns)
    bare = {
        each.name: _without_unit(_last_part(each.name, lasts, left), definition)
        for each in table.columns
        if each.name not in key_by_column
    }
    open_columns = [attrs.evolve(each, name=bare[each.name]) for each in table.columns if each.name in bare]
    by_bare = suggested(attrs.evolve(table, columns=open_columns), left)
    taken = {each.field for each in by_bare.values()}
    others = [plain for plain in bare.values() if plain not in by_bare]
    by_bare |= _alike(others, {key: title for key, title in left.items() if key not in taken})
    likely = {name: by_bare[plain] for name, plain in bare.items() if plain in by_bare}
    uses = []
    for column in table.columns:
        if column.name in key_by_column:
            uses.append(ColumnUse(column.name, key_by_column[column.name]))
        elif column.name in likely:
            suggestion = likely[column.name]
            uses.append(_suggestion(column, suggestion.field, suggestion.is_sure, titles, definition))
        else:
            uses.append(ColumnUse(column.name, asks=_why_none(column, definition)))
    return tuple(
        _grouping(use, table, uses, definition) if use.column == GROUP and not use.field else use
        for use in uses
    )


def _grouping(
    use: ColumnUse, table: SheetTable, uses: Sequence[ColumnUse], definition: Definition
) -> ColumnUse:
    """Returns the use of the headings inside a sheet: suggested for the one choice that has an option for each of them."""
    column = table.column(use.column)
    titles = {tight(str(cell)) for cell in (column.cells if column else ()) if cell}
    taken = {other.field for other in uses}
    fitting = [
        field
        for field in definition.fields
        if isinstance(field.type, OneOf)
        and field.key not in taken
        and titles
        and titles <= {tight(option.name) for option in field.type.choices}
    ]
    if len(fitting) != 1:
        return attrs.evolve(use, asks="")
    return ColumnUse(use.column, fitting[0].key, False, f"表内分组像是“{fitting[0].title}”，请确认。")


def _last_part(name: str, lasts: Mapping[str, int], titles: Mapping[str, str]) -> str:
    """Returns 责任单位 of 责任落实/责任单位 where a field is called so and no other column ends so, else the whole name."""
    last = name.rpartition("/")[2]
    is_field = any(tight(title) == tight(last) for title in titles.values())
    return last if is_field and lasts[tight(last)] == 1 else name


def _without_unit(name: str, definition: Definition) -> str:
    """Returns a column's name without a unit of the ledger in brackets that the reader took for a part of the name."""
    plain = tight(name)
    for field in definition.fields:
        if field.row.unit and plain == tight(f"{field.title}({field.row.unit})"):
            return field.title
    return name


def _plain(name: str) -> str:
    """Returns a name as it is compared where it is written otherwise: 当前阶段 and 阶段, 签约时间 and 签约日期 are one."""
    return re.sub(r"(?:时间|日)$", "日期", re.sub(r"^(?:当前|目前|所处|现)(?=.{2})", "", column_words(name)))


def _alike(columns: Sequence[str], titles: Mapping[str, str]) -> dict[str, Suggestion]:
    """Returns column → field for names that mean the same by how offices write: sure where only a word was left out."""
    answer: dict[str, Suggestion] = {}
    for name in columns:
        plain = _plain(name)
        same = [key for key, title in titles.items() if _plain(title) == plain]
        group = next((words for words in _SYNONYMS if plain in map(_plain, words)), ())
        like = [key for key, title in titles.items() if _plain(title) in map(_plain, group)]
        keys = same or like
        if len(keys) == 1 and not any(each.field == keys[0] for each in answer.values()):
            answer[name] = Suggestion(keys[0], bool(same))
    return answer


def _guard(key_by_column: Mapping[str, str], titles: Mapping[str, str], definition: Definition) -> None:
    taken = [key for key in key_by_column.values() if key]
    strange = next((key for key in taken if key not in titles), None)
    if strange is not None:
        field = definition.by_key.get(strange)
        if field is not None:
            raise BadInput(f"“{field.title}”由程序填写，不能从表格读入。")
        raise BadInput(f"台账“{brief(definition.ledger.title)}”没有字段“{brief(strange)}”。")
    double = next((key for key in taken if taken.count(key) > 1), None)
    if double is not None:
        raise BadInput(f"有两列都对应“{titles[double]}”，请只留一列。")


def _suggestion(
    column: Column, key: str, is_sure: bool, titles: Mapping[str, str], definition: Definition
) -> ColumnUse:
    field = definition.by_key.get(key)
    if field is not None and (doubt := _unit_doubt(column, field)):
        return ColumnUse(column.name, key, False, doubt)
    if not is_sure:
        return ColumnUse(column.name, key, False, f"“{column.name}”一列像是“{titles[key]}”，请确认。")
    return ColumnUse(column.name, key)


def _unit_doubt(column: Column, field: DefinedField) -> str:
    """Returns why a column's unit does not suit the field's, "" where it does; money is converted and never in doubt."""
    unit, wanted = tight(column.unit), tight(field.row.unit)
    if field.row.type == "money":
        if unit and unit not in MONEY and column.kind != "money":
            return f"“{column.name}”一列的单位是{unit}，“{field.title}”是金额，请确认。"
        return ""
    if (
        column.kind in _PLAIN_NUMBERS
        and unit
        and wanted
        and unit != wanted
        and field.row.type in _PLAIN_NUMBERS
    ):
        return f"“{column.name}”一列的单位是{unit}，台账里是{wanted}，请换算后再导入，或确认就按{wanted}读。"
    return ""


def _why_none(column: Column, definition: Definition) -> str:
    if column.name == PROBLEM:
        return ""
    same = next((field for field in definition.fields if tight(field.title) == tight(column.name)), None)
    if same is not None and same.row.type in UNWRITTEN:
        return "" if same.row.type == "calc" else f"“{column.name}”由程序填写，没有读入。"
    if tight(column.name) in ("序号", "序", "项次"):
        return ""
    return f"“{column.name}”一列在台账里没有对应的字段，没有读入。"
