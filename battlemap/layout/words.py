"""Words set into a row: shrunk a little before they are cut, several parts one behind the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from battlemap.layout.scene import Align, Rect, Text
from battlemap.layout.text import elide, em_width, one_line


def fitted(
    place: Rect,
    words: str,
    size: float,
    colour: str = "text",
    is_bold: bool = False,
    align: Align = "left",
    least: float | None = None,
    about: str | None = None,
    is_fine: bool = False,
) -> Iterator[Text]:
    """Yields the words in one line: smaller, down to `least`, where they are too wide, then elided; nothing for none."""
    line = one_line(words)
    wide = em_width(line)
    if not line or place.w <= 0:
        return
    fit = min(size, max(least or size, place.w / wide if wide else size))
    line = elide(line, place.w / fit)
    if line:
        yield Text(place, (line,), fit, colour, is_bold, align, about=about, is_fine=is_fine)


@attrs.frozen
class Part:
    """A piece of a row: its words, em height and look."""

    words: str
    size: float
    colour: str = "text"
    is_bold: bool = False


def width(parts: Iterable[Part], gap: float) -> float:
    """Returns how wide the parts are side by side."""
    widths = [em_width(part.words) * part.size for part in parts]
    return sum(widths) + gap * max(0, len(widths) - 1)


def in_row(place: Rect, parts: Sequence[Part], gap: float, align: Align = "left") -> Iterator[Text]:
    """Yields the parts side by side in the place; all smaller by the same factor where they are too wide."""
    factor = min(1.0, place.w / max(width(parts, gap), 1e-6))
    spare = place.w - width(parts, gap) * factor
    x = place.x + spare * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    for part in parts:
        w = em_width(part.words) * part.size * factor
        if part.words:
            yield Text(
                Rect(x, place.y, w, place.h), (part.words,), part.size * factor, part.colour, part.is_bold
            )
        x += w + gap * factor


def flowed(words: Iterable[str], ems: float, gap: float, most: float) -> list[list[str]]:
    """Returns the words in rows no wider than `ems` with `gap` ems between; one longer than `most` ems is elided."""
    rows: list[list[str]] = []
    used = 0.0
    for word in words:
        word = elide(one_line(word), min(most, ems))
        wide = em_width(word)
        if not rows or used + gap + wide > ems:
            rows.append([])
            used = -gap
        rows[-1].append(word)
        used += gap + wide
    return rows
