"""Entries found by the sound of their name: what a ledger's entries are called, as it is spoken, kept until the file changes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.looking.title_sounds import TitleSounds
from battlemap.store.rows import EntryRows

#: Of more entries than this the sounds are not kept; they are found by their letters and characters.
MOST_HEARD: Final = 200_000


class HeardTitles:
    """Serves any number of ledgers; `state` tells when what was kept is out of date."""

    def __init__(self, book: SoundBook) -> None:
        self._book = book
        self._kept: dict[str, tuple[Hashable, TitleSounds]] = {}

    def heard(self, rows: EntryRows, state: Hashable, word: str) -> Sequence[str]:
        """Returns the entries whose name sounds like a word, none where names are hidden."""
        definition, title = rows.definition, rows.definition.title_field
        if title is None or definition.is_masked(title) or not word.isascii():
            return ()
        kept = self._kept.get(definition.ledger.id)
        if kept is None or kept[0] != state:
            titles = rows.every_title() if rows.count(Asking()) <= MOST_HEARD else {}
            kept = self._kept[definition.ledger.id] = state, TitleSounds(self._book, titles)
        return kept[1].heard(word)
