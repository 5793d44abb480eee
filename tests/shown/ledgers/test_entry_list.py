"""What the file answers to a list of entries is what the entries themselves would say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook

from battlemap.commands.command import Command
from battlemap.commands.entries import AddEntry, EditEntries, MoveToStage, RemoveEntries
from battlemap.commands.session import Session
from battlemap.domain.fields.worded_day import WordedDay
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.domain.looking.head_filter import Condition, HeadFilter
from battlemap.domain.looking.pasted_cells import Cell
from battlemap.domain.reach import Reach
from battlemap.shown.ledgers.entry_history import history_lines
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.heads_asked import sum_words
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.shown.ledgers.matrix import crossed_of
from battlemap.shown.ledgers.stage_board import StageBoard, amount_words
from battlemap.shown.list.order import Order, Sorting
from battlemap.ui.list.model import ListModel
from tests.shown.ledgers.conftest import NOW, filled
from tests.ui.conftest import small_campaign


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EntryList]:
    """The projects, shared by tests that change nothing."""
    with small_campaign(tmp_path_factory.mktemp("entries") / "a.battlemap") as session:
        made = EntryList(filled(session), LedgerBook(session))
        made.present(session.snapshot, NOW.date())
        yield made


def listed(rows: EntryList) -> list[str]:
    return rows.arranged(Order(rows.sort_key))


def names(rows: EntryList, ids: list[str]) -> list[str]:
    return [rows.text(id, "name") for id in ids]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_filter_in_the_heads_finds_by_the_file_what_it_finds_among_the_rows(
    many: EntryList, data: st.DataObject
) -> None:
    ids = listed(many)
    keys = [c.key for c in many.columns.all if c.key in many.definition.by_key and c.key != "task"]
    heads = HeadFilter()
    for key in data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True)):
        column = many.columns.by_key[key]
        groups = sorted({column.group(many.seen(id)) for id in ids})
        condition = Condition()
        if groups and not many.masking.hides(key) and data.draw(st.booleans()):
            wanted = data.draw(st.frozensets(st.sampled_from(groups), min_size=1))
            condition = Condition(wanted)
        if key == "tags" and condition.groups is not None:
            continue  # one of several choices is found wherever it stands, not only alone
        measures = sorted(
            {m for id in ids if (m := column.field.type.measure(column.value(many.seen(id)))) is not None}
        )
        if measures and condition.groups is None:
            condition = Condition(
                least=data.draw(st.sampled_from(measures)), most=data.draw(st.sampled_from(measures))
            )
        if not condition.is_empty:
            heads = heads.with_condition(key, condition)
    matching: set[str] = set(ids)
    with many.book.asked(many.definition) as asked:
        for key, condition in heads.conditions.items():
            passed: set[str] = set()
            for conditions in many.heads.asked_by(key, condition, many.asking()):
                passed.update(asked.ids(Asking(EntryFilter(conditions)), many.book.names))
            matching &= passed
    assert [id for id in ids if id in matching] == heads.passing(ids, many.columns, many.seen)


@pytest.mark.parametrize(
    "key", ["name", "kind", "invest", "people", "land", "signed_on", "is_foreign", "unit", "stage"]
)
@pytest.mark.parametrize("is_down", [False, True])
def test_the_file_sorts_as_the_list_would(many: EntryList, key: str, is_down: bool) -> None:
    order = Order(many.sort_key, many.own_order, (Sorting(key, is_down),))
    assert many.arranged(order) == order.arranged(listed(many))


def test_values_are_counted_under_all_other_heads_with_what_could_not_be_read(many: EntryList) -> None:
    counts = many.counts("kind", HeadFilter(), listed(many))
    assert dict(counts) == {"装备": 2, "医药": 2, "材料": 1, "": 2}
    assert many.counts("invest", HeadFilter(), ())["（读不懂）"] == 1
    heads = HeadFilter({"stage": Condition(frozenset({"在谈"}))})
    assert dict(many.counts("kind", heads, ())) == {"装备": 1, "医药": 1, "材料": 1, "": 1}
    assert many.unread() == {"invest": 1, "signed_on": 1}
    assert len(many.unread_ids()) == 2


def test_sums_and_groups_are_in_the_units_of_their_fields(many: EntryList) -> None:
    columns = [many.columns.by_key["invest"], many.columns.by_key["people"]]
    assert many.totals(listed(many), columns) == "7 个项目，总投资（万元） 15,500，用工（人） 128"
    groups = many.grouped(HeadFilter(), "stage", ["invest"])
    assert [(words, group.count) for words, group in groups] == [("在谈", 4), ("签约", 2), ("投产", 1)]
    assert sum_words([group for _, group in groups], many.columns.by_key["invest"]) == "15,500"


def test_two_fields_crossed_count_and_add_up(many: EntryList) -> None:
    ids = listed(many)
    matrix = crossed_of(many, ids, HeadFilter(), "kind", "stage", "")
    assert matrix.down == ("装备", "医药", "材料", "") and matrix.across == ("在谈", "签约", "投产")
    assert matrix.value("医药", "签约") == 1 and matrix.value(None, None) == 7
    assert crossed_of(many, ids, HeadFilter(), "kind", "stage", "invest").value(None, "签约") == 12_500
    heads = HeadFilter({"kind": Condition(frozenset({"装备", ""}))})
    passed = many.passing(heads, ids)
    assert crossed_of(many, passed, heads, "kind", "stage", "").value(None, None) == len(passed) == 4


def test_the_board_has_every_listed_entry_once_with_amounts_and_ageing(many: EntryList) -> None:
    board, ids = StageBoard(many), listed(many)
    board.renew(ids, HeadFilter())
    assert [(column.name, column.words) for column in board.columns] == [
        ("在谈", "4 · 3,000 万元"),
        ("签约", "2 · 1.25 亿元"),
        ("投产", "1"),
    ]
    assert sorted(id for column in board.columns for id in column.ids) == sorted(ids)
    first = board.card(board.columns[0].ids[0], board.columns[0])
    assert first.title == "甲轴承" and first.ageing is not None and first.ageing.lamp == "green"
    assert board.card(board.columns[2].ids[0], board.columns[2]).ageing is None


@pytest.mark.parametrize(
    ("yuan", "words"), [(None, ""), (800, "800 元"), (12_345_678, "1,234.6 万元"), (340_000_000, "3.4 亿元")]
)
def test_amounts_are_said_as_a_head_has_room_for(yuan: int | None, words: str) -> None:
    assert amount_words(yuan) == words


def test_hidden_numbers_go_nowhere_until_somebody_says_why(many: EntryList) -> None:
    id = next(id for id in listed(many) if many.text(id, "name") == "己医药")
    assert many.text(id, "phone") == "138****1234"
    column = many.columns.by_key["phone"]
    assert not column.editing and many.counts("phone", HeadFilter(), ()) == {}
    book = CalamineWorkbook.from_filelike(BytesIO(many.workbook([id], [column])))
    assert book.get_sheet_by_index(0).to_python()[1] == ["138****1234"]
    many.words = "1234"
    assert names(many, listed(many)) == ["己医药"]
    many.words = "0001"
    assert listed(many) == []
    many.words = ""
    open_ = EntryList(many.definition, many.book, is_unmasked=True)
    open_.present(many.snapshot, many.as_of)
    assert open_.text(id, "phone") == "13800001234"


def test_cells_are_checked_and_written_as_one_step(session: Session, rows: EntryList) -> None:
    first, second = listed(rows)[:2]
    checked = rows.check(
        [Cell(first, "people", "200"), Cell(first, "invest", "1.2亿"), Cell(second, "people", "很多")]
    )
    assert checked.edits() == {first: {"people": 200, "invest": 120_000_000}}
    assert [(cell.where, cell.title) for cell in checked.wrong] == [("乙药业", "用工（人）")]
    command = rows.command(checked, "粘贴")
    assert isinstance(command, EditEntries)
    session.run(command)
    rows.present(session.snapshot, NOW.date())
    assert rows.text(first, "invest") == "12,000"
    assert history_lines(session.history("entry", first), rows)[0].splitlines()[1:] == [
        "　总投资：3,000 → 12,000",
        "　用工：120 → 200",
    ]


def test_a_past_day_is_told_by_the_journal(tmp_path: Path) -> None:
    with small_campaign(tmp_path / "past.battlemap") as session:
        definition = filled(session)
        rows = EntryList(definition, LedgerBook(session))
        rows.present(session.snapshot_at(session.clock()), NOW.date())
        assert len(listed(rows)) == 7
        rows.book.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_following_any_steps_lists_the_same_as_beginning_anew(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    with small_campaign(tmp_path_factory.mktemp("follow") / "a.battlemap") as session:
        definition = filled(session)
        ledger, book = definition.ledger.id, LedgerBook(session)
        model = ListModel(EntryList(definition, book), lambda *_: True)
        model.present(session.snapshot, NOW.date(), None)
        for _ in range(data.draw(st.integers(1, 4))):
            ids = list(model.ids)
            deeds: list[Command | str] = [
                AddEntry(ledger, {"name": data.draw(st.sampled_from(["辛", "壬"]))}),
                "undo",
            ]
            if ids:
                id = data.draw(st.sampled_from(ids))
                deeds += [
                    EditEntries(
                        ledger, ((id, {"people": data.draw(st.integers(0, 9)), "land": Decimal(3)}),)
                    ),
                    MoveToStage(ledger, (id,), "done", date(2018, 11, 3)),
                    RemoveEntries(ledger, (id,)),
                ]
            deed = data.draw(st.sampled_from(deeds))
            step = session.undo() if isinstance(deed, str) else session.run(deed)
            if step is None:
                continue
            model.follow(step, Reach.of(step, session.snapshot), session.snapshot)
            fresh = ListModel(EntryList(definition, LedgerBook(session)), lambda *_: True)
            fresh.present(session.snapshot, NOW.date(), None)
            cells = {id: [model.words(id, key) for key in model.keys] for id in model.ids}
            assert cells == {id: [fresh.words(id, key) for key in fresh.keys] for id in fresh.ids}


def test_a_day_that_was_told_in_words_shows_them_in_its_tip(session: Session, rows: EntryList) -> None:
    id = listed(rows)[0]
    told = WordedDay(2018, 12, 31, "2018年底前")
    session.run(EditEntries(rows.definition.ledger.id, ((id, {"signed_on": told}),)))
    rows.present(session.snapshot, NOW.date())
    assert rows.tip(id, "signed_on") == "原文：2018年底前"
    assert rows.tone(id, "signed_on", "") == ""
