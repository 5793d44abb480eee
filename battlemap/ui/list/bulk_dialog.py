"""批量修改: the fields that a selection of rows gets, with what would be refused shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from battlemap.commands.command import Command
from battlemap.domain.looking.pasted_cells import Cell, PasteCheck, WrongCell
from battlemap.errors import BadInput, BattlemapError
from battlemap.shown.list.list_rows import ListRows
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.fields import ChoiceField, NameField
from battlemap.ui.labels import label, set_look
from battlemap.ui.list.wrong_cells import WrongCells, some_names

#: Milliseconds of rest after which the preview is worked out.
_REST: Final = 250
#: So many rows are tried out while one types; more only when it is done.
_TRIED: Final = 1000
#: What a field says that is still empty.
_HINTS: Final = {"percent": "如 60", "day": "日期，或 11月底前"}


class BulkDialog(Ask):
    """Asks which fields of the rows get which values; `answer` is one command."""

    def __init__(self, rows: ListRows, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(f"批量修改 {len(ids)} {rows.counter}", "修改", parent)
        self._rows, self._ids = rows, tuple(ids)
        self.chosen: dict[str, QCheckBox] = {}
        self.fields: dict[str, ChoiceField | NameField | QLineEdit] = {}
        self._found, self._wrong = PasteCheck(), tuple[WrongCell, ...]()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.preview)
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        half = (len(rows.bulk_keys) + 1) // 2
        for row, key in enumerate(rows.bulk_keys):
            self._add(form, row % half, row // half * 2, key)
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
        names = [rows.called(id) for id in self._ids[:11]]
        intro = f"选中 {len(ids)} 项：{some_names(names, 10)}。勾选要改的内容，留空即清空。"
        column.addWidget(label(intro, "muted", wraps=True))
        column.addLayout(form)
        for part in (self.summary, self._asked, self.reason):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.skip)
        self.fill(column)
        self.resize(680, 0)
        self.preview()

    def _add(self, form: QGridLayout, row: int, place: int, key: str) -> None:
        title = self._rows.bulk_title(key)
        box, field = QCheckBox(title), self._field(key)
        box.toggled.connect(self._rest.start)
        field.setAccessibleName(title)
        self.chosen[key], self.fields[key] = box, field
        form.addWidget(box, row, place)
        form.addWidget(field, row, place + 1)

    def _field(self, key: str) -> ChoiceField | NameField | QLineEdit:
        editing = self._rows.columns.by_key[key].editing
        made: ChoiceField | NameField | QLineEdit
        if editing in ("choice", "switch"):
            made = ChoiceField()
            made.fill((text, text) for text in self._rows.bulk_choices(key))
            made.setCurrentIndex(-1)
            made.setPlaceholderText("不改")
            made.activated.connect(lambda _: self._choose(key))
        elif editing in ("name", "row"):
            made = NameField("不改")
            made.fill(self._rows.bulk_choices(key))
            made.setCurrentIndex(-1)
            made.editTextChanged.connect(lambda _: self._choose(key))
        else:
            made = QLineEdit()
            made.setPlaceholderText(_HINTS.get(editing, "不改"))
            made.textEdited.connect(lambda _: self._choose(key))
        return made

    def _choose(self, key: str) -> None:
        self.chosen[key].setChecked(True)
        self._rest.start()

    # -- preview --------------------------------------------------------------------------------------------------

    def wanted(self) -> dict[str, str]:
        """Returns what was chosen: column → the text that each row gets there."""
        texts = {}
        for key, box in self.chosen.items():
            if box.isChecked():
                field = self.fields[key]
                texts[key] = field.text() if isinstance(field, QLineEdit) else field.currentText()
        return texts

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
        cells = [Cell(id, key, text) for id in self._ids for key, text in wanted.items()]
        self._found = self._rows.check(cells)
        self._wrong = self._found.wrong
        if self._found.changed and len(self._ids) <= _TRIED:
            try:
                self._wrong += self._rows.rehearsed(self._found)
            except BattlemapError as error:
                self._show(str(error), is_wrong=True)
                return
        self._show(self._words(wanted))

    def _read(self, wanted: dict[str, str]) -> None:
        """Raises BadInput where a value is no value at all, whatever the row."""
        for key, text in wanted.items():
            try:
                self._rows.try_reading(self._ids[0], key, text)
            except BadInput as error:
                raise BadInput(f"{self.chosen[key].text()}：{error}") from error

    def _words(self, wanted: dict[str, str]) -> str:
        if not wanted:
            return "还没有勾选要改的内容。"
        bad = {(cell.row, cell.key) for cell in self._wrong}
        good = {cell.row for cell in self._found.changed if (cell.row, cell.key) not in bad}
        same = len(self._ids) - len(good | {row for row, _ in bad})
        counter = self._rows.counter
        parts = [
            f"将修改 {len(good)} {counter}，作为一步操作，可一步撤销。"
            if good
            else f"没有要修改的{counter}。"
        ]
        if same:
            parts.append(f"{same} 项已是这样，不动。")
        for noun, names in self._found.new_names.items():
            parts.append(f"将新增{noun}“{some_names(names)}”，请核对是否写错。")
        return "".join(parts)

    def _show(self, words: str, *, is_wrong: bool = False) -> None:
        self.summary.setText(words)
        set_look(self.summary, "warning" if is_wrong else "")
        self.table.show_cells(self._wrong)
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
        if self.answer() is None:
            raise BadInput("没有要修改的，选中的各行已是这样。")
        if self._found.extended and not self.reason.text().strip():
            raise BadInput("请写明延期理由。")

    def answer(self) -> Command | None:
        """Returns the command, without what was found wrong; None where nothing is left."""
        skipped = frozenset((cell.row, cell.key) for cell in self._wrong)
        return self._rows.command(self._found, "批量修改", skipped, self.reason.text().strip())
