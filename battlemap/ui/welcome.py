"""The welcome page: open, recent, from a plan, blank, demo; a file dragged onto it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.shown.chinese_days import long_day
from battlemap.ui.actions import Actions, words
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip

_WAYS: Final = ("open", "from_plan", "new_blank", "demo")
_PATH: Final = Qt.ItemDataRole.UserRole


class Welcome(QWidget):
    """Emits `wanted(path)` for a file to open (a campaign or a plan) and `forgotten(path)` for one off the list.

    Emits `appeared` once, when its first picture has been painted.
    """

    wanted = Signal(Path)
    forgotten = Signal(Path)
    appeared = Signal()

    def __init__(self, icons: IconBook, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._icons, self._has_appeared = icons, False
        ways = QVBoxLayout()
        ways.setSpacing(8)
        for name in _WAYS:
            button = QPushButton(actions[name].icon(), words(actions[name].text()))
            button.setIconSize(QSize(20, 20))
            button.setToolTip(actions[name].toolTip())
            button.clicked.connect(actions[name].trigger)
            ways.addWidget(button)
        ways.addSpacing(8)
        ways.addWidget(label("也可以把方案或档案文件拖到这里打开。", "muted", wraps=True))
        ways.addStretch(1)
        self._recent = QListWidget()
        self._recent.setAccessibleName("最近打开")
        self._recent.setFrameShape(QFrame.Shape.NoFrame)
        self._recent.itemActivated.connect(lambda item: self.wanted.emit(Path(item.data(_PATH))))
        self._recent.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._recent.customContextMenuRequested.connect(self._on_menu)
        self._none = label("还没有打开过档案。", "muted")
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(label("最近打开", "head"))
        right.addWidget(self._none)
        right.addWidget(self._recent, 1)
        right.addStretch()
        inner = QHBoxLayout()
        inner.setContentsMargins(32, 24, 32, 24)
        inner.setSpacing(40)
        inner.addLayout(ways, 2)
        inner.addLayout(right, 5)
        card = QFrame()
        card.setObjectName("welcome_card")
        card.setLayout(inner)
        card.setMaximumWidth(960)
        card.setMaximumHeight(480)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(_head())
        whole.addStretch(1)
        middle = QHBoxLayout()
        middle.setContentsMargins(32, 32, 32, 32)
        middle.addStretch(1)
        middle.addWidget(card, 20)
        middle.addStretch(1)
        whole.addLayout(middle, 20)
        whole.addStretch(2)

    def show_recent(self, files: Sequence[str]) -> None:
        """Lists the files opened last; one that is gone is shown as such and can be taken off."""
        self._recent.clear()
        for name in files:
            self._recent.addItem(self._row(Path(name)))
        self._none.setVisible(not files)
        self._recent.setVisible(bool(files))
        if files:
            self._recent.setCurrentRow(0)

    def _row(self, file: Path) -> QListWidgetItem:
        row = QListWidgetItem(self._icons.icon("battlemap", "accent"), "")
        row.setData(_PATH, str(file))
        row.setToolTip(tip(str(file)))
        when = _changed_on(file)
        row.setText(f"{file.stem}\n{when}　{file.parent}")
        row.setSizeHint(QSize(0, 44))
        if when == _GONE:
            row.setForeground(self.palette().placeholderText())
        return row

    def _on_menu(self, at: QPoint) -> None:
        row = self._recent.itemAt(at)
        if row is None:
            return
        file = Path(row.data(_PATH))
        menu = QMenu(self)
        menu.addAction("打开", lambda: self.wanted.emit(file))
        menu.addAction("从列表中移除", lambda: self.forgotten.emit(file))
        menu.exec(self._recent.viewport().mapToGlobal(at))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says once that there is a picture, as soon as the window has shown it."""
        super().paintEvent(event)
        if not self._has_appeared:
            self._has_appeared = True
            QTimer.singleShot(0, self, self.appeared.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes one local file."""
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens the file."""
        file = dropped_file(event)
        if file is not None:
            event.acceptProposedAction()
            self.wanted.emit(file)


_GONE: Final = "文件不在了"


def dropped_file(event: QDropEvent) -> Path | None:
    """Returns the one local file that is dragged, None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())


def _changed_on(file: Path) -> str:
    try:
        changed = datetime.fromtimestamp(file.stat().st_mtime)
    except OSError:
        return _GONE
    return f"{long_day(changed.date())} {changed:%H:%M}"


def _head() -> QFrame:
    head = QFrame()
    head.setObjectName("welcome_band")
    title: QLabel = label("挂图作战", "page")
    row = QVBoxLayout(head)
    row.setContentsMargins(40, 24, 40, 24)
    row.setSpacing(4)
    row.addWidget(title)
    row.addWidget(label("一张作战图，从方案到销号", "band"))
    return head
