"""The chips of what is set in the filter, each with × to take it back; those without room hide behind “+3”."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from battlemap.ui.icons import IconBook
from battlemap.ui.labels import tip

_GAP: Final = 6
#: Han characters that a chip shows at most; its tool tip says the rest.
_MOST: Final = 18


class Chips(QWidget):
    """One line of chips; emits `removed(key)`, and `taken(key)` for the one that only offers something."""

    removed = Signal(str)
    taken = Signal(str)

    def __init__(self, icons: IconBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._phrases: tuple[tuple[str, str], ...] = ()
        self._chips: list[QToolButton] = []
        self._offered = ""
        self._more = QToolButton(self)
        self._more.setProperty("look", "chip")
        self._more.setAccessibleName("其余筛选条件")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._rest = QMenu(self)
        self._more.setMenu(self._rest)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(64)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of all chips, hidden ones included."""
        return tuple(words for _, words in self._phrases)

    def show_chips(self, phrases: Sequence[tuple[str, str]], offered: str = "") -> None:
        """Shows a chip for each (key, words); that of the key `offered` is taken by a click on its words."""
        if tuple(phrases) == self._phrases and offered == self._offered:
            return
        self._phrases, self._offered = tuple(phrases), offered
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for key, words in phrases:
            if key == offered:
                self._chips.append(self._offer(key, words))
            self._chips.append(self._chip(key, words))
        self._arrange()

    def sizeHint(self) -> QSize:
        """As wide as all chips, as high as one."""
        widths = [chip.sizeHint().width() + _GAP for chip in self._chips]
        return QSize(sum(widths), self._more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As high as a chip."""
        return QSize(64, self._more.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many chips as there is room for."""
        self._arrange()

    def _offer(self, key: str, words: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("look", "chip")
        chip.setText(_short(words))
        chip.setAccessibleName(words)
        chip.setToolTip(tip(words))
        chip.clicked.connect(lambda: self.taken.emit(key))
        return chip

    def _chip(self, key: str, words: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("look", "chip")
        if key == self._offered:
            chip.setAccessibleName("不恢复上次筛选")
            chip.setToolTip("不恢复，收起这条提示")
        else:
            chip.setText(_short(words))
            chip.setAccessibleName(f"取消筛选：{words}")
            chip.setToolTip(tip(f"{words}\n点击取消这一条件"))
        chip.setIcon(self._icons.icon("close"))
        chip.setIconSize(QSize(12, 12))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the × stands behind the words
        chip.clicked.connect(lambda: self.removed.emit(key))
        return chip

    def _arrange(self) -> None:
        """Places the chips from the left; where they do not all fit, the last place is that of 「+3」."""
        widths = [chip.sizeHint().width() for chip in self._chips]
        fitting = len(widths)
        more = self._more.fontMetrics().horizontalAdvance("+99") + 36
        if sum(widths) + _GAP * max(0, len(widths) - 1) > self.width():
            room, fitting = self.width() - more, 0
            while fitting < len(widths) and room >= widths[fitting]:
                room -= widths[fitting] + _GAP
                fitting += 1
        x = 0
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < fitting)
            chip.setGeometry(x, 0, widths[number], self.height())
            x += widths[number] + _GAP if number < fitting else 0
        self._rest.clear()
        for key, words in self._phrases[fitting:]:
            entry = self._rest.addAction(self._icons.icon("close"), words.replace("&", "&&"))
            entry.triggered.connect(lambda _=False, key=key: self.removed.emit(key))
        self._more.setText(f"+{len(widths) - fitting}")
        self._more.setVisible(fitting < len(widths))
        self._more.setGeometry(x, 0, more, self.height())
        self.updateGeometry()


def _short(words: str) -> str:
    return words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"
