"""The journal of an older file shortened to the fields that have changed; its steps, hashes and seals stay what they were.

A line that was written whole becomes a change only where the whole comes back from it to the letter; any other stays as it
is. So the hash of a step of those days, made over whole lines, can still be asked of the lines (`journal.is_right`), and a
seal on paper still fits.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import attrs

from battlemap.store.images import Image, Images, is_whole, read, text_of, unfolded
from battlemap.store.records import NOT_UNDERSTOOD

_COLUMNS: Final = "site, seq, step, table_name, row_id, old, new"
#: One of so many lines of a row stays whole.
_WHOLE_EVERY: Final = 16
#: What a column can hold; of other values not every letter comes back.
_PLAIN: Final = (str, int, type(None))


def shorten(connection: sqlite3.Connection) -> bool:
    """Shortens the journal inside the caller's transaction, once every short line has been unfolded anew.

    Returns False, and leaves every line as it stands, where one letter of it would not come back: somebody has written there
    by hand.
    """
    connection.execute(f"CREATE TEMP TABLE short ({_COLUMNS})")
    whole, again = hashlib.sha256(), hashlib.sha256()
    connection.executemany("INSERT INTO short VALUES (?, ?, ?, ?, ?, ?, ?)", _shortened(connection, whole))
    images = Images()
    for site, seq, step, table, row, old, new in connection.execute("SELECT * FROM short ORDER BY rowid"):
        _feed(again, [site, seq, step, table, row, *unfolded(old, new, *images.take(table, row, new))])
    is_right = whole.digest() == again.digest()
    if is_right:
        connection.execute("DELETE FROM journal")
        connection.execute(f"INSERT INTO journal ({_COLUMNS}) SELECT * FROM short ORDER BY rowid")
    connection.execute("DROP TABLE short")
    return is_right


def _shortened(connection: sqlite3.Connection, digest: Any) -> Iterator[tuple[Any, ...]]:
    """Yields every line, short where that may be, and digests all as they stand."""
    journal = _WholeJournal()
    for line in connection.execute(f"SELECT {_COLUMNS} FROM main.journal ORDER BY rowid"):
        _feed(digest, list(line))
        yield (*line[:5], *(journal.shortened(*line[3:]) or line[5:]))


def _feed(digest: Any, values: list[Any]) -> None:
    digest.update(repr(values).encode("utf-8", "surrogatepass"))


@attrs.frozen
class _Told:
    """The newest line of a row: its letters, what they mean where they come back from that, how many came before it."""

    text: str
    image: Image | None
    count: int


class _WholeJournal:
    """Follows the rows of a journal whose lines are all whole."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], _Told] = {}

    def shortened(self, table: str, row: str, old: str | None, new: str) -> tuple[str, str] | None:
        """Takes a row's next line; returns the short `old` and `new` for it, None where it is to stay."""
        last, image = self._rows.get((table, row)), _image_in(new)
        line = self._rows[table, row] = _Told(new, image, last.count + 1 if last else 0)
        if last is None or last.image is None or image is None or old != last.text:
            return None
        if list(image) != list(last.image) or image["id"] != last.image["id"]:
            return None
        changed = [key for key, value in image.items() if value != last.image[key]]
        short = text_of({key: last.image[key] for key in changed})
        if line.count % _WHOLE_EVERY == 0:
            return short, new
        return short, text_of({key: image[key] for key in changed})


def _image_in(text: str) -> Image | None:
    """Returns what a whole image means, None where its letters would not come back from that."""
    with suppress(*NOT_UNDERSTOOD):
        image = read(text)
        if (
            is_whole(text)
            and all(type(value) in _PLAIN for value in image.values())
            and text_of(image) == text
        ):
            return image
    return None
