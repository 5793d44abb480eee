"""Tables inside of plain text: columns parted by |, by TAB, by blanks, or one cell on each line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile

from battlemap.exchange.field_labels import field_of
from battlemap.exchange.table_columns import header_of, is_header_name

_TABLE_RULE = re.compile(r"^[\s|:\-—+]+$")
_BLANKS = re.compile(r"\t+|[ 　]{2,}|　")
#: A table with a cell on each line has at least so many columns.
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 16
_ENDS = re.compile(r"^[一二三四五六七八九十]{1,3}、|^附\s*件")
_Parted = Callable[[str], list[str]]


def find_tables(lines: Sequence[str]) -> dict[int, tuple[int, list[list[str]]]]:
    """Returns for the first line of each table its end and its rows of cells; rules between rows are in none."""
    tables: dict[int, tuple[int, list[list[str]]]] = {}
    index = 0
    while index < len(lines):
        table = _table_at(lines, index)
        if table:
            tables[index] = table
        index = table[0] if table else index + 1
    return tables


def _table_at(lines: Sequence[str], begin: int) -> tuple[int, list[list[str]]] | None:
    line = lines[begin]
    if not line.strip():
        return None
    if line.count("|") >= 2 or line.count("｜") >= 2:
        return _piped(lines, begin)
    if "\t" in line.strip():
        return _parted(
            lines, begin, lambda each: [cell.strip() for cell in each.rstrip().split("\t")], fewest=2
        )
    if len(line) < 400 and len(_BLANKS.split(line.strip())) >= _FEWEST_COLUMNS:
        return _parted(lines, begin, lambda each: _BLANKS.split(each.strip()), fewest=_FEWEST_COLUMNS)
    names = line.split() if len(line) < 120 else []
    if len(names) >= _FEWEST_COLUMNS and all(map(is_header_name, names)):
        return _parted(lines, begin, str.split, fewest=len(names))
    return _cell_per_line(lines, begin) if len(line.strip()) <= 12 else None


def _piped(lines: Sequence[str], begin: int) -> tuple[int, list[list[str]]] | None:
    rows: list[list[str]] = []
    end = begin
    while end < len(lines):
        words = lines[end].strip().replace("｜", "|")
        if words.count("|") < 2 and not (rows and words.startswith("|")):
            break
        if not _TABLE_RULE.match(words):
            rows.append([cell.strip() for cell in words.removeprefix("|").removesuffix("|").split("|")])
        end += 1
    is_table = len(rows) > 1 or lines[begin].lstrip().startswith(("|", "｜"))
    return (end, rows) if rows and is_table else None


def _parted(
    lines: Sequence[str], begin: int, parted: _Parted, fewest: int
) -> tuple[int, list[list[str]]] | None:
    rows: list[list[str]] = []
    end = begin
    while end < len(lines) and len(lines[end]) < 4000:
        cells: list[str] = parted(lines[end]) if lines[end].strip() else []
        if not lines[end].strip():
            break
        is_row = len(cells) >= fewest or (rows and len(cells) == 1 and _is_band(lines, end, parted, fewest))
        if not is_row:
            break
        rows.append(cells)
        end += 1
    if len(rows) < 2 or header_of(rows) is None:
        return None
    width = max(map(len, rows))
    return end, [row + [""] * (width - len(row)) for row in rows]


def _is_band(lines: Sequence[str], index: int, parted: _Parted, fewest: int) -> bool:
    """Whether a line of one cell stands between rows as the name of those below."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    words = lines[index].strip()
    if _ENDS.match(words) or parted is str.split:
        return False
    return len(words) <= 30 and bool(following.strip()) and len(parted(following)) >= fewest


def _cell_per_line(lines: Sequence[str], begin: int) -> tuple[int, list[list[str]]] | None:
    if not is_header_name(lines[begin].strip()):
        return None
    cells = _filled(lines, begin)
    head = list(takewhile(lambda cell: is_header_name(cell[1]), islice(_filled(lines, begin), _MOST_COLUMNS)))
    width = len(head)
    names = [words for _, words in head]
    if width < _FEWEST_COLUMNS or header_of([names]) is None:
        return None
    due = [place for place, name in enumerate(names) if field_of(name) == "due_text"]
    rows: list[list[str]] = []
    end = begin
    while len(row := list(islice(cells, width))) == width:
        words = [cell for _, cell in row]
        if len(words[0]) > 300 or _ENDS.match(words[0]) or any(len(words[place]) > 40 for place in due):
            break
        rows.append(words)
        end = row[-1][0] + 1
    return (end, rows) if len(rows) > 1 else None


def _filled(lines: Sequence[str], begin: int) -> Iterator[tuple[int, str]]:
    """Yields place and words of the lines with words, from `begin`."""
    for index in range(begin, len(lines)):
        words = lines[index].strip()
        if words:
            yield index, words
