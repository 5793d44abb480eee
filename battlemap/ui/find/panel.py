"""The panel under 「筛选」: groups at the left, their choices with counts at the right; each click filters at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.looking.facets import Choice, Facet, chosen, is_chosen
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.ui.labels import label

_SIZE: Final = (460, 380)
#: From so many choices on there is a field to find one in.
_MANY: Final = 12
_CHOICE: Final = Qt.ItemDataRole.UserRole


class FilterPanel(QFrame):
    """Emits `wanted(TaskFilter)` at every click; `facets()` tells what can be chosen then."""

    wanted = Signal(object)

    def __init__(self, facets: Callable[[], tuple[Facet, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("filter_panel")
        self._ask = facets
        self._facets: tuple[Facet, ...] = ()
        self._filter = TaskFilter()
        self._is_filling = False
        self.groups = QListWidget()
        self.groups.setAccessibleName("筛选条件")
        self.groups.setFixedWidth(132)
        self.groups.currentRowChanged.connect(lambda _: self._fill_choices())
        self.search = QLineEdit()
        self.search.setPlaceholderText("在此列中查找")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._hide_others())
        self.choices = _Choices()
        self.choices.setAccessibleName("可选值")
        self.choices.toggled.connect(self._on_toggled)
        self._hint = label("可多选；各条件须同时满足", look="muted")
        done = QPushButton("完成")
        done.clicked.connect(self.close)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.search)
        right.addWidget(self.choices, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(done)
        columns = QHBoxLayout()
        columns.setSpacing(8)
        columns.addWidget(self.groups)
        columns.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 10, 10, 10)
        whole.addLayout(columns, 1)
        whole.addLayout(foot)
        self.resize(*_SIZE)

    def open_below(self, anchor: QWidget, wanted: TaskFilter) -> None:
        """Opens under a widget, inside its screen."""
        self.show_filter(wanted)
        at = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = QGuiApplication.screenAt(at) or anchor.screen()
        edge = screen.availableGeometry()
        at.setX(max(edge.left(), min(at.x(), edge.right() - self.width())))
        at.setY(max(edge.top(), min(at.y(), edge.bottom() - self.height())))
        self.move(at)
        self.show()
        self.groups.setFocus()

    def show_filter(self, wanted: TaskFilter) -> None:
        """Shows what is set and the counts as they are now."""
        self._filter, self._facets = wanted, self._ask()
        row = max(0, self.groups.currentRow())
        self._is_filling = True
        self.groups.clear()
        for facet in self._facets:
            is_set = any(is_chosen(wanted, choice) for choice in facet.choices)
            item = QListWidgetItem(f"{facet.title} ✓" if is_set else facet.title)
            self.groups.addItem(item)
        self.groups.setCurrentRow(min(row, self.groups.count() - 1))
        self._is_filling = False
        self._fill_choices()

    def _fill_choices(self) -> None:
        row = self.groups.currentRow()
        if self._is_filling or not 0 <= row < len(self._facets):
            return
        facet = self._facets[row]
        at, top = self.choices.currentRow(), self.choices.verticalScrollBar().value()
        self._is_filling = True
        self.choices.clear()
        faint = QColor(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for choice in facet.choices:
            item = QListWidgetItem(f"{choice.words}　{choice.count}")
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            is_on = is_chosen(self._filter, choice)
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            item.setData(_CHOICE, choice)
            if not choice.count:
                item.setForeground(faint)
            self.choices.addItem(item)
        self.choices.setCurrentRow(min(max(0, at), self.choices.count() - 1))
        self.choices.verticalScrollBar().setValue(top)
        self._is_filling = False
        self._hint.setText("只选其一；各条件须同时满足" if facet.is_single else "可多选；各条件须同时满足")
        has_many = len(facet.choices) >= _MANY
        self.search.setVisible(has_many)
        if not has_many:
            self.search.clear()
        self._hide_others()

    def _hide_others(self) -> None:
        words = self.search.text().strip().lower()
        for row in range(self.choices.count()):
            item = self.choices.item(row)
            item.setHidden(words not in item.text().lower())

    def _on_toggled(self, row: int) -> None:
        item = self.choices.item(row)
        if item is None or item.isHidden():
            return
        choice = cast(Choice, item.data(_CHOICE))
        self._filter = chosen(self._filter, choice, not is_chosen(self._filter, choice))
        self.wanted.emit(self._filter)
        # the list must not be filled anew while it is still telling of the click
        QTimer.singleShot(0, self, lambda: self.show_filter(self._filter))


class _Choices(QListWidget):
    """A list whose whole rows are boxes to tick; emits `toggled(row)` for a click, Space or Enter."""

    toggled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.clicked.connect(lambda index: self.toggled.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ticks the current row."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit(self.currentRow())
        else:
            super().keyPressEvent(event)
