"""The rows as a table: aligned for the terminal, as Markdown for a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from benchmarks.row import Row, middle

HEADS = (
    "what", "at", "goal", "measured (p50 / p95 / max)", "processor (p50)", "× of a tenth", "rival, × ours", "verdict",
)  # fmt: skip
_AT = re.compile(r"([\d,]+) (\w+)")


def width(text: str) -> int:
    """Returns how many columns of a terminal the text takes; a han takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def growth(row: Row, rows: Sequence[Row]) -> str:
    """Returns by how much the median is greater than at a tenth: 10× is linear; "" without such a row.

    What the processor took is compared where it was measured; other programs do not count in it.
    """
    count = _AT.fullmatch(row.at)
    tenth = f"{int(count[1].replace(',', '')) // 10:,} {count[2]}" if count else ""
    small = next((other for other in rows if other.what == row.what and other.at == tenth), None)
    if small is None or not middle(small.samples):
        return ""
    return f"{middle(row.samples) / middle(small.samples):.1f}×"


def lines(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Returns the cells of every line, the growth before the rival."""
    return [(*cells[:5], growth(row, rows), *cells[5:]) for row in rows for cells in [row.cells()]]


def aligned(rows: Sequence[Row]) -> str:
    """Returns the table in columns, for a terminal."""
    table = [HEADS, *lines(rows)]
    widths = [max(width(line[at]) for line in table) for at in range(len(HEADS))]
    table.insert(1, tuple("─" * wide for wide in widths))
    padded = (
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True))
        for line in table
    )
    return "\n".join(line.rstrip() for line in padded)


def markdown(rows: Sequence[Row]) -> str:
    """Returns the table in Markdown."""
    table = [HEADS, ("---",) * len(HEADS), *lines(rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in table)
