"""What opens under a head: its sorting, words or a span, and the values of its column with their counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import attrs
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.days.deadline import read_day, why_no_day
from battlemap.domain.fields.field_type import figures
from battlemap.domain.looking.columns import Column
from battlemap.domain.looking.head_filter import MOST_GROUPS, Condition, Measure
from battlemap.errors import BadInput
from battlemap.ui.labels import label

_WIDE: Final = 260
#: px of the list of values, at most.
_HIGH: Final = 260
#: From so many values on there is a field to find one in.
_MANY: Final = 10
#: Milliseconds after the last key before the list is filtered.
_TYPING: Final = 200
_VALUE: Final = Qt.ItemDataRole.UserRole
_CHECK, _NO = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class HeadPopup(QFrame):
    """Sets the condition of one column; `wanted(condition)` is told of each change, `sort(is_descending)` of a sorting.

    Esc takes back what was changed since it was opened; `span` is that of the campaign, by which days are understood.
    """

    def __init__(
        self,
        column: Column,
        condition: Condition,
        counts: Mapping[str, int],
        span: tuple[date | None, date | None],
        wanted: Callable[[Condition], None],
        sort: Callable[[bool], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("filter_panel")
        self.setFixedWidth(_WIDE)
        self._column, self._span, self._tell = column, span, wanted
        self._before = self.condition = condition
        self._is_filling = True
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._take)
        self.wrong = label(look="warning", wraps=True)
        self.wrong.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 10, 10, 10)
        whole.setSpacing(8)
        sorting = QHBoxLayout()
        for words, is_descending in (("升序", False), ("降序", True)):
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, way=is_descending: self._sort(sort, way))
            sorting.addWidget(button)
        whole.addWidget(label(column.title, "head"))
        whole.addLayout(sorting)
        self.words, self.least, self.most = QLineEdit(), QLineEdit(), QLineEdit()
        scale = column.field.type.measured_in
        if scale:
            hint = "如 11月1日" if scale == "day" else "如 60"
            spans = QGridLayout()
            for row, (name, line, measure) in enumerate(
                (("从", self.least, condition.least), ("到", self.most, condition.most))
            ):
                line.setPlaceholderText(hint)
                line.setText("" if measure is None else str(measure))
                line.setAccessibleName(f"{column.title}{name}")
                spans.addWidget(label(name), row, 0)
                spans.addWidget(line, row, 1)
            whole.addLayout(spans)
        else:
            self.words.setPlaceholderText("含有的文字，多个用空格隔开")
            self.words.setAccessibleName(f"{column.title}含有的文字")
            self.words.setText(condition.words)
            self.words.setClearButtonEnabled(True)
            whole.addWidget(self.words)
        whole.addWidget(self.wrong)
        for line in (self.words, self.least, self.most):
            line.textEdited.connect(lambda: self._typing.start())
            line.textChanged.connect(lambda text: None if text else self._typing.start())
        self.search, self.values = QLineEdit(), QListWidget()
        self._fill(counts)
        self.search.setPlaceholderText("在下面的值中查找")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._hide_others)
        self.search.setVisible(self.values.count() > _MANY)
        self.values.setAccessibleName(f"{column.title}的值")
        self.values.itemChanged.connect(lambda _: None if self._is_filling else self._take())
        self.values.setVisible(self.values.count() > 0)
        rows = min(self.values.count(), 8)
        self.values.setFixedHeight(min(_HIGH, rows * 28 + 8))
        whole.addWidget(self.search)
        whole.addWidget(self.values)
        foot = QHBoxLayout()
        self.clear, done = QPushButton("清除"), QPushButton("完成")
        self.clear.clicked.connect(self.take_back_all)
        done.clicked.connect(self.close)
        self.clear.setEnabled(not condition.is_empty)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(done)
        whole.addLayout(foot)
        self._is_filling = False

    def _fill(self, counts: Mapping[str, int]) -> None:
        held = self.condition.groups or frozenset()
        if len(counts) > MOST_GROUPS and not held:
            return
        for words in dict.fromkeys((*counts, *sorted(held))):
            item = QListWidgetItem(f"{words or wording.EMPTY}　{counts.get(words, 0)}")
            item.setData(_VALUE, words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECK if words in held else _NO)
            self.values.addItem(item)

    def open_under(self, head: QWidget, box: QPoint) -> None:
        """Opens with its right top corner near a point of the head, inside its screen."""
        self.adjustSize()
        at = head.mapToGlobal(box)
        screen = QGuiApplication.screenAt(at) or head.screen()
        edge = screen.availableGeometry()
        at.setX(max(edge.left(), min(at.x(), edge.right() - self.width())))
        at.setY(max(edge.top(), min(at.y(), edge.bottom() - self.height())))
        self.move(at)
        self.show()
        first = (
            self.values if self.values.isVisible() and not self._column.field.type.measured_in else self.least
        )
        (first if first.isVisible() else self.words).setFocus()
        if self.values.count():
            self.values.setCurrentRow(0)

    def take_back_all(self) -> None:
        """Sets nothing."""
        self._before = Condition()
        self._set(Condition())
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was changed, Enter keeps it; both close."""
        if event.key() == Qt.Key.Key_Escape:
            self._set(self._before)
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._take():
                self.close()
        else:
            super().keyPressEvent(event)

    def _sort(self, sort: Callable[[bool], None], is_descending: bool) -> None:
        sort(is_descending)
        self.close()

    def _hide_others(self, text: str) -> None:
        words = text.casefold().strip()
        for row in range(self.values.count()):
            item = self.values.item(row)
            item.setHidden(words not in str(item.data(_VALUE)).casefold())

    def _take(self) -> bool:
        """Takes what is set; False where a day or number cannot be read, which is said."""
        self._typing.stop()
        try:
            least, most = self._measure(self.least), self._measure(self.most, is_last=True)
        except BadInput as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            self.adjustSize()
            return False
        self.wrong.hide()
        items = [self.values.item(row) for row in range(self.values.count())]
        groups = frozenset(item.data(_VALUE) for item in items if item.checkState() == _CHECK)
        self._set(
            attrs.evolve(
                self.condition, groups=groups or None, words=self.words.text(), least=least, most=most
            )
        )
        return True

    def _measure(self, line: QLineEdit, *, is_last: bool = False) -> Measure | None:
        """Returns the day or number that was typed, None for nothing; raises BadInput."""
        text = line.text().strip()
        if not text:
            return None
        if self._column.field.type.measured_in == "day":
            day, _ = read_day(text, *self._span)
            if day is None:
                raise BadInput(why_no_day(text, *self._span))
            return day
        try:
            number = Decimal(figures(text).removesuffix("%"))
        except InvalidOperation as error:
            raise BadInput("应是数字，如 60。") from error
        if not number.is_finite():
            raise BadInput("应是数字，如 60。")
        return number

    def _set(self, condition: Condition) -> None:
        self.clear.setEnabled(not condition.is_empty)
        if condition != self.condition:
            self.condition = condition
            self._tell(condition)
