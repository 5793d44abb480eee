"""The paragraphs and tables of a Word file as lines of a plan, with heading depths and numbers as Word shows them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from battlemap.errors import BadInput
from battlemap.exchange.lines import Line
from battlemap.exchange.word_math import MATH, math_words
from battlemap.exchange.word_notes import note_lines, text_box_lines
from battlemap.exchange.word_numbering import DEEPEST, Numbering, read_numbering, whole_number
from battlemap.exchange.word_package import needed_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: A table of Word has no more columns.
_MOST_COLUMNS = 63
#: Deleted words, text boxes (which come last), properties, second versions for old programs, sounds over characters.
_UNREAD = (
    f"{_W}del",
    f"{_W}moveFrom",
    f"{_W}txbxContent",
    f"{_W}pPr",
    f"{_W}rt",
    _FALLBACK,
)
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.I)
_CONTENTS_STYLE = re.compile(r"^(?:toc|目录)\s*\d", re.I)
_BULLET = re.compile(r"^[•●■◆▪·]\s*")


def word_lines(data: bytes, name: str) -> list[Line]:
    """Returns the lines of a .docx file in document order; raises BadInput for what is no readable one.

    Words that Word would show by itself (automatic numbers) are written out. Deleted text of tracked changes is left
    out, inserted text is in; text boxes, notes, headers and footers come last with the place "aside".
    """
    needed = needed_parts(data, name)
    from docx import Document

    try:
        document = Document(io.BytesIO(needed))
        body = document.element.body
        styles = _Styles(document)
        numbering = read_numbering(document)
        notes = list(note_lines(document, _words))
    except Exception as error:  # python-docx, lxml and zipfile each have their own ways to break
        raise BadInput(f"“{name}”已损坏，无法读取，请用 Word 或 WPS 打开后另存一份。", repr(error)) from error
    lines: list[Line] = []
    for table, element in enumerate(_blocks(body), 1):
        if element.tag == f"{_W}tbl":
            lines += _table_lines(element, table)
        else:
            lines += _paragraph_lines(element, styles, numbering)
    lines += text_box_lines(body, _words)
    lines += notes
    if not lines:
        raise BadInput(f"“{name}”里没有文字，没有方案内容。")
    return lines


class _Styles:
    """What the document's styles say about a paragraph: heading depth, place, numbering."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style for style in document.styles if style.type == 1}

    def chain(self, paragraph: Any) -> Iterator[Any]:
        """Yields the paragraph's style and those it is based on."""
        mark = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = self._styles.get(mark.get(f"{_W}val")) if mark is not None else None
        seen = 0
        while style is not None and seen < 10:
            yield style
            style = style.base_style
            seen += 1

    def depth_and_place(self, paragraph: Any) -> tuple[int, str]:
        """Returns the heading depth (0 for none) and the place ("title", "contents" or "")."""
        for style in self.chain(paragraph):
            name = style.name or ""
            heading = _HEADING_STYLE.match(name)
            if heading:
                return int(heading[1]), ""
            if name.lower() in ("title", "标题"):
                return 0, "title"
            if _CONTENTS_STYLE.match(name):
                return 0, "contents"
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        level = whole_number(outline, 9, DEEPEST)
        return (level + 1, "") if level < 6 else (0, "")

    def numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """Returns the list and the level that number the paragraph, its own before its style's."""
        for properties in (
            paragraph.find(f"{_W}pPr"),
            *(s.element.find(f"{_W}pPr") for s in self.chain(paragraph)),
        ):
            mark = properties.find(f"{_W}numPr") if properties is not None else None
            number = mark.find(f"{_W}numId") if mark is not None else None
            if mark is not None and number is not None:
                return number.get(f"{_W}val", ""), whole_number(mark.find(f"{_W}ilvl"), 0, DEEPEST)
        return None


def _blocks(parent: Any) -> Iterator[Any]:
    """Yields paragraphs and tables in order, also those inside content controls and insertions."""
    for element in parent:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"):
            yield from _blocks(element)


def _words(element: Any) -> str:
    """Returns the text of a paragraph or cell with line breaks; no text boxes, no deleted text."""
    parts: list[str] = []
    waiting = [element]
    while waiting:
        item = waiting.pop()
        if item.tag == f"{_W}t":
            parts.append(item.text or "")
        elif item.tag == f"{_W}tab":
            parts.append("\t")
        elif item.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif item.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif item.tag == f"{MATH}oMath":
            parts.append(math_words(item))
        elif item.tag not in _UNREAD:
            if item.tag == f"{_W}p" and parts:
                parts.append("\n")
            waiting.extend(reversed(item))
    return "".join(parts)


def _paragraph_lines(paragraph: Any, styles: _Styles, numbering: Numbering) -> Iterator[Line]:
    depth, place = styles.depth_and_place(paragraph)
    counted = styles.numbering(paragraph)
    pieces = [piece.strip() for piece in _words(paragraph).split("\n") if piece.strip()]
    if not pieces:
        return
    mark = numbering.next_mark(*counted) if counted else ""
    for index, piece in enumerate(pieces):
        text = (mark + piece) if index == 0 else _BULLET.sub("", piece)
        if index and depth:
            yield Line(text, after_gap=True)
        else:
            yield Line(_BULLET.sub("", text), depth, after_gap=True, place=place)


def _table_lines(table: Any, number: int) -> Iterator[Line]:
    """Yields the rows; a cell merged downwards is repeated in `cells` and only once in `text`."""
    above: dict[int, str] = {}
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells: list[str] = []
        own: list[str] = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            words = re.sub(r"\s*\n\s*", "\n", _words(cell)).strip()
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            is_continued = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            if not is_continued:
                own.append(words)
            meant = above.get(len(cells), "") if is_continued and not words else words
            if is_continued and words:
                own.append(words)
            above[len(cells)] = meant
            cells.append(meant)
            cells += [""] * (whole_number(span, 1, _MOST_COLUMNS) - 1)
        if any(own):
            yield Line("\t".join(own).strip(), cells=tuple(cells), table=number)
