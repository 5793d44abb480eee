"""Painted cards and heads kept as opaque pixmaps, the least recently used thrown away first."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtGui import QPainter, QPixmap

from battlemap.layout.scene import Item, Scene
from battlemap.render.painter import ScenePainter

#: Some four hundred full screens' cards never fit; this many pixels (4 bytes each) do.
MOST_PIXELS: Final = 16_000_000


class Pixmaps:
    """Pictures of one theme at one device-pixel ratio, by what they show and their size."""

    def __init__(self, painter: ScenePainter, ratio: float = 1.0, most_pixels: int = MOST_PIXELS) -> None:
        self.painter = painter
        self.ratio = ratio
        self._most = most_pixels
        self._held: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._pixels = 0

    def holds(self, key: Hashable, width: float, height: float) -> bool:
        """Whether the picture is at hand and need not be painted."""
        return (key, width, height) in self._held

    def __len__(self) -> int:
        return len(self._held)

    def get(
        self, key: Hashable, width: float, height: float, face: Callable[[], tuple[Item, ...]]
    ) -> QPixmap:
        """Returns the picture for `key` in this size (px); `face` is asked for its items where it is not held."""
        key = (key, width, height)
        held = self._held.get(key)
        if held is not None:
            self._held.move_to_end(key)
            return held
        made = QPixmap(max(1, math.ceil(width * self.ratio)), max(1, math.ceil(height * self.ratio)))
        made.setDevicePixelRatio(self.ratio)
        made.fill(self.painter.colour("ground"))
        painter = QPainter(made)
        self.painter.paint(painter, Scene(width, height, face()))
        painter.end()
        self._held[key] = made
        self._pixels += made.width() * made.height()
        while self._pixels > self._most and len(self._held) > 1:
            _, old = self._held.popitem(last=False)
            self._pixels -= old.width() * old.height()
        return made
