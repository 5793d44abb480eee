"""How Chinese characters are read aloud, as the library pypinyin knows them."""

from __future__ import annotations

import os
import unicodedata
from typing import Final

from battlemap.domain.looking.sounds import Readings

#: Readings beyond these are rare ones (降 is jiàng and xiáng; what follows stands in dictionaries only).
_COMMON: Final = 4


def readings() -> Readings:
    """Returns what tells the common readings of a character without tones, ü as v; () for what has none."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # its list of phrases is large and not needed here
    from pypinyin.pinyin_dict import pinyin_dict

    def ways(character: str) -> tuple[str, ...]:
        toned = pinyin_dict.get(ord(character), "")
        plain = dict.fromkeys(filter(None, map(_toneless, toned.split(","))))
        return tuple(plain)[:_COMMON]

    return ways


def _toneless(syllable: str) -> str:
    """Returns lü and lǚ as lv, zhòng as zhong."""
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in parts if "a" <= letter <= "z")
