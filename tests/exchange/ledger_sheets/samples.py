"""A ledger of every type of field, names that are known, and rows as the ledger holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs

from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.template import Template, template_of
from battlemap.exchange.ledger_sheets.column_use import known_kinds
from battlemap.exchange.ledger_sheets.identity import HeldEntry
from battlemap.exchange.office_sheets.book import read_book
from battlemap.exchange.office_sheets.office_xlsx import office_xlsx
from battlemap.exchange.office_sheets.reading import reading_of
from battlemap.exchange.office_sheets.sheet_table import SheetTable

DAY = date(2018, 11, 20)
UNITS = {
    "u1": ("柳行街道办事处", "柳行街道"),
    "u2": ("住房和城乡建设局", "住建局"),
    "u3": ("接庄街道办事处", "接庄街道"),
}
PERSONS = {"p1": ("王丽娟",), "p2": ("孙浩",)}
ALL: dict[str, Any] = {
    "code": "all", "title": "各类字段", "title_field": "name", "key_fields": ["name"], "stage_field": "stage",
    "fields": [
        {"key": "name", "title": "项目名称", "type": "text"},
        {"key": "words", "title": "存在问题", "type": "long"},
        {"key": "staff", "title": "职工人数", "type": "int", "unit": "人"},
        {"key": "land", "title": "占地面积", "type": "decimal", "unit": "亩"},
        {"key": "total", "title": "总投资", "type": "money", "unit": "亿元"},
        {"key": "paid", "title": "到位资金", "type": "money", "unit": "万元"},
        {"key": "growth", "title": "同比", "type": "percent"},
        {"key": "day", "title": "签约日期", "type": "date"},
        {"key": "kind", "title": "项目类型", "type": "choice", "options": [{"code": "a", "name": "工业"}, {"code": "b", "name": "农业"}]},
        {"key": "tags", "title": "配套情况", "type": "choices", "options": ["通路", "通电", "通水"]},
        {"key": "is_big", "title": "是否过百亿", "type": "yesno"},
        {"key": "unit", "title": "责任单位", "type": "unit"},
        {"key": "owner", "title": "责任人", "type": "person"},
        {"key": "phone", "title": "联系电话", "type": "secret", "options": {"kind": "phone"}},
        {"key": "stage", "title": "当前阶段", "type": "stage", "options": [
            {"code": "lead", "name": "线索"}, {"code": "sign", "name": "签约"}, {"code": "run", "name": "投产", "end": "成"}]},
        {"key": "share", "title": "到位率", "type": "calc", "options": {"way": "ratio", "of": ["paid", "total"]}},
    ],
}  # fmt: skip


class Known:
    """The names of a few units and persons."""

    span = (date(2018, 10, 1), date(2018, 12, 31))
    tables: Mapping[str, Mapping[str, tuple[str, ...]]] = {"unit": UNITS, "person": PERSONS}

    def called(self, table: str, id: str) -> str:
        return self.tables.get(table, {}).get(id, ("",))[0]

    def place(self, table: str, id: str) -> tuple[Any, ...]:
        return (id,)

    def named(self, table: str, text: str) -> Sequence[str]:
        return [id for id, names in self.tables.get(table, {}).items() if text in names]

    def spelled(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        return iter(self.tables.get(table, {}).items())

    def offered(self, table: str) -> Sequence[tuple[str, str]]:
        return [(id, names[0]) for id, names in self.tables.get(table, {}).items()]


NAMES = Known()


def defined(source: dict[str, Any] | Template) -> Definition:
    """The definition of a template, with ids for its fields."""
    template = source if isinstance(source, Template) else template_of(source)
    fields = [
        attrs.evolve(field, id=f"f{place}", ledger="L", rank=f"{place:03d}")
        for place, field in enumerate(template.fields)
    ]
    return Definition.of(attrs.evolve(template.ledger, id="L"), fields)


def row(definition: Definition, id: str = "", parent: str | None = None, **values: Any) -> SimpleNamespace:
    """A row of the ledger's kind; what is not told is empty."""
    empty = {field.key: field.type.nothing for field in definition.fields}
    return SimpleNamespace(id=id, parent=parent, **(empty | values))


def held(definition: Definition, rows: Sequence[SimpleNamespace]) -> list[HeldEntry]:
    """The rows as an import compares with them."""
    title = definition.title_field
    assert title is not None
    return [HeldEntry(each.id, str(getattr(each, title.key)), vars(each), each.parent) for each in rows]


def read_back(folder: Path, table: SheetTable, definition: Definition) -> SheetTable:
    """The table that is read from the workbook written of a table, by who knows the ledger."""
    path = folder / "台账.xlsx"
    path.write_bytes(office_xlsx(table))
    return reading_of(read_book(path), path.name, known_kinds(definition, {})).tables[0]
