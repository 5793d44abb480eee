"""Paper sizes, their margins, and how far away a text of some height can be read."""

from __future__ import annotations

import re
from typing import Final, Literal

import attrs

from battlemap.errors import BadInput

Orientation = Literal["landscape", "portrait"]

#: Name → short and long side in mm (ISO 216).
SIZES: Final = {
    "A0": (841, 1189), "A1": (594, 841), "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210),
}  # fmt: skip
#: Cards for the pocket.
CARDS: Final = {"A6": (105, 148)}
#: Boards that advertising shops cut: name → sides in mm.
BOARDS: Final = {
    "KT60x90": (600, 900), "KT80x120": (800, 1200), "KT90x120": (900, 1200), "KT120x120": (1200, 1200),
    "KT120x240": (1200, 2400),
}  # fmt: skip
#: Rolls of plotters by their width in mm; the length is as needed.
ROLLS: Final = (610, 914, 1067)
#: Name → margin (office lasers need about 5 mm, and a wall chart wants an even rim) and smallest em, in mm.
_RIMS: Final = {
    "A0": (22.0, 3.2), "A1": (16.0, 2.6), "A2": (12.0, 2.2), "A3": (9.0, 1.9), "A4": (8.0, 1.9), "A5": (6.0, 1.6), "A6": (4.0, 1.5),
}  # fmt: skip
_LEAST_SIDE: Final = 100
_MOST_SIDE: Final = 20_000
_SIDES: Final = re.compile(r"(?:(KT|R)\s*)?(\d{2,5})\s*[x×*X]\s*(\d{2,5})", re.I)
#: A han is read from about so many metres per mm of its em (10–12 mm for 3 m, 18–20 mm for 5 m).
_METRES_PER_MM: Final = 3 / 11


@attrs.frozen
class Paper:
    """A paper as it lies before the reader, in mm.

    `margin` is wide enough for the printers that take it, `least_text` the smallest em that may stand on it;
    `text_scale` makes all text larger or smaller than usual.
    """

    name: str
    width: float
    height: float
    margin: float
    least_text: float
    text_scale: float = 1.0

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height

    @property
    def words(self) -> str:
        """「A3 横（420×297 毫米）」."""
        return f"{self.name} {'横' if self.is_landscape else '竖'}（{self.width:g}×{self.height:g} 毫米）"

    def with_margin(self, margin: float) -> Paper:
        """Returns the paper with another margin in mm; raises BadInput where too little would be left."""
        most = min(self.width, self.height) / 5
        if not 0 <= margin <= most:
            raise BadInput(f"页边距 {margin:g} 毫米不合适，{self.name} 应在 0 到 {most:g} 毫米之间。")
        return attrs.evolve(self, margin=margin)

    def with_text(self, scale: float) -> Paper:
        """Returns the paper with all its text so many times as large as usual."""
        usual = self.least_text / self.text_scale
        return attrs.evolve(self, least_text=usual * scale, text_scale=scale)

    def turned(self, orientation: Orientation) -> Paper:
        """Returns the paper lying or upright."""
        is_right = self.is_landscape == (orientation == "landscape") or self.width == self.height
        return self if is_right else attrs.evolve(self, width=self.height, height=self.width)


def paper(name: str, orientation: Orientation = "landscape") -> Paper:
    """Returns the paper of that name, case ignored; raises BadInput for an unknown one.

    Names are those of `SIZES`, `CARDS` and `BOARDS`, a roll with its length in mm (``R914x2400``) or own sides in mm
    (``700x1000``).
    """
    wanted = name.strip().upper()
    sheets = SIZES | CARDS
    if wanted in sheets:
        margin, least = _RIMS[wanted]
        return _lying(wanted, sheets[wanted], orientation, margin, least)
    for board, sides in BOARDS.items():
        if board.upper() == wanted.replace("×", "X").replace("*", "X").replace(" ", ""):
            return _lying(board, sides, orientation, *_rims(*sides))
    written = _SIDES.fullmatch(wanted)
    if written is None:
        names = "、".join((*SIZES, *CARDS, *BOARDS))
        raise BadInput(
            f"没有“{name}”这种纸张。可用：{names}，卷纸如 R914x2400，自定尺寸（毫米）如 700x1000。"
        )
    kind, first, second = written[1], int(written[2]), int(written[3])
    if kind == "R":
        return roll(first, second, orientation)
    sides = (first * 10, second * 10) if kind == "KT" else (first, second)
    if not all(_LEAST_SIDE <= side <= _MOST_SIDE for side in sides):
        raise BadInput(f"“{name}”的边长应在 {_LEAST_SIDE} 到 {_MOST_SIDE} 毫米之间。")
    return _lying(
        f"{first}×{second}" if not kind else f"KT{first}x{second}", sides, orientation, *_rims(*sides)
    )


def paper_of(words: str) -> Paper:
    """Returns the paper for ``A3`` (lying) or ``A3-portrait`` (upright), any name of `paper`; raises BadInput."""
    name, _, orientation = words.partition("-")
    if orientation == "portrait":
        return paper(name, "portrait")
    if orientation in ("", "landscape"):
        return paper(name)
    raise BadInput(f"看不懂纸张“{words}”，请写成 A3 或 A3-portrait。")


def roll(width: int, length: float, orientation: Orientation = "landscape") -> Paper:
    """Returns so much of a roll, in mm; raises BadInput for a width that no plotter has or a length that is none."""
    if width not in ROLLS:
        raise BadInput(f"没有 {width} 毫米宽的卷纸。可用：{'、'.join(map(str, ROLLS))}。")
    if not _LEAST_SIDE <= length <= _MOST_SIDE:
        raise BadInput(f"卷纸长度应在 {_LEAST_SIDE} 到 {_MOST_SIDE} 毫米之间，不能是 {length:g}。")
    margin, least = _rims(width, length)
    # a roll has no short and long side: the length runs across or down
    w, h = (length, width) if orientation == "landscape" else (width, length)
    return Paper(f"卷纸{width}", float(w), float(h), margin, least)


def _lying(name: str, sides: tuple[int, int], orientation: Orientation, margin: float, least: float) -> Paper:
    short, long = sorted(sides)
    width, height = (long, short) if orientation == "landscape" else (short, long)
    return Paper(name, float(width), float(height), margin, least)


def _rims(width: float, height: float) -> tuple[float, float]:
    """Returns margin and smallest em of any size, those of the largest ISO paper that is neither larger nor broader."""
    area, narrow = width * height, min(width, height)
    fitting = [
        name
        for name, (short, long) in SIZES.items()
        if short * long <= area * 1.02 and short <= narrow * 1.02
    ]
    margin, least = _RIMS[fitting[0] if fitting else "A5"]
    # a board broader than A0 is read from farther away
    growth = max(1.0, narrow / SIZES["A0"][0])
    return margin * growth, least * growth


def reading_distance(em: float) -> float:
    """Returns from how many metres a han of this em height (mm) can be read, in steps of half a metre.

    Below one metre the steps are tenths.
    """
    metres = em * _METRES_PER_MM
    return round(metres * 2) / 2 if metres >= 0.8 else round(metres, 1)


def size_words(em: float) -> str:
    """Returns 「正文字高 7.2 毫米，约 2 米内可读」 for the smallest text of a sheet that is no fine print."""
    return f"正文字高 {em:.1f} 毫米，约 {reading_distance(em):g} 米内可读"


def all_size_words(body: float, fine: float) -> tuple[str, ...]:
    """Returns what a sheet says of its smallest texts, 「注记字高 3.2 毫米」 for the fine print where it is smaller."""
    return (
        (size_words(body), f"注记字高 {fine:.1f} 毫米")
        if round(fine, 1) < round(body, 1)
        else (size_words(body),)
    )
