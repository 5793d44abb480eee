"""One kind of rows in full: the list, with a field to find in it, forms, and workbooks that come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow, RemoveRow, Together
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.pasted_cells import Changed, PasteCheck, WrongCell
from battlemap.domain.looking.row_draft import RowDraft, row_draft
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError
from battlemap.exchange.pinyin import readings
from battlemap.exchange.rows_xlsx import read_table
from battlemap.shown.rows.kind_rows import KindRows
from battlemap.shown.settings import Settings
from battlemap.theme import Theme
from battlemap.ui.list.frame import ListFrame
from battlemap.ui.page import Tools
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import RowCommands

#: Milliseconds after the last key before a search runs.
_TYPING: Final = 80


class ListMemory:
    """The columns of one list in the settings."""

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings, self._name = settings, name

    def recall(self) -> tuple[Sequence[str], Mapping[str, int], Sequence[str]]:
        """Returns what was kept, nothing where that is no such thing."""
        kept: Any = self._settings.row_lists.get(self._name)
        columns, widths, sorting = (
            (kept.get("columns"), kept.get("widths"), kept.get("sorting"))
            if isinstance(kept, dict)
            else (None,) * 3
        )
        return (
            [key for key in columns if isinstance(key, str)] if isinstance(columns, list) else [],
            {k: v for k, v in widths.items() if type(v) is int} if isinstance(widths, dict) else {},
            [key for key in sorting if isinstance(key, str)] if isinstance(sorting, list) else [],
        )

    def keep(self, columns: list[str], widths: dict[str, int], sorting: list[str]) -> None:
        """Writes it to the settings."""
        kept = {"columns": columns, "widths": widths, "sorting": sorting}
        self._settings.row_lists = {**self._settings.row_lists, self._name: kept}
        self._settings.save()


class KindList(QWidget):
    """The rows of one kind; `refuse` is told what cannot be done."""

    def __init__(
        self, kind: Kind, tools: Tools, snapshot: Snapshot, as_of: date, refuse: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.kind, self._tools, self._refuse = kind, tools, refuse
        self._book: SoundBook | None = None
        self.rows = KindRows(kind, snapshot, as_of)
        self.frame = ListFrame(
            self.rows,
            tools,
            self.edit,
            ListMemory(tools.settings, kind.table),
            lambda: (),
        )
        self.model, self.table, self.footer = self.frame.model, self.frame.table, self.frame.footer
        self.search = QLineEdit()
        self.search.setPlaceholderText(f"查找{kind.noun}")
        self.search.setAccessibleName(f"查找{kind.noun}")
        self.search.setToolTip("可用拼音首字母；多个词用空格隔开")
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._search)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.buttons: dict[str, QPushButton] = {}
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 8, 6)
        top.setSpacing(8)
        top.addWidget(self.search, 2)
        top.addStretch(3)
        for name, words, icon, deed in (
            ("new", f"{kind.verb}{kind.noun}…", "add", self.make),
            ("edit", "修改…", "edit", self.open_chosen),
            ("remove", "删除", "delete", self.remove),
            ("import", "导入 Excel…", "table-arrow-right", self.ask_import),
            ("bin", "回收站…", "restore", tools.actions["bin"].trigger),
        ):
            button = self.buttons[name] = QPushButton(tools.icons.icon(icon), words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.frame, 1)
        self.frame.refused.connect(refuse)
        self.frame.opened.connect(self.open_row)
        self.frame.delete_wanted.connect(self.remove)
        self.frame.selection_changed.connect(lambda _: self._allow())
        self.setFocusProxy(self.table)
        self.present(snapshot, as_of)

    # -- showing ----------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows everything anew as of a day."""
        self.rows.present(snapshot, as_of)
        self.frame.present(snapshot, as_of, self.rows.found(self.search.text(), self._book))
        self._allow()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a step: shows anew what it touches."""
        self.frame.follow(step, reach, snapshot)
        self._allow()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.frame.set_look(look)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self.frame.set_can_change(can_change)
        self._allow()

    def _allow(self) -> None:
        can_change, count = self.model.can_change, len(self.frame.chosen)
        for name, is_so in (
            ("new", can_change),
            ("edit", can_change and count == 1),
            ("remove", can_change and count > 0),
            ("import", can_change),
        ):
            self.buttons[name].setEnabled(is_so)

    def _search(self) -> None:
        words = self.search.text()
        if words.strip() and self._book is None:
            self._book = SoundBook(readings())
        self.frame.show_only(self.rows.found(words, self._book))

    # -- deeds ------------------------------------------------------------------------------------------------------

    @property
    def _commands(self) -> RowCommands:
        table = self.kind.table
        return RowCommands(
            lambda values: AddRow(table, values),
            lambda id, changes: EditRow(table, id, changes),
            lambda id: RemoveRow(table, id),
        )

    def edit(self, id: str, key: str, text: str) -> bool:
        """Writes what was typed into a cell; False where it was refused, which is said."""
        if text.strip() == self.rows.text(id, key):
            return True

        def deed() -> None:
            value = self.rows.value(key, text)
            self._tools.session.run(EditRow(self.kind.table, id, {key: value}))

        return self._tools.deeds.attempt(deed) is True

    def make(self) -> None:
        """Asks for a new row by the form."""
        self._ask(None)

    def open_chosen(self) -> None:
        """Shows the selected row in the form."""
        if len(self.frame.chosen) == 1:
            self.open_row(self.frame.chosen[0])

    def open_row(self, id: str) -> None:
        """Shows a row in the form."""
        if self.model.can_change:
            self._ask(id)

    def _ask(self, id: str | None) -> None:
        snapshot = self.rows.snapshot
        dialog = RowDialog(
            self.kind,
            self._commands,
            snapshot.rows[self.kind.table][id] if id else None,
            snapshot,
            self._tools.icons,
            self.window(),
            keys=[field.key for field in self.kind.form_fields],
        )
        self._tools.deeds.ask(dialog, dialog.answer)

    def remove(self) -> None:
        """Deletes the selected rows in one step; nothing is asked, for it can be undone."""
        if not self.model.can_change:
            return
        commands: list[Command] = [RemoveRow(self.kind.table, id) for id in self.frame.chosen]
        if len(commands) == 1:
            self._tools.deeds.run(commands[0])
        elif commands:
            self._tools.deeds.run(Together(f"删除 {len(commands)} {self.kind.counter}", tuple(commands)))

    # -- workbooks --------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Asks for a workbook and takes its rows in."""
        name, _ = QFileDialog.getOpenFileName(
            self, f"导入{self.kind.noun}", "", "Excel 工作簿 (*.xlsx *.xls)"
        )
        if name:
            self.read_excel(Path(name))

    def read_excel(self, path: Path) -> None:
        """Shows what the rows of a workbook would change, and writes that in one step; ids know rows that went out."""
        kind, snapshot = self.kind, self.rows.snapshot
        try:
            live = {row.id: row for row in snapshot.live_rows(kind.table)}
            draft = row_draft(read_table(path), kind, live, snapshot)
        except BattlemapError as error:
            self._refuse(str(error))
            return
        result = _as_check(draft)
        if result.is_empty and not result.wrong:
            self._refuse(f"“{path.name}”的内容与现在相同，没有要改的。")
            return
        self.frame.exchange.ask(result, result.wrong, "导入")

    def write_excel(self, path: Path) -> None:
        """Writes what is listed as an Excel table."""
        self.frame.write_excel(path)


def _as_check(draft: RowDraft) -> PasteCheck:
    """Returns what the rows of a workbook would do as what cells would do; rows with wrong cells stay out."""
    changed = [
        Changed(id, key, "", "", {key: value})
        for id, changes in draft.edited
        for key, value in changes.items()
    ]
    wrong = [
        WrongCell("", "", cell.text, cell.words, f"第 {cell.row} 行", cell.title) for cell in draft.wrong
    ]
    return PasteCheck(tuple(changed), tuple(wrong), draft.passed_over, draft.added)
