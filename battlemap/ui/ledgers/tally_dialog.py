"""One tally (计数) of a ledger: which entries count, of which target, and the card whose progress it is."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

import attrs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.ledgers import PutTally
from battlemap.commands.session import Session
from battlemap.domain.fields.amount import UNITS
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.domain.ledgers.ledger_kind import kind_of_ledger
from battlemap.domain.looking.columns import Columns
from battlemap.errors import BadInput, BattlemapError
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, set_look
from battlemap.ui.ledgers.conditions_table import ConditionsTable

_NONE: Final = "（不带动任务）"
_CONTAINS: Final = Qt.MatchFlag.MatchContains
#: Milliseconds of rest after which it is counted what the tally would come to.
_REST = 250


class TallyDialog(Ask):
    """Asks for a new tally (None) of a ledger, or for changes of one; says while it is typed what it comes to."""

    def __init__(
        self, definition: Definition, session: Session, tally: Tally | None, parent: QWidget | None = None
    ) -> None:
        super().__init__("修改计数" if tally else "增加计数", "保存" if tally else "增加", parent)
        self._definition, self._session = definition, session
        snapshot = session.snapshot
        self._tally = tally or Tally("", definition.ledger.id, "", "", unit=definition.ledger.counter)
        try:
            wanted = EntryFilter.from_json(self._tally.wanted)
        except BadInput:
            wanted = EntryFilter()
        self.title = QLineEdit(self._tally.title)
        self.title.setPlaceholderText("如 进入园区的项目")
        self.figure = QComboBox()
        self.figure.addItem(f"{definition.noun}的数量", "")
        for summed in Columns.of(kind_of_ledger(definition)).all:
            if summed.is_summed and summed.key in definition.by_key:
                self.figure.addItem(f"{summed.field.name}的合计", summed.key)
        self.figure.setCurrentIndex(max(0, self.figure.findData(self._tally.field)))
        self.target, self.unit = QLineEdit(self._tally.target or ""), QLineEdit(self._tally.unit)
        self.target.setPlaceholderText("如 30，可不填")
        self.unit.setMaximumWidth(90)
        self.task = QComboBox()
        self.task.setEditable(True)
        self.task.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.task.completer()
        if completer is not None:
            completer.setFilterMode(_CONTAINS)
        self.task.addItem(_NONE, None)
        for task in snapshot.live_tasks:
            self.task.addItem(f"{task.code}　{task.title}", task.id)
        self.task.setCurrentIndex(max(0, self.task.findData(self._tally.task)))
        for words, widget in (
            ("计数名称", self.title),
            ("算什么", self.figure),
            ("目标数", self.target),
            ("单位", self.unit),
            ("带动任务", self.task),
        ):
            widget.setAccessibleName(words)
        self.conditions = ConditionsTable(definition, snapshot)
        self.note = label(look="muted", wraps=True)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.count)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("计数名称", self.title)
        form.addRow("算什么", self.figure)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.target, 1)
        line.addWidget(label("单位"))
        line.addWidget(self.unit)
        form.addRow("目标数", line)
        form.addRow("带动任务", self.task)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(label(f"只算符合下面全部条件的{definition.noun}，没有条件即全部："))
        column.addWidget(self.conditions, 1)
        column.addWidget(self.note)
        self.fill(column)
        self.resize(640, 520)
        self.conditions.show_conditions(wanted.conditions)
        self.conditions.changed.connect(self._rest.start)
        for edited in (self.target.textEdited, self.unit.textEdited, self.title.textEdited):
            edited.connect(lambda _: self._rest.start())
        self.figure.activated.connect(lambda _: self._on_figure())
        self.count()

    def _on_figure(self) -> None:
        """Takes the unit of what is summed, where none was typed that suits it."""
        field = self._definition.by_key.get(self.figure.currentData() or "")
        if field is None:
            self.unit.setText(self._definition.ledger.counter)
        elif field.row.type != "money" or self.unit.text().strip() not in UNITS:
            self.unit.setText(field.unit)
        self._rest.start()

    def tally(self) -> Tally:
        """Returns the tally as it is written; raises BadInput in words."""
        title, target = self.title.text().strip(), self.target.text().strip()
        if not title:
            raise BadInput("请写上计数名称，如 进入园区的项目。")
        if target:
            try:
                target = f"{Decimal(target.replace(',', '').replace('，', '')):f}"
            except InvalidOperation as error:
                raise BadInput(f"目标数应是数字，不能是“{target[:20]}”。") from error
        field, task = self.figure.currentData(), self.task.currentData()
        typed = self.task.currentText().strip()
        if typed != self.task.itemText(self.task.currentIndex()).strip():
            named = self._session.snapshot.task_by_code(typed.split("　")[0].split(" ")[0]) if typed else None
            if typed and named is None:
                raise BadInput(f"没有“{typed[:30]}”这项任务，请从列表里选。")
            task = named.id if named else None
        return attrs.evolve(
            self._tally,
            title=title,
            figure="sum" if field else "count",
            field=field or "",
            wanted=EntryFilter(self.conditions.conditions()).to_json(),
            target=target or None,
            unit=self.unit.text().strip(),
            task=task,
        )

    def count(self) -> None:
        """Says what the tally would come to now."""
        self._rest.stop()
        try:
            tally = self.tally()
            session = self._session
            figure = AskedEntries(session, self._definition, session.clock().date()).tally(tally)
        except BattlemapError as error:
            set_look(self.note, "muted")
            self.note.setText(f"{error}")
            return
        share = f"，{figure.progress}%" if figure.target else ""
        self.note.setText(f"现在是 {figure.figures}{share}。")

    def check(self) -> None:
        """Raises BadInput for what is no tally."""
        tally = self.tally()
        if tally.task and not tally.target:
            raise BadInput("要带动任务进度，须先写明目标数。")

    def answer(self) -> PutTally:
        """Returns what makes or changes the tally."""
        return PutTally(self.tally())
