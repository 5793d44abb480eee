"""Paper sizes, their margins, and how far away a text of some height can be read."""

from __future__ import annotations

from typing import Final, Literal

import attrs

from battlemap.errors import BadInput

Orientation = Literal["landscape", "portrait"]

#: Name → short and long side in mm (ISO 216).
SIZES: Final = {
    "A0": (841, 1189), "A1": (594, 841), "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210),
}  # fmt: skip
#: Name → margin (office lasers need about 5 mm, and a wall chart wants an even rim) and smallest em, in mm.
_RIMS: Final = {
    "A0": (22.0, 3.2), "A1": (16.0, 2.6), "A2": (12.0, 2.2), "A3": (9.0, 1.9), "A4": (8.0, 1.9), "A5": (6.0, 1.6),
}  # fmt: skip
#: A han is read from about so many metres per mm of its em (10–12 mm for 3 m, 18–20 mm for 5 m).
_METRES_PER_MM: Final = 3 / 11


@attrs.frozen
class Paper:
    """A paper as it lies before the reader, in mm.

    `margin` is wide enough for the printers that take it, `least_text` the smallest em that may stand on it.
    """

    name: str
    width: float
    height: float
    margin: float
    least_text: float

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height

    @property
    def words(self) -> str:
        """「A3 横（420×297 毫米）」."""
        return f"{self.name} {'横' if self.is_landscape else '竖'}（{self.width:g}×{self.height:g} 毫米）"


def paper(name: str, orientation: Orientation = "landscape") -> Paper:
    """Returns the paper of that name, case ignored; raises BadInput for an unknown one."""
    sides = SIZES.get(name.strip().upper())
    if sides is None:
        raise BadInput(f"没有「{name}」这种纸张。可用：{'、'.join(SIZES)}。")
    short, long = sides
    margin, least = _RIMS[name.strip().upper()]
    width, height = (long, short) if orientation == "landscape" else (short, long)
    return Paper(name.strip().upper(), float(width), float(height), margin, least)


def reading_distance(em: float) -> float:
    """Returns from how many metres a han of this em height (mm) can be read, in steps of half a metre.

    Below one metre the steps are tenths.
    """
    metres = em * _METRES_PER_MM
    return round(metres * 2) / 2 if metres >= 0.8 else round(metres, 1)


def size_words(em: float) -> str:
    """Returns 「最小字高 3.2 毫米，约 1 米内可读」 for the smallest text of a sheet."""
    return f"最小字高 {em:.1f} 毫米，约 {reading_distance(em):g} 米内可读"
