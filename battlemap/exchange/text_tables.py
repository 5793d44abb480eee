"""Tables inside of plain text: columns parted by |, by TAB, by blanks, or one cell on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from battlemap.exchange.table_columns import header_of, is_header_name

_TABLE_RULE = re.compile(r"^[\s|:\-—+]+$")
_BLANKS = re.compile(r"\t+|[ 　]{2,}|　")
#: A table with a cell on each line has at least so many columns.
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 16


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
    lines: Sequence[str], begin: int, parted: object, fewest: int
) -> tuple[int, list[list[str]]] | None:
    assert callable(parted)
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


def _is_band(lines: Sequence[str], index: int, parted: object, fewest: int) -> bool:
    """Whether a line of one cell stands between rows as the name of those below."""
    assert callable(parted)
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return len(lines[index].strip()) <= 30 and bool(following.strip()) and len(parted(following)) >= fewest


def _cell_per_line(lines: Sequence[str], begin: int) -> tuple[int, list[list[str]]] | None:
    if not is_header_name(lines[begin].strip()):
        return None
    head: list[str] = []
    places = list(_filled(lines, begin))
    for _, words in places[:_MOST_COLUMNS]:
        if not is_header_name(words):
            break
        head.append(words)
    width = len(head)
    if width < _FEWEST_COLUMNS or header_of([head]) is None:
        return None
    rows = [head]
    end = places[width - 1][0] + 1
    for first in range(width, len(places) - width + 1, width):
        row = places[first : first + width]
        if any(
            len(words) > 300 or re.match(r"^[一二三四五六七八九十]{1,3}、|^附件", words)
            for _, words in row[:1]
        ):
            break
        rows.append([words for _, words in row])
        end = row[-1][0] + 1
    return (end, rows) if len(rows) > 1 else None


def _filled(lines: Sequence[str], begin: int) -> Iterator[tuple[int, str]]:
    """Yields the lines with words from `begin`, as far as a table may reach."""
    for index in range(begin, min(len(lines), begin + 20_000)):
        words = lines[index].strip()
        if words:
            yield index, words
