"""A row's image put together from the lines that tell of it: a new row whole, a change by its fields, now and then whole again.

A line's `old` and `new` are JSON objects: of a new row `old` is NULL and `new` all of it; of a change both hold the fields
that differ, before and after. Some `new` are whole all the same, so that no row needs more than some lines. Lines of files
that were written before hold whole images in both where they could not be shortened to the letter (`store.shortening`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from battlemap.store.records import NOT_UNDERSTOOD

Image = dict[str, Any]
#: How a whole image begins: no change touches a row's id.
_WHOLE: Final = '{"id":'
_NEWEST: Final = (1 << 63) - 1


def is_whole(line: str) -> bool:
    """Whether what a line tells is all of a row and not some fields."""
    return line.startswith(_WHOLE)


def read(line: str) -> Image:
    """Returns the fields that a line tells; raises one of `NOT_UNDERSTOOD` for what is no object."""
    fields = json.loads(line)
    if not isinstance(fields, dict):
        raise ValueError(line[:80])
    return fields


def text_of(image: Image) -> str:
    """Returns an image as SQLite spells it."""
    return json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def after(before: Image | None, new: str) -> Image:
    """Returns the image of which a line's `new` tells, from the one `before` it; raises as `read`."""
    fields = read(new)
    return fields if before is None or is_whole(new) else {**before, **fields}


def image_of(lines: Sequence[str]) -> Image:
    """Returns the image that some lines of a row tell one after the other, the first of them whole; raises as `read`."""
    images = json.loads(f"[{','.join(lines)}]")
    image: Image = {}
    if len(images) != len(lines):
        raise ValueError(lines[0][:80])
    for fields in images:
        image.update(fields)
    return image


def before(old: str | None, new: str, running: Image | None) -> Image | None:
    """Returns the image that a line says was there before it, None for a new row; `running` is what the lines before tell.

    What a line says it changed counts, and of all other fields the whole image that it ends with, where it has one. Raises
    as `read`.
    """
    if old is None:
        return None
    if is_whole(old):
        return read(old)
    others = read(new) if is_whole(new) else running or {}
    return {**others, **read(old)}


def image_at(connection: sqlite3.Connection, table: str, row: str, last: int | None = None) -> Image | None:
    """Returns what the journal's lines tell of a row, those up to the line `last` (a rowid); None where none does.

    Lines are read from the newest back to one that is whole. Raises as `read`.
    """
    lines = connection.execute(
        "SELECT new FROM journal WHERE table_name = ? AND row_id = ? AND rowid <= ? ORDER BY rowid DESC",
        [table, row, _NEWEST if last is None else last],
    )
    news: list[str] = []
    for (new,) in lines:
        news.append(new)
        if is_whole(new):
            break
    lines.close()
    if len(news) == 1:
        return read(news[0])
    return image_of(news[::-1]) if news else None


class Images:
    """The newest image of every row, taken on line by line; None of one that cannot be understood."""

    def __init__(self, newest: Mapping[tuple[str, str], Image] | None = None) -> None:
        self.newest: dict[tuple[str, str], Image | None] = dict(newest or {})

    def take(self, table: str, row: str, new: str) -> tuple[Image | None, Image | None]:
        """Takes the next line of a row; returns its image before and after."""
        key = (table, row)
        running, is_lost = self.newest.get(key), key in self.newest and self.newest[key] is None
        image: Image | None = None
        if not is_lost or is_whole(new):
            with suppress(*NOT_UNDERSTOOD):
                image = after(running, new)
        self.newest[key] = image
        return running, image


class RecentImages(Images):
    """The same of a whole journal in little memory: images of the rows that were touched last, others are read again."""

    def __init__(self, connection: sqlite3.Connection, most: int = 4_000) -> None:
        super().__init__()
        self._connection, self._most = connection, most
        #: Hashes of the rows that have had a line: of others nothing is told before.
        self._met: set[int] = set()

    def take_line(self, line: int, table: str, row: str, new: str) -> tuple[Image | None, Image | None]:
        """Takes the line (a rowid) of a row; returns its image before and after."""
        key = (table, row)
        if key in self.newest:
            self.newest[key] = self.newest.pop(key)
        elif hash(key) in self._met:
            self._read(key, line - 1)
        self._met.add(hash(key))
        turn = self.take(table, row, new)
        if len(self.newest) > self._most:
            del self.newest[next(iter(self.newest))]
        return turn

    def _read(self, key: tuple[str, str], last: int) -> None:
        try:
            image = image_at(self._connection, *key, last)
        except NOT_UNDERSTOOD:
            self.newest[key] = None
        else:
            if image is not None:
                self.newest[key] = image


def unfolded(old: str | None, new: str, running: Image | None, image: Image | None) -> tuple[str | None, str]:
    """Returns a line's `old` and `new` as the whole images that they stand for, to the letter."""
    return (
        old if old is None or is_whole(old) or running is None else text_of(running),
        new if is_whole(new) or image is None else text_of(image),
    )
