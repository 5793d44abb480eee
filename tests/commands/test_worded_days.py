"""A day that was told in words keeps them: through the file, search, edits, undo and a second PC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from battlemap.commands.entries import EditEntries, ImportEntries
from battlemap.commands.session import Session
from battlemap.domain.fields.worded_day import WordedDay, said_of
from battlemap.domain.ledgers.asking import Asking, Order
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.shown.sheet_import import held_entries
from battlemap.store.haystack import Haystack
from tests.commands.conftest import open_new
from tests.commands.ledgers import add, asked, rows, wells, with_wells
from tests.commands.test_mailing import Desk, desks

__all__ = ["desks"]
END = WordedDay(2018, 12, 31, "2018年底前")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        yield with_wells(opened)


def told(session: Session) -> list[tuple[date, str]]:
    return [(row.dug_on, said_of(row.dug_on)) for row in rows(session)]


def test_the_words_are_kept_and_the_day_is_asked_as_any_other(session: Session) -> None:
    ledger = wells(session).ledger.id
    added = ({"name": "东井", "dug_on": END}, {"name": "西井", "dug_on": date(2018, 12, 31)})
    session.run(ImportEntries(ledger, added))
    assert told(session) == [(date(2018, 12, 31), "2018年底前"), (date(2018, 12, 31), "")]
    entries = asked(session)
    is_that = EntryFilter((Condition("dug_on", "most", ("2018-12-31",)),))
    assert len(entries.ids(Asking(is_that))) == 2
    assert len(entries.ids(Asking(orders=(Order("dug_on"),)))) == 2
    assert [said_of(held.values["dug_on"]) for held in held_entries(entries)] == ["2018年底前", ""]
    assert entries.unread() == {}


def test_the_words_are_found(session: Session) -> None:
    session.run(ImportEntries(wells(session).ledger.id, ({"name": "东井", "dug_on": END},)))
    for word in ("年底前", "2018年底"):
        assert len(asked(session).ids(Asking(EntryFilter(words=word)))) == 1
        with session.file.reading() as connection:
            assert len(Haystack(wells(session), False).found(connection, word)) == 1


def test_another_day_drops_the_words_and_undo_brings_them_back(session: Session) -> None:
    ledger = wells(session).ledger.id
    session.run(ImportEntries(ledger, ({"name": "东井", "dug_on": END},)))
    id = rows(session)[0].id
    session.run(EditEntries(ledger, ((id, {"dug_on": date(2018, 12, 20)}),)))
    assert told(session) == [(date(2018, 12, 20), "")]
    session.run(EditEntries(ledger, ((id, {"dug_on": date(2018, 12, 31)}),)))
    assert told(session) == [(date(2018, 12, 31), "")]
    session.undo()
    session.undo()
    assert told(session) == [(date(2018, 12, 31), "2018年底前")]
    session.run(EditEntries(ledger, ((id, {"dug_on": None}),)))
    assert rows(session)[0].dug_on is None


def test_the_words_come_to_a_second_pc_with_their_day(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    ledger = wells(with_wells(one.session)).ledger.id
    id = add(one.session, "东井")
    two.post.take(one.packets())
    one.session.run(EditEntries(ledger, ((id, {"dug_on": END}),)))
    two.session.run(EditEntries(ledger, ((id, {"depth": 90}),)))
    one.post.take(two.packets())
    two.post.take(one.packets())
    for desk in desks:
        assert told(desk.session) == [(date(2018, 12, 31), "2018年底前")]
        assert rows(desk.session)[0].depth == 90
