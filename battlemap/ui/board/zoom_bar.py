"""How much of the board is seen: the whole, life size, or one action alone; always in sight in the board's corner."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from battlemap.shown.board.stage import LABEL_WIDTH


class ZoomBar(QFrame):
    """Emits `fit_wanted`, `life_size_wanted` and `one_wanted`; stands below the names of the lanes."""

    fit_wanted = Signal()
    life_size_wanted = Signal()
    one_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("zoom_bar")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(2)
        self.fit = self._button("全板", "一屏看全所有专项，随窗口缩放（Ctrl+0）", self.fit_wanted)
        self.life_size = self._button("原大", "按 100% 显示（Ctrl+滚轮缩放）", self.life_size_wanted)
        self.one = self._button("单项", "只看选中任务所在的专项，各状态并排（F）", self.one_wanted)
        for button in (self.fit, self.life_size, self.one):
            column.addWidget(button)

    def show_zoom(self, zoom: float, is_fitted: bool) -> None:
        """Marks what is seen at present; a zoom in between stands on the second button."""
        self.fit.setChecked(is_fitted)
        self.life_size.setChecked(not is_fitted and abs(zoom - 1) < 0.005)
        self.life_size.setText("原大" if is_fitted or self.life_size.isChecked() else f"{zoom:.0%}")

    def settle(self, height: int) -> None:
        """Stands at the lower left of a canvas of this height."""
        size = QSize(LABEL_WIDTH - 1, self.sizeHint().height())
        self.setGeometry(0, max(0, height - size.height()), size.width(), size.height())

    def _button(self, text: str, hint: str, wanted: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(hint)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFixedWidth(LABEL_WIDTH - 10)
        button.clicked.connect(lambda: wanted.emit())
        return button
