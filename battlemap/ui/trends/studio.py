"""The studio: works out the trends and draws the curves in a thread of its own, so that the window stays live."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import attrs
from PySide6.QtCore import QByteArray, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from battlemap.commands.course import CourseReader
from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.trend_sentences import Sentence, trend_sentence
from battlemap.domain.telling.trends import Trends
from battlemap.errors import BattlemapError
from battlemap.theme import Theme
from battlemap.ui.jobs import Background, Progress

if TYPE_CHECKING:
    from battlemap.charts.ground import Drawing, Spot

#: mm per px of a screen; the device's own pixels come on top.
MM: Final = 25.4 / 96
#: Milliseconds for which further wishes are awaited before anything is drawn.
PATIENCE: Final = 120


@attrs.frozen
class Wish:
    """What is to be drawn how: the board and its day, colours, px of each chart and of its letters, device pixels per px."""

    snapshot: Snapshot
    as_of: date
    only: frozenset[str] | None
    look: Theme
    sizes: Mapping[str, QSize]
    em: int
    ratio: float


@attrs.frozen(eq=False)
class Sketch:
    """A chart as it is shown: its picture in the device's pixels, its spots and what it says."""

    image: QImage
    spots: tuple[Spot, ...]
    sentence: Sentence


class Studio(QObject):
    """Emits `worked_out(trends)`, then `drawn(name, sketch)` per chart, `rested()` when nothing is left to do.

    Only the newest wish is drawn; `failed(error)` tells what went wrong.
    """

    worked_out = Signal(object)
    drawn = Signal(str, object)
    rested = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reader = CourseReader(session)
        self._work = Background()
        self._wish: Wish | None = None
        self._is_new = False
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE)
        self._timer.timeout.connect(self._begin)
        self.destroyed.connect(self._work.leave)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to come."""
        return self._timer.isActive() or self._work.is_busy

    def draw(self, wish: Wish) -> None:
        """Has a wish drawn soon; one that comes before the last is done takes its place."""
        self._wish, self._is_new = wish, True
        if not self._work.is_busy:
            self._timer.start()

    def leave(self) -> None:
        """Draws nothing any more."""
        self._timer.stop()
        self._wish = None
        self._work.leave()

    def _begin(self) -> None:
        wish = self._wish
        if wish is None:
            return
        self._is_new = False
        try:
            lines = self._reader.fetch()
        except BattlemapError as error:
            self._on_failed(error)
            return
        reader = self._reader

        def tell(progress: Progress) -> Trends:
            return reader.tell(lines, wish.snapshot, wish.as_of, wish.only)

        self._work.start(tell, lambda trends: self._on_worked_out(wish, trends), self._on_failed)

    def _on_worked_out(self, wish: Wish, trends: Trends) -> None:
        if self._gives_way():
            return
        self.worked_out.emit(trends)
        self._draw_next(wish, trends, list(wish.sizes))

    def _draw_next(self, wish: Wish, trends: Trends, names: list[str]) -> None:
        if not names:
            self.rested.emit()
            return
        name, rest = names[0], names[1:]

        def work(progress: Progress) -> Sketch:
            return sketch(name, trends, wish.look, wish.sizes[name], wish.em, wish.ratio)

        def done(made: Sketch) -> None:
            if self._gives_way():
                return
            self.drawn.emit(name, made)
            self._draw_next(wish, trends, rest)

        self._work.start(work, done, self._on_failed)

    def _gives_way(self) -> bool:
        """Begins anew where a newer wish has come; whether that is so."""
        if self._is_new:
            self._timer.start(0)
        return self._is_new

    def _on_failed(self, error: BaseException) -> None:
        # what was read may be lost with it: the next wish reads all anew
        self._reader = CourseReader(self._session)
        self.failed.emit(error)
        if self._is_new:
            self._timer.start()
        else:
            self.rested.emit()


def sketch(
    name: str, trends: Trends, look: Theme, size: QSize, em: int, ratio: float, title: str = ""
) -> Sketch:
    """Returns a chart of that many px upon the colour of a card; may be called in any thread."""
    drawing = drawn(name, trends, look, size, em, title)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.fill(QColor(look.colour("card")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.svg)).render(painter)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return Sketch(image, drawing.spots, trend_sentence(name, trends))


def drawn(name: str, trends: Trends, look: Theme, size: QSize, em: int, title: str = "") -> Drawing:
    """Returns a chart of that many px as SVG."""
    from battlemap.charts.gallery import DRAW
    from battlemap.charts.ground import Ground

    return DRAW[name](trends, Ground(look, size.width() * MM, size.height() * MM, em * MM, title))
