"""The law of every chart: words do not overlap, none leaves the picture; and what the picture says."""

from __future__ import annotations

import re

from battlemap.layout.scene import Rect
from battlemap.layout.text import em_width

_POINT = 25.4 / 72
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")


def words(svg: bytes) -> list[str]:
    """Everything that is written, in drawing order."""
    return [text for _, text in _TEXT.findall(svg.decode())]


def boxes(svg: bytes) -> list[tuple[str, Rect]]:
    """Where each text stands, in mm."""
    placed = []
    for looks, text in _TEXT.findall(svg.decode()):
        size = re.search(r"(?:font-size:\s*|font:[^;]*?)([\d.]+)px", looks)
        at = re.search(r'x="([-\d.]+)" y="([-\d.]+)"', looks) or re.search(
            r"translate\(([-\d.]+) ([-\d.]+)\)", looks
        )
        assert size, looks
        assert at, looks
        em = float(size[1]) * _POINT
        x, y = (float(value) * _POINT for value in at.groups())
        wide = em_width(text) * em
        if "text-anchor: middle" in looks:
            x -= wide / 2
        elif "text-anchor: end" in looks:
            x -= wide
        placed.append((text, Rect(x, y - 0.8 * em, wide, 0.9 * em)))
    return placed


def faults(svg: bytes, width: float, height: float) -> list[str]:
    """What overlaps or leaves the picture."""
    placed = boxes(svg)
    wrong = [text for text, box in placed if not Rect(0, 0, width, height).holds(box, 0.6)]
    for n, (text, box) in enumerate(placed):
        wrong += [f"{text} / {other}" for other, place in placed[:n] if place.meets(box, 0.25)]
    return wrong
