"""Rows of any kind that hold words, as they are written or as they are spoken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from battlemap.domain.fields.names import Names
from battlemap.domain.fields.text import Hidden
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.sounds import SoundBook


def holding(
    words: str, kind: Kind, rows: Iterable[Any], names: Names, book: SoundBook | None = None
) -> list[Any]:
    """Returns the rows that hold every word, in the order in which they come; with `book` also by their sound."""
    wanted = words.casefold().split()
    return [row for row in rows if not wanted or _holds(wanted, kind, row, names, book)]


def _holds(words: Sequence[str], kind: Kind, row: Any, names: Names, book: SoundBook | None) -> bool:
    """Whether every word stands somewhere in the row, as it is written or as it is spoken."""
    read = [field for field in kind.fields if not isinstance(field.type, Hidden)]
    texts = [field.type.show(getattr(row, field.key), names) for field in read]
    text = "\n".join(texts).casefold()
    missing = [word for word in words if word not in text]
    if not missing or book is None:
        return not missing
    spoken = "\n".join(map(book.speakable, texts))
    patterns = [book.pattern(word) for word in missing]
    return all(pattern is not None and pattern.search(spoken) for pattern in patterns)
