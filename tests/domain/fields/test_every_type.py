"""Laws of all types of fields: what is shown can be read again, and what cannot be read is refused in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day, Moment
from battlemap.domain.fields.field_type import FieldType, natural, naturals
from battlemap.domain.fields.number import Decimals, Money, Percent, Quantity, WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import Code, LongText, Text
from battlemap.errors import BadInput, Refused


@attrs.frozen
class Units:
    """住建局 once, 财政局 twice."""

    span: tuple[date | None, date | None] = (date(2018, 10, 1), date(2018, 12, 31))

    def called(self, table: str, id: str) -> str:
        return {"u1": "住建局", "u2": "财政局", "u3": "财政局"}.get(id, "")

    def named(self, table: str, text: str) -> Sequence[str]:
        return [id for id in ("u1", "u2", "u3") if self.called(table, id) == text]

    def place(self, table: str, id: str) -> tuple[Any, ...]:
        return (id,)

    def spelled(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        return iter((id, (name,)) for id, name in self.offered(table))

    def offered(self, table: str) -> Sequence[tuple[str, str]]:
        return [(id, self.called(table, id)) for id in ("u1", "u2", "u3")]


NAMES = Units()
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
TYPES: dict[str, tuple[FieldType, st.SearchStrategy[Any]]] = {
    "text": (Text(), st.text(st.characters(categories=["L", "N", "P"]), max_size=20)),
    "long": (LongText(), st.lists(st.text(st.characters(categories=["L"]), min_size=1)).map("\n".join)),
    "code": (Code(), st.from_regex(r"[A-Z]{1,4}-[0-9]{2}", fullmatch=True)),
    "whole": (WholeNumber(-5, 10**12), st.integers(-5, 10**12)),
    "percent": (Percent(), st.integers(0, 100)),
    "decimals": (Decimals(), st.none() | st.decimals(-(10**9), 10**9, places=4)),
    "money": (Money(), st.none() | st.decimals(0, 10**9, places=2)),
    "quantity": (Quantity(), st.none() | st.decimals(0, 10**6, places=2).map(lambda number: f"{number:f}")),
    "day": (Day(), st.none() | DAYS),
    "moment": (Moment(), st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    )),
    "yes": (YesNo(), st.booleans()),
    "choice": (Choice({"a": "甲", "b": "乙"}, is_optional=True), st.sampled_from(["a", "b", None])),
    "unit": (OfUnit(), st.sampled_from(["u1", None])),
}  # fmt: skip


@pytest.mark.parametrize("name", TYPES)
@given(data=st.data())
def test_what_is_shown_can_be_read_again_checked_and_sent_through_a_workbook(
    name: str, data: st.DataObject
) -> None:
    type_, values = TYPES[name]
    value = data.draw(values)
    type_.check(value, "这一项")
    assert type_.read(type_.show(value, NAMES), NAMES) == value
    assert type_.from_excel(type_.to_excel(value, NAMES), NAMES) == value
    assert type_.words(value, NAMES)


@pytest.mark.parametrize("name", TYPES)
@given(text=st.text(max_size=30))
def test_a_text_is_read_or_refused_in_words(name: str, text: str) -> None:
    type_, _ = TYPES[name]
    try:
        value = type_.read(text, NAMES)
    except BadInput as refusal:
        assert str(refusal).endswith("。")
    else:
        type_.check(value, "这一项")


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("value", [object(), [], {}, b"x", 1.5, float("nan"), "\ud800"])
def test_a_value_of_another_shape_is_refused(name: str, value: object) -> None:
    with pytest.raises(Refused):
        TYPES[name][0].check(value, "这一项")


def test_a_name_that_nobody_or_several_bear_is_a_question_not_a_row() -> None:
    with pytest.raises(BadInput, match="没有“水利局”，请写“住建局”"):
        OfUnit().read("水利局", NAMES)
    with pytest.raises(BadInput, match="有 2 个，分不清"):
        OfUnit().read("财政局", NAMES)
    with pytest.raises(BadInput, match="不能为空"):
        Pointing("unit").read(" ", NAMES)


def test_numbers_are_read_as_people_type_them() -> None:
    assert Percent().read("６０％", NAMES) == 60
    assert WholeNumber().read("1,200", NAMES) == 1200
    assert Money().read("1,234.50", NAMES) == Decimal("1234.50")
    for wrong in ("NaN", "1e400", "Infinity", "1.234"):
        with pytest.raises(BadInput):
            Money().read(wrong, NAMES)


def test_codes_and_empty_cells_are_sorted_as_people_expect() -> None:
    assert natural("ECON-9") < natural("ECON-10")
    assert Day().sort_key(None, NAMES) is None
    assert Choice({"b": "乙", "a": "甲"}).sort_key("a", NAMES) == (1,)


@given(texts=st.lists(st.text(max_size=12) | st.sampled_from(["ECON-10", "甲2", "a\nb", "\ud800", "ß"])))
def test_many_keys_at_once_are_those_of_each_text(texts: list[str]) -> None:
    assert naturals(texts) == [natural(text)[0] for text in texts]
