"""Blocks of cells on their way to and from Excel and WPS: tab-separated text with Excel's quoting, and an HTML table."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_SPECIAL: Final = "\t\n\r"
_BREAKING: Final = re.compile("[\t\n\r]")
_ESCAPED: Final = re.compile("[&<>\"'\n\r]")
#: Excel keeps 1-2, 007 and =1+1 as they are written in cells of this format.
_AS_TEXT: Final = r"<style>td { mso-number-format:'\@'; white-space:pre-wrap; }</style>"


def written_block(rows: Sequence[Sequence[str]]) -> str:
    """Returns the rows as Excel puts them on the clipboard; `read_block` reads them back as they were."""
    block = WrittenBlock()
    block.add(rows)
    return block.text


def written_html(rows: Sequence[Sequence[str]]) -> str:
    """Returns the rows as a table that Excel, WPS and Word take over with every cell as plain text."""
    block = WrittenBlock()
    block.add(rows)
    return block.html


class WrittenBlock:
    """A block that is written part by part; what it is as a table is made only when it is asked for.

    A large block never stands there cell by cell, nor both ways at once.
    """

    def __init__(self) -> None:
        #: Text of each part, and whether none of its cells needs quoting.
        self._parts: list[tuple[str, bool]] = []

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Writes the next rows."""
        rows = list(rows)
        if not rows:
            return
        text = "\n".join(["\t".join(row) for row in rows])
        is_plain = (
            '"' not in text
            and "\r" not in text
            and text.count("\n") == len(rows) - 1
            and text.count("\t") == sum(map(len, rows)) - len(rows)
        )
        if not is_plain:
            text = "\n".join(["\t".join(map(_quoted, row)) for row in rows])
        self._parts.append((text, is_plain))

    @property
    def text(self) -> str:
        """The block as `written_block` writes it."""
        return _ended("\n".join([text for text, _ in self._parts])) if self._parts else ""

    @property
    def html(self) -> str:
        """The block as `written_html` writes it."""
        lines = [
            f"<tr><td>{cells}</td></tr>"
            for text, is_plain in self._parts
            for cells in _tabled(text, is_plain)
        ]
        return f'<meta charset="utf-8">{_AS_TEXT}<table border="1">{"".join(lines)}</table>'


def _ended(text: str) -> str:
    """Returns lines so that an empty last one is read as one."""
    return text + "\n" if not text or text.endswith("\n") else text


def _tabled(text: str, is_plain: bool) -> Iterator[str]:
    """Yields the lines of a part as cells of a table: all at once where none holds line breaks or tabs."""
    if is_plain:
        yield (html.escape(text).replace("\t", "</td><td>").replace("\n", "</td></tr><tr><td>"))
        return
    for row in read_block(_ended(text)):
        yield "</td><td>".join(map(_escaped, row))


def read_block(text: str) -> list[list[str]]:
    """Returns the rows of a copied block; all are as wide as the widest. An empty text has none.

    A cell in quotes may hold tabs and newlines, with its own quotes doubled. What Excel does not write so (`"hi"` alone,
    a quote that is never closed) is taken as it stands.
    """
    rows: list[list[str]] = [[]]
    place = 0
    while place < len(text):
        cell, place = _cell(text, place)
        rows[-1].append(cell)
        if place >= len(text):
            break
        is_tab = text[place] == "\t"
        place += 2 if text.startswith("\r\n", place) else 1
        if is_tab and place >= len(text):
            rows[-1].append("")
        elif not is_tab and place < len(text):
            rows.append([])
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows] if width else []


def _cell(text: str, start: int) -> tuple[str, int]:
    """Returns the cell that begins at `start`, and where it ends."""
    if text.startswith('"', start):
        end = start + 1
        while True:
            end = text.find('"', end)
            if end < 0:
                break
            if text.startswith('"', end + 1):
                end += 2
                continue
            inner = text[start + 1 : end]
            is_quoted = any(sign in inner for sign in _SPECIAL + '"')
            if is_quoted and (end + 1 == len(text) or text[end + 1] in _SPECIAL):
                return inner.replace('""', '"'), end + 1
            break
    special = _BREAKING.search(text, start)
    end = special.start() if special else len(text)
    return text[start:end], end


def _quoted(cell: str) -> str:
    if cell.startswith('"') or _BREAKING.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _escaped(cell: str) -> str:
    if not _ESCAPED.search(cell):
        return cell
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return '<br style="mso-data-placement:same-cell">'.join(html.escape(line) for line in lines)
