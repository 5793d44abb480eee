"""The regions of the canvas: timeline above, heads under it, lane labels at the left, the ground in the rest."""

from __future__ import annotations

import attrs

from battlemap.layout.scene import Rect


@attrs.frozen
class Frame:
    """Where the regions lie in a viewport of this size, in px; the ground is what scrolls."""

    width: float
    height: float
    strip_h: float
    head_h: float
    label_w: float

    @property
    def strip(self) -> Rect:
        """The days of the timeline."""
        return Rect(self.label_w, 0, max(0.0, self.width - self.label_w), self.strip_h)

    @property
    def strip_corner(self) -> Rect:
        """The corner beside the timeline."""
        return Rect(0, 0, self.label_w, self.strip_h)

    @property
    def heads(self) -> Rect:
        """The column heads."""
        return Rect(self.label_w, self.strip_h, max(0.0, self.width - self.label_w), self.head_h)

    @property
    def head_corner(self) -> Rect:
        """The corner beside the heads."""
        return Rect(0, self.strip_h, self.label_w, self.head_h)

    @property
    def labels(self) -> Rect:
        """The lane labels."""
        top = self.strip_h + self.head_h
        return Rect(0, top, self.label_w, max(0.0, self.height - top))

    @property
    def ground(self) -> Rect:
        """The ground on which the cards stand."""
        top = self.strip_h + self.head_h
        return Rect(self.label_w, top, max(0.0, self.width - self.label_w), max(0.0, self.height - top))
