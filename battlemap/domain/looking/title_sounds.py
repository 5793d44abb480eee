"""What entries are called, by its sound: pinyin in full, initials, or a mixture."""

from __future__ import annotations

from collections.abc import Mapping

from battlemap.domain.looking.sounds import SoundBook


class TitleSounds:
    """The names of a ledger's entries as they are spoken; made once, asked with every letter that is typed."""

    def __init__(self, book: SoundBook, titles: Mapping[str, str]) -> None:
        self._book = book
        self._spoken = {id: book.speakable(title) for id, title in titles.items()}

    def heard(self, word: str) -> list[str]:
        """Returns the ids of the entries whose name sounds like the word, in no order."""
        pattern = self._book.pattern(word.casefold())
        if pattern is None:
            return []
        return [id for id, spoken in self._spoken.items() if pattern.search(spoken)]
