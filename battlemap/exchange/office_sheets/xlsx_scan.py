"""The second look at a sheet of an .xlsx: formats, errors, uncalculated formulas, hidden parts, drop-downs, its real size."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import attrs

from battlemap.exchange.office_sheets.number_format import number_format
from battlemap.exchange.office_sheets.raw_sheet import Place, Span, column_number
from battlemap.exchange.office_sheets.sheet_size import MOST_ROWS

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN_ROW: Final = re.compile(rb'<(?:\w+:)?row\b([^>]*\s(?:hidden="(?:1|true)"|ht="0(?:\.0+)?")[^>]*)>')
_NUMBER: Final = re.compile(rb'\sr="(\d+)"')
_ROW_START: Final = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d+)"')
_FILLED: Final = re.compile(rb"</(?:\w+:)?(?:v|is|f)>")
_FAR: Final = re.compile(rb'<(?:\w+:)?c(?=\s)[^>]*?\sr="([A-Z]{2,3})(\d+)"(?:[^>]*[^/>])?>(?!</)')
_FAULT: Final = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?r="([A-Z]{1,3})(\d+)"[^>]*>.{0,4000}?<(?:\w+:)?v>([^<]{1,40})<',
    re.S,
)
_FORMULA: Final = re.compile(
    rb'<(?:\w+:)?c\s([^>]*[^/>])>\s*<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>|<(?:\w+:)?v\s*/>)?"
)  # fmt: skip
_CELL: Final = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")
_VALIDATION: Final = re.compile(
    rb'<(?:\w+:)?dataValidation\b((?=[^>]*\btype="list")[^>]*)>(.*?)</(?:\w+:)?dataValidation>', re.S
)
_SOURCE: Final = re.compile(rb"<(?:\w+:)?(?:formula1|f)>\s*([^<\s][^<]*)<", re.S)
_PLACES: Final = re.compile(rb"<(?:\w+:)?sqref>([^<]*)<|\bsqref=\"([^\"]*)\"")
_SPAN: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
#: Bytes of one row, and of what stands behind the cells.
_MOST_ROW: Final = 32 * 1024 * 1024
_MOST_EDGE: Final = 8 * 1024 * 1024


@attrs.define
class Scan:
    """What a sheet's XML tells beside its values."""

    formats: dict[Place, str] = attrs.field(factory=dict)
    faults: dict[Place, str] = attrs.field(factory=dict)
    unresulted: dict[Place, str] = attrs.field(factory=dict)
    hidden_rows: set[int] = attrs.field(factory=set)
    hidden_columns: set[int] = attrs.field(factory=set)
    #: Where drop-downs stand and what their list says, as it is written in the file.
    lists: list[tuple[tuple[Span, ...], str]] = attrs.field(factory=list)
    filled_rows: int = 0
    first_row: int = -1
    last_row: int = -1
    last_column: int = 0
    #: Formulas whose result is 0, and those with another result.
    zeros: int = 0
    results: int = 0
    #: Rows and cells bear no numbers, so that only values can be trusted.
    is_unnumbered: bool = False


def scan(chunks: Iterable[bytes], formats: dict[int, str], *, is_uncalculated: bool = False) -> Scan:
    """Returns what one pass over the sheet's XML finds; it ends early where there are more rows than are read.

    Where the file was never calculated, formulas that all show 0 count as without result.
    """
    answer = Scan()
    pattern = _format_pattern(formats)
    months = _shown_pattern(formats)
    zeros: dict[Place, str] = {}
    tail = b""
    for piece in _whole_rows(chunks):
        if b"<sheetData" in piece[:_MOST_EDGE] or b":sheetData" in piece[:_MOST_EDGE]:
            _columns(piece, answer)
        _size(piece, answer)
        if answer.filled_rows > MOST_ROWS:
            return answer
        if b"hidden=" in piece or b' ht="0' in piece:
            _hidden_rows(piece, answer)
        if pattern:
            for cell in pattern.finditer(piece):
                answer.formats[_place(cell[1], cell[2])] = formats[int(cell[3])]
        if months:
            for cell in months.finditer(piece):
                answer.formats[_place(cell[1], cell[2])] = formats[int(cell[3])]
        if b't="e"' in piece:
            for fault in _FAULT.finditer(piece):
                answer.faults[_place(fault[1], fault[2])] = html.unescape(fault[3].decode("utf-8", "replace"))
        if b"<f" in piece or b":f" in piece:
            _formulas(piece, answer, zeros)
        if len(tail) < _MOST_EDGE:
            end = piece.rfind(b"sheetData>")
            if end >= 0:
                tail = piece[end:]
            elif tail:
                tail += piece
    if is_uncalculated and zeros and not answer.results:
        answer.unresulted.update(zeros)
    _lists(tail, answer)
    return answer


def _whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yields pieces that end where a row ends, so that no cell is cut in two."""
    left = b""
    for chunk in chunks:
        place = chunk.rfind(b"row ")
        end = chunk.rfind(b"<", 0, place) if place > 0 else -1
        if end < 0:
            left += chunk
            if len(left) < _MOST_ROW:
                continue
            yield left
            left = b""
        else:
            yield left + chunk[:end]
            left = chunk[end:]
    if left:
        yield left


def _place(letters: bytes, number: bytes) -> Place:
    return int(number) - 1, column_number(letters.decode("ascii"))


def _ids(formats: dict[int, str], wanted: Iterable[int]) -> bytes:
    return b"|".join(str(style).encode("ascii") for style in wanted if style in formats)


def _format_pattern(formats: dict[int, str]) -> re.Pattern[bytes] | None:
    """Returns a pattern for the number cells whose format changes what they mean."""
    ids = _ids(formats, [style for style, code in formats.items() if number_format(code).changes_meaning])
    if not ids:
        return None
    return re.compile(
        rb'<(?:\w+:)?c\s+r="([A-Z]{1,3})(\d+)"\s+s="(' + ids + rb')"(?:\s+t="n")?(?:\s+cm="\d+")?\s*>'
    )


def _shown_pattern(formats: dict[int, str]) -> re.Pattern[bytes] | None:
    """Returns a pattern for cells such as 2018.1 whose format shows 2018.10."""
    ids = _ids(formats, [style for style, code in formats.items() if number_format(code).decimals == 2])
    if not ids:
        return None
    return re.compile(
        rb'<(?:\w+:)?c\s+r="([A-Z]{1,3})(\d+)"\s+s="('
        + ids
        + rb')"(?:\s+t="n")?\s*>(?:<f>[^<]*</f>)?<(?:\w+:)?v>(?:(?:19|20)\d\d|[1-9]|1[0-2])\.\d</'
    )


def _size(piece: bytes, answer: Scan) -> None:
    """Counts the rows that hold something, and finds the last column."""
    if not _FILLED.search(piece):
        return
    starts = [(row.start(), row[1]) for row in _ROW_START.finditer(piece)]
    if not starts:
        answer.is_unnumbered = answer.is_unnumbered or bool(_ROW.search(piece))
        return
    starts.append((len(piece), b""))
    is_prefixed = b":c " in piece
    for (start, number), (end, _) in pairwise(starts):
        last = max(
            piece.rfind(b"</v>", start, end),
            piece.rfind(b"</is>", start, end),
            piece.rfind(b"</f>", start, end),
        )
        if last < 0 and not (is_prefixed and _FILLED.search(piece, start, end)):
            continue
        _filled(answer, int(number) - 1)
        # cells stand in order, so that the last one that holds something is the farthest of its row
        cell = _CELL.search(piece, max(piece.rfind(b"<c ", start, last), start), end) if last > 0 else None
        if cell and len(cell[1]) > 1:
            answer.last_column = max(answer.last_column, column_number(cell[1].decode("ascii")))
    if is_prefixed:
        for far_cell in _FAR.finditer(piece):
            answer.last_column = max(answer.last_column, column_number(far_cell[1].decode("ascii")))
    answer.last_column = max(answer.last_column, 25)


def _filled(answer: Scan, row: int) -> None:
    answer.filled_rows += 1
    answer.first_row = row if answer.first_row < 0 else min(answer.first_row, row)
    answer.last_row = max(answer.last_row, row)


def _hidden_rows(piece: bytes, answer: Scan) -> None:
    for row in _HIDDEN_ROW.finditer(piece):
        number = _NUMBER.search(b" " + row[1])
        if number:
            answer.hidden_rows.add(int(number[1]) - 1)


def _formulas(piece: bytes, answer: Scan, zeros: dict[Place, str]) -> None:
    """Notes the formulas that have no result; a formula whose result is an empty text has one."""
    for formula_cell in _FORMULA.finditer(piece):
        cell = _CELL.search(formula_cell[1])
        if cell is None or b't="str"' in formula_cell[1] or b't="e"' in formula_cell[1]:
            continue
        formula = "=" + html.unescape((formula_cell[3] or b"").decode("utf-8", "replace"))
        if not formula_cell[4]:
            answer.unresulted[_place(cell[1], cell[2])] = formula
        elif formula_cell[4] in (b"0", b"0.0"):
            zeros[_place(cell[1], cell[2])] = formula
        else:
            answer.results += 1


def _columns(piece: bytes, answer: Scan) -> None:
    for column in _COLUMN.finditer(piece, 0, piece.find(b"sheetData") + 1):
        words = b" " + column[1]
        if b'hidden="1"' in words or b'hidden="true"' in words or re.search(rb'\swidth="0(?:\.0+)?"', words):
            first, last = re.search(rb'\smin="(\d+)"', words), re.search(rb'\smax="(\d+)"', words)
            if first and last:
                answer.hidden_columns.update(range(int(first[1]) - 1, min(int(last[1]), 1_000)))


def _lists(tail: bytes, answer: Scan) -> None:
    for validation in _VALIDATION.finditer(tail):
        source = _SOURCE.search(validation[2])
        places = _PLACES.search(validation[2]) or _PLACES.search(validation[1])
        if source and places:
            spans = tuple(spans_of((places[1] or places[2] or b"").decode("utf-8", "replace")))
            answer.lists.append((spans, html.unescape(source[1].decode("utf-8", "replace")).strip()))


def spans_of(words: str) -> Iterator[Span]:
    """Yields the areas that words such as «A1:B3 D5» or «$A$1:$A$9» name."""
    for area in _SPAN.finditer(words):
        first, left = int(area[2]) - 1, column_number(area[1])
        last = int(area[4]) - 1 if area[4] else first
        right = column_number(area[3]) if area[3] else left
        yield first, left, last, right
