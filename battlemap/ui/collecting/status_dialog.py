"""报送情况: unit by unit what was asked and came back; reminding, sending back, writing packages again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.collecting import DropCollection, RemindUnits, SendBack
from battlemap.commands.command import Command
from battlemap.commands.session import Session
from battlemap.domain.collecting.submissions import live_requests, reminder_words, submissions
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.errors import BattlemapError
from battlemap.ui.labels import label

_HEADS: Final = ("单位", "填报", "截止", "状态", "已填", "收到", "填报人", "退回", "催报", "待核")
_STATES: Final = {"sent": "未报", "overdue": "逾期未报", "questioned": "有问题", "taken": "已收"}

Write = Callable[[Sequence[CollectionRequest], Path], None]


class StatusDialog(QDialog):
    """One line per package; the deeds below are done on the selected lines."""

    def __init__(
        self, session: Session, as_of: date, can_write: bool, write: Write, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("报送情况")
        self.resize(1020, 560)
        self._session, self._as_of, self._can_write, self._write = session, as_of, can_write, write
        self.choice = QComboBox()
        self.choice.setAccessibleName("哪一次填报")
        self.choice.addItem("全部填报", None)
        live = [one for one in session.snapshot.collections.values() if not one.deleted]
        for one in reversed(live):
            self.choice.addItem(f"{one.title}（截止 {one.due_on:%m-%d}）", one.id)
        self.choice.setCurrentIndex(1 if live else 0)
        self.choice.currentIndexChanged.connect(lambda _: self.show_lines())
        self.summary = label("", wraps=True)
        self.said = label("", "warning", wraps=True)
        self.said.hide()
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setAccessibleName("各单位报送情况")
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for place, width in enumerate((130, 200, 70, 90, 70, 90, 90, 56, 56)):
            self.table.setColumnWidth(place, width)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.itemSelectionChanged.connect(self._show_deeds)
        self.remind, self.back = _button("催报", self._on_remind), _button("退回…", self._on_back)
        self.again, self.drop = _button("重出填报包…", self._on_again), _button("删除这次填报", self._on_drop)
        self.remind.setToolTip("把催报词放到剪贴板，可粘贴发送；并记一次催报")
        shut = _button("关闭", self.reject)
        shut.setDefault(True)
        low = QHBoxLayout()
        for button in (self.remind, self.back, self.again, self.drop):
            low.addWidget(button)
        low.addStretch(1)
        low.addWidget(shut)
        high = QHBoxLayout()
        high.addWidget(self.choice)
        high.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(high)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addLayout(low)
        self._lines: list[tuple[CollectionRequest, Collection]] = []
        self.show_lines()

    @property
    def chosen(self) -> list[tuple[CollectionRequest, Collection]]:
        """The selected lines."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._lines[row] for row in rows]

    def show_lines(self) -> None:
        """Shows what stands in the file now; what is open stands first."""
        snapshot, of = self._session.snapshot, self.choice.currentData()
        order = ("overdue", "questioned", "sent", "taken")
        self._lines = sorted(
            live_requests(snapshot, {of} if of else None),
            key=lambda pair: (
                order.index(pair[0].state(pair[1], self._as_of)),
                snapshot.place("unit", pair[0].unit),
            ),
        )
        self.table.setRowCount(len(self._lines))
        for row, (request, collection) in enumerate(self._lines):
            for place, text in enumerate(self._words(request, collection)):
                self.table.setItem(row, place, QTableWidgetItem(text))
        counts = submissions(snapshot, self._as_of, {of} if of else None)
        asked, back = sum(one.asked for one in counts), sum(one.returned for one in counts)
        keys = ("in_time", "late", "sent_back", "overdue", "empty")
        in_time, late, sent_back, overdue, empty = (sum(getattr(one, key) for one in counts) for key in keys)
        parts = [f"应报 {asked} 份", f"已报 {back} 份"]
        parts += [
            f"{name} {n} 份"
            for name, n in (("按时", in_time), ("迟报", late), ("逾期未报", overdue), ("空报", empty))
            if n
        ]
        parts += [f"退回 {sent_back} 次"] if sent_back else []
        self.summary.setText(
            "，".join(parts) if self._lines else "还没有发出填报包。在“计划”菜单中选“发出填报包”。"
        )
        self._show_deeds()

    def _words(self, request: CollectionRequest, collection: Collection) -> tuple[str, ...]:
        back = request.returned_on
        filled = (
            "零报告" if request.is_nil and not request.answered else f"{request.answered}/{request.asked}"
        )
        return (
            self._session.snapshot.unit_label(request.unit), collection.title, f"{collection.due_on:%m-%d}",
            _STATES[request.state(collection, self._as_of)] + ("（空报）" if request.is_empty else ""),
            filled if back else "—", f"{back:%m-%d}{'（迟）' if request.is_late(collection) else ''}" if back else "—",
            request.filled_by or "—", *(str(n) if n else "—" for n in (request.sent_back, request.reminders)),
            f"{request.questions} 处" if request.questions else "—",
        )  # fmt: skip

    def _show_deeds(self) -> None:
        chosen = self.chosen
        open_ = [pair for pair in chosen if pair[0].state(pair[1], self._as_of) != "taken"]
        self.remind.setEnabled(self._can_write and bool(open_))
        self.back.setEnabled(self._can_write and len(chosen) == 1 and chosen[0][0].returned_on is not None)
        self.again.setEnabled(bool(chosen))
        self.drop.setEnabled(self._can_write and self.choice.currentData() is not None)

    def _on_remind(self) -> None:
        open_ = [pair for pair in self.chosen if pair[0].state(pair[1], self._as_of) != "taken"]
        words = [reminder_words(one, of, self._session.snapshot, self._as_of) for one, of in open_]
        if self._run(RemindUnits(tuple(one.id for one, _ in open_))):
            QGuiApplication.clipboard().setText("\n".join(words))
            self._say(f"{len(words)} 条催报词已放到剪贴板，可粘贴发送。")

    def _on_back(self) -> None:
        reason, is_given = QInputDialog.getText(self, "退回填报", "退回的原因（写给单位看）：")
        if is_given:
            self._run(SendBack(self.chosen[0][0].id, reason))

    def _on_again(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "填报包存放在")
        if folder:
            self._write([request for request, _ in self.chosen], Path(folder))
            self._say(f"已重新写出 {len(self.chosen)} 个填报包：{folder}")

    def _on_drop(self) -> None:
        if self._run(DropCollection(self.choice.currentData())):
            self.choice.removeItem(self.choice.currentIndex())

    def _run(self, command: Command) -> bool:
        self.said.hide()
        try:
            self._session.run(command)
        except BattlemapError as error:
            self._say(str(error))
            return False
        self.show_lines()
        return True

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()


def _button(words: str, deed: Callable[[], object]) -> QPushButton:
    made = QPushButton(words)
    made.clicked.connect(lambda _=False: deed())
    made.setAutoDefault(False)
    return made
