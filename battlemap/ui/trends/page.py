"""The page 态势: key figures and six curves that follow every step; a click enlarges a curve."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from battlemap.charts.names import NAMES, ChartName
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.trends import Trends
from battlemap.errors import BattlemapError
from battlemap.shown.trends.spot_words import spot_words
from battlemap.theme import Theme
from battlemap.ui.labels import Sums, label, set_look
from battlemap.ui.page import Page, Tools
from battlemap.ui.trends.enlarged import Enlarged
from battlemap.ui.trends.figures import Figures
from battlemap.ui.trends.picture import Picture
from battlemap.ui.trends.studio import Sketch, Studio, Wish

_LEAST: Final = QSize(360, 236)
_WIDE: Final = 1500
#: Height of a sentence in px, more than its letters take at the usual size.
_SAID: Final = 22


class TrendsPage(Page):
    """Draws nothing by itself: the `studio` does, in a thread of its own."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._look = tools, tools.look
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._only: frozenset[str] | None = None
        self.trends: Trends | None = None
        self.figures = Figures()
        self.panels: dict[str, Picture] = {}
        self.sentences: dict[str, Sums] = {}
        self._frames: list[QFrame] = []
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 12, 12, 12)
        self._grid.setSpacing(12)
        for chart in NAMES:
            self._frames.append(self._panel(chart))
        inner = QWidget()
        inner.setObjectName("trends_body")
        inner.setLayout(self._grid)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.figures)
        column.addWidget(self._scroll, 1)
        self.studio = Studio(tools.session, self)
        self.studio.worked_out.connect(self._on_worked_out)
        self.studio.drawn.connect(self._on_drawn)
        self.studio.rested.connect(lambda: self.figures.state.setText(""))
        self.studio.failed.connect(self._on_failed)
        self._arrange()

    def _panel(self, chart: ChartName) -> QFrame:
        frame = QFrame()
        frame.setObjectName("chart_panel")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(chart.title, "head"))
        head.addSpacing(8)
        head.addWidget(label(chart.brief, "muted"))
        head.addStretch(1)
        column.addLayout(head)
        # its place is kept while it is worked out, so that nothing jumps
        said = self.sentences[chart.name] = Sums("sentence", mark="；")
        said.tell(" ")
        said.setMinimumHeight(_SAID)
        column.addWidget(said)
        picture = Picture(partial(self._words, chart.name))
        picture.setAccessibleName(f"{chart.title}：{chart.purpose}")
        picture.setMinimumSize(_LEAST.width() - 26, _LEAST.height() - 74)
        picture.resized.connect(self._draw)
        picture.clicked.connect(lambda _: self.enlarge(chart.name))
        self.panels[chart.name] = picture
        column.addWidget(picture, 1)
        return frame

    # -- what every page does -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Has everything drawn anew as of a day."""
        self._snapshot, self._as_of, self._only = snapshot, as_of, only
        self._draw()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Has everything drawn anew: nearly every step moves a curve."""
        self._snapshot = snapshot
        self._draw()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Counts these tasks alone."""
        if only != self._only:
            self._only = only
            self._draw()

    def will_show(self, snapshot: Snapshot) -> str:
        """Returns what the page shows once there are tasks."""
        return "建立任务并反馈进度后，这里画出六条曲线。"

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        if look.name != self._look.name:
            self._look = look
            self._draw()

    def enlarge(self, name: str) -> None:
        """Shows one curve large, with its tasks and the ways to keep it."""
        if self.trends is None:
            return
        title = next(chart.title for chart in NAMES if chart.name == name)
        dialog = Enlarged(name, title, self.trends, self._look, self._tools, self.window())
        dialog.opened.connect(self.opened)
        dialog.exec()
        dialog.deleteLater()

    # -- drawing --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arranges the curves in as many columns as have room."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Draws now that it is known how large everything is."""
        super().showEvent(event)
        self._draw()

    def _arrange(self) -> None:
        columns = max(1, min(3, (self.width() - 24) // (_LEAST.width() + 12)))
        if columns == self._columns:
            return
        self._columns = columns
        for n, frame in enumerate(self._frames):
            self._grid.addWidget(frame, n // columns, n % columns)
        for n in range(3):
            self._grid.setColumnStretch(n, 1 if n < columns else 0)

    def _draw(self) -> None:
        if self._snapshot is None or not self.isVisible():
            return
        self.figures.state.setText("正在绘制…")
        sizes = {name: picture.size() for name, picture in self.panels.items()}
        em = 13 if self.width() >= _WIDE else 12
        self.studio.draw(
            Wish(self._snapshot, self._as_of, self._only, self._look, sizes, em, self.devicePixelRatioF())
        )

    def _on_worked_out(self, trends: Trends) -> None:
        self.trends = trends
        self.figures.show_trends(trends)

    def _on_drawn(self, name: str, sketch: Sketch) -> None:
        self.panels[name].show_sketch(sketch)
        said = self.sentences[name]
        said.tell(sketch.sentence.words)
        set_look(said, "sentence_bad" if sketch.sentence.is_bad else "sentence")

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, BattlemapError):
            raise error
        self.figures.state.setText("未能绘制")
        self.refused.emit(str(error))

    def _words(self, name: str, key: tuple[int, ...]) -> str:
        return spot_words(name, key, self.trends) if self.trends else ""
