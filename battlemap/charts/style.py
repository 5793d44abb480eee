"""The common look of all curves: matplotlib figures in millimetres become SVG with real text in the bundled family."""

from __future__ import annotations

import io
from typing import Any, Final

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from battlemap.paths import resource
from battlemap.theme import Theme

FAMILY: Final = "Battlemap Sans SC"
_MM_PER_INCH: Final = 25.4
_SETTINGS: Final[dict[Any, Any]] = {
    # text stays text, so that it can be searched; ids do not change from run to run
    "svg.fonttype": "none",
    "svg.hashsalt": "battlemap",
    "font.family": FAMILY,
    "axes.unicode_minus": False,
}


def points(mm: float) -> float:
    """Returns a length in points."""
    return mm * 72 / _MM_PER_INCH


def figure(width: float, height: float) -> Figure:
    """Returns an empty figure of that size in mm without a background."""
    _know_the_family()
    made = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH))
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
    width, height = (side * _MM_PER_INCH for side in made.get_size_inches())
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


def _know_the_family() -> None:
    """Ensures that matplotlib's own list of fonts has the bundled family."""
    if any(entry.name == FAMILY for entry in font_manager.fontManager.ttflist):
        return
    for style in ("Regular", "Bold"):
        font_manager.fontManager.addfont(resource("fonts", f"BattlemapSansSC-{style}.ttf"))
