"""Pictures of the timeline's rows between frames: a row that stays as it is is painted once."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from battlemap.layout.scene import Item, Scene
from battlemap.render.painter import ScenePainter

#: Bytes of pictures that are kept; the oldest go first.
_MOST: Final = 96 * 1024 * 1024


class RowPixmaps:
    """Keeps one picture per place; it is painted anew where what it shows is another thing, size or resolution."""

    def __init__(self, scenes: ScenePainter) -> None:
        self._scenes = scenes
        self._kept: dict[Hashable, tuple[object, Hashable, QPixmap]] = {}
        self._bytes = 0

    def get(
        self,
        place: Hashable,
        shown: object,
        look: Hashable,
        size: tuple[float, float],
        ratio: float,
        corner: tuple[float, float],
        face: Callable[[], Iterable[Item]],
    ) -> QPixmap:
        """Returns the picture of `face` in a box of `size` (px) whose upper left corner is `corner` of the items.

        `shown` is compared by identity, `look` by value.
        """
        look = (look, size, ratio)
        kept = self._kept.pop(place, None)
        if kept is not None and kept[0] is shown and kept[1] == look:
            self._kept[place] = kept
            return kept[2]
        if kept is not None:
            self._bytes -= _weight(kept[2])
        made = QPixmap(max(1, math.ceil(size[0] * ratio)), max(1, math.ceil(size[1] * ratio)))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.translate(-corner[0], -corner[1])
        self._scenes.paint(painter, Scene(1, 1, tuple(face())), 1.0, None)
        painter.end()
        self._kept[place] = (shown, look, made)
        self._bytes += _weight(made)
        while self._bytes > _MOST and len(self._kept) > 1:
            self._bytes -= _weight(self._kept.pop(next(iter(self._kept)))[2])
        return made


def _weight(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
