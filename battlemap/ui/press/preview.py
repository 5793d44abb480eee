"""The preview of the print shop: page by page or the assembled wall, fitted, enlarged or in true size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.shown.press.drawn import Drawn
from battlemap.theme import Theme
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label
from battlemap.ui.scene_view import SceneView


class Preview(QWidget):
    """Shows what was laid out last with the painter that prints; emits `clicked(id)`."""

    clicked = Signal(str)

    def __init__(self, fonts: Fonts, icons: IconBook, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._drawn: Drawn | None = None
        self._page = 0
        self.view = SceneView(fonts)
        self.view.clicked.connect(self.clicked)
        self.view.rescaled.connect(self._say_scale)
        self.number, self._scale = label(look="muted"), label(look="muted")
        self.before = self._tool(icons, "back", "上一页（PageUp）", lambda: self.turn(-1))
        self.after = self._tool(icons, "forward", "下一页（PageDown）", lambda: self.turn(1))
        self.before.setShortcut("PgUp")
        self.after.setShortcut("PgDown")
        self.wall = QPushButton("整墙")
        self.wall.setCheckable(True)
        self.wall.setAutoDefault(False)
        self.wall.setToolTip("拼好以后的样子，带拼缝和行列号")
        self.wall.toggled.connect(lambda _: self._start())
        self.whole = self._tool(icons, "zoom_fit", "适合窗口", self.view.show_whole)
        self.true = QPushButton("1:1")
        self.true.setAutoDefault(False)
        self.true.setToolTip("按真实尺寸显示")
        self.true.clicked.connect(self.view.show_true_size)
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        for piece in (self.before, self.number, self.after, self.wall):
            row.addWidget(piece)
        row.addStretch(1)
        row.addWidget(self._scale)
        for icon, words, factor in (("zoom_out", "缩小", 1 / 1.25), ("zoom_in", "放大（Ctrl+滚轮）", 1.25)):
            row.addWidget(self._tool(icons, icon, words, partial(self.view.enlarge, factor)))
        for piece in (self.whole, self.true):
            row.addWidget(piece)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def _tool(self, icons: IconBook, icon: str, words: str, deed: Callable[[], object]) -> QToolButton:
        made = QToolButton()
        made.setIcon(icons.icon(icon))
        made.setToolTip(words)
        made.setAccessibleName(words)
        made.clicked.connect(lambda _=False: deed())
        return made

    def show_drawn(self, drawn: Drawn) -> None:
        """Shows newly laid out pages; the page stays, as far as there still is one."""
        self._drawn = drawn
        self.wall.setVisible(drawn.wall != drawn.pages)
        if drawn.wall == drawn.pages and self.wall.isChecked():
            self.wall.setChecked(False)
        self._start(self._page)

    @property
    def shown(self) -> Sequence[Scene]:
        """The scenes that can be paged through."""
        if self._drawn is None:
            return ()
        return self._drawn.wall if self.wall.isChecked() else self._drawn.sheets

    def turn(self, step: int) -> None:
        """Turns so many pages further."""
        self._start(self._page + step)

    def _start(self, page: int = 0) -> None:
        scenes = self.shown
        if not scenes or self._drawn is None:
            return
        self._page = min(max(page, 0), len(scenes) - 1)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < len(scenes) - 1)
        self.number.setText(f"第 {self._page + 1} / {len(scenes)} 页")
        self.view.show_scene(scenes[self._page], self._drawn.options.theme, self._look.colour("grid"))

    def _say_scale(self) -> None:
        self._scale.setText(f"{self.view.scale / self.view.true_scale * 100:.0f}%")
