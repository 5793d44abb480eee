"""A ledger defined by hand: its name, its fields with types, what identifies an entry, its stages; changes are tried first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.command import Command
from battlemap.commands.session import Session
from battlemap.domain.ledgers.definition import Definition
from battlemap.errors import BadInput
from battlemap.shown.ledgers.field_drafts import (
    LISTED,
    WITH_UNIT,
    FieldDraft,
    LedgerDraft,
    changed_ledger,
    new_ledger,
    written_field,
)
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, set_look

_HEADS: Final = ("字段名称", "类型", "单位 / 选项 / 阶段", "必填", "识别", "列表")
_NAME, _TYPE, _TOLD, _REQUIRED, _KEY, _LISTED = range(6)
_HINTS: Final = {
    "stage": "线索 30/60、签约 30（须填 投资方 签约日期）、投产=成、终止=败",
    "choice": "选项用顿号隔开：甲、乙、丙",
    "choices": "选项用顿号隔开：甲、乙、丙",
    "money": "元、万元或亿元",
    "int": "单位，如 户",
    "decimal": "单位，如 亩",
}
#: What a new ledger begins with.
_FIRST: Final = (
    FieldDraft("名称", "text", is_required=True, is_key=True),
    FieldDraft("责任单位", "unit"),
    FieldDraft("备注", "long"),
)
#: Milliseconds of rest after which it is tried what a change of type would read.
_REST: Final = 300


class DefinitionDialog(Ask):
    """Asks for a new ledger (None), or for changes of one; `answer` is the command."""

    def __init__(
        self, definition: Definition | None, session: Session, parent: QWidget | None = None
    ) -> None:
        title = f"修改台账“{definition.ledger.title}”" if definition else "新建台账"
        super().__init__(title, "保存" if definition else "新建", parent)
        self._definition, self._session = definition, session
        snapshot = session.snapshot
        ledger = definition.ledger if definition else None
        self.title, self.noun, self.counter = QLineEdit(), QLineEdit(), QLineEdit()
        self.title.setText(ledger.title if ledger else "")
        self.title.setPlaceholderText("如 签约项目")
        self.noun.setText(ledger.noun if ledger else "")
        self.noun.setPlaceholderText("一条叫什么，如 项目")
        self.counter.setText(ledger.counter if ledger else "条")
        self.counter.setMaximumWidth(64)
        self.action = QComboBox()
        self.action.addItem("未归专项", None)
        for each in snapshot.columns:
            self.action.addItem(f"{each.ordinal}、{each.title}", each.id)
        self.action.setCurrentIndex(max(0, self.action.findData(ledger.action if ledger else None)))
        self.personal = QCheckBox("含个人信息（姓名、证件、电话隐去）")
        self.personal.setChecked(bool(ledger and ledger.is_personal))
        head = QGridLayout()
        head.setHorizontalSpacing(12)
        head.setVerticalSpacing(8)
        for place, (words, widget) in enumerate(
            (
                ("台账名称", self.title),
                ("一条叫", self.noun),
                ("专项行动", self.action),
                ("量词", self.counter),
            )
        ):
            head.addWidget(label(words), place // 2, place % 2 * 2)
            head.addWidget(widget, place // 2, place % 2 * 2 + 1)
            widget.setAccessibleName(words)
        head.setColumnStretch(1, 2)
        head.setColumnStretch(3, 1)
        self.fields = QTableWidget(0, len(_HEADS))
        self.fields.setAccessibleName("字段")
        self.fields.setHorizontalHeaderLabels(list(_HEADS))
        self.fields.verticalHeader().setDefaultSectionSize(32)
        for place, width in enumerate((170, 138, 280, 48, 48, 48)):
            self.fields.setColumnWidth(place, width)
        self._rows: list[FieldDraft] = []
        self._tried = QTimer(self, singleShot=True, interval=_REST)
        self._tried.timeout.connect(self.try_types)
        self.note = label(look="muted", wraps=True)
        drafts = (
            [FieldDraft.of(field.row, definition) for field in definition.fields]
            if definition
            else list(_FIRST)
        )
        for draft in drafts:
            self.add_field(draft)
        buttons = QHBoxLayout()
        for words, deed in (
            ("增加字段", lambda: self.add_field(FieldDraft("", "text"), is_new=True)),
            ("删除字段", self.remove_field),
            ("上移", lambda: self.move_field(-1)),
            ("下移", lambda: self.move_field(1)),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.personal)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.fields, 1)
        column.addLayout(buttons)
        column.addWidget(self.note)
        self.fill(column)
        self.resize(820, 560)
        self.try_types()

    # -- fields -------------------------------------------------------------------------------------------------------

    def add_field(self, draft: FieldDraft, *, is_new: bool = False) -> None:
        """Adds a line for a field; the cursor goes into a new one."""
        row = self.fields.rowCount()
        self.fields.insertRow(row)
        self._rows.append(draft)
        self._show(row, draft)
        if is_new:
            self.fields.setCurrentCell(row, _NAME)
            self.name_of(row).setFocus()

    def _show(self, row: int, draft: FieldDraft) -> None:
        name, details = QLineEdit(draft.title), QLineEdit(draft.written)
        details.setCursorPosition(0)
        name.setAccessibleName(f"第 {row + 1} 个字段的名称")
        details.setAccessibleName(f"{draft.title}的单位或选项")
        kind = QComboBox()
        kind.setAccessibleName(f"{draft.title}的类型")
        for code, words in wording.FIELD_TYPES.items():
            kind.addItem(words, code)
        kind.setCurrentIndex(kind.findData(draft.type))
        kind.currentIndexChanged.connect(lambda _: self._on_type(kind, details))
        details.textEdited.connect(lambda: self._tried.start())
        for place, widget in ((_NAME, name), (_TYPE, kind), (_TOLD, details)):
            self.fields.setCellWidget(row, place, widget)
        for place, is_on, words in (
            (_REQUIRED, draft.is_required, "必填"),
            (_KEY, draft.is_key, "再次导入时按它认出是哪一条"),
            (_LISTED, draft.in_list, "在表格中显示"),
        ):
            item = QTableWidgetItem()
            item.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            item.setToolTip(words)
            self.fields.setItem(row, place, item)
        self._dress(kind, details)

    def _on_type(self, kind: QComboBox, details: QLineEdit) -> None:
        self._dress(kind, details)
        self._tried.start()

    @staticmethod
    def _dress(kind: QComboBox, details: QLineEdit) -> None:
        type_ = kind.currentData()
        details.setEnabled(type_ in LISTED or type_ in WITH_UNIT)
        details.setPlaceholderText(_HINTS.get(type_, ""))

    def name_of(self, row: int) -> QLineEdit:
        """Returns the line of a field's name."""
        widget = self.fields.cellWidget(row, _NAME)
        assert isinstance(widget, QLineEdit)
        return widget

    def type_of(self, row: int) -> QComboBox:
        """Returns the choice of a field's type."""
        widget = self.fields.cellWidget(row, _TYPE)
        assert isinstance(widget, QComboBox)
        return widget

    def told_of(self, row: int) -> QLineEdit:
        """Returns the line of a field's unit or options."""
        widget = self.fields.cellWidget(row, _TOLD)
        assert isinstance(widget, QLineEdit)
        return widget

    def _current(self) -> int:
        focused = self.fields.focusWidget()
        for row in range(self.fields.rowCount()):
            if focused is not None and any(
                self.fields.cellWidget(row, place) is focused for place in range(3)
            ):
                return row
        return self.fields.currentRow()

    def remove_field(self) -> None:
        """Takes a field out; what entries hold in it is kept and comes back with it."""
        row = self._current()
        if row >= 0:
            self.fields.removeRow(row)
            del self._rows[row]
            self._tried.start()

    def move_field(self, by: int) -> None:
        """Moves a field up or down."""
        row, drafts = self._current(), self.drafts()
        if 0 <= row < len(drafts) and 0 <= row + by < len(drafts):
            drafts[row], drafts[row + by] = drafts[row + by], drafts[row]
            self._rows = drafts
            for place in (row, row + by):
                self._show(place, drafts[place])
            self.fields.setCurrentCell(row + by, _NAME)

    def drafts(self) -> list[FieldDraft]:
        """Returns the fields as they are written now."""

        def is_on(row: int, place: int) -> bool:
            item = self.fields.item(row, place)
            return item is not None and item.checkState() == Qt.CheckState.Checked

        return [
            FieldDraft(
                self.name_of(row).text(),
                self.type_of(row).currentData(),
                self.told_of(row).text(),
                is_on(row, _REQUIRED),
                is_on(row, _KEY),
                is_on(row, _LISTED),
                draft.row,
            )
            for row, draft in enumerate(self._rows)
        ]

    # -- what would become of it ----------------------------------------------------------------------------------------

    def try_types(self) -> None:
        """Says of every field whose type or options change what of its values would be read and what not."""
        self._tried.stop()
        set_look(self.note, "muted")
        if self._definition is None:
            self.note.setText(
                "“识别”是再次导入表格时认出同一条的字段；阶段后面的数字是标准天数和警戒天数（工作日），"
                "括号里写进入前须填的字段，如 签约 30/45（须填 投资方 签约日期）。"
            )
            return
        asked = AskedEntries(self._session, self._definition, self._session.clock().date())
        lines = []
        for draft in self.drafts():
            if draft.row is None:
                continue
            try:
                after = written_field(draft, draft.row.key)
            except BadInput:
                continue
            if after.type != draft.row.type or (after.options != draft.row.options and after.type != "stage"):
                made = asked.conversion(draft.row, after)
                lines.append(f"“{draft.row.title}”改为{wording.FIELD_TYPES[after.type]}：{made.words}")
        kept = {draft.row.id for draft in self._rows if draft.row is not None}
        gone = [field.title for field in self._definition.fields if field.id not in kept]
        if gone:
            lines.append(f"将删除字段“{'”“'.join(gone)}”，内容保留，可从回收站恢复。")
        if any("读不懂" in line and "读不懂 0 格" not in line for line in lines):
            set_look(self.note, "warning")
            lines.append("读不懂的保留原文并作标记。")
        self.note.setText("\n".join(lines) or "改名、换类型、调次序都是一步，可撤销。")

    # -- answer ---------------------------------------------------------------------------------------------------------

    def _said(self) -> LedgerDraft:
        return LedgerDraft(
            self.title.text(),
            self.noun.text(),
            self.counter.text(),
            self.action.currentData(),
            self.personal.isChecked(),
        )

    def check(self) -> None:
        """Raises BadInput for what cannot be a ledger."""
        self.answer()

    def answer(self) -> Command | None:
        """Returns what makes or changes the ledger, None where nothing was changed."""
        snapshot = self._session.snapshot
        if self._definition is not None:
            return changed_ledger(self._definition, self._said(), self.drafts())
        codes = {ledger.code for ledger in snapshot.ledgers.values()}
        code = next(f"ledger_{number}" for number in range(1, 10_000) if f"ledger_{number}" not in codes)
        action = snapshot.actions.get(self.action.currentData() or "")
        return new_ledger(self._said(), self.drafts(), code, action.code if action else "")
