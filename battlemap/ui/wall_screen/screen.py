"""The wall screen itself: full screen, no chrome, turns its pages by itself and by keys; Esc or a click ends it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.shown.wall_screen.faces import Surround, face
from battlemap.shown.wall_screen.pages import Page
from battlemap.theme import Theme

#: Milliseconds between two positions of the progress line.
_TICK: Final = 250
#: The same where nothing moves and only the pages turn.
_STILL_TICK: Final = 1000
_LINE: Final = 5.0
_FORWARD: Final = (
    Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter,
)  # fmt: skip
_BACK: Final = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
_LEAVE: Final = (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Q)


class WallScreen(QWidget):
    """Shows pages in turn, each for `seconds`, with a line that grows where it `moves`; emits `left()` when closed."""

    left = Signal()

    def __init__(
        self, look: Theme, fonts: Fonts, seconds: int, parent: QWidget | None = None, *, moves: bool = True
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("大屏轮播")
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._painter = ScenePainter(fonts, look)
        self.seconds = seconds
        self._pages: tuple[Page, ...] = ()
        self._around: Surround | None = None
        self._scene: tuple[float, Scene] | None = None
        self.number = 0
        self._shown_for = QElapsedTimer()
        self._moves = moves
        self._timer = QTimer(self, interval=_TICK if moves else _STILL_TICK)
        self._timer.timeout.connect(self._on_tick)

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self._pages[self.number]

    def show_pages(self, pages: tuple[Page, ...], around: Surround) -> None:
        """Shows other content; the page in sight stays if it is still there."""
        key = self._pages[self.number].key if self._pages else ""
        keys = [page.key for page in pages]
        if key in keys:
            self.number = keys.index(key)
        else:
            self.number = min(self.number, len(pages) - 1)
        self._pages, self._around, self._scene = pages, around, None
        if not self._timer.isActive():
            self._shown_for.start()
            self._timer.start()
        self.update()

    def turn(self, by: int = 1) -> None:
        """Shows the page so many further, after the last one the first; it stays its whole time."""
        self._show((self.number + by) % max(1, len(self._pages)))

    def _show(self, number: int) -> None:
        self.number = number
        self._scene = None
        self._shown_for.restart()
        self.update()

    def _on_tick(self) -> None:
        if self._shown_for.elapsed() >= self.seconds * 1000:
            self.turn()
        elif self._moves:
            self.update(0, self.height() - 12, self.width(), 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the page and the thin line that says how long it still stays."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._painter.colour("ground"))
        if self._around is None or not self._pages or not self.height():
            return
        aspect = self.width() / self.height()
        if self._scene is None or self._scene[0] != aspect:
            self._scene = aspect, face(self.page, self.number, len(self._pages), self._around, aspect)
        scale = self.height() / self._scene[1].height
        if event.rect().height() > 12:
            self._painter.paint(painter, self._scene[1], scale)
        if not self._moves:
            return
        share = min(1.0, self._shown_for.elapsed() / (self.seconds * 1000))
        line = QRectF(0, self.height() - _LINE * scale, self.width() * share, _LINE * scale)
        painter.fillRect(line, self._painter.colour("accent"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turns the pages, ends the show; all other keys do nothing, for hands rest on keyboards."""
        key = event.key()
        if key in _LEAVE:
            self.close()
        elif key in _FORWARD or key in _BACK:
            self.turn(1 if key in _FORWARD else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._show(0 if key == Qt.Key.Key_Home else max(0, len(self._pages) - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ends the show."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Says so."""
        self._timer.stop()
        super().closeEvent(event)
        self.left.emit()
