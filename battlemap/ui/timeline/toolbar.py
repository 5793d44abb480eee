"""The row above the timeline: folds, zoom, and which marks stand beside the bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from battlemap.domain.kinds.baseline import Baseline

#: Mark → its words and its tool tip.
MARKS: Final = {
    "snap": ("对齐工作日", "拖动时只停在工作日；移动整条时保持工作日数不变"),
    "links": ("先后关系", "画出任务之间的先后关系"),
    "critical": ("关键路径", "加粗没有机动时间的任务；悬停查看机动时间"),
    "front": ("前锋线", "按研判日期把各任务实际进展连成一线，凹向左为落后"),
}
_GAP: Final = 6
_NO_BASELINE: Final = "不对照"


class Toolbar(QFrame):
    """Emits what was pressed; `marks` and `baseline` tell what is chosen.

    Where there is little room, the buttons go for which there are keys, then folding and 今日.
    """

    changed = Signal()
    fold_wanted = Signal(bool)
    zoom_wanted = Signal(int)  # 1 nearer, -1 farther, 0 to fit
    today_wanted = Signal()

    def __init__(self, chosen: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(_GAP)
        folding: list[QPushButton] = []
        zooming: list[QPushButton] = []
        for words, hint, folds in (
            ("展开", "展开全部专项和要点", False),
            ("折叠", "只看各专项", True),
        ):
            folding.append(self._button(words, hint, lambda folds=folds: self.fold_wanted.emit(folds)))
        for words, hint, by in (
            ("缩小", "看更多天（Ctrl+-）", -1),
            ("全程", "一屏看全整个行动（Ctrl+0）", 0),
            ("放大", "把每天放宽（Ctrl++）", 1),
        ):
            zooming.append(self._button(words, hint, lambda by=by: self.zoom_wanted.emit(by)))
        today = self._button("今日", "把研判日期移到中间", self.today_wanted.emit)
        for widget in (*folding, *zooming, today):
            row.addWidget(widget)
        self._spare = (zooming, [*folding, today])
        row.addStretch(1)
        self._marks: dict[str, QToolButton] = {}
        for name, (words, hint) in MARKS.items():
            button = QToolButton()
            button.setText(words)
            button.setToolTip(hint)
            button.setProperty("look", "chip")
            button.setCheckable(True)
            button.setChecked(name in chosen)
            button.clicked.connect(self.changed.emit)
            self._marks[name] = button
            row.addWidget(button)
        self._baselines = QComboBox()
        self._baselines.setAccessibleName("军令状")
        self._baselines.setMinimumWidth(110)
        self._baselines.setToolTip("在工期条下方用细条画出立军令状时的工期")
        self._baselines.addItem(_NO_BASELINE, None)
        self._baselines.activated.connect(lambda _: self.changed.emit())
        row.addWidget(self._baselines)

    def minimumSizeHint(self) -> QSize:
        """Returns the size without the buttons that can be spared."""
        least = super().minimumSizeHint()
        shown = [button for group in self._spare for button in group if not button.isHidden()]
        return QSize(
            least.width() - sum(button.sizeHint().width() + _GAP for button in shown), least.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves out what there is no room for."""
        super().resizeEvent(event)
        needed = self.minimumSizeHint().width()
        for group in reversed(self._spare):
            needed += sum(button.sizeHint().width() + _GAP for button in group)
            for button in group:
                button.setVisible(needed <= self.width())

    def _button(self, words: str, hint: str, deed: object) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(hint)
        button.clicked.connect(deed)
        return button

    @property
    def marks(self) -> frozenset[str]:
        """The marks that are chosen."""
        return frozenset(name for name, button in self._marks.items() if button.isChecked())

    def press(self, mark: str) -> None:
        """Chooses a mark, or chooses it no more."""
        self._marks[mark].click()

    @property
    def baseline(self) -> str | None:
        """The id of the baseline that is compared with, None for none."""
        chosen = self._baselines.currentData()
        return chosen if isinstance(chosen, str) else None

    def show_baselines(self, baselines: Sequence[Baseline]) -> None:
        """Offers these baselines; the chosen one stays where it still is there."""
        chosen = self.baseline
        self._baselines.clear()
        self._baselines.addItem(_NO_BASELINE, None)
        for baseline in baselines:
            self._baselines.addItem(f"对照“{baseline.title}”", baseline.id)
        place = self._baselines.findData(chosen) if chosen else 0
        self._baselines.setCurrentIndex(max(0, place))
        self._baselines.setVisible(bool(baselines))

    def choose_baseline(self, baseline: str | None) -> None:
        """Compares with a baseline from now on."""
        self._baselines.setCurrentIndex(max(0, self._baselines.findData(baseline) if baseline else 0))
        self.changed.emit()
