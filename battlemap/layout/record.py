"""A record as a form: sections of labels and values in two columns, long values over the whole width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.layout.flow import Block
from battlemap.layout.scene import Box, Item, Rect, Text
from battlemap.layout.text import em_width, wrap_even
from battlemap.layout.words import fitted

#: Ems of a label; its words are made smaller before they are cut.
_LABEL: Final = 7.0
_LINE: Final = 1.3
_PAD: Final = 0.5
_MOST: Final = 40


@attrs.frozen
class RecordField:
    """A label and its value; `is_wide` takes the whole width, `is_bad` could not be read."""

    label: str
    value: str
    is_wide: bool = False
    is_bad: bool = False


def record_blocks(fields: Sequence[RecordField], width: float, em: float) -> list[Block]:
    """Returns a block per line of the form; two short fields stand side by side, no value is cut."""
    made: list[Block] = []
    pending: list[RecordField] = []
    half = width / 2
    for field in fields:
        is_wide = field.is_wide or em_width(field.value) * em > (half - _LABEL * em) * 2.2
        if is_wide:
            made += _pairs(pending, width, em)
            pending = []
            made.append(_line([field], width, em))
        else:
            pending.append(field)
    return [*made, *_pairs(pending, width, em)]


def _pairs(fields: Sequence[RecordField], width: float, em: float) -> list[Block]:
    """Returns the lines of short fields; the last one takes a whole line where nothing stands beside it."""
    return [_line(fields[at : at + 2], width, em) for at in range(0, len(fields), 2)]


def _line(fields: Sequence[RecordField], width: float, em: float) -> Block:
    w = width / len(fields)
    ems = (w / em) - _LABEL - 2 * _PAD
    lines = [wrap_even(field.value, ems, _MOST) for field in fields]
    h = max(1, *(len(words) for words in lines)) * em * _LINE + em * 0.8

    def draw(place: Rect) -> Iterator[Item]:
        for number, (field, words) in enumerate(zip(fields, lines, strict=True)):
            box = Rect(place.x + number * w, place.y, w, place.h)
            label = Rect(box.x, box.y, em * _LABEL, box.h)
            yield Box(label, "ground", "border", em * 0.05)
            yield from fitted(label.inset(em * _PAD, 0), field.label, em, "muted", least=em * 0.6)
            value = Rect(label.right, box.y, box.w - label.w, box.h)
            yield Box(value, "card", "border", em * 0.05)
            if words:
                room = value.inset(em * _PAD, 0)
                yield Text(room, words, em, "red" if field.is_bad else "text", leading=_LINE)

    return Block(h, draw)
