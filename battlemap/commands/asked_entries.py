"""The entries of one ledger as doors ask for them: now or as they were at a moment, page by page, in groups and sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

import attrs

from battlemap.commands.heard_titles import HeardTitles
from battlemap.commands.session import Session
from battlemap.commands.tally_driving import tally_in
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.entry import Entry, data_of
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.ledger import LedgerField
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.asking import Asking, EntryGroup, StageMove
from battlemap.domain.ledgers.conversion import Conversion, preview
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.ledger_kind import kind_of_ledger
from battlemap.domain.ledgers.tally_figure import TallyFigure
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.store.entry_sql import Terms
from battlemap.store.past_entries import PastEntries, entries_at, stage_moves
from battlemap.store.rows import EntryRows

#: Letters that are added to a word look only at what was found before, where that is no more than so many.
_NARROWED: Final = 20_000


@attrs.frozen
class EntryNames:
    """A snapshot that also knows what some entries are called: those to which a page of entries leads."""

    snapshot: Snapshot
    titles: Mapping[str, str]

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The campaign's first and last day."""
        return self.snapshot.span

    def called(self, table: str, id: str) -> str:
        """Returns what people call the row, "" where there is none."""
        return self.titles.get(id, "") if table == "entry" else self.snapshot.called(table, id)

    def place(self, table: str, id: str) -> tuple[Any, ...]:
        """Returns by what the row is sorted among its like."""
        return self.snapshot.place(table, id)

    def named(self, table: str, text: str) -> Sequence[str]:
        """Returns the ids of the live rows that go by that name; of entries only those that are known here."""
        if table == "entry":
            return [id for id, title in self.titles.items() if title == text]
        return self.snapshot.named(table, text)

    def spelled(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yields (id, every name that means it) of the live rows."""
        if table == "entry":
            return ((id, (title,)) for id, title in self.titles.items())
        return self.snapshot.spelled(table)

    def offered(self, table: str) -> Sequence[tuple[str, str]]:
        """Returns (id, name) of every live row."""
        return list(self.titles.items()) if table == "entry" else self.snapshot.offered(table)


@attrs.frozen
class Found:
    """What was found for what was asked, when the file held so many steps."""

    asking: Asking
    number: int
    ids: Sequence[str]

    def among(self, asking: Asking, number: int) -> Sequence[str] | None:
        """Returns among which entries all that is asked must be: where the file is the same, and letters were added."""
        before, words = self.asking.filter.words, asking.filter.words
        is_narrower = (
            number == self.number
            and before.split()
            and words.startswith(before)
            and attrs.evolve(asking, filter=attrs.evolve(asking.filter, words=before)) == self.asking
        )
        return self.ids if is_narrower and len(self.ids) <= _NARROWED else None


class AskedEntries:
    """What is asked of one ledger; every answer is read from the file at that moment, and costs what is asked.

    With `at` it is the ledger as it was then, by the journal: read once, in memory; to be closed. With `book` names are
    also found by their sound, but not where names are hidden.
    """

    def __init__(
        self,
        session: Session,
        definition: Definition,
        as_of: date,
        *,
        at: datetime | None = None,
        book: SoundBook | None = None,
    ) -> None:
        self.session, self.definition, self.as_of = session, definition, as_of
        self.snapshot = session.snapshot
        self.at = at
        self._found = Found(Asking(), -1, [])
        self._titles = HeardTitles(book) if book is not None else None
        self._past: PastEntries | None = None
        if at is not None:
            self.snapshot = session.snapshot_at(at)
            self.definition = self.snapshot.definitions.get(definition.ledger.id, definition)
            with session.file.reading() as connection:
                self._past = entries_at(connection, at)

    def close(self) -> None:
        """Lets a past day go."""
        if self._past is not None:
            self._past.close()

    def follow(self) -> None:
        """Takes the definition and the names as they are now, after a step."""
        if self.at is None:
            self.snapshot = self.session.snapshot
            self.definition = self.snapshot.definitions.get(self.definition.ledger.id, self.definition)

    @property
    def kind(self) -> Kind:
        """The kind of the rows."""
        return kind_of_ledger(self.definition)

    @contextmanager
    def _asking(self) -> Iterator[EntryRows]:
        others = {other.ledger.code: other for other in self.snapshot.definitions.values()}
        names = {
            table: {
                row.id: KINDS[table].called(row, self.snapshot) for row in self.snapshot.rows[table].values()
            }
            for table in ("unit", "person")
            if any(getattr(field.type, "table", "") == table for field in self.definition.fields)
        }
        terms = Terms(self.definition, self.as_of, names, self._heard if self._titles else None, others)
        if self._past is not None:
            yield self._past.rows(terms)
            return
        with self.session.file.reading() as connection:
            yield EntryRows(connection, terms)

    def _heard(self, word: str) -> Sequence[str]:
        """Returns the entries whose name sounds like a word; asked while a question is open."""
        if self._titles is None:
            return ()
        with self._plain() as rows:
            return self._titles.heard(rows, 0 if self.at else self._newest(), word)

    @contextmanager
    def _plain(self) -> Iterator[EntryRows]:
        """Yields what can be asked without names."""
        terms = Terms(self.definition, self.as_of)
        if self._past is not None:
            yield self._past.rows(terms)
            return
        with self.session.file.reading() as connection:
            yield EntryRows(connection, terms)

    # -- which ------------------------------------------------------------------------------------------------------

    def count(self, asking: Asking | None = None) -> int:
        """Returns how many entries there are."""
        with self._asking() as rows:
            return rows.count(asking or Asking())

    def ids(self, asking: Asking | None = None) -> list[str]:
        """Returns the ids in order.

        A search to which letters were added looks only at what it had found before.
        """
        wanted = asking or Asking()
        with self._asking() as rows:
            among = self._found.among(wanted, self._newest())
            ids = rows.ids(wanted, self.snapshot, among)
        self._found = Found(wanted, self._newest(), ids)
        return ids

    def _newest(self) -> int:
        return self.session.file.newest_number()

    def named(self, text: str) -> list[str]:
        """Returns the ids of the live entries that bear that id, number or name."""
        with self._asking() as rows:
            return rows.named(text.strip())

    def rows(self, ids: Sequence[str]) -> list[Any]:
        """Returns the rows of the ledger's kind of these ids, in their order."""
        with self._asking() as rows:
            return rows.rows(ids)

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """Returns the entries as the file holds them."""
        with self._asking() as rows:
            return rows.entries(ids)

    def names(self, rows: Iterable[Any]) -> EntryNames:
        """Returns the names by which these rows are shown: what they belong to and lead to among entries included."""
        ids = set()
        links = [field.key for field in self.definition.fields if getattr(field.type, "table", "") == "entry"]
        for row in rows:
            ids |= {row.parent} - {None}
            for key in links:
                value = getattr(row, key)
                ids |= set(value) if isinstance(value, tuple) else set()
        with self._asking() as asked:
            return EntryNames(self.snapshot, asked.titles(ids) if ids else {})

    def linked_to(self, table: str, id: str) -> list[str]:
        """Returns the ids of the entries that are tied to a row: the projects of a task."""
        with self._asking() as rows:
            return rows.linked_to(table, id)

    def values_of(self, key: str) -> dict[Any, list[str]]:
        """Returns what entries have in a field → their ids."""
        with self._asking() as rows:
            return rows.values_of(key)

    # -- groups, sums, tallies --------------------------------------------------------------------------------------

    def groups(self, key: str, asking: Asking | None = None, sums: Sequence[str] = ()) -> list[EntryGroup]:
        """Returns the groups by a field with counts and sums."""
        with self._asking() as rows:
            return rows.groups(asking or Asking(), key, sums)

    def crossed(
        self, key: str, other: str, asking: Asking | None = None, sums: str = ""
    ) -> dict[tuple[Any, Any], EntryGroup]:
        """Returns (value in one field, value in the other) → its entries."""
        with self._asking() as rows:
            return rows.crossed(asking or Asking(), key, other, sums)

    def sums(self, keys: Sequence[str], asking: Asking | None = None) -> dict[str, Any]:
        """Returns key → the sum over all that is asked."""
        with self._asking() as rows:
            return rows.sums(asking or Asking(), keys)

    def unread(self, asking: Asking | None = None) -> dict[str, int]:
        """Returns key → how many of its cells could not be read."""
        with self._asking() as rows:
            return rows.unread(asking or Asking())

    def tally(self, tally: Tally) -> TallyFigure:
        """Returns what a tally comes to; raises BadInput for a filter that does not fit the ledger."""
        with self._asking() as rows:
            return tally_in(rows, tally)

    def tallies(self) -> list[TallyFigure]:
        """Returns what every tally of the ledger comes to."""
        return [self.tally(tally) for tally in self.snapshot.tallies_of(self.definition.ledger.id)]

    # -- looking back -----------------------------------------------------------------------------------------------

    def moves(self) -> list[StageMove]:
        """Returns every move from stage to stage up to the moment, oldest first."""
        with self.session.file.reading() as connection:
            return stage_moves(connection, self.definition.ledger.id, self.at)

    def history(self, id: str) -> list[Step]:
        """Returns every step that touched an entry, oldest first, with its change only."""
        return self.session.history("entry", id)

    def conversion(self, before: LedgerField, after: LedgerField) -> Conversion:
        """Returns what a change of a field would do to what entries hold in it."""
        stored = (data_of(entry).get(before.id) for entry in self.entries(self.ids()))
        return preview(stored, before, after, self.snapshot)
