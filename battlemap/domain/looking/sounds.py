"""Finding by sound: pinyin in full, initials alone or a mixture, with every common reading of a character."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import attrs

#: Tells the common readings of a character without tones, () for what has none.
Readings = Callable[[str], tuple[str, ...]]

_TYPED: Final = re.compile(r"[a-z0-9]+")
#: A longer word is hardly pinyin; it is looked for as text alone.
_LONGEST: Final = 30
#: So many ways to cut a word into syllables are tried, the longest syllables first.
_MOST_CUTS: Final = 16
#: Letters of the longest syllable (zhuang).
_SYLLABLE: Final = 6
#: No character is read with these first: a piece that begins with one is a wrong cut.
_NO_INITIAL: Final = frozenset("iuv")


@attrs.frozen
class SoundBook:
    """Keeps the speakable characters of texts and turns typed words into patterns over them.

    Latin letters and digits stand for themselves, marks are left out, so that 「一园（十区）」 is found by yysq.
    """

    readings: Readings
    _known: dict[str, str] = attrs.field(factory=dict, repr=False)
    _classes: dict[str, str] = attrs.field(factory=dict, repr=False)
    _spoken: dict[str, set[str]] = attrs.field(factory=dict, repr=False)

    def speakable(self, text: str) -> str:
        """Returns what can be typed of a text: its characters with a reading, small letters and digits."""
        text = text.lower()
        for character in set(text).difference(self._known):
            ways = self.readings(character)
            for way in _typed_ways(ways):
                self._spoken.setdefault(way, set()).add(character)
            is_typed = bool(ways) or (character.isascii() and character.isalnum())
            self._known[character] = character if is_typed else ""
            self._classes.clear()
        return "".join(map(self._known.__getitem__, text))

    def pattern(self, word: str) -> re.Pattern[str] | None:
        """Returns what finds a lower-case word in the speakable texts so far, None for what cannot be pinyin."""
        word = word.replace("ü", "v").replace("u:", "v")
        if not _TYPED.fullmatch(word) or len(word) > _LONGEST:
            return None
        patterns: list[str] = []
        for cut in self._cuts(word, 0):
            classes = [self._class(piece, is_begun) for piece, is_begun in cut]
            if all(classes):
                patterns.append("".join(classes))
            if len(patterns) == _MOST_CUTS:
                break
        return re.compile("|".join(dict.fromkeys(patterns))) if patterns else None

    def _cuts(self, word: str, start: int) -> Iterator[tuple[tuple[str, bool], ...]]:
        """Yields the ways to read the rest of a word: whole syllables first, then initials to the end.

        A piece is told with whether it is only the beginning of its syllable.
        """
        if start == len(word):
            yield ()
            return
        for end in range(min(len(word), start + _SYLLABLE), start + 1, -1):
            piece = word[start:end]
            if end == len(word):
                yield ((piece, True),)
            elif piece in self._spoken:
                yield from (((piece, False), *rest) for rest in self._cuts(word, end))
        rest = word[start:]
        if not _NO_INITIAL & set(rest):
            yield tuple((letter, True) for letter in rest)

    def _class(self, piece: str, is_begun: bool) -> str:
        """Returns the class of characters that a piece may stand for, "" for none."""
        key = piece + "~" if is_begun else piece
        character_class = self._classes.get(key)
        if character_class is None:
            ways = [way for way in self._spoken if way.startswith(piece)] if is_begun else [piece]
            characters: set[str] = set().union(*(self._spoken[way] for way in ways))
            own = piece if len(piece) == 1 else ""
            character_class = self._classes[key] = (
                f"[{own}{''.join(sorted(characters))}]" if own or characters else ""
            )
        return character_class


def _typed_ways(ways: tuple[str, ...]) -> Iterator[str]:
    """Yields the ways in which a sound is typed: lüe as lve or lue, lü as lv or (on passports) lyu."""
    for way in ways:
        plain = way.replace("ü", "v")
        yield plain
        if plain.endswith("ve"):
            yield f"{plain[:-2]}ue"
        elif plain.endswith("v"):
            yield f"{plain[:-1]}yu"
