"""The door to the entries of a campaign's ledgers: asked of the file as of a day, or of a past day's journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time

from battlemap.commands.heard_titles import HeardTitles
from battlemap.commands.session import Session
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.exchange.pinyin import readings
from battlemap.shown.ledgers.entry_names import EntryNames
from battlemap.store.entry_sql import Terms
from battlemap.store.haystack import Haystack
from battlemap.store.past_entries import PastEntries, entries_at
from battlemap.store.rows import EntryRows
from battlemap.store.standing import Standing


class LedgerBook:
    """Answers for one board: the snapshot that is shown, and the day by which it is judged.

    A board of the past is answered from the journal, folded once for each day.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._past: tuple[date, PastEntries] | None = None
        self._names: EntryNames | None = None
        self._of: Snapshot | None = None
        self._as_of = date.min
        self._called: dict[str, dict[str, str]] = {}
        self._titles_heard: HeardTitles | None = None
        self._sound_book: SoundBook | None = None
        self._haystacks: dict[str, Haystack] = {}
        self._standings: dict[str, tuple[Definition, Standing]] = {}
        self._counts: dict[str, int] = {}

    def take(self, snapshot: Snapshot, as_of: date) -> None:
        """Answers for another board from now on."""
        is_past = snapshot is not self.session.snapshot
        if self._past is not None and (not is_past or self._past[0] != as_of):
            self._past[1].close()
            self._past = None
        if is_past and self._past is None:
            with self.session.file.reading() as connection:
                self._past = as_of, entries_at(connection, datetime.combine(as_of, time.max))
        if snapshot is not self._of:
            tables = ("unit", "person")
            if self._of is None or any(snapshot.rows[table] is not self._of.rows[table] for table in tables):
                self._called = {table: dict(snapshot.offered(table)) for table in tables}
        if snapshot is not self._of or as_of != self._as_of:
            self._standings.clear()
            self._counts.clear()
        self._of, self._as_of = snapshot, as_of
        self._names = EntryNames(snapshot, self._titles, self._entitled)

    def follow(self, step: Step, snapshot: Snapshot) -> None:
        """Takes a step of today's board; how many entries there are is counted on."""
        counts = dict(self._counts)
        self.take(snapshot, self._as_of)
        for change in step.changes:
            for row, one in ((change.before, -1), (change.after, 1)):
                if isinstance(row, Entry) and not row.deleted and row.ledger in counts:
                    counts[row.ledger] += one
        if self._past is None:
            self._counts = counts

    @property
    def names(self) -> EntryNames:
        """What the ids in entries stand for."""
        assert self._names is not None, "nothing has been presented"
        return self._names

    @property
    def as_of(self) -> date:
        """The day by which is judged."""
        return self._as_of

    @property
    def definitions(self) -> Mapping[str, Definition]:
        """Id → definition of every live ledger."""
        assert self._of is not None, "nothing has been presented"
        return self._of.definitions

    @contextmanager
    def asked(self, definition: Definition, *, is_unmasked: bool = False) -> Iterator[EntryRows]:
        """The entries of a ledger, all of one moment; what they say is kept for searching as such a view may see it."""
        others = {each.ledger.code: each for each in self.definitions.values()}
        terms = Terms(
            definition, self._as_of, self._called, lambda word: self._heard(definition, word), others
        )
        if self._past is not None:
            yield self._past[1].rows(terms)
            return
        with self.session.file.reading() as connection:
            yield EntryRows(
                connection, terms, self._haystack(definition, is_unmasked), self._standing(definition)
            )

    def _haystack(self, definition: Definition, is_unmasked: bool) -> Haystack:
        kept = self._haystacks.get(definition.ledger.id)
        if kept is None or (kept.definition, kept.is_unmasked) != (definition, is_unmasked):
            kept = self._haystacks[definition.ledger.id] = Haystack(definition, is_unmasked, self._sounds)
        return kept

    def _standing(self, definition: Definition) -> Standing:
        kept = self._standings.get(definition.ledger.id)
        if kept is None or kept[0] != definition:
            kept = self._standings[definition.ledger.id] = definition, Standing()
        return kept[1]

    def _sounds(self) -> SoundBook:
        if self._sound_book is None:
            self._sound_book = SoundBook(readings())
        return self._sound_book

    def _heard(self, definition: Definition, word: str) -> Sequence[str]:
        """Returns the entries whose name sounds like a word."""
        if self._titles_heard is None:
            self._titles_heard = HeardTitles(self._sounds())
        terms = Terms(definition, self._as_of)
        if self._past is not None:
            return self._titles_heard.heard(self._past[1].rows(terms), self._past[0], word)
        haystack = self._haystacks.get(definition.ledger.id)
        with self.session.file.reading() as connection:
            if haystack is not None and haystack.definition == definition and haystack.is_begun:
                return haystack.heard(connection, word)
            state = self.session.file.newest_number()
            return self._titles_heard.heard(EntryRows(connection, terms), state, word)

    def count(self, definition: Definition) -> int:
        """Returns how many entries a ledger has."""
        counted = self._counts.get(definition.ledger.id)
        if counted is None:
            with self.asked(definition) as rows:
                counted = self._counts[definition.ledger.id] = rows.count(Asking())
        return counted

    def close(self) -> None:
        """Lets go of what was folded."""
        if self._past is not None:
            self._past[1].close()
            self._past = None

    def _titles(self, ids: Iterable[str]) -> Mapping[str, str]:
        first = next(iter(self.definitions.values()), None)
        if first is None:
            return {}
        with self.asked(first) as rows:
            return rows.titles(ids)

    def _entitled(self, text: str) -> Sequence[str]:
        """Returns the live entries of that title, of whichever ledger."""
        ids: list[str] = []
        for definition in self.definitions.values():
            title = definition.title_field
            if title is not None:
                with self.asked(definition) as rows:
                    ids += rows.values_of(title.key).get(text, [])
        return ids
