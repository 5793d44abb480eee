"""Before a sheet comes into a ledger: what it would change, which column fills which field, who is meant by a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.command import Command, Watching
from battlemap.commands.ledger_import import ImportSheet, NewLedgerFromSheet
from battlemap.errors import BadInput, BattlemapError
from battlemap.exchange.ledger_sheets.column_use import PARENT, UNWRITTEN, ColumnUse
from battlemap.exchange.ledger_sheets.plan import Answers, ImportPlan, Unidentified
from battlemap.exchange.office_sheets.office_xlsx import office_xlsx
from battlemap.exchange.office_sheets.units import MONEY
from battlemap.render.saving import write_whole
from battlemap.shown.household_import import HouseholdImport
from battlemap.shown.sheet_import import OpenedSheet
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.jobs import Watch
from battlemap.ui.labels import label, set_look, tip
from battlemap.ui.ledgers.plan_tree import show_notes, show_plan
from battlemap.ui.ledgers.sheet_files import answers_table, changes_tree

#: So many rows of each part are listed.
_MOST: Final = 300
#: Milliseconds after an answer before the plan is worked out anew.
_REST: Final = 150
_NOT_TAKEN: Final = "（不读入）"
_AS_WRITTEN: Final = "保留原文并作标记"


@attrs.frozen
class Told:
    """What the dialog tells: which sheet, the answers; of a new ledger its title and field → code of another type."""

    sheet: str
    answers: Answers
    title: str = ""
    types: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class Planned:
    """The plan, and the command that writes it (None where it changes nothing); `members` of the plan's households."""

    plan: ImportPlan
    command: ImportSheet | NewLedgerFromSheet | None
    members: ImportPlan | None = None
    #: What goes back to the office: the sheet as it was sent, with a sentence per row.
    sent: ImportPlan | HouseholdImport | None = None

    @property
    def report(self) -> bytes:
        """The sheet in the office's own layout, with a last column that tells what is wrong, as a workbook."""
        sent = self.sent or self.plan
        return office_xlsx(sent.as_sent(), sent.problems())

    @property
    def plans(self) -> tuple[ImportPlan, ...]:
        """Every plan."""
        return (self.plan,) if self.members is None else (self.plan, self.members)

    @property
    def uses(self) -> tuple[tuple[ColumnUse, ImportPlan], ...]:
        """Each column once, with the plan that takes it, else the first."""
        taken = {
            use.column: (use, plan) for plan in reversed(self.plans) for use in plan.uses if use.is_taken
        }
        return tuple(taken.get(use.column, (use, self.plan)) for use in self.plan.uses)


#: Plans by what is told; hears how far that is.
Planning = Callable[[Told, Watching], Planned]


class SheetDialog(Ask):
    """Shows the plan of an opened workbook; `answer` is the command. Each answer of the user is planned anew."""

    def __init__(
        self,
        title: str,
        opened: OpenedSheet,
        planning: Planning,
        names: Any,
        parent: QWidget | None = None,
        *,
        is_unmasked: bool = False,
        is_new: bool = False,
        suggested: str = "",
    ) -> None:
        super().__init__(title, "导入", parent)
        self._opened, self._planning, self._names = opened, planning, names
        self._is_unmasked, self._is_new = is_unmasked, is_new
        self.answers = Answers()
        self.types: dict[str, str] = {}
        self.title = QLineEdit(suggested)
        self.title.setAccessibleName("台账名称")
        self.title.setVisible(is_new)
        self._planned: Planned | None = None
        self._command: ImportSheet | NewLedgerFromSheet | None = None
        self._writing: Watch | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.renew)
        self.title.textEdited.connect(lambda: self._rest.start())
        tables = opened.reading().tables
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("哪张表")
        for table in tables:
            self.sheet.addItem(f"{table.sheet}　{table.title or ''}".strip(), table.sheet)
        self.sheet.currentIndexChanged.connect(lambda _: self.renew())
        self.summary = label(wraps=True)
        self.report = QPushButton("另存核对表…")
        self.report.setToolTip("按原样式另存一份，最后一列写明每行的问题，可退回填报单位改正")
        self.report.setAutoDefault(False)
        self.report.clicked.connect(self.ask_report)
        self.parts = QTabWidget()
        self.changes, self.columns, self.people = (
            changes_tree(("行", "名称", "变化")),
            answers_table(),
            answers_table(),
        )
        self.changes.setAccessibleName("会有的变化")
        for widget, words in (
            (self.changes, "变化"),
            (self.columns, "列的对应"),
            (self.people, "单位和人员"),
        ):
            self.parts.addTab(widget, words)
        column = QVBoxLayout()
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(label(f"“{opened.file}”"), 1)
        top.addWidget(self.sheet)
        top.addWidget(self.report)
        self.sheet.setVisible(len(tables) > 1)
        column.addLayout(top)
        if is_new:
            named = QHBoxLayout()
            named.addWidget(label("台账名称"))
            named.addWidget(self.title, 1)
            column.addLayout(named)
        column.addWidget(self.summary)
        column.addWidget(self.parts, 1)
        self.fill(column)
        self.resize(860, 560)
        self.renew()

    # -- planning -----------------------------------------------------------------------------------------------------

    def renew(self) -> None:
        """Plans by the answers that were given, and shows what would be."""
        self._rest.stop()
        watch = Watch(self, "正在核对……", "已取消核对。改动任一项即重新核对。")
        try:
            choices = Told(
                self.sheet.currentData() or "", self.answers, self.title.text().strip(), self.types
            )
            planned = self._planning(choices, watch.report)
        except BattlemapError as error:
            self._planned = self._command = None
            self.summary.setText(str(error))
            set_look(self.summary, "warning")
            self.yes.setEnabled(False)
            self.report.setEnabled(False)
            self._show_lost(error)
            return
        finally:
            watch.close()
        self._planned, self._command = planned, planned.command
        self.parts.show()
        set_look(self.summary, "")
        told_of = [
            f"{f'{plan.definition.title}：' if planned.members else ''}按{plan.key_words}核对：{plan.summary()}"
            for plan in planned.plans
        ]
        nothing = "，没有要写入的" if self._command is None else ""
        self.summary.setText(f"{'；'.join(told_of)}{nothing}。")
        self.yes.setEnabled(self._command is not None)
        self.report.setEnabled(True)
        self.changes.clear()
        for plan in planned.plans:
            what = f"{plan.definition.title} " if planned.members else ""
            show_plan(self.changes, plan, self._names, is_unmasked=self._is_unmasked, what=what)
        show_notes(self.changes, planned.plan.table.report)
        self._show_columns(planned)
        self._show_names(planned)

    def _show_lost(self, error: BattlemapError) -> None:
        """Offers the columns where nothing but the one that tells the entries is wanting."""
        if isinstance(error, Unidentified) and not self._is_new:
            self.changes.clear()
            self.people.setRowCount(0)
            self._show_columns(Planned(error.plan, None))
            self.parts.show()
            self.parts.setCurrentWidget(self.columns)
        elif self.columns.rowCount() == 0:
            self.parts.hide()

    # -- answers ------------------------------------------------------------------------------------------------------

    def _show_columns(self, planned: Planned) -> None:
        table = self.columns
        table.setColumnCount(4)
        table.setHorizontalHeaderLabels(
            ["表中的列", "字段类型" if self._is_new else "对应字段", "单位", "说明"]
        )
        table.setRowCount(len(planned.uses))
        by_name = {column.name: column for column in planned.plan.table.columns}
        doubts = 0
        for row, (use, plan) in enumerate(planned.uses):
            self._word(table, row, 0, use.column)
            if self._is_new:
                self._offer_type(row, use, plan)
                continue
            box = QComboBox()
            box.setAccessibleName(f"“{use.column}”对应的字段")
            box.addItem(_NOT_TAKEN, "")
            for each in planned.plans:
                where = f"{each.definition.noun}：" if planned.members else ""
                if each.above and not planned.members:
                    box.addItem(each.above, PARENT)
                for field in each.definition.fields:
                    if field.row.type not in UNWRITTEN and box.findData(field.key) < 0:
                        box.addItem(f"{where}{field.title}", field.key)
            box.setCurrentIndex(max(0, box.findData(use.field if use.is_sure else "")))
            box.activated.connect(lambda _, box=box, name=use.column: self._map(name, box.currentData()))
            table.setCellWidget(row, 1, box)
            wanted = plan.definition.by_key.get(use.field)
            if wanted is not None and wanted.row.type == "money":
                unit = QComboBox()
                unit.setAccessibleName(f"“{use.column}”的金额单位")
                unit.addItem("按表中写的", "")
                for name in ("元", "万元", "亿元"):
                    if name in MONEY:
                        unit.addItem(name, name)
                unit.setCurrentIndex(max(0, unit.findData(self.answers.units.get(use.column, ""))))
                unit.activated.connect(
                    lambda _, unit=unit, name=use.column: self._unit(name, unit.currentData())
                )
                table.setCellWidget(row, 2, unit)
            else:
                table.removeCellWidget(row, 2)
                column = by_name.get(use.column)
                self._word(table, row, 2, column.unit if column is not None else "")
            self._word(table, row, 3, use.asks)
            doubts += bool(use.asks) and not use.is_sure
        self.parts.setTabText(1, f"列的对应（{doubts} 列待确认）" if doubts else "列的对应")
        table.resizeColumnToContents(0)

    def _offer_type(self, row: int, use: ColumnUse, plan: ImportPlan) -> None:
        """Offers the types that the field of a new ledger may have."""
        field = plan.definition.by_key.get(use.field)
        self.columns.removeCellWidget(row, 1)
        self._word(self.columns, row, 1, "" if field is not None else _NOT_TAKEN)
        self._word(self.columns, row, 2, field.row.unit if field is not None else "")
        self._word(self.columns, row, 3, use.asks)
        if field is None:
            return
        box = QComboBox()
        box.setAccessibleName(f"“{use.column}”的类型")
        for code, words in wording.FIELD_TYPES.items():
            if code not in UNWRITTEN:
                box.addItem(words, code)
        box.setCurrentIndex(box.findData(field.row.type))
        box.activated.connect(lambda _, box=box, title=field.title: self._retype(title, box.currentData()))
        self.columns.setCellWidget(row, 1, box)

    def _retype(self, title: str, code: str) -> None:
        self.types = {**self.types, title: code}
        self._rest.start()

    def _show_names(self, planned: Planned) -> None:
        by_word = {
            (question.table, question.written): question for plan in planned.plans for question in plan.names
        }
        asked = list(by_word.values())
        table = self.people
        table.setColumnCount(4)
        table.setHorizontalHeaderLabels(["表中的写法", "格数", "是谁", "说明"])
        table.setColumnWidth(1, 56)
        table.setColumnWidth(2, 260)
        table.setRowCount(len(asked))
        for row, question in enumerate(asked):
            self._word(table, row, 0, question.written)
            self._word(table, row, 1, str(question.count))
            box = QComboBox()
            box.setEditable(False)
            box.setAccessibleName(f"“{question.written}”是谁")
            box.addItem(_AS_WRITTEN, "")
            likely = dict(question.candidates)
            for id, name in (*question.candidates, *self._names.offered(question.table)):
                if box.findData(id) < 0:
                    box.addItem(f"{name}（相近）" if id in likely else name, id)
            box.activated.connect(
                lambda _, box=box, key=(question.table, question.written): self._name(key, box.currentData())
            )
            table.setCellWidget(row, 2, box)
            like = "、".join(likely.values())
            self._word(table, row, 3, f"像是{like}" if like else "没有登记")
        self.parts.setTabText(2, f"单位和人员（{len(asked)} 个待核对）" if asked else "单位和人员")
        table.resizeColumnToContents(0)

    @staticmethod
    def _word(table: QTableWidget, row: int, place: int, words: str) -> None:
        item = QTableWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setToolTip(tip(words) if len(words) > 12 else "")
        table.setItem(row, place, item)

    def _map(self, column: str, key: str) -> None:
        columns = {name: held for name, held in self.answers.columns.items() if not key or held != key}
        self.answers = attrs.evolve(self.answers, columns={**columns, column: key})
        self._rest.start()

    def _unit(self, column: str, unit: str) -> None:
        rest = {name: held for name, held in self.answers.units.items() if name != column}
        self.answers = attrs.evolve(self.answers, units=rest | ({column: unit} if unit else {}))
        self._rest.start()

    def _name(self, key: tuple[str, str], id: str) -> None:
        if id:
            self.answers = attrs.evolve(self.answers, names={**self.answers.names, key: id})
            self._rest.start()

    # -- out ----------------------------------------------------------------------------------------------------------

    def ask_report(self) -> None:
        """Asks where to, and writes the sheet with a last column that says what is wrong in each row."""
        start = str(Path.home() / f"核对表-{Path(self._opened.file).stem}.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(self, "另存核对表", start, "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.write_report(Path(chosen))

    def write_report(self, path: Path) -> None:
        """Writes it."""
        if self._planned is None:
            return
        try:
            write_whole(path, self._planned.report)
        except BattlemapError as error:
            self.wrong.setText(str(error))
            self.wrong.show()

    @property
    def plan(self) -> ImportPlan | None:
        """The plan that is shown, None where the sheet cannot come in."""
        return self._planned.plan if self._planned else None

    def check(self) -> None:
        """Raises BadInput where nothing is to be written."""
        if self._rest.isActive():
            self.renew()
        if self.plan is None:
            raise BadInput(self.summary.text())
        if self._command is None:
            raise BadInput("表格里没有新的内容，也没有改动。")

    def answer(self) -> Command | None:
        """Returns what writes it, and tells how far it is while it does."""
        if self._command is None:
            return None
        self._writing = Watch(self, "正在写入……", "已取消，什么也没有写入。")
        return self._command.watched(self._writing.report)

    def accept(self) -> None:
        """Closes once all is written; a cancelled import stays open with all that was told."""
        super().accept()
        if self._writing is not None:
            self._writing.close()
