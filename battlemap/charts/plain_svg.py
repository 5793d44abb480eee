"""The few parts of an SVG that a plain curve needs: lines, areas, discs and real text; places and lengths in mm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, Literal

from battlemap.charts.ground import FAMILY, points

#: The letters of the bundled family stand so many ems above their baseline, seen from their middle.
_MIDDLE: Final = 0.37
Place = tuple[float, float]


def picture(width: float, height: float, parts: Iterable[str]) -> bytes:
    """Returns the parts as a picture; equal parts give equal bytes."""
    w, h = _pt(width), _pt(height)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}">'
    return "\n".join([head, *parts, "</svg>"]).encode()


def line(
    places: Sequence[Place], colour: str, width: float, dash: Sequence[float] = (), *, is_round: bool = False
) -> str:
    """Returns a line through the places; `dash` is on, off, on, off …"""
    dashes = f' stroke-dasharray="{" ".join(map(_pt, dash))}"' if dash else ""
    ends = ' stroke-linecap="round"' if is_round else ""
    return (
        f'<path d="{_way(places)}" fill="none" stroke="{colour}" stroke-width="{_pt(width)}" '
        f'stroke-linejoin="round"{dashes}{ends}/>'
    )


def outline(places: Sequence[Place], colour: str, opacity: float) -> str:
    """Returns a filled area within the places."""
    return f'<path d="{_way(places)} Z" fill="{colour}" fill-opacity="{opacity:g}" stroke="none"/>'


def disc(x: float, y: float, radius: float, colour: str) -> str:
    """Returns a filled circle."""
    return f'<circle cx="{_pt(x)}" cy="{_pt(y)}" r="{_pt(radius)}" fill="{colour}" stroke="none"/>'


def text(
    x: float,
    y: float,
    words: str,
    colour: str,
    em: float,
    anchor: Literal["start", "middle", "end"] = "start",
    *,
    is_bold: bool = False,
) -> str:
    """Returns words whose middle lies at the height `y`; `x` is their begin, middle or end."""
    weight = "; font-weight: bold" if is_bold else ""
    style = f"font-size: {_pt(em)}px; font-family: '{FAMILY}'; text-anchor: {anchor}{weight}"
    at = f'x="{_pt(x)}" y="{_pt(y + em * _MIDDLE)}"'
    return f'<text {at} fill="{colour}" style="{style}">{escape(words)}</text>'


def _way(places: Sequence[Place]) -> str:
    return "M " + " L ".join(f"{_pt(x)} {_pt(y)}" for x, y in places)


def _pt(mm: float) -> str:
    return f"{points(mm):.2f}"
