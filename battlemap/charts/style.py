"""The common look of all curves: matplotlib figures in millimetres become SVG with real text in the bundled family."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from threading import RLock
from typing import Any, Final

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from battlemap.charts.ground import FAMILY, MM_PER_INCH, Ground, Spot, points, tick_words, ticks
from battlemap.paths import resource
from battlemap.theme import Theme

#: matplotlib keeps settings and fonts for the whole process: one figure is drawn at a time, in whatever thread.
_ONE_AT_A_TIME: Final = RLock()
_SETTINGS: Final[dict[Any, Any]] = {
    # text stays text, so that it can be searched; ids do not change from run to run
    "svg.fonttype": "none",
    "svg.hashsalt": "battlemap",
    "font.family": FAMILY,
    "axes.unicode_minus": False,
}

#: Token of an area → its shade in grey print, from the worst lamp to what is not yet begun.
_GREY_AREAS: Final = {
    "red": "#1A1A1A", "blue": "#3A3A3A", "progress": "#565656", "yellow": "#8C8C8C", "green": "#BDBDBD", "grey": "#D9D9D9",
}  # fmt: skip


def filling(look: Theme, token: str) -> str:
    """Returns the colour of an area; in a grey theme one that stands apart from those beside it."""
    return _GREY_AREAS.get(token, look.colour(token)) if look.is_grey else look.colour(token)


def seam(look: Theme) -> str:
    """Returns the colour of the line between two areas: light between colours, dark between greys, where some are light."""
    return look.colour("text" if look.is_grey else "card")


@contextmanager
def alone() -> Iterator[None]:
    """No other thread draws meanwhile."""
    with _ONE_AT_A_TIME, matplotlib.rc_context(_SETTINGS):
        yield


def figure(width: float, height: float) -> Figure:
    """Returns an empty figure of that size in mm without a background."""
    _know_the_family()
    made = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH))
    # not drawn at all: Qt's PDF would frame a path that has neither filling nor line
    made.patch.set_visible(False)
    FigureCanvasSVG(made)
    return made


def svg(made: Figure) -> bytes:
    """Returns the figure as SVG; equal figures give equal bytes."""
    content = io.BytesIO()
    with matplotlib.rc_context(_SETTINGS):
        made.savefig(content, format="svg", metadata={"Date": None, "Creator": None})
    return content.getvalue()


def axes(made: Figure, look: Theme, em: float, rim: tuple[float, float, float, float]) -> Axes:
    """Returns axes with a rim of left, top, right, bottom mm: quiet grid, no frame, texts of `em` mm."""
    width, height = (side * MM_PER_INCH for side in made.get_size_inches())
    left, top, right, bottom = rim
    box = (left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height)
    with matplotlib.rc_context(_SETTINGS):
        drawn = made.add_axes(box)
    drawn.patch.set_visible(False)
    for name, spine in drawn.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(look.colour("muted"))
        spine.set_linewidth(points(em * 0.08))
    drawn.grid(axis="y", color=look.colour("grid"), linewidth=points(em * 0.06))
    drawn.set_axisbelow(True)
    drawn.tick_params(length=0, pad=points(em * 0.4), labelsize=points(em), labelcolor=look.colour("muted"))
    return drawn


def titled_axes(ground: Ground, rim: tuple[float, float, float, float]) -> Axes:
    """Returns axes upon a new figure with a rim of left, top, right, bottom em, the title above them."""
    em = ground.em
    made = figure(ground.width, ground.height)
    left, top, right, bottom = (side * em for side in rim)
    drawn = axes(made, ground.look, em, (left, top + ground.head, right, bottom))
    if ground.title:
        made.text(
            0.5 * em / ground.width, 1 - 1.3 * em / ground.height, ground.title, va="center", ha="left",
            color=ground.look.colour("text"), family=FAMILY, fontsize=points(em * 1.4), fontweight="bold",
        )  # fmt: skip
    return drawn


def word(
    drawn: Axes,
    at: tuple[float, float],
    words: str,
    colour: str,
    em: float,
    align: str = "left",
    shift: tuple[float, float] = (0, 0),
    *,
    is_bold: bool = False,
    of: str = "axes fraction",
) -> None:
    """Writes words at a place (shares of the axes' sides, or values for ``data``), shifted by mm to the right and up."""
    drawn.annotate(
        words, at, (points(shift[0]), points(shift[1])), xycoords=of, textcoords="offset points",
        va="center", ha=align, color=colour, family=FAMILY, fontsize=points(em),
        fontweight="bold" if is_bold else "normal", annotation_clip=False,
    )  # fmt: skip


def day_axis(drawn: Axes, first: date, last: date, ems: float) -> None:
    """Gives the axes the days from `first` to `last`, as many named as have room on `ems` ems."""
    start, end = first.toordinal(), max(last.toordinal(), first.toordinal() + 1)
    drawn.set_xlim(start, end)
    days = ticks(first, last, ems)
    drawn.set_xticks([day.toordinal() for day in days], [tick_words(day, first, last) for day in days])


def count_axis(drawn: Axes, most: float) -> float:
    """Gives the axes whole numbers from 0 to a round one above `most`, which is returned."""
    step = next(
        (unit * 10**power for power in range(9) for unit in (1, 2, 5) if unit * 10**power * 5 >= most), 1
    )
    top = step * max(1, -(-max(1, int(most + 0.999)) // step))
    drawn.set_ylim(0, top * 1.04)
    drawn.set_yticks(range(0, top + 1, step))
    return top * 1.04


def spot_of(drawn: Axes, left: float, low: float, right: float, high: float, key: tuple[int, ...]) -> Spot:
    """Returns the spot between two values across and two upwards."""

    def to_share(at: tuple[float, float]) -> Any:
        return drawn.figure.transFigure.inverted().transform(drawn.transData.transform(at))

    (x, y), (to_x, to_y) = to_share((left, low)), to_share((right, high))
    return Spot(float(x), float(1 - to_y), float(to_x - x), float(to_y - y), key)


def day_spots(drawn: Axes, days: Sequence[date]) -> tuple[Spot, ...]:
    """Returns for each day the strip of the axes that it has; the key is the day's ordinal."""
    low, high = drawn.get_ylim()
    return tuple(
        spot_of(drawn, day.toordinal() - 0.5, low, day.toordinal() + 0.5, high, (day.toordinal(),))
        for day in days
    )


def _know_the_family() -> None:
    """Ensures that matplotlib's own list of fonts has the bundled family."""
    if any(entry.name == FAMILY for entry in font_manager.fontManager.ttflist):
        return
    for style in ("Regular", "Bold"):
        font_manager.fontManager.addfont(resource("fonts", f"BattlemapSansSC-{style}.ttf"))
