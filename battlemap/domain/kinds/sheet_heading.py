"""What is remembered of a sheet's header (表头对应): the next sheet with the same header is read without asking again."""

from __future__ import annotations

import json
from typing import Any

import attrs

from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Code, Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class SheetHeading:
    """`columns`, `units` and `names` are JSON: what a person has told of the columns, their units and the names in them."""

    id: str
    ledger: str
    fingerprint: str
    title: str = ""
    columns: str = "{}"
    units: str = "{}"
    names: str = "[]"
    deleted: bool = False

    def told_columns(self) -> dict[str, str]:
        """Returns column → key of the field."""
        return _texts(self.columns)

    def told_units(self) -> dict[str, str]:
        """Returns column → unit."""
        return _texts(self.units)

    def told_names(self) -> dict[tuple[str, str], str]:
        """Returns (table, written name) → id."""
        stored = _loaded(self.names)
        rows = stored if isinstance(stored, list) else []
        return {
            (str(row[0]), str(row[1])): str(row[2]) for row in rows if isinstance(row, list) and len(row) == 3
        }


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _texts(text: str) -> dict[str, str]:
    stored = _loaded(text)
    return {str(key): str(value) for key, value in stored.items()} if isinstance(stored, dict) else {}


def _check(heading: SheetHeading) -> None:
    if any(_loaded(text) is None for text in (heading.columns, heading.units, heading.names)):
        raise Refused("表头对应读不懂，请重新导入表格。")


def _created(heading: SheetHeading, names: Names) -> str:
    ledger = SHEET_HEADING.type_of("ledger").words(heading.ledger, names)
    return f"记住“{brief(heading.title)}”的表头，读入台账“{brief(ledger)}”"


SHEET_HEADING = Kind(
    "sheet_heading", SheetHeading, "表头对应", "个表头对应",
    (
        Field("ledger", "台账", Pointing("ledger"), is_required=True, is_set_by_program=True, width=160),
        Field("fingerprint", "表头", Code(), is_required=True, is_set_by_program=True, in_list=False),
        Field("title", "表名", Text(), is_set_by_program=True, width=220),
        Field("columns", "列", Hidden(told_as="（列的对应）"), is_set_by_program=True, in_list=False),
        Field("units", "单位", Hidden(told_as="（列的单位）"), is_set_by_program=True, in_list=False),
        Field("names", "名称", Hidden(told_as="（名称的对应）"), is_set_by_program=True, in_list=False),
    ),
    is_background=True, words=Words(created=_created), check=_check, is_kept_by_hand=False, is_binned=False,
    is_printed=False,
)  # fmt: skip
