"""Entries of a ledger are read, written, shown and checked by the types that its rows tell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.fields.kept import Kept, Unread
from battlemap.domain.fields.place import Spot
from battlemap.domain.kinds.entry import Entry, data_of
from battlemap.domain.ledgers.ledger_kind import kind_of_ledger, row_of, written
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.ledgers.moving import arrived, guard_demands, missing_for
from battlemap.domain.looking.columns import Columns, SeenRow
from battlemap.domain.looking.row_filter import holding
from battlemap.errors import BadInput, Refused
from tests.campaigns import AS_OF, make_snapshot
from tests.domain.ledgers.examples import defined, template

SNAPSHOT = make_snapshot(actions=1, tasks=2)
WELLS = defined(template())
EMPTY = Entry("e1", "L", "a0")


def entry(**values: Any) -> Entry:
    return written(EMPTY, values, WELLS, SNAPSHOT)


def type_of(key: str) -> Kept:
    return WELLS.by_key[key].type


@pytest.mark.parametrize(
    ("key", "text", "value", "shown"),
    [
        ("depth", "1２0", 120, "120"),
        ("flow", "12.50", Decimal("12.50"), "12.50"),
        ("cost", "12.5", 125_000, "12.5"),
        ("cost", "1.2亿", 120_000_000, "12,000"),
        ("cost", "3000元", 3000, "0.3"),
        ("growth", "-12.5%", Decimal("-12.5"), "-12.5%"),
        ("dug_on", "2018-11-30", date(2018, 11, 30), "2018-11-30"),
        ("soil", "沙土", "sand", "沙土"),
        ("soil", "岩石", "rock", "岩石"),
        ("uses", "消防、灌溉", ("灌溉", "消防"), "灌溉、消防"),
        ("works", "√", True, "是"),
        ("works", "", None, ""),
        ("phone", "138 0000 1234", "13800001234", "13800001234"),
        ("place", "116.58, 35.41 柳行", Spot("柳行", Decimal("116.58"), Decimal("35.41")), "116.58, 35.41 柳行"),
        ("place", "柳行村", Spot("柳行村"), "柳行村"),
    ],
)  # fmt: skip
def test_a_text_becomes_a_value_that_goes_to_the_file_and_back_and_is_shown(
    key: str, text: str, value: Any, shown: str
) -> None:
    type_ = type_of(key)
    assert type_.read(text, SNAPSHOT) == value
    assert type_.show(value, SNAPSHOT) == shown
    row = row_of(entry(**{key: value}), WELLS, AS_OF)
    assert getattr(row, key) == value
    type_.check(value, "机井")


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("depth", "约300", "0 到 900 的整数"),
        ("cost", "一大笔", "应是金额"),
        ("cost", "0.00001", "精确到元"),
        ("growth", "翻番", "百分数"),
        ("soil", "淤泥", "没有“淤泥”这一项，请写黏土、沙土"),
        ("phone", "打给老王", "电话应是数字"),
        ("place", "216.58, 35.41", "经度"),
        ("sum", "12", "由程序计算"),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_is_typed_and_kept_where_it_comes_in(
    key: str, text: str, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        type_of(key).read(text, SNAPSHOT)
    if key == "sum":
        return
    made = entry(**{key: type_of(key).taken(text, SNAPSHOT)})
    row = row_of(made, WELLS, AS_OF)
    assert getattr(row, key) == Unread(text)
    assert made.unread == 1
    assert kind_of_ledger(WELLS).type_of(key).show(getattr(row, key), SNAPSHOT) == text


def test_what_was_emptied_is_told_from_what_was_never_filled() -> None:
    made = entry(note="浅层水")
    emptied = written(made, {"note": "", "depth": None}, WELLS, SNAPSHOT)
    note, depth = WELLS.by_key["note"].id, WELLS.by_key["depth"].id
    assert data_of(emptied) == {note: ""}
    assert depth not in data_of(emptied)


def test_a_field_that_is_gone_keeps_what_it_holds() -> None:
    made = entry(note="浅层水", depth=80)
    without = attrs.evolve(WELLS, fields=tuple(field for field in WELLS.fields if field.key != "note"))
    changed = written(made, {"depth": 90}, without, SNAPSHOT)
    assert row_of(changed, WELLS, AS_OF).note == "浅层水"


def test_a_renamed_option_keeps_its_rows_and_a_strange_code_stays_as_it_is() -> None:
    made = entry(soil="sand")
    rows = [
        attrs.evolve(field.row, options=field.row.options.replace("沙土", "砂质土")) for field in WELLS.fields
    ]
    renamed = type(WELLS).of(WELLS.ledger, rows)
    row = row_of(made, renamed, AS_OF)
    assert renamed.by_key["soil"].type.show(row.soil, SNAPSHOT) == "砂质土"
    other = attrs.evolve(made, data=made.data.replace("sand", "mud"))
    assert row_of(other, WELLS, AS_OF).soil == Unread("mud")


def test_title_number_and_stage_stand_in_their_columns() -> None:
    made = entry(name="东井", number="J-2018-007", stage="dig")
    assert (made.title, made.code, made.stage) == ("东井", "J-2018-007", "dig")
    assert row_of(made, WELLS, AS_OF).stage == "dig"


def test_what_is_worked_out_comes_of_the_fixed_ways_alone() -> None:
    made = entry(cost=200_000, paid=50_000, dug_on=date(2018, 11, 10))
    row = row_of(made, WELLS, AS_OF, {WELLS.by_key["tasks"].id: ["t0", "t1"]})
    shown = {
        key: type_of(key).show(getattr(row, key), SNAPSHOT) for key in ("sum", "rest", "share", "age", "ties")
    }
    assert shown == {"sum": "25", "rest": "15", "share": "25%", "age": "10", "ties": "2"}
    empty = row_of(EMPTY, WELLS, AS_OF)
    assert [type_of(key).show(getattr(empty, key), SNAPSHOT) for key in shown] == ["", "", "", "", "0"]
    nothing = row_of(entry(cost=0, paid=5), WELLS, AS_OF)
    assert nothing.share is None


def test_columns_and_filters_of_any_kind_work_for_entries() -> None:
    kind = kind_of_ledger(WELLS)
    rows = [
        row_of(attrs.evolve(entry(name=name, depth=depth), id=name), WELLS, AS_OF)
        for name, depth in (("东井", 80), ("西井", 90))
    ]
    columns = Columns.of(kind)
    assert columns.by_key["depth"].text(SeenRow(rows[0], SNAPSHOT, AS_OF)) == "80"
    assert columns.by_key["depth"].title == "井深（米）"
    assert holding("西", kind, rows, SNAPSHOT) == [rows[1]]
    assert kind.created(rows[0], SNAPSHOT) == "登记机井“东井”"


def test_a_stage_asks_for_what_it_demands_in_words() -> None:
    values = {"depth": None, "dug_on": Unread("去年")}
    assert missing_for(WELLS, "run", values) == ("depth", "dug_on")
    with pytest.raises(Refused, match="“东井”进入“通水”前，请先填写：井深、开挖日期"):
        guard_demands(WELLS, "run", "东井", values)
    guard_demands(WELLS, "run", "东井", {"depth": 0, "dug_on": AS_OF})


def test_the_furthest_stage_stays_when_an_entry_goes_back_or_ends() -> None:
    made = arrived(None, entry(stage="dig"), WELLS, AS_OF)
    assert (made.stage_on, made.furthest) == (AS_OF, "dig")
    back = arrived(made, attrs.evolve(made, stage="plan"), WELLS, date(2018, 11, 21))
    assert (back.stage_on, back.furthest) == (date(2018, 11, 21), "dig")
    assert arrived(back, attrs.evolve(back, stage="dry"), WELLS, AS_OF).furthest == "dig"


def test_numbers_of_persons_are_masked_and_their_end_is_shown() -> None:
    masking = Masking(WELLS)
    assert masking.text("phone", "13800001234", SNAPSHOT) == "138****1234"
    assert masking.text("name", "王三丰", SNAPSHOT) == "王三丰"
    personal = attrs.evolve(WELLS, ledger=attrs.evolve(WELLS.ledger, is_personal=True))
    assert Masking(personal).text("name", "王三丰", SNAPSHOT) == "王某某"
    assert Masking(personal, is_lifted=True).text("phone", "13800001234", SNAPSHOT) == "13800001234"


ANY_TEXT = st.text(max_size=12)


@given(st.sampled_from([field.key for field in WELLS.fields if field.is_stored]), ANY_TEXT)
def test_whatever_is_written_comes_back_as_it_was_written_or_as_what_it_means(key: str, text: str) -> None:
    type_ = type_of(key)
    value = type_.taken(text, SNAPSHOT)
    again = type_.loaded(type_.stored(value))
    assert again == value
    if isinstance(value, Unread):
        assert type_.show(value, SNAPSHOT) == text.replace("\r\n", "\n").replace("\r", "\n").strip()
    else:
        assert type_.taken(type_.show(value, SNAPSHOT), SNAPSHOT) == value


GARBLED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@given(st.sampled_from([field.key for field in WELLS.fields]), GARBLED)
def test_no_json_that_somebody_has_garbled_stops_anything(key: str, stored: Any) -> None:
    type_ = type_of(key)
    value = type_.loaded(stored)
    type_.show(value, SNAPSHOT)
    type_.group(value, SNAPSHOT)
    type_.sort_key(value, SNAPSHOT)
    type_.to_excel(value, SNAPSHOT)
    assert type_.words(value, SNAPSHOT)
