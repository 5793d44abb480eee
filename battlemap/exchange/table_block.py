"""Blocks of cells on their way to and from Excel and WPS: tab-separated text with Excel's quoting, and an HTML table."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
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
    """A block that is written part by part, both ways, so that a large one never stands there cell by cell."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._html: list[str] = []

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Writes the next rows."""
        for row in rows:
            line = "\t".join(row)
            is_plain = _is_plain(line, row)
            self._lines.append(line if is_plain else "\t".join(map(_quoted, row)))
            cells = row if is_plain and not _ESCAPED.search(line) else map(_escaped, row)
            self._html.append(f"<tr><td>{'</td><td>'.join(cells)}</td></tr>")

    @property
    def text(self) -> str:
        """The block as `written_block` writes it."""
        text = "\n".join(self._lines)
        return text + "\n" if self._lines and not self._lines[-1] else text

    @property
    def html(self) -> str:
        """The block as `written_html` writes it."""
        return f'<meta charset="utf-8">{_AS_TEXT}<table border="1">{"".join(self._html)}</table>'


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
    end = start
    while end < len(text) and text[end] not in _SPECIAL:
        end += 1
    return text[start:end], end


def _is_plain(line: str, row: Sequence[str]) -> bool:
    """Whether the cells of a row, joined by tabs, need no quoting."""
    return '"' not in line and "\n" not in line and "\r" not in line and line.count("\t") == len(row) - 1


def _quoted(cell: str) -> str:
    if cell.startswith('"') or _BREAKING.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _escaped(cell: str) -> str:
    if not _ESCAPED.search(cell):
        return cell
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return '<br style="mso-data-placement:same-cell">'.join(html.escape(line) for line in lines)
