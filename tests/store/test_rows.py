"""What is asked of the file is what a look at every entry would answer, with indexes and without, now and in the past."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import EditEntries, ImportEntries, RemoveEntries
from battlemap.commands.ledgers import EditLedger
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.fields.kept import Unread
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.ledgers.asking import Asking, Order
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.ledgers.moving import ever_reached
from battlemap.errors import BadInput
from battlemap.store.entry_sql import Terms
from battlemap.store.ledger_schema import MANY, arrange, declared
from battlemap.store.rows import EntryRows
from tests.commands.conftest import open_new
from tests.commands.ledgers import asked, wells, with_wells

STAGES = ["plan", "dig", "run", "dry"]


def values(chance: Random, number: int, units: list[str]) -> dict[str, Any]:
    """Some values of a well; every type is sometimes empty and sometimes could not be read."""
    all_of: dict[str, Any] = {
        "name": chance.choice(["东井", "西井", "北井2", "北井10", "A井"]) + str(number % 7),
        "note": chance.choice(["浅层水", "深层 Water", "100% 可用", ""]),
        "depth": chance.randrange(900),
        "flow": Decimal(chance.randrange(1000)) / 100,
        "cost": chance.randrange(50) * 10_000,
        "paid": chance.randrange(50) * 10_000,
        "growth": Decimal(chance.randrange(-50, 50)),
        "dug_on": date(2018, 1, 1) + timedelta(chance.randrange(300)),
        "soil": chance.choice(["clay", "sand", "rock"]),
        "uses": tuple(chance.sample(["灌溉", "饮用", "消防"], chance.randrange(3))),
        "works": chance.choice([True, False, None]),
        "unit": chance.choice(units),
        "phone": f"1380000{chance.randrange(10_000):04d}",
        "stage": chance.choice(STAGES),
    }
    for key in chance.sample(sorted(all_of), 3):
        all_of[key] = (
            chance.choice([None, Unread("约300")]) if key not in ("name", "note", "uses") else all_of[key]
        )
    return {key: value for key, value in all_of.items() if value is not None}


def filled(session: Session, count: int) -> None:
    chance = Random(7)
    session.run(AddRow("unit", {"name": "水务局"}))
    session.run(AddRow("unit", {"name": "农业局"}))
    units = list(session.snapshot.units)
    ledger = wells(session).ledger.id
    session.run(ImportEntries(ledger, tuple(values(chance, number, units) for number in range(count))))
    ids = asked(session).ids()
    session.run(EditEntries(ledger, tuple((id, {"stage": "plan"}) for id in ids[:: max(1, count // 20)])))
    session.run(RemoveEntries(ledger, tuple(ids[3 : count : max(5, count // 10)])))


@pytest.fixture(scope="module", params=[120, MANY + 200], ids=["few", "many"])
def entries(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AskedEntries]:
    path = tmp_path_factory.mktemp("rows") / "a.battlemap"
    with with_wells(open_new(path)) as session:
        filled(session, request.param)
        yield asked(session)


@pytest.fixture(scope="module")
def every(entries: AskedEntries) -> list[tuple[Entry, Any]]:
    """Every live entry with its row, in order: what the answers are held against."""
    ids = entries.ids()
    return list(zip(entries.entries(ids), entries.rows(ids), strict=True))


def passes(entries: AskedEntries, entry: Entry, row: Any, condition: Condition) -> bool:
    definition, names = entries.definition, entries.snapshot
    value = getattr(row, condition.field)
    type_ = definition.by_key[condition.field].type
    is_unread = isinstance(value, Unread)
    is_empty = not is_unread and (value in (None, "", ()) or value == type_.nothing)
    match condition.relation:
        case "unread":
            return is_unread
        case "empty":
            return is_empty
        case "filled":
            return not is_empty
        case "holds":
            return any(word in type_.show(value, names) for word in condition.values)
        case "reached":
            now, furthest = ever_reached(definition, condition.values)
            return entry.stage in now or entry.furthest in furthest
        case "in" | "not_in":
            stored = type_.stored(value)
            held = (
                stored
                if isinstance(stored, list)
                else [entry.stage if condition.field == "stage" else stored]
            )
            inside = not is_unread and not is_empty and any(str(one) in condition.values for one in held)
            return inside if condition.relation == "in" else not inside
        case _:
            if is_unread or is_empty:
                return False
            limit = (
                date.fromisoformat(condition.values[0])
                if condition.field == "dug_on"
                else Decimal(condition.values[0])
            )
            return bool(value >= limit if condition.relation == "least" else value <= limit)


NUMBERS = st.sampled_from(["0", "100", "200000", "4.5", "-10"])
CONDITIONS = st.one_of(
    st.builds(Condition, st.sampled_from(["depth", "flow", "cost", "growth", "sum", "rest"]),
              st.sampled_from(["least", "most"]), st.tuples(NUMBERS)),
    st.builds(Condition, st.just("dug_on"), st.sampled_from(["least", "most"]),
              st.tuples(st.sampled_from(["2018-03-01", "2018-08-15"]))),
    st.builds(Condition, st.just("soil"), st.sampled_from(["in", "not_in"]),
              st.lists(st.sampled_from(["clay", "sand", "rock"]), min_size=1, max_size=2).map(tuple)),
    st.builds(Condition, st.just("uses"), st.sampled_from(["in", "not_in"]),
              st.lists(st.sampled_from(["灌溉", "饮用"]), min_size=1, max_size=2).map(tuple)),
    st.builds(Condition, st.just("works"), st.sampled_from(["in", "not_in"]), st.tuples(st.sampled_from("01"))),
    st.builds(Condition, st.just("stage"), st.sampled_from(["in", "not_in", "reached"]),
              st.lists(st.sampled_from(STAGES), min_size=1, max_size=2).map(tuple)),
    st.builds(Condition, st.sampled_from(["depth", "flow", "soil", "uses", "works", "stage", "unit", "note", "dug_on", "phone"]),
              st.sampled_from(["empty", "filled", "unread"])),
    st.builds(Condition, st.sampled_from(["note", "name"]), st.just("holds"), st.tuples(st.sampled_from(["井2", "Water", "100%"]))),
)  # fmt: skip
FILTERS = st.lists(CONDITIONS, max_size=3).map(lambda chosen: EntryFilter(tuple(chosen)))


@settings(max_examples=60, deadline=None)
@given(wanted=FILTERS)
def test_a_filter_finds_what_a_look_at_every_entry_finds(
    entries: AskedEntries, every: list[tuple[Entry, Any]], wanted: EntryFilter
) -> None:
    right = [
        entry.id for entry, row in every if all(passes(entries, entry, row, one) for one in wanted.conditions)
    ]
    assert entries.ids(Asking(wanted)) == right
    assert entries.count(Asking(wanted)) == len(right)


@pytest.mark.parametrize(
    "key", ["name", "depth", "flow", "cost", "dug_on", "soil", "works", "unit", "stage", "share", "growth"]
)
@pytest.mark.parametrize("is_descending", [False, True])
def test_an_order_is_that_of_the_fields_type_with_empty_ones_last(
    entries: AskedEntries, every: list[tuple[Entry, Any]], key: str, is_descending: bool
) -> None:
    type_, names = entries.definition.by_key[key].type, entries.snapshot
    keys = {row.id: type_.sort_key(getattr(row, key), names) for _, row in every}
    ids = [entry.id for entry, _ in every]
    right = sorted((id for id in ids if keys[id] is not None), key=lambda id: keys[id], reverse=is_descending)
    right += [id for id in ids if keys[id] is None]
    ordered = entries.ids(Asking(orders=(Order(key, is_descending),)))
    if key == "share":
        # the file divides with sixteen figures, the cell shows two
        assert set(ordered) == set(right)
    else:
        assert ordered == right


def test_several_orders_stand_one_behind_the_other(
    entries: AskedEntries, every: list[tuple[Entry, Any]]
) -> None:
    ordered = entries.rows(entries.ids(Asking(orders=(Order("soil"), Order("depth", True))))[:60])
    pairs = [
        (row.soil, row.depth)
        for row in ordered
        if not isinstance(row.depth, Unread) and row.depth is not None
    ]
    assert [soil for soil, _ in pairs] == sorted(
        (soil for soil, _ in pairs), key=["clay", "sand", "rock"].index
    )
    for soil in ("clay", "sand"):
        depths = [depth for one, depth in pairs if one == soil]
        assert depths == sorted(depths, reverse=True)


@settings(max_examples=25, deadline=None)
@given(wanted=FILTERS, key=st.sampled_from(["soil", "stage", "works", "unit", "uses", "depth"]))
def test_groups_and_sums_are_those_of_the_entries(
    entries: AskedEntries, every: list[tuple[Entry, Any]], wanted: EntryFilter, key: str
) -> None:
    chosen = [
        row for entry, row in every if all(passes(entries, entry, row, one) for one in wanted.conditions)
    ]
    counts: dict[Any, int] = {}
    costs: dict[Any, int] = {}
    for row in chosen:
        value = getattr(row, key)
        for one in (value or (None,)) if isinstance(value, tuple) else (value,):
            name = "unread" if isinstance(one, Unread) else None if one == "" else one
            counts[name] = counts.get(name, 0) + 1
            costs[name] = costs.get(name, 0) + (row.cost if isinstance(row.cost, int) else 0)
    if key == "uses":
        counts = {None if name == "unread" else name: count for name, count in counts.items()}
    groups = entries.groups(key, Asking(wanted), ["cost"])
    assert {("unread" if group.is_unread else group.value): group.count for group in groups} == counts
    assert {
        ("unread" if group.is_unread else group.value): group.sums["cost"] or 0 for group in groups
    } == costs
    total = sum(row.cost for row in chosen if isinstance(row.cost, int))
    assert (entries.sums(["cost"], Asking(wanted))["cost"] or 0) == total


def test_two_fields_crossed_count_every_entry_once(
    entries: AskedEntries, every: list[tuple[Entry, Any]]
) -> None:
    crossed = entries.crossed("soil", "stage", sums="cost")
    assert sum(group.count for group in crossed.values()) == len(every)
    assert sum(group.sums["cost"] or 0 for group in crossed.values()) == entries.sums(["cost"])["cost"]


@pytest.mark.parametrize(
    "words", ["东井", "北井2", "water", "沙土", "水务", "废弃", "100%", "井3 黏土", "约300", "f1"]
)
def test_words_are_found_wherever_they_are_shown(
    entries: AskedEntries, every: list[tuple[Entry, Any]], words: str
) -> None:
    definition, names = entries.definition, entries.snapshot
    shown = [field for field in definition.fields if field.is_stored and not definition.is_masked(field)]
    right = []
    for entry, row in every:
        text = "\n".join(field.type.show(getattr(row, field.key), names) for field in shown).casefold()
        if all(word in text for word in words.casefold().split()):
            right.append(entry.id)
    assert entries.ids(Asking(EntryFilter(words=words))) == right


def test_a_search_that_grows_finds_what_a_new_one_finds(entries: AskedEntries) -> None:
    fresh = AskedEntries(entries.session, entries.definition, entries.as_of)
    for words in ("北", "北井", "北井1", "北井10"):
        assert entries.ids(Asking(EntryFilter(words=words))) == AskedEntries(
            entries.session, entries.definition, entries.as_of
        ).ids(Asking(EntryFilter(words=words)))
    assert fresh.ids() == entries.ids()


def test_large_ledgers_have_indexes_and_every_ledger_a_view_with_chinese_names(entries: AskedEntries) -> None:
    is_large = entries.count() > MANY
    with closing(sqlite3.connect(entries.session.file.path)) as auditor:
        names = {
            name
            for (name,) in auditor.execute(
                "SELECT name FROM sqlite_master WHERE name LIKE 'asked\\_%' ESCAPE '\\'"
            )
        }
        ledger = entries.definition.ledger.id
        assert names == ({f"asked_{ledger}"} if is_large else set())
        lines = auditor.execute(
            'SELECT "名称", "井深（米）", "造价（元）", "土质", "管护单位", "阶段" FROM "台账_机井台账"'
        ).fetchall()
    assert len(lines) == entries.count()
    assert {row[3] for row in lines} <= {"黏土", "沙土", "岩石", "约300", None}
    assert {row[4] for row in lines} <= {"水务局", "农业局", "约300", None}
    assert "约300" in {row[1] for row in lines}
    assert entries.session.file.faults() == []


def test_what_nobody_can_ask_is_refused_in_words(entries: AskedEntries) -> None:
    with pytest.raises(BadInput, match="没有代码为“colour”的字段"):
        entries.ids(Asking(EntryFilter((Condition("colour", "filled"),))))
    with pytest.raises(BadInput, match="条件应是数字"):
        entries.ids(Asking(EntryFilter((Condition("depth", "least", ("很深",)),))))


def test_a_view_follows_its_ledger_and_only_ours_is_taken_for_one(entries: AskedEntries) -> None:
    session = entries.session
    if entries.count() > MANY:
        return
    session.run(EditLedger(entries.definition.ledger.id, {"title": "水井"}))
    with closing(sqlite3.connect(session.file.path)) as auditor:
        views = {name for (name,) in auditor.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        assert "台账_水井" in views
        assert "台账_机井台账" not in views
        auditor.execute("CREATE VIEW 台账_别的 AS SELECT 1")
        auditor.commit()
    assert any("台账_别的" in fault for fault in session.file.faults())
    with closing(sqlite3.connect(session.file.path)) as auditor:
        auditor.execute("DROP VIEW 台账_别的")
    session.undo()
    assert session.file.faults() == []


def test_what_a_large_ledger_is_asked_is_answered_from_its_index_alone(entries: AskedEntries) -> None:
    if entries.count() <= MANY:
        return
    asked_for: list[str] = []
    with entries.session.file.reading() as connection:
        connection.set_trace_callback(asked_for.append)
        for key in (
            "name",
            "depth",
            "flow",
            "cost",
            "dug_on",
            "soil",
            "uses",
            "works",
            "unit",
            "stage",
            "rest",
        ):
            entries.ids(Asking(orders=(Order(key),)))
            entries.groups(key, sums=("cost",))
        entries.ids(
            Asking(EntryFilter((Condition("soil", "in", ("clay",)), Condition("depth", "least", ("9",)))))
        )
        connection.set_trace_callback(None)
        wide = [sql for sql in asked_for if "FROM entry" in sql and "unread > 0 AND (" not in sql]
        assert len(wide) >= 23
        for sql in wide:
            assert f'INDEXED BY "asked_{entries.definition.ledger.id}"' in sql
            plan = [line[3] for line in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
            assert any("INDEX asked_" in line for line in plan), plan


def test_indexes_of_an_older_program_are_ours_until_they_are_dropped(entries: AskedEntries) -> None:
    with closing(sqlite3.connect(entries.session.file.path)) as auditor:
        before = declared(auditor)
        depth = entries.definition.by_key["depth"].id
        auditor.execute(before[f"asked_{depth}"])
        auditor.commit()
    assert entries.session.file.faults() == []
    with closing(sqlite3.connect(entries.session.file.path)) as writer:
        arrange(writer)
        names = {name for (name,) in writer.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert f"asked_{depth}" not in names


def test_the_sums_below_a_large_table_are_read_from_its_index(entries: AskedEntries) -> None:
    if entries.count() <= MANY:
        return
    ids = entries.ids()
    asked_for: list[str] = []
    with entries.session.file.reading() as connection:
        connection.set_trace_callback(asked_for.append)
        values = EntryRows(connection, Terms(entries.definition, entries.as_of)).file_values(["cost"], ids)
        connection.set_trace_callback(None)
    assert any('INDEXED BY "asked_' in sql for sql in asked_for)
    costs = [cost for (cost,) in values.values() if cost is not None]
    assert (len(values), sum(costs)) == (len(ids), entries.sums(["cost"])["cost"])
