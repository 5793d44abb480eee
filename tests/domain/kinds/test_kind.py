"""A kind is a plain value: one that is built from data at run time is made, changed, checked, listed and filtered alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import attrs
import pytest

from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.field_type import FieldType
from battlemap.domain.fields.number import Money
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.instruction import INSTRUCTION, Instruction
from battlemap.domain.kinds.kind import Kind, Row
from battlemap.domain.looking.columns import Columns, SeenRow
from battlemap.domain.looking.head_filter import counted
from battlemap.domain.looking.row_draft import ID_TITLE, row_draft
from battlemap.domain.looking.row_filter import holding
from battlemap.errors import Refused
from tests.campaigns import AS_OF, make_snapshot

#: What a ledger's rows could say of its fields.
DATA = (
    {"key": "name", "title": "企业名称", "type": "text", "required": True},
    {"key": "stage", "title": "阶段", "type": "choice", "options": ["线索", "在谈", "签约"]},
    {"key": "amount", "title": "投资额", "type": "money", "unit": "万元"},
    {"key": "met_on", "title": "首谈日期", "type": "day", "begins": "today"},
)
TYPES: dict[str, Callable[[dict[str, Any]], FieldType]] = {
    "text": lambda data: Text(),
    "choice": lambda data: Choice({option: option for option in data["options"]}),
    "money": lambda data: Money(),
    "day": lambda data: Day(),
}
SNAPSHOT = make_snapshot(actions=1, tasks=1)


def ledger() -> Kind:
    fields = tuple(
        Field(
            data["key"], data["title"], TYPES[data["type"]](data), data.get("required", False), data.get("unit", ""),
            begins=data.get("begins", ""),
        )
        for data in cast("tuple[dict[str, Any], ...]", DATA)
    )  # fmt: skip
    columns = {"id": attrs.field(), **{field.key: attrs.field() for field in fields}}
    row = attrs.make_class("Entry", {**columns, "deleted": attrs.field(default=False)}, frozen=True)
    return Kind("entry", cast("type[Row]", row), "招商项目", "个招商项目", fields, ("name",), order=("name",))


def made(kind: Kind, id: str, **values: Any) -> Any:
    return kind.made(values, lambda field: AS_OF if field.begins == "today" else None, id=id)


def test_rows_of_a_kind_from_data_are_made_changed_and_checked() -> None:
    kind = ledger()
    row = made(kind, "e1", name=" 甲公司 ", stage="线索")
    assert (row.name, row.amount, row.met_on) == ("甲公司", None, AS_OF)
    kind.check_row(row)
    with pytest.raises(Refused, match="招商项目“甲公司”的阶段“谈崩”不存在，应为线索、在谈、签约"):
        kind.check_row(kind.changed(row, {"stage": "谈崩"}, AS_OF))
    with pytest.raises(Refused, match="没有这一项"):
        kind.changed(row, {"colour": "red"}, AS_OF)
    assert kind.created(row, SNAPSHOT) == "新建招商项目“甲公司”"


def test_rows_of_a_kind_from_data_are_listed_filtered_and_read_from_tables() -> None:
    kind = ledger()
    rows = [made(kind, "e1", name="乙公司", stage="在谈"), made(kind, "e2", name="甲公司", stage="线索")]
    columns = Columns.of(kind)
    assert [column.title for column in columns.all] == ["企业名称", "阶段", "投资额（万元）", "首谈日期"]
    assert columns.by_key["stage"].text(SeenRow(rows[0], SNAPSHOT, AS_OF)) == "在谈"
    assert [row.name for row in kind.sorted(rows, SNAPSHOT)] == ["甲公司", "乙公司"]
    assert holding("甲", kind, rows, SNAPSHOT) == [rows[1]]
    seen = [SeenRow(row, SNAPSHOT, AS_OF) for row in rows]
    assert list(counted(columns.by_key["stage"], seen).items()) == [("线索", 1), ("在谈", 1)]
    table = [["企业名称", "投资额（万元）", ID_TITLE], ["乙公司", 1200.5, "e1"], ["丙公司", "三千", ""]]
    draft = row_draft(table, kind, {row.id: row for row in rows}, SNAPSHOT)
    assert [(id, {key: str(value) for key, value in changes.items()}) for id, changes in draft.edited] == [
        ("e1", {"amount": "1200.5"})
    ]
    assert [wrong.title for wrong in draft.wrong] == ["投资额（万元）"]


def test_what_the_program_fills_in_is_not_typed() -> None:
    row = Instruction("i", "t", "赵书记", date(2018, 11, 1), "抓紧")
    with pytest.raises(Refused, match="办理日期由程序填写"):
        INSTRUCTION.changed(row, {"answered_on": AS_OF}, AS_OF)
    with pytest.raises(Refused, match="所属任务不能更改"):
        INSTRUCTION.changed(row, {"task": "other"}, AS_OF)
    assert INSTRUCTION.changed(row, {"answer": "已办"}, AS_OF).answered_on == AS_OF


class _Asked(Text):
    """A text that tells how often it was asked."""

    def check(self, value: Any, what: str) -> None:
        ASKED.append(value)
        super().check(value, what)


ASKED: list[Any] = []


def test_rows_asked_together_are_refused_where_one_of_them_is_and_each_value_is_asked_once() -> None:
    kind = attrs.evolve(
        INSTRUCTION,
        fields=tuple(
            attrs.evolve(field, type=_Asked()) if field.key == "words" else field
            for field in INSTRUCTION.fields
        ),
    )
    template = Instruction("i", "t", "李书记", AS_OF, "抓紧")
    rows = [attrs.evolve(template, id=f"i{number}", words=f"抓紧{number % 3}") for number in range(90)]
    ASKED.clear()
    kind.check_rows(rows)
    assert sorted(ASKED) == ["抓紧0", "抓紧1", "抓紧2"]
    wrong = attrs.evolve(template, id="i90", words=1)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        kind.check_row(wrong)
    with pytest.raises(Refused):
        kind.check_rows([*rows, wrong])
