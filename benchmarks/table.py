"""The rows as a table: aligned for the terminal, as Markdown for a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from benchmarks.row import Row

HEADS = ("what", "at", "goal", "measured (p50 / p95 / max)", "rival, × ours", "verdict")


def width(text: str) -> int:
    """Returns how many columns of a terminal the text takes; a han takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def aligned(rows: Sequence[Row]) -> str:
    """Returns the table in columns, for a terminal."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(width(line[at]) for line in lines) for at in range(len(HEADS))]
    lines.insert(1, tuple("─" * wide for wide in widths))
    padded = (
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True))
        for line in lines
    )
    return "\n".join(line.rstrip() for line in padded)


def markdown(rows: Sequence[Row]) -> str:
    """Returns the table in Markdown."""
    lines = [HEADS, ("---",) * len(HEADS), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
