"""批量修改: the fields that a selection of tasks gets, with what would be refused shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.commands.bulk import EditTasks, TaskEdit, rehearse
from battlemap.commands.session import Session
from battlemap.domain.kinds.task import LANES
from battlemap.domain.looking.cell_reading import read_cell
from battlemap.domain.looking.pasted_cells import Cell, PasteCheck, WrongCell, check
from battlemap.domain.looking.task_columns import COLUMN, Known
from battlemap.errors import BadInput, BattlemapError
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.fields import ChoiceField, NameField
from battlemap.ui.labels import label, set_look
from battlemap.ui.list.wrong_cells import WrongCells, refused_cells, some_names

#: Milliseconds of rest after which the preview is worked out.
_REST: Final = 250
#: So many tasks are tried out while one types; more only when it is done.
_TRIED: Final = 1000
_ANY_REASON: Final = "试算"
#: The fields that can be set, in the order of the form.
FIELDS: Final = (
    "responsible_unit", "owner", "due_on", "start_on", "lane", "progress", "emphasis", "action",
)  # fmt: skip


class BulkDialog(Ask):
    """Asks which fields of the tasks get which values; `answer` is one command."""

    def __init__(self, session: Session, tasks: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(f"批量修改 {len(tasks)} 项任务", "修改", parent)
        self._session, self._snapshot, self._tasks = session, session.snapshot, tuple(tasks)
        self.chosen: dict[str, QCheckBox] = {}
        self.fields: dict[str, ChoiceField | NameField | QLineEdit] = {}
        self._found, self._wrong = PasteCheck(), tuple[WrongCell, ...]()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.preview)
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for row, key in enumerate(FIELDS):
            self._add(form, row % 4, row // 4 * 2, key)
        form.setColumnStretch(1, 1)
        form.setColumnStretch(3, 1)
        self.summary = label(wraps=True)
        self.table = WrongCells()
        self.table.setMinimumHeight(160)
        self.table.hide()
        self.skip = QCheckBox()
        self.skip.hide()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("写明延期理由")
        self.reason.setAccessibleName("延期理由")
        self._asked = label(wraps=True)
        for widget in (self.reason, self._asked):
            widget.hide()
        column = QVBoxLayout()
        column.setSpacing(8)
        codes = [self._snapshot.tasks[task].code for task in self._tasks]
        column.addWidget(
            label(
                f"选中 {len(codes)} 项：{some_names(codes, 10)}。勾选要改的内容，留空即清空。",
                "muted",
                wraps=True,
            )
        )
        column.addLayout(form)
        for part in (self.summary, self._asked, self.reason):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.skip)
        self.fill(column)
        self.resize(680, 0)
        self.preview()

    def _add(self, form: QGridLayout, row: int, place: int, key: str) -> None:
        title = "移到专项" if key == "action" else COLUMN[key].title
        box, field = QCheckBox(title), self._field(key)
        box.toggled.connect(self._rest.start)
        field.setAccessibleName(title)
        self.chosen[key], self.fields[key] = box, field
        form.addWidget(box, row, place)
        form.addWidget(field, row, place + 1)

    def _field(self, key: str) -> ChoiceField | NameField | QLineEdit:
        snapshot = self._snapshot
        made: ChoiceField | NameField | QLineEdit
        if key in ("lane", "emphasis", "action"):
            made = ChoiceField()
            texts = {
                "lane": [wording.LANES[lane] for lane in LANES],
                "emphasis": ["无", *wording.EMPHASES.values()],
                "action": [f"{action.ordinal}、{action.title}" for action in snapshot.columns],
            }[key]
            made.fill((text, text) for text in texts)
            made.setCurrentIndex(-1)
            made.setPlaceholderText("不改")
            made.activated.connect(lambda _: self._choose(key))
        elif key in ("responsible_unit", "owner"):
            made = NameField("不改")
            rows = snapshot.units.values() if key == "responsible_unit" else snapshot.persons.values()
            live = sorted((row for row in rows if not row.deleted), key=lambda row: row.rank)
            made.fill(dict.fromkeys(row.name for row in live))
            made.setCurrentIndex(-1)
            made.editTextChanged.connect(lambda _: self._choose(key))
        else:
            made = QLineEdit()
            made.setPlaceholderText("如 60" if key == "progress" else "日期，或 11月底前")
            made.textEdited.connect(lambda _: self._choose(key))
        return made

    def _choose(self, key: str) -> None:
        self.chosen[key].setChecked(True)
        self._rest.start()

    # -- preview --------------------------------------------------------------------------------------------------

    def wanted(self) -> dict[str, str]:
        """Returns what was chosen: column → the text that each task gets there."""
        found = {}
        for key, box in self.chosen.items():
            if box.isChecked():
                field = self.fields[key]
                found[key] = field.text() if isinstance(field, QLineEdit) else field.currentText()
        return found

    def preview(self) -> None:
        """Shows what would be changed and what a rule would refuse."""
        self._rest.stop()
        wanted = self.wanted()
        try:
            self._read(wanted)
        except BadInput as error:
            self._found, self._wrong = PasteCheck(), ()
            self._show(str(error), is_wrong=True)
            return
        cells = [Cell(task, key, text) for task in self._tasks for key, text in wanted.items()]
        self._found = check(cells, self._snapshot, self._known)
        self._wrong = self._found.wrong
        if self._found.changed and len(self._tasks) <= _TRIED:
            try:
                refusals = rehearse(self._session, EditTasks(self._edits(), _ANY_REASON))
            except BattlemapError as error:
                self._show(str(error), is_wrong=True)
                return
            self._wrong += tuple(refused_cells(refusals, self._found))
        self._show(self._words(wanted))

    def _read(self, wanted: dict[str, str]) -> None:
        """Raises BadInput where a value is no value at all, whatever the task."""
        for key, text in wanted.items():
            try:
                read_cell(key, text, self._snapshot.tasks[self._tasks[0]], self._snapshot)
            except BadInput as error:
                raise BadInput(f"{self.chosen[key].text()}：{error}") from error

    def _words(self, wanted: dict[str, str]) -> str:
        if not wanted:
            return "还没有勾选要改的内容。"
        bad = {(cell.task, cell.key) for cell in self._wrong}
        good = {cell.task for cell in self._found.changed if (cell.task, cell.key) not in bad}
        same = len(self._tasks) - len(good | {task for task, _ in bad})
        parts = [f"将修改 {len(good)} 项任务，作为一步操作，可一步撤销。" if good else "没有要修改的任务。"]
        if same:
            parts.append(f"{same} 项已是这样，不动。")
        for names, words in ((self._found.new_units, "单位"), (self._found.new_owners, "人员")):
            if names:
                parts.append(f"将新增{words}“{some_names(names)}”，请核对是否写错。")
        return "".join(parts)

    def _show(self, words: str, *, is_wrong: bool = False) -> None:
        self.summary.setText(words)
        set_look(self.summary, "warning" if is_wrong else "")
        self.table.show_cells(self._wrong, self._snapshot)
        self.table.setVisible(bool(self._wrong))
        self.skip.setText(f"跳过有问题的 {len(self._wrong)} 处，其余照常修改")
        self.skip.setVisible(bool(self._wrong))
        extended = self._found.extended
        self._asked.setText(
            f"{some_names(extended, 6)} 共 {len(extended)} 项已在推进，推迟时限属于延期，仍按原定时限研判。延期理由："
        )
        for widget in (self._asked, self.reason):
            widget.setVisible(bool(extended))
        self._grow()

    def _grow(self) -> None:
        """Makes room for what was shown; lines that break are higher than a layout demands."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    # -- answer ---------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Raises BadInput while something is still to be decided."""
        self.preview()
        wanted = self.wanted()
        if not wanted:
            raise BadInput("请勾选要改的内容。")
        self._read(wanted)
        if self._wrong and not self.skip.isChecked():
            raise BadInput("有几处不能修改，见上表；可以调整，或勾选“跳过有问题的”。")
        if not self._edits(self._skipped):
            raise BadInput("没有要修改的任务，选中的任务已是这样。")
        if self._found.extended and not self.reason.text().strip():
            raise BadInput("请写明延期理由。")

    def answer(self) -> EditTasks:
        """Returns the command, without what was found wrong."""
        return EditTasks(self._edits(self._skipped), self.reason.text().strip())

    @property
    def _skipped(self) -> frozenset[tuple[str, str]]:
        return frozenset((cell.task, cell.key) for cell in self._wrong)

    def _edits(self, skipped: frozenset[tuple[str, str]] = frozenset()) -> tuple[TaskEdit, ...]:
        return tuple(TaskEdit(task, changes) for task, changes in self._found.edits(skipped).items())

    def _known(self, id: str) -> Known:
        task, snapshot = self._snapshot.tasks[id], self._snapshot
        return Known(task, snapshot, date.min, lambda: snapshot.judge(task, date.min))
