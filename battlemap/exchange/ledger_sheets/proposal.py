"""A sheet without a ledger: the definition that it suggests, to be looked at and changed before it is made."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

import attrs

from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.ledgers.template import Template
from battlemap.domain.words import brief
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.column_use import PROBLEM
from battlemap.exchange.office_sheets.cell import Cell, ColumnType
from battlemap.exchange.office_sheets.difference import key_words, likely_keys
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable
from battlemap.exchange.office_sheets.units import MONEY
from battlemap.exchange.office_sheets.words import tight

_INDEX: Final = re.compile(r"^(?:序号|序|项次|编号)$")
_TITLE: Final = re.compile(r"名称$|姓名$|^项目$|^问题$|标题$|内容$|事项$|隐患$")
_PERSONAL: Final = re.compile(r"身份证|证件号|户主|信访人|致贫原因")
_ENDINGS: Final = re.compile(r"(?:情况)?(?:统计|明细|汇总|调度|一览)?(?:表|台账|清单|名单)$")
_DATED: Final = re.compile(
    r"^\d{4}年(?:\d{1,2}(?:-\d{1,2})?月(?:份)?|第?[一二三四]季度|上半年|度)?|[(（].*[)）]$"
)
_WIDTHS: Final[dict[str, int]] = {"long": 220, "text": 160, "date": 100, "int": 88, "yesno": 80}
#: Different values up to which a column of words is a choice.
_MOST_OPTIONS: Final = 30
_LONGEST_TITLE: Final = 40


def proposed(table: SheetTable, code: str) -> Template:
    """Returns the ledger that a table suggests: a field per column with its guessed type, what identifies an entry, its name.

    Names of units and persons become plain text here where the campaign does not know them: who confirms the proposal
    may say otherwise. Raises BadInput for a table in which nothing can be a field.
    """
    columns = [column for column in table.columns if not _is_left_out(column)]
    if not columns:
        raise BadInput("这张表里没有可以作字段的列。")
    title = title_of(table)
    keys = {column.name: f"f{place}" for place, column in enumerate(columns, 1)}
    fields = tuple(_field(column, keys[column.name]) for column in columns)
    identifying = [keys[name] for name in likely_keys(table) if name in keys]
    named = _title_column(columns, table)
    is_personal = any(_PERSONAL.search(tight(column.name)) for column in columns)
    ledger = Ledger(
        id="",
        code=code,
        title=title,
        rank="",
        counter="户" if is_personal and any("户" in column.name for column in columns) else "条",
        title_field=keys[named.name] if named else fields[0].key,
        key_fields=" ".join(identifying),
        is_personal=is_personal,
        template="",
    )
    return Template(ledger, fields)


def title_of(table: SheetTable) -> str:
    """Returns what a ledger of the table may be called: its title without year, month and 统计表."""
    plain = _DATED.sub("", tight(table.title or table.sheet))
    plain = _DATED.sub("", plain)
    return brief(_ENDINGS.sub("", plain) or plain or table.sheet, _LONGEST_TITLE)


def _is_left_out(column: Column) -> bool:
    return bool(_INDEX.match(tight(column.name))) or column.name == PROBLEM


def _field(column: Column, key: str) -> LedgerField:
    kind: ColumnType = column.kind
    options: object = None
    if kind == "choice":
        options = [{"code": f"c{place}", "name": name} for place, name in enumerate(_choices(column), 1)]
        if not options:
            kind, options = "text", None
    elif kind == "secret":
        options = {"kind": _secret(column.name)}
    elif kind == "number":
        # numbers that others gave are words here: this ledger gives none
        kind = "text"
    unit = column.unit
    if kind == "money":
        unit = unit if unit in MONEY and unit.endswith("元") else "万元"
    elif kind == "percent":
        unit = ""
    return LedgerField(
        id="",
        ledger="",
        key=key,
        title=column.name.rpartition("/")[2][:_LONGEST_TITLE]
        if _is_unlike(column.name)
        else column.name[:_LONGEST_TITLE],
        type=kind,
        rank="",
        options=json.dumps(options, ensure_ascii=False, separators=(",", ":")) if options else "",
        unit=unit[:20],
        width=_WIDTHS.get(kind, 120),
    )


def _is_unlike(name: str) -> bool:
    """Whether a name of several parts is too long to stand as it is."""
    return "/" in name and len(name) > _LONGEST_TITLE


def _choices(column: Column) -> Sequence[str]:
    """Returns the options: those of the drop-down and what stands in the cells, () where there are too many."""
    names = dict.fromkeys((*column.options, *(_text(cell) for cell in column.cells)))
    names.pop("", None)
    return list(names) if len(names) <= _MOST_OPTIONS else ()


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _secret(name: str) -> str:
    plain = tight(name)
    if re.search(r"电话|手机|联系方式", plain):
        return "phone"
    if "信用代码" in plain:
        return "credit"
    if re.search(r"身份证|证件号", plain):
        return "id"
    return "account" if re.search(r"账号|帐号|账户|卡号|银行卡", plain) else "other"


def _title_column(columns: Sequence[Column], table: SheetTable) -> Column | None:
    """Returns the column that an entry is called by: one of names whose cells are filled and differ most."""
    worded = [column for column in columns if column.kind in ("text", "long", "unit", "person")]
    named = [column for column in worded if _TITLE.search(tight(column.name))] or worded
    return max(named, key=_variety, default=None)


def _variety(column: Column) -> int:
    return len({key_words(cell) for cell in column.cells} - {""})


def confirmed(template: Template, types: dict[str, str], keys: Sequence[str] = ()) -> Template:
    """Returns the proposal with other types (title of a field → code of a type) and other fields that identify an entry.

    Raises BadInput for titles that no field bears.
    """
    by_title = {field.title: field.key for field in template.fields}
    strange = next((title for title in (*types, *keys) if title not in by_title), None)
    if strange is not None:
        raise BadInput(f"没有“{brief(strange)}”这个字段。可用：{'、'.join(by_title)}。")
    fields = tuple(
        attrs.evolve(field, type=types[field.title], options="") if field.title in types else field
        for field in template.fields
    )
    ledger = template.ledger
    if keys:
        ledger = attrs.evolve(ledger, key_fields=" ".join(by_title[title] for title in keys))
    return attrs.evolve(template, ledger=ledger, fields=fields)
