"""Beside the month: what is wrong with it, how fair it is, and the swaps that wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.duty.fairness import Burden, Fairness, times
from battlemap.domain.duty.faults import Fault
from battlemap.domain.kinds.duty import DutySwap
from battlemap.domain.snapshot import Snapshot
from battlemap.theme import Theme
from battlemap.ui.labels import Paragraph, label, set_look
from battlemap.ui.look import legible, mixed
from battlemap.ui.quiet_list import QuietList

_LINE: Final = 22
_NAME: Final = 64
_FIGURE: Final = 92

#: The least height of a list in the side, px.
_LEAST: Final = 56


class Bars(QWidget):
    """The burdens of a post's people as bars with the mark of the share; what a drag would change is shown beside them."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._fair: Fairness | None = None
        self._tried: dict[str, Burden] = {}

    def show_fairness(self, fair: Fairness | None, tried: Fairness | None = None) -> None:
        """Shows the burdens, and those of a roster that is tried out."""
        self._fair = fair
        self._tried = {one.person: one for one in tried.burdens} if tried else {}
        self.setMinimumHeight(_LINE * len(fair.burdens) if fair else 0)
        sentences = (
            [f"{one.name} {one.count} 次，折算 {times(one.load)}" for one in fair.burdens] if fair else []
        )
        self.setAccessibleName("公平性")
        self.setAccessibleDescription("；".join(sentences))
        self.update()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        """Returns the room that the bars need."""
        return QSize(240, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a line per person."""
        if self._fair is None:
            return
        painter = QPainter(self)
        look, width = self._look, self.width()
        card = look.colour("card")
        most = max(max((one.load for one in self._fair.burdens), default=1), 1)
        room = max(20, width - _NAME - _FIGURE)
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        for number, one in enumerate(self._fair.burdens):
            y = number * _LINE
            painter.setPen(QColor(look.colour("text")))
            middle = Qt.AlignmentFlag.AlignVCenter
            name = painter.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideRight, _NAME - 6)
            painter.drawText(QRectF(0, y, _NAME, _LINE), middle, name)
            painter.fillRect(QRectF(_NAME, y + 6, room, _LINE - 12), QColor(look.colour("grid")))
            share = room * one.load / most
            painter.fillRect(
                QRectF(_NAME, y + 6, share, _LINE - 12), QColor(mixed(card, look.colour("progress"), 0.75))
            )
            x = _NAME + room * one.share / most
            painter.fillRect(QRectF(x - 1, y + 3, 2, _LINE - 6), QColor(look.colour("text")))
            tried = self._tried.get(one.person)
            words = f"{one.count} 次　{times(one.load)}"
            if tried is not None and tried.load != one.load:
                words = f"{times(one.load)} → {times(tried.load)}"
                painter.setPen(
                    QColor(legible(look.colour("accent"), look.colour("text"), card, look.colour("ground")))
                )
            painter.drawText(
                QRectF(width - _FIGURE, y, _FIGURE - 4, _LINE), middle | Qt.AlignmentFlag.AlignRight, words
            )
        painter.end()


class DutySide(QWidget):
    """Emits `fault_chosen(fault)`, `agree_wanted(swap)`, `approve_wanted(swap)`, `refuse_wanted(swap)`."""

    fault_chosen = Signal(object)
    agree_wanted = Signal(str)
    approve_wanted = Signal(str)
    refuse_wanted = Signal(str)

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on_duty = Paragraph()
        self._fault_head = label("核对", "head")
        self.faults = QuietList("没有缺岗、重复和连班")
        self.faults.setAccessibleName("值班表的问题")
        self.faults.itemActivated.connect(self._on_fault)
        self.faults.itemClicked.connect(self._on_fault)
        self.posts = QComboBox()
        self.posts.setAccessibleName("哪个岗位的公平性")
        self.posts.currentIndexChanged.connect(lambda _: self._show_bars())
        self.bars = Bars(look)
        self._spread = label(look="muted")
        self.swaps = QuietList("没有换班申请")
        self.swaps.setAccessibleName("换班申请")
        self.swaps.currentRowChanged.connect(lambda _: self._allow())
        self.agree, self.approve, self.refuse = QPushButton("同意"), QPushButton("批准"), QPushButton("退回")
        for button, signal in (
            (self.agree, self.agree_wanted), (self.approve, self.approve_wanted), (self.refuse, self.refuse_wanted),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self._chosen_swap()))
        for listed in (self.faults, self.swaps):
            listed.setWordWrap(True)
            listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fair: tuple[Fairness, ...] = ()
        self._tried: tuple[Fairness, ...] = ()
        self._swaps: list[DutySwap] = []
        self.can_change = True
        self._arrange()

    def _arrange(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.bars)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(label("今日值班", "head"))
        column.addWidget(self.on_duty)
        column.addWidget(self._fault_head)
        column.addWidget(self.faults, 2)
        row = QHBoxLayout()
        row.addWidget(label("公平性", "head"))
        row.addWidget(self.posts, 1)
        column.addLayout(row)
        column.addWidget(self._spread)
        column.addWidget(area, 3)
        column.addWidget(label("换班申请", "head"))
        column.addWidget(self.swaps, 1)
        buttons = QHBoxLayout()
        for button in (self.agree, self.approve, self.refuse):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        # they share the room that there is, so that what is to be decided stays in sight in a low window
        for listed in (self.faults, area, self.swaps):
            listed.setMinimumHeight(_LEAST)
            listed.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.bars.set_look(look)

    def show_today(self, words: str) -> None:
        """Shows who is on duty."""
        self.on_duty.setText(words)

    def show_faults(self, faults: Sequence[Fault], tried: bool = False) -> None:
        """Shows what is wrong; grave faults are counted in the heading."""
        grave = sum(fault.is_grave for fault in faults)
        others = len(faults) - grave
        words = f"{grave} 处必须处理" if grave else "没有缺岗和重复"
        self._fault_head.setText(
            ("放下后：" if tried else "核对：") + words + (f"，{others} 处提醒" if others else "")
        )
        set_look(self._fault_head, "head")
        self.faults.clear()
        for fault in faults:
            item = QListWidgetItem(("● " if fault.is_grave else "○ ") + fault.words)
            item.setToolTip(fault.words)
            item.setData(Qt.ItemDataRole.UserRole, fault)
            self.faults.addItem(item)

    def show_fairness(self, fair: tuple[Fairness, ...], tried: tuple[Fairness, ...] = ()) -> None:
        """Shows the burdens post by post, and those of a roster that is tried out."""
        titles = [one.title for one in fair]
        if titles != [one.title for one in self._fair]:
            chosen = max(0, self.posts.currentIndex())
            self.posts.blockSignals(True)
            self.posts.clear()
            self.posts.addItems(titles)
            self.posts.setCurrentIndex(min(chosen, len(titles) - 1))
            self.posts.blockSignals(False)
        self._fair, self._tried = fair, tried
        self._show_bars()

    def _show_bars(self) -> None:
        place = self.posts.currentIndex()
        fair = self._fair[place] if 0 <= place < len(self._fair) else None
        tried = self._tried[place] if 0 <= place < len(self._tried) else None
        self.bars.show_fairness(fair, tried)
        words = ""
        if fair is not None:
            words = f"最多与最少相差 {times(fair.spread)} 次（折算）"
            if tried is not None and tried.spread != fair.spread:
                words += f" → {times(tried.spread)} 次"
        self._spread.setText(words)

    def show_swaps(self, swaps: Sequence[DutySwap], snapshot: Snapshot) -> None:
        """Shows the swaps, those that wait first."""
        chosen = self._chosen_swap()
        self._swaps = sorted(swaps, key=lambda swap: not swap.is_open)
        self.swaps.clear()
        for swap in self._swaps:
            to = (
                snapshot.called("duty", swap.other)
                if swap.other
                else f"{snapshot.person_name(swap.stand_in)} 替班"
            )
            words = f"{wording.SWAP_STATES[swap.state]}　{snapshot.called('duty', swap.duty)}\n　↔ {to}"
            item = QListWidgetItem(words)
            item.setToolTip(f"{words}\n申请人：{swap.asked_by}　事由：{swap.reason or '未写'}")
            self.swaps.addItem(item)
        ids = [swap.id for swap in self._swaps]
        if ids:
            self.swaps.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self._allow()

    def _chosen_swap(self) -> str:
        row = self.swaps.currentRow()
        return self._swaps[row].id if 0 <= row < len(self._swaps) else ""

    def _allow(self) -> None:
        row = self.swaps.currentRow()
        swap = self._swaps[row] if 0 <= row < len(self._swaps) and self.can_change else None
        self.agree.setEnabled(swap is not None and swap.state == "asked")
        self.approve.setEnabled(swap is not None and swap.state == "agreed")
        self.refuse.setEnabled(swap is not None and swap.is_open)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids answers to swaps."""
        self.can_change = can_change
        self._allow()

    def _on_fault(self, item: QListWidgetItem) -> None:
        self.fault_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
