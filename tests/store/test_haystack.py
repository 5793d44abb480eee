"""What is kept of a large ledger for searching, sorting and counting answers as a look at every entry, and is read once."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import EditEntries, RemoveEntries
from battlemap.commands.session import Session
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.asking import Order as AskedOrder
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.reach import Reach
from battlemap.exchange.pinyin import readings
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.shown.list.order import Order, Sorting
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


class LookedAt(str):
    """The words of an entry that count how often they are looked at."""

    times = 0

    def __contains__(self, word: object, /) -> bool:
        LookedAt.times += 1
        return isinstance(word, str) and super().__contains__(word)


def test_a_letter_more_looks_only_at_what_the_letters_before_found(session: Session) -> None:
    listed = listing(session)
    few = by_looking(session, "")[3:40]
    ledger = wells(session).ledger.id
    session.run(EditEntries(ledger, tuple((id, {"note": "独一无二的话"}) for id in few)))
    searched(listed, "读一遍")
    with listed.book.asked(listed.definition) as rows:
        haystack = rows.haystack
        assert haystack is not None
        haystack._shown = {id: LookedAt(text) for id, text in haystack._shown.items()}
    LookedAt.times = 0
    assert searched(listed, "独一") == few
    assert LookedAt.times == haystack.size
    assert searched(listed, "独一无") == few == searched(listed, "独一无二")
    assert LookedAt.times == haystack.size + 2 * len(few)
    session.run(
        EditEntries(ledger, ((few[0], {"note": "独一"}), (by_looking(session, "")[50], {"note": "独一无二"})))
    )
    assert searched(listed, "独一无二") == by_looking(session, "独一无二") != few
    session.undo()
    assert searched(listed, "独一无二") == few
    session.undo()
    assert searched(listed, "独一无二") == []


@contextmanager
def heard(session: Session) -> Iterator[list[str]]:
    """Yields the statements that the file is asked meanwhile."""
    read: list[str] = []
    with session.file.reading() as connection:
        connection.set_trace_callback(read.append)
    try:
        yield read
    finally:
        with session.file.reading() as connection:
            connection.set_trace_callback(None)


def orders_in(read: list[str]) -> list[str]:
    return [sql for sql in read if "json_group_array" in sql]


def test_a_letter_more_asks_for_no_order_until_a_step_comes(session: Session) -> None:
    listed = listing(session)
    sorting = Order(listed.sort_key, listed.own_order, (Sorting("depth", is_descending=True),))

    def found(words: str) -> list[str]:
        listed.words = words
        return listed.arranged(sorting)

    entries = AskedEntries(session, wells(session), listed.as_of)
    asked_for = Asking(EntryFilter(words="井1"), (AskedOrder("depth", is_descending=True),))
    with heard(session) as first:
        found("井")
    with heard(session) as read:
        more = found("井1")
    assert orders_in(first) and not orders_in(read) and more == entries.ids(asked_for)
    step = session.run(EditEntries(wells(session).ledger.id, ((more[0], {"depth": 1}),)))
    assert step is not None
    listed.follow(step, Reach.of(step, session.snapshot), session.snapshot)
    assert found("井1") == entries.ids(asked_for) != more
    session.undo()


def test_a_further_column_is_sorted_alone_and_as_the_file_sorts_all(session: Session) -> None:
    listed, entries = listing(session), AskedEntries(session, wells(session), asked(session).as_of)
    before = Order(listed.sort_key, listed.own_order, (Sorting("depth", is_descending=True),))
    listed.arranged(before)
    for key in wells(session).by_key:
        for is_down in (False, True):
            order = before.by(Sorting(key, is_descending=is_down))
            orders = tuple(AskedOrder(one.key, one.is_descending) for one in order.sortings)
            with heard(session) as read:
                arranged = listed.sorted_anew(order, listed.arranged(before))
            assert arranged == entries.ids(Asking(orders=orders)), key
            whole = [sql for sql in orders_in(read) if "SELECT id AS c0" in sql]
            assert not whole, "every entry was read once more"


def test_a_column_that_is_turned_round_is_not_read_again_until_a_step_comes(session: Session) -> None:
    listed, entries = listing(session), AskedEntries(session, wells(session), asked(session).as_of)
    up = Order(listed.sort_key, listed.own_order, (Sorting("name"), Sorting("depth")))
    down = up.by(Sorting("name", is_descending=True))

    def by_file(order: Order) -> list[str]:
        orders = tuple(AskedOrder(one.key, one.is_descending) for one in order.sortings)
        return entries.ids(Asking(orders=orders))

    with heard(session) as first:
        upwards = listed.arranged(up)
    with heard(session) as read:
        downwards = listed.sorted_anew(down, upwards)
    assert orders_in(first) and not orders_in(read)
    assert upwards == by_file(up) and downwards == by_file(down) != upwards
    step = session.run(EditEntries(wells(session).ledger.id, ((upwards[0], {"name": "最末之井"}),)))
    assert step is not None
    listed.follow(step, Reach.of(step, session.snapshot), session.snapshot)
    assert listed.arranged(up) == by_file(up) != upwards
    session.undo()


def test_entries_are_counted_on_and_not_anew(session: Session) -> None:
    book = LedgerBook(session)
    book.take(session.snapshot, asked(session).as_of)
    definition = wells(session)
    before = book.count(definition)
    ids = by_looking(session, "")
    with heard(session) as read:
        step = session.run(RemoveEntries(definition.ledger.id, tuple(ids[:7])))
        assert step is not None
        book.follow(step, session.snapshot)
        assert book.count(definition) == before - 7
        step = session.undo()
        assert step is not None
        book.follow(step, session.snapshot)
        assert book.count(definition) == before
    assert not [sql for sql in read if "COUNT(*)" in sql and "FROM entry" in sql and "LIMIT" not in sql]


def test_a_backup_leaves_behind_what_is_made_again_where_it_is_opened(
    session: Session, tmp_path: Path
) -> None:
    name = f"asked_{wells(session).ledger.id}"
    made = session.backups.make()
    with closing(sqlite3.connect(made)) as copy:
        indexes = {line[0] for line in copy.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        assert copy.execute("SELECT COUNT(*) FROM entry").fetchone()[0] > MANY
    with session.file.reading() as connection:
        here = {line[0] for line in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert here - indexes == {name}
    assert any(backup.path == made and backup.is_intact() for backup in session.backups.listed())
    again = shutil.copy(made, tmp_path / "b.battlemap")
    with Session.open(Path(again), "指挥部", lambda: datetime(2018, 11, 21, 9)) as opened:
        with opened.file.reading() as connection:
            names = {line[0] for line in connection.execute("SELECT name FROM sqlite_master")}
        assert name in names
        assert by_looking(opened, "井1") == by_looking(session, "井1") != []


def test_names_are_heard_in_a_large_ledger_and_steps_are_followed(session: Session) -> None:
    listed, book = listing(session), SoundBook(readings())

    def by_sound(words: str) -> list[str]:
        return AskedEntries(session, wells(session), listed.as_of, book=book).ids(
            Asking(EntryFilter(words=words))
        )

    for words in ("bj", "dongjing1", "djing12", "nj 沙土", "zhuang", "xj9 f"):
        assert searched(listed, words) == by_sound(words), words
    assert len(searched(listed, "bj")) > 100
    first = searched(listed, "")[0]
    before = session.snapshot
    session.run(EditEntries(wells(session).ledger.id, ((first, {"name": "麒麟阁"}),)))
    assert session.snapshot is not before
    assert searched(listed, "qlg") == [first] == searched(listed, "qilinge")
    session.undo()
    assert searched(listed, "qlg") == []


def test_what_came_to_a_stage_is_counted_by_a_small_index(session: Session) -> None:
    entries = asked(session)
    for stage in ("plan", "dig"):
        wanted = Asking(EntryFilter((Condition("stage", "reached", (stage,)),)))
        with heard(session) as read:
            count = entries.count(wanted)
        (sql,) = [sql for sql in read if "COUNT(*)" in sql and "FROM entry" in sql]
        with session.file.reading() as connection:
            (plan,) = connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        assert "COVERING INDEX entry_furthest" in plan[-1], plan
        assert count == len(entries.ids(wanted)) > 0
