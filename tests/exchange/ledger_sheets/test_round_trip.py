"""What a ledger writes as an office sheet it reads back: nothing new, nothing changed, into an empty ledger all of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.worded_day import WordedDay, said_of
from battlemap.exchange.ledger_sheets.ledger_table import ledger_table
from battlemap.exchange.ledger_sheets.planning import import_plan
from battlemap.exchange.office_sheets.words import tight
from tests.exchange.ledger_sheets.samples import ALL, DAY, NAMES, defined, held, read_back, row

LEDGER = defined(ALL)
HAN = st.text(st.sampled_from("工程机械园区建设改造华北新能源医药=+-@'007 A、"), min_size=1, max_size=14)
WORDED = st.sampled_from(
    [
        (2018, 12, 31, "2018年底前"),
        (2018, 12, 31, "年底前"),
        (2019, 10, 10, "2019年10月上旬"),
        (2018, 11, 30, "11月底"),
    ]
)
UNREAD = st.sampled_from(["约300", "待定3", "=1+1", "另报"]).map(Unread)
VALUES = {
    "words": HAN.map(lambda text: f"问题：{text}\n请协调"),
    "staff": st.integers(0, 10**6),
    "land": st.decimals(0, 10**6, places=2).map(lambda number: Decimal(f"{number.normalize():f}")),
    "total": st.integers(0, 10**13),
    "paid": st.integers(0, 10**9).map(lambda number: number * 100),
    "growth": st.decimals(-90, 300, places=1).map(lambda number: Decimal(f"{number.normalize():f}")),
    "day": st.integers(0, 2000).map(lambda days: date(2015, 1, 1) + timedelta(days))
    | WORDED.map(lambda told: WordedDay(*told)),
    "kind": st.sampled_from(["a", "b"]),
    "tags": st.sampled_from([("通路",), ("通路", "通电"), ("通路", "通电", "通水")]),
    "is_big": st.booleans(),
    "unit": st.sampled_from(["u1", "u2", "u3"]),
    "owner": st.sampled_from(["p1", "p2"]),
    "phone": st.sampled_from(["13900001234", "0537-2310000", "15866668888"]),
    "stage": st.sampled_from(["lead", "sign", "run"]),
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {}, optional={key: (value | UNREAD if key in ("staff", "total", "day", "growth") else value) for key, value in VALUES.items()}
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate),
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(entries=ROWS)
def test_what_goes_out_comes_back(tmp_path: Path, entries: list[dict]) -> None:
    rows = [row(LEDGER, f"e{n}", name=f"第{n}号项目", **values) for n, values in enumerate(entries)]
    sheet = read_back(tmp_path, ledger_table(LEDGER, rows, NAMES, DAY), LEDGER)
    again = import_plan(sheet, LEDGER, held(LEDGER, rows), NAMES)
    assert again.changes_nothing, (again.new, again.changed, again.faults)
    assert (again.equal, again.missing, again.faults, again.names) == (len(rows), (), (), ())
    fresh = import_plan(sheet, LEDGER, [], NAMES)
    assert len(fresh.new) == len(rows)
    for entry, values in zip(fresh.new, entries, strict=True):
        for key, value in values.items():
            assert _same(entry.values.get(key), value), (key, entry.values.get(key), value)


def _same(read: object, value: object) -> bool:
    if isinstance(read, str) and isinstance(value, str):
        return tight(read) == tight(value)
    return read == value and said_of(read) == said_of(value)


def test_words_of_a_day_that_a_sheet_of_this_year_would_misread_give_way_to_the_day(tmp_path: Path) -> None:
    rows = [row(LEDGER, "1", name="甲项目", day=WordedDay(2017, 12, 31, "年底前"))]
    sheet = read_back(tmp_path, ledger_table(LEDGER, rows, NAMES, DAY), LEDGER)
    assert import_plan(sheet, LEDGER, held(LEDGER, rows), NAMES).changes_nothing


def test_groups_units_and_sums_stand_where_offices_look_for_them(tmp_path: Path) -> None:
    rows = [
        row(LEDGER, "1", name="甲项目", kind="b", total=150_000_000, staff=3, stage="sign"),
        row(LEDGER, "2", name="乙项目", kind="a", total=200_000_000, staff=4, stage="run"),
        row(LEDGER, "3", name="丙项目", kind="a", total=50_000_000, stage="run"),
    ]
    table = ledger_table(LEDGER, rows, NAMES, DAY, group_by="kind")
    assert [(group.title, group.rows) for group in table.groups] == [("工业", 2), ("农业", 1)]
    sheet = read_back(tmp_path, table, LEDGER)
    assert sheet.group_of == ["工业", "工业", "农业"]
    assert {(total.column, int(total.stated)) for total in sheet.totals} == {
        ("总投资", 400_000_000), ("职工人数", 7),
    }  # fmt: skip
    assert import_plan(sheet, LEDGER, held(LEDGER, rows), NAMES).changes_nothing


def test_what_is_hidden_goes_out_hidden_and_changes_nothing_when_it_comes_back(tmp_path: Path) -> None:
    rows = [row(LEDGER, "1", name="甲项目", phone="13900001234")]

    def hidden(each: SimpleNamespace, key: str) -> str | None:
        return "139****1234" if key == "phone" else None

    sheet = read_back(tmp_path, ledger_table(LEDGER, rows, NAMES, DAY, hidden=hidden), LEDGER)
    assert sheet.columns[14].cells == ["139****1234"]
    assert import_plan(sheet, LEDGER, held(LEDGER, rows), NAMES).changes_nothing
