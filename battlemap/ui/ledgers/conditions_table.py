"""Conditions on the fields of a ledger, one a line: field, relation, value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.fields.names import Names
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.entry_filter import BARE, Condition
from battlemap.domain.ledgers.typed_condition import (
    RELATION_WORDS,
    relations_for,
    typed_condition,
    typed_words,
)

#: So many values are offered to be ticked.
_MOST = 60
_FIELD, _RELATION, _VALUE = range(3)


class ConditionsTable(QWidget):
    """All lines must hold; emits `changed`. Fields that are looked up elsewhere are not offered."""

    changed = Signal()

    def __init__(self, definition: Definition, names: Names) -> None:
        super().__init__()
        self._definition, self._names = definition, names
        self._offered = [
            field for field in definition.fields if field.type.told_as is field.type and relations_for(field)
        ]
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName("条件")
        self.table.setHorizontalHeaderLabels(["字段", "关系", "值（几个用顿号隔开，有一个即可）"])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(34)
        self.table.setColumnWidth(_FIELD, 160)
        self.table.setColumnWidth(_RELATION, 96)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setMinimumHeight(140)
        row = QHBoxLayout()
        for words, deed in (("增加条件", lambda: self.add()), ("删除条件", self.drop)):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Shows conditions; one on a field that is gone is left out."""
        self.table.setRowCount(0)
        for condition in conditions:
            if condition.field in self._definition.by_key:
                self.add(condition)

    def add(self, condition: Condition | None = None) -> None:
        """Adds a line."""
        number = self.table.rowCount()
        self.table.insertRow(number)
        field_box, relation_box, value = QComboBox(), QComboBox(), _Value()
        field_box.setAccessibleName(f"第 {number + 1} 个条件的字段")
        relation_box.setAccessibleName(f"第 {number + 1} 个条件的关系")
        value.line.setAccessibleName(f"第 {number + 1} 个条件的值")
        for field in self._offered:
            field_box.addItem(field.title, field.key)
        stage = self._definition.stage_field
        key = condition.field if condition else stage.key if stage else self._offered[0].key
        field_box.setCurrentIndex(max(0, field_box.findData(key)))
        for place, widget in ((_FIELD, field_box), (_RELATION, relation_box), (_VALUE, value)):
            self.table.setCellWidget(number, place, widget)
        self._dress(field_box, relation_box, value)
        if condition is not None:
            if relation_box.findData(condition.relation) < 0:
                relation_box.addItem(RELATION_WORDS[condition.relation], condition.relation)
            relation_box.setCurrentIndex(relation_box.findData(condition.relation))
            value.line.setText(typed_words(condition, self._definition.by_key[condition.field], self._names))
        value.setEnabled(relation_box.currentData() not in BARE)
        field_box.activated.connect(lambda _: self._dress(field_box, relation_box, value))
        relation_box.activated.connect(lambda _: self._on_relation(relation_box, value))
        value.line.textChanged.connect(lambda _: self.changed.emit())
        self.changed.emit()

    def _dress(self, field_box: QComboBox, relation_box: QComboBox, value: _Value) -> None:
        field = self._definition.by_key[field_box.currentData()]
        relation_box.clear()
        for relation in relations_for(field):
            relation_box.addItem(RELATION_WORDS[relation], relation)
        value.line.clear()
        value.offer(field, self._names)
        self._on_relation(relation_box, value)

    def _on_relation(self, relation_box: QComboBox, value: _Value) -> None:
        value.setEnabled(relation_box.currentData() not in BARE)
        self.changed.emit()

    def drop(self) -> None:
        """Takes the line of the cursor out, else the last."""
        row = self.table.currentRow()
        focused = self.table.focusWidget()
        for number in range(self.table.rowCount()):
            widgets = [self.table.cellWidget(number, place) for place in range(3)]
            if focused is not None and any(
                widget is focused or (widget is not None and widget.isAncestorOf(focused))
                for widget in widgets
            ):
                row = number
        if self.table.rowCount():
            self.table.removeRow(row if row >= 0 else self.table.rowCount() - 1)
            self.changed.emit()

    def conditions(self) -> tuple[Condition, ...]:
        """Returns what is written; raises BadInput in words."""
        conditions = []
        for number in range(self.table.rowCount()):
            field_box, relation_box = (
                self.table.cellWidget(number, _FIELD),
                self.table.cellWidget(number, _RELATION),
            )
            value = self.table.cellWidget(number, _VALUE)
            assert isinstance(field_box, QComboBox) and isinstance(relation_box, QComboBox)
            assert isinstance(value, _Value)
            field = self._definition.by_key[field_box.currentData()]
            conditions.append(
                typed_condition(field, relation_box.currentData(), value.line.text(), self._names)
            )
        return tuple(conditions)


class _Value(QWidget):
    """A line for values; what can be chosen is ticked in a menu beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self._button = QToolButton()
        self._button.setText("选…")
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._button)
        self._button.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self.line)

    def offer(self, field: DefinedField, names: Names) -> None:
        """Offers what can be chosen in a field."""
        options = [words for _, words in field.type.options(names) if words]
        self._menu.clear()
        for words in options[:_MOST]:
            self._menu.addAction(words, partial(self._take, words))
        self._button.setVisible(bool(options))

    def _take(self, words: str) -> None:
        parts = [part for part in self.line.text().split("、") if part]
        parts = [part for part in parts if part != words] if words in parts else [*parts, words]
        self.line.setText("、".join(parts))
