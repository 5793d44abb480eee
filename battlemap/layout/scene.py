"""A scene: boxes, lines, shapes and texts in mm, each with the id of what it stands for.

A scene knows no fonts and no colours: texts carry their lines already broken by `layout.text`,
colours are tokens of a theme. `render.painter` paints it anywhere.
"""

from __future__ import annotations

from typing import Literal

import attrs

Align = Literal["left", "center", "right"]
Hatch = Literal["none", "diagonal", "cross", "dots", "dense"]
Kind = Literal["circle", "triangle", "square", "diamond", "ring"]


@attrs.frozen
class Rect:
    """A rectangle; origin at the upper left, y downwards, all in the scene's unit (mm on paper)."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.h

    def moved(self, dx: float, dy: float) -> Rect:
        """Returns the same rectangle, shifted."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        """Returns the rectangle made smaller by `dx` left and right and `dy` above and below."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def holds(self, other: Rect, slack: float = 1e-6) -> bool:
        """Whether `other` lies inside, up to `slack`."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: Rect, slack: float = 1e-6) -> bool:
        """Whether the two share an area larger than `slack` in both directions."""
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside (upper and left edge included)."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@attrs.frozen
class Box:
    """A rectangle, filled or framed or both."""

    rect: Rect
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.2
    radius: float = 0.0
    hatch: Hatch = "none"
    about: str | None = None


@attrs.frozen
class Line:
    """A straight line; `dash` is on, off, on, off … in the scene's unit, empty for solid."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = "border"
    width: float = 0.2
    dash: tuple[float, ...] = ()
    about: str | None = None


@attrs.frozen
class Shape:
    """A lamp or mark that is told by its form as well as by its colour."""

    rect: Rect
    kind: Kind
    fill: str | None = None
    stroke: str | None = None
    hatch: Hatch = "none"
    about: str | None = None


@attrs.frozen
class Text:
    """Lines of text inside a box: `size` is the em height, `leading` the line pitch in ems.

    The painter draws line for line and never breaks one; a line that turns out wider than the box is condensed
    slightly, then elided. Vertically the block is centred when `middle`, else it hangs from the top. `is_fine` is print
    that one steps near for: footer, legend, notes on a card. `face` names the typeface of an official letter
    (`letter_format.FAMILIES`), "" for the program's own.
    """

    rect: Rect
    lines: tuple[str, ...]
    size: float
    colour: str = "text"
    is_bold: bool = False
    align: Align = "left"
    middle: bool = True
    leading: float = 1.25
    about: str | None = None
    is_fine: bool = False
    face: str = ""


@attrs.frozen
class Picture:
    """An SVG drawn into a box."""

    rect: Rect
    svg: bytes
    about: str | None = None


@attrs.frozen
class Extract:
    """A part of another scene, drawn into a box of the same proportions: a tile, a thumbnail, a card on a list.

    Nothing outside `source` (in the other scene's unit) is drawn, and nothing is turned into dots.
    """

    rect: Rect
    scene: Scene
    source: Rect
    about: str | None = None


Item = Box | Line | Shape | Text | Picture | Extract


@attrs.frozen
class Scene:
    """One page or one card: its size and its items, painted in order."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str = ""

    def texts(self) -> list[Text]:
        """Returns all texts, in painting order."""
        return [item for item in self.items if isinstance(item, Text)]

    def smallest_text(self) -> float:
        """Returns the em height of the smallest text (mm on paper), 0 where there is no text."""
        return min((text.size for text in self.texts()), default=0.0)

    def sizes(self) -> tuple[float, float]:
        """Returns the em heights of the smallest body text and of the smallest of all texts, 0 where there is none."""
        whole = self.smallest_text()
        return self.smallest_body() or whole, whole

    def smallest_body(self) -> float:
        """Returns the em height of the smallest text that is read from where the sheet is read, 0 where there is none."""
        return min((text.size for text in self.texts() if not text.is_fine), default=0.0)
