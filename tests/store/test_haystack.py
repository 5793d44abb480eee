"""What is kept of a large ledger for searching answers as a look at every entry, and is read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import EditEntries, RemoveEntries
from battlemap.commands.session import Session
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.store.ledger_schema import MANY
from tests.commands.conftest import open_new
from tests.commands.ledgers import asked, wells, with_wells
from tests.store.test_rows import filled

WORDS = ("东井", "北井1", "WATER", "沙土", "水务", "废弃", "100%", "井3 黏土", "约300", "f1", "1380", "7")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path: Path = tmp_path_factory.mktemp("haystack") / "a.battlemap"
    with with_wells(open_new(path)) as opened:
        filled(opened, MANY + 200)
        yield opened


def listing(session: Session, *, is_unmasked: bool = False) -> EntryList:
    listed = EntryList(wells(session), LedgerBook(session), is_unmasked=is_unmasked)
    listed.present(session.snapshot, asked(session).as_of)
    return listed


def searched(listed: EntryList, words: str) -> list[str]:
    listed.words = words
    return list(listed.ids())


def by_looking(session: Session, words: str, *, is_unmasked: bool = False) -> list[str]:
    entries = AskedEntries(session, wells(session), asked(session).as_of)
    return entries.ids(Asking(EntryFilter(words=words), is_unmasked=is_unmasked))


@pytest.mark.parametrize("is_unmasked", [False, True])
def test_a_search_finds_what_a_look_at_every_entry_finds(session: Session, is_unmasked: bool) -> None:
    listed = listing(session, is_unmasked=is_unmasked)
    phone = asked(session).rows(asked(session).ids()[:40])
    tails = [str(row.phone)[-4:] for row in phone if isinstance(row.phone, str) and row.phone][:2]
    assert tails
    for words in (*WORDS, *tails):
        assert searched(listed, words) == by_looking(session, words, is_unmasked=is_unmasked), words


def test_steps_are_followed_and_nothing_is_read_twice(session: Session) -> None:
    listed = listing(session)
    pieces = 1
    while not listed.learn():
        pieces += 1
    assert pieces > 1
    first, second, *_ = by_looking(session, "")
    ledger = wells(session).ledger.id
    session.run(EditEntries(ledger, ((first, {"note": "独一无二的话"}),)))
    read: list[str] = []
    with session.file.reading() as connection:
        connection.set_trace_callback(read.append)
    assert searched(listed, "独一无二") == [first]
    with session.file.reading() as connection:
        connection.set_trace_callback(None)
    looks = [sql for sql in read if "json_extract(data" in sql and "SELECT id FROM entry" not in sql]
    assert len(looks) == 1 and looks[0].endswith(f"WHERE id = '{first}'")
    session.run(RemoveEntries(ledger, (first,)))
    assert searched(listed, "独一无二") == []
    session.undo()
    session.undo()
    assert searched(listed, "独一无二") == []
    for words in WORDS[:4]:
        assert searched(listed, words) == by_looking(session, words)
    assert second in searched(listed, "")
