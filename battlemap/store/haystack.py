"""What the entries of a large ledger say and how their names sound, kept in memory: read once, piece by piece, and followed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import compress
from typing import Final

import attrs

from battlemap.domain.fields.kept import KeptDay
from battlemap.domain.fields.links import Files
from battlemap.domain.fields.options import ManyOf, OneOf
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.secret import Secret
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.looking.sounds import SoundBook
from battlemap.store.entry_sql import kind_in_json, quoted, raw, said

#: Entries that are read at once: so few that a frame can wait for them.
PIECE: Final = 500
#: So many that were touched are read anew one by one; after more all are read anew.
_TOUCHED: Final = 3_000
#: So many words are remembered with what they found, so that a letter more looks through that alone.
_LATELY: Final = 4
#: One entry in so many are few: more of them are looked at no sooner than all, which lie side by side.
_FEW_OF: Final = 8
#: Stands before and behind what is hidden, so that it is found as a whole alone.
_EDGE: Final = "\x01"


@attrs.define
class Haystack:
    """The words of one ledger's live entries, as a masked or an unmasked view shows them; choices and names are not among them.

    `sounds` gives the book by which names are heard; names that are hidden are not.
    """

    definition: Definition
    is_unmasked: bool
    sounds: Callable[[], SoundBook] | None = None
    _shown: dict[str, str] = attrs.field(factory=dict, init=False, repr=False)
    _hidden: dict[str, str] = attrs.field(factory=dict, init=False, repr=False)
    _spoken: dict[str, str] = attrs.field(factory=dict, init=False, repr=False)
    #: Words looked for lately → what showed them, where these were few; a step that touches an entry forgets them.
    _lately: dict[str, list[str]] = attrs.field(factory=dict, init=False, repr=False)
    _number: int = attrs.field(default=-1, init=False)
    _last: int = attrs.field(default=-1, init=False)
    _is_read: bool = attrs.field(default=False, init=False)

    @property
    def is_begun(self) -> bool:
        """Whether anything has been read: only of a large ledger."""
        return self._number >= 0

    def read_on(self, connection: sqlite3.Connection) -> bool:
        """Reads the next piece; returns whether all has been read."""
        if self._is_read:
            return True
        if self._number < 0:
            self._number = newest_step(connection)
        lines = connection.execute(
            f"SELECT rowid, {self._exprs} FROM entry NOT INDEXED WHERE ledger = ? AND deleted = 0 AND rowid > ? "
            "ORDER BY rowid LIMIT ?",
            [self.definition.ledger.id, self._last, PIECE],
        ).fetchall()
        for self._last, id, title, shown, hidden in lines:
            self._take(id, title, shown, hidden)
        self._is_read = len(lines) < PIECE
        if self._is_read:
            # every entry has been read through once: the pages that this left behind are let go
            connection.execute("PRAGMA shrink_memory")
        return self._is_read

    def found(self, connection: sqlite3.Connection, word: str) -> list[str]:
        """Returns the ids of the live entries in which a word stands, each once, in no order; case is ignored.

        Of what is hidden the whole or the last four are found.
        """
        self._follow(connection)
        wanted = word.casefold()
        shown, whole = self._showing(wanted), f"{_EDGE}{wanted}{_EDGE}"
        hidden = [id for id, text in self._hidden.items() if whole in text]
        return list({*shown, *hidden}) if hidden else shown

    def _showing(self, wanted: str) -> list[str]:
        """Returns the ids of the entries that show a word; where less of it was found in a few, only those are looked at."""
        shorter = max((word for word in self._lately if word in wanted), key=len, default=None)
        if shorter is None:
            found = [id for id, text in self._shown.items() if wanted in text]
        else:
            found = [id for id in self._lately[shorter] if wanted in self._shown[id]]
        if len(found) * _FEW_OF <= len(self._shown):
            self._lately.pop(wanted, None)
            self._lately[wanted] = found
            if len(self._lately) > _LATELY:
                del self._lately[next(iter(self._lately))]
        return found

    @property
    def size(self) -> int:
        """How many entries have been read."""
        return len(self._shown)

    def heard(self, connection: sqlite3.Connection, word: str) -> list[str]:
        """Returns the ids of the live entries whose name sounds like a word, in no order."""
        if self.sounds is None or not word.isascii():
            return []
        self._follow(connection)
        pattern = self.sounds().pattern(word.casefold())
        if pattern is None:
            return []
        return list(compress(self._spoken, map(pattern.search, self._spoken.values())))

    def _follow(self, connection: sqlite3.Connection) -> None:
        """Reads what is not read yet, and what steps have touched since."""
        while not self.read_on(connection):
            pass
        newest = newest_step(connection)
        if newest == self._number:
            return
        lines = connection.execute(
            "SELECT DISTINCT j.row_id FROM step s JOIN journal j ON j.step = s.id "
            "WHERE s.number > ? AND j.table_name = 'entry' LIMIT ?",
            [self._number, _TOUCHED + 1],
        ).fetchall()
        if newest < self._number or len(lines) > _TOUCHED:
            self._shown, self._hidden, self._spoken, self._lately = {}, {}, {}, {}
            self._number, self._last, self._is_read = -1, -1, False
            self._follow(connection)
            return
        sql = f"SELECT ledger = ? AND deleted = 0, {self._exprs} FROM entry WHERE id = ?"
        for (touched,) in lines:
            for is_live, *line in connection.execute(sql, [self.definition.ledger.id, touched]):
                if is_live:
                    self._take(*line)
                else:
                    self._lately.clear()
                    for kept in (self._shown, self._hidden, self._spoken):
                        kept.pop(touched, None)
        self._number = newest

    def _take(self, id: str, title: str, shown: str, hidden: str) -> None:
        self._lately.clear()
        self._shown[id] = shown.casefold()
        if self.sounds is not None and title:
            self._spoken[id] = self.sounds().speakable(title)
        else:
            self._spoken.pop(id, None)
        if hidden:
            self._hidden[id] = hidden.casefold()
        else:
            self._hidden.pop(id, None)

    @property
    def _exprs(self) -> str:
        shown: list[str] = []
        hidden: list[str] = []
        for field in self.definition.fields:
            if not field.is_stored:
                continue
            if not self.is_unmasked and self.definition.is_masked(field):
                hidden += _edged(field)
            elif not isinstance(field.type, Files):
                shown.append(_said(field))
        parted = " || char(10) || ".join(shown) or "''"
        title = self.definition.title_field
        named = "''" if title is None or self.definition.is_masked(title) else "title"
        return f"id, {named}, {parted}, {' || '.join(hidden) or quoted('')}"


def _said(field: DefinedField) -> str:
    """Returns the expression for what a field says; of what is kept by code or id only what could not be read."""
    if isinstance(field.type, OneOf | ManyOf | Pointing):
        return f"CASE WHEN unread > 0 AND {kind_in_json(field)} IS 'object' THEN {raw(field)} ELSE '' END"
    if isinstance(field.type, KeptDay):
        return f"COALESCE({raw(field)}, '') || COALESCE(' ' || {said(field)}, '')"
    return f"COALESCE({raw(field)}, '')"


def _edged(field: DefinedField) -> list[str]:
    edge = "char(1)"
    parts = [raw(field)] + ([f"substr({raw(field)}, -4)"] if isinstance(field.type, Secret) else [])
    return [f"COALESCE({edge} || {part} || {edge}, '')" for part in parts]


def newest_step(connection: sqlite3.Connection) -> int:
    """Returns the number of the file's newest step, 0 for none."""
    return int(connection.execute("SELECT COALESCE(MAX(number), 0) FROM step").fetchone()[0])
