"""QR codes as boxes of a scene: sharp at every size, scanned by any reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from battlemap.layout.scene import Box, Rect

#: Modules of quiet zone around the code.
_QUIET: Final = 2


def qr(words: str, place: Rect, about: str | None = None) -> Iterator[Box]:
    """Yields the QR code of the words in the largest square at the upper left of the place, on a white plate.

    Dark runs are drawn across and down, so that no hairline shows between neighbours.
    """
    import segno

    matrix = segno.make(words, micro=False, error="m").matrix
    side = min(place.w, place.h)
    module = side / (len(matrix) + 2 * _QUIET)
    yield Box(Rect(place.x, place.y, side, side), "#FFFFFF", about=about)
    x, y = place.x + _QUIET * module, place.y + _QUIET * module
    for row, dots in enumerate(matrix):
        for begin, length in _runs(dots):
            yield Box(
                Rect(x + begin * module, y + row * module, length * module, module), "#000000", about=about
            )
    for column, upright in enumerate(zip(*matrix, strict=True)):
        for begin, length in _runs(upright):
            if length > 1:
                yield Box(
                    Rect(x + column * module, y + begin * module, module, length * module),
                    "#000000",
                    about=about,
                )


def _runs(dots: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yields beginning and length of each run of dark modules."""
    begin = 0
    for is_dark, run in groupby(dots):
        length = len(list(run))
        if is_dark:
            yield begin, length
        begin += length
