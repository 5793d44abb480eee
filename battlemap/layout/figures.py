"""Large figures side by side: name, number, a note below; as many abreast as the width holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from battlemap.domain.judging.lamp import Lamp
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.flow import Block
from battlemap.layout.scene import Box, Item, Rect
from battlemap.layout.text import em_width
from battlemap.layout.words import fitted

_LEAST_EMS = 7.0


@attrs.frozen
class BigFigure:
    """A number with its name, unit and a note such as 「较上期 +2」; a lamp stands before the name."""

    name: str
    number: str
    note: str = ""
    colour: str = "text"
    lamp: Lamp | None = None
    about: str | None = None


def figures(shown: Sequence[BigFigure], width: float, em: float) -> list[Block]:
    """Returns rows of figures, evenly filled; each row is a block."""
    if not shown:
        return []
    abreast = max(1, int(width / (_LEAST_EMS * em)))
    rows = -(-len(shown) // abreast)
    per_row = -(-len(shown) // rows)
    return [_row(shown[at : at + per_row], per_row, em) for at in range(0, len(shown), per_row)]


def _row(shown: Sequence[BigFigure], places: int, em: float) -> Block:
    has_notes = any(figure.note for figure in shown)
    h = em * (6.6 if has_notes else 5.4)

    def draw(place: Rect) -> Iterator[Item]:
        gap = em * 0.6
        w = (place.w - gap * (places - 1)) / places
        for number, figure in enumerate(shown):
            box = Rect(place.x + number * (w + gap), place.y, w, place.h - em * 0.7)
            yield from _figure(figure, box, em)

    return Block(h, draw)


def _figure(figure: BigFigure, box: Rect, em: float) -> Iterator[Item]:
    yield Box(box, "ground", "border", em * 0.05, em * 0.2, about=figure.about)
    yield Box(Rect(box.x, box.y, box.w, em * 0.2), "accent")
    inner = box.inset(em * 0.5, 0)
    name = Rect(inner.x, box.y + em * 0.4, inner.w, em * 1.4)
    if figure.lamp is not None:
        wide = em * 1.3 + min(em_width(figure.name) * em, inner.w - em * 1.3)
        x = inner.x + (inner.w - wide) / 2
        side = em * 1.05
        yield lamp_shape(figure.lamp, Rect(x, name.y + (name.h - side) / 2, side, side))
        name = Rect(x + em * 1.3, name.y, wide - em * 1.3, name.h)
    yield from fitted(name, figure.name, em, "muted", align="center", least=em * 0.75)
    number = Rect(inner.x, name.bottom, inner.w, em * 2.9)
    # a figure that is zero is quiet
    is_quiet = figure.number.strip("%") in ("0", "0.0")
    colour = "muted" if is_quiet else figure.colour
    yield from fitted(number, figure.number, em * 2.6, colour, not is_quiet, "center", em, figure.about)
    if figure.note:
        note = Rect(inner.x, number.bottom, inner.w, em * 1.2)
        yield from fitted(note, figure.note, em * 0.9, "muted", align="center", least=em * 0.7)
