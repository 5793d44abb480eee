"""One kind of rows in full: found, filtered, sorted, edited in place, pasted, changed in bulk, exported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow, RemoveRow, Together
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Column, Columns
from battlemap.domain.looking.row_draft import row_draft
from battlemap.domain.looking.row_filter import RowFilter, facets
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BattlemapError
from battlemap.exchange.pinyin import readings
from battlemap.exchange.rows_xlsx import read_table, rows_xlsx
from battlemap.exchange.table_block import read_block, written_block
from battlemap.shown.rows.listing import Listing
from battlemap.shown.rows.pasting import RowPaste, held_against
from battlemap.ui.labels import label
from battlemap.ui.page import Tools
from battlemap.ui.rows.bulk_dialog import RowBulkDialog
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.paste_dialog import RowPasteDialog
from battlemap.ui.rows.row_commands import RowCommands
from battlemap.ui.rows.save_excel import excel_place, save_excel
from battlemap.ui.rows.table import RowTable, RowView

#: Milliseconds after the last key before a search runs.
_TYPING: Final = 80


class KindList(QWidget):
    """The rows of one kind; `refuse` is told what cannot be done."""

    def __init__(
        self, kind: Kind, tools: Tools, snapshot: Snapshot, as_of: date, refuse: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.kind, self._tools, self._refuse = kind, tools, refuse
        self.listing = Listing(Columns.of(kind), snapshot, as_of)
        self.table = RowTable(self.listing, self._edit)
        self.view = RowView(self.table, tools.icons)
        self.view.installEventFilter(self)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.search = QLineEdit()
        self.search.setPlaceholderText(f"查找{kind.noun}")
        self.search.setAccessibleName(f"查找{kind.noun}")
        self.search.setToolTip("可用拼音首字母；多个词用空格隔开")
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._search)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.filter = QToolButton()
        self.filter.setText("筛选")
        self.filter.setIcon(tools.icons.icon("filter-outline"))
        self.filter.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.filter.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._groups = QMenu(self)
        self._groups.aboutToShow.connect(self._offer_groups)
        self.filter.setMenu(self._groups)
        self.count = label(look="muted")
        self.buttons: dict[str, QPushButton] = {}
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for row in (top, bottom):
            row.setContentsMargins(12, 6, 8, 6)
            row.setSpacing(8)
        top.addWidget(self.search, 2)
        top.addWidget(self.filter)
        top.addStretch(3)
        bottom.addWidget(self.count, 1)
        for name, words, icon, deed, place in (
            ("new", f"{kind.verb}{kind.noun}…", "add", self.make, top),
            ("edit", "修改…", "edit", self.open_chosen, top),
            ("remove", "删除", "delete", self.remove, top),
            ("bulk", "批量修改…", "playlist-edit", self.bulk_edit, bottom),
            ("copy", "复制", "cells", self.copy, bottom),
            ("paste", "粘贴", "paste", self.paste, bottom),
            ("import", "导入 Excel…", "table-arrow-right", self.ask_import, bottom),
            ("excel", "导出 Excel…", "table-arrow-left", self.ask_excel, bottom),
            ("bin", "回收站…", "restore", tools.actions["bin"].trigger, bottom),
        ):
            button = self.buttons[name] = QPushButton(tools.icons.icon(icon), words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            place.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(bottom)
        self._tell()

    # -- showing ----------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows everything anew as of a day."""
        self.listing.snapshot, self.listing.as_of = snapshot, as_of
        self._renew()

    def follow(self, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a step: shows anew what it touches."""
        self.listing.snapshot = snapshot
        if self.listing.is_reached(reach):
            self._renew()

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self.table.can_change = can_change
        self._allow()

    def set_filter(self, wanted: RowFilter) -> None:
        """Lists what passes."""
        self.listing.wanted = wanted
        self._renew()

    def _renew(self) -> None:
        self.view.show_anew()
        self._tell()

    def _tell(self) -> None:
        shown, every, wanted = len(self.listing.rows), len(self.listing.every), self.listing.wanted
        words = wanted.in_words(self.kind)
        self.count.setText(
            f"显示 {shown} / {every} {self.kind.counter}：{words}"
            if words
            else f"共 {every} {self.kind.counter}"
        )
        self.filter.setText("筛选" if not any(wanted.wanted.values()) else "筛选 •")
        self._allow()

    def _allow(self) -> None:
        can_change, count = self.table.can_change, len(self.view.chosen)
        for name, is_so in (
            ("new", can_change),
            ("edit", can_change and count == 1),
            ("remove", can_change and count > 0),
            ("bulk", can_change and count > 0),
            ("copy", count > 0),
            ("paste", can_change),
            ("import", can_change),
            ("excel", bool(self.listing.rows)),
        ):
            self.buttons[name].setEnabled(is_so)

    # -- finding ----------------------------------------------------------------------------------------------------

    def _search(self) -> None:
        words = self.search.text()
        if words.strip() and self.listing.book is None:
            self.listing.book = SoundBook(readings())
        self.set_filter(RowFilter(words, self.listing.wanted.wanted))

    def _offer_groups(self) -> None:
        """Fills the menu with the values by which the rows can be told apart, counted."""
        wanted, listing = self.listing.wanted, self.listing
        self._groups.clear()
        for facet in facets(wanted, self.kind, listing.every, listing.snapshot, listing.book):
            below = self._groups.addMenu(facet.title)
            for group in facet.groups:
                entry = below.addAction(f"{group.name.replace('&', '&&')}　{group.count}")
                entry.setCheckable(True)
                entry.setChecked(group.words in wanted.wanted.get(facet.key, ()))
                entry.toggled.connect(
                    lambda is_on, key=facet.key, group=group.words: self.set_filter(
                        self.listing.wanted.with_group(key, group, is_on)
                    )
                )
        if self._groups.isEmpty():
            self._groups.addAction("没有可以筛选的项").setEnabled(False)
        self._groups.addSeparator()
        clear = self._groups.addAction("清除筛选", self.search.clear)
        clear.triggered.connect(lambda: self.set_filter(RowFilter()))
        clear.setEnabled(not wanted.is_empty)

    # -- deeds ------------------------------------------------------------------------------------------------------

    @property
    def _commands(self) -> RowCommands:
        table = self.kind.table
        return RowCommands(
            lambda values: AddRow(table, values),
            lambda id, changes: EditRow(table, id, changes),
            lambda id: RemoveRow(table, id),
        )

    def _edit(self, id: str, key: str, text: str) -> bool:
        column = self.listing.columns.by_key[key]

        def deed() -> None:
            value = column.read(text, self.listing.snapshot)
            self._tools.session.run(EditRow(self.kind.table, id, {key: value}))

        return self._tools.deeds.attempt(deed) is True

    def make(self) -> None:
        """Asks for a new row by the form."""
        self._ask(None)

    def open_chosen(self) -> None:
        """Shows the selected row in the form."""
        if len(self.view.chosen) == 1:
            self._ask(self.view.chosen[0])

    def _ask(self, id: str | None) -> None:
        row = self.listing.snapshot.rows[self.kind.table][id] if id else None
        dialog = RowDialog(
            self.kind,
            self._commands,
            row,
            self.listing.snapshot,
            self._tools.icons,
            self.window(),
            keys=[field.key for field in self.kind.form_fields],
        )
        self._tools.deeds.ask(dialog, dialog.answer)

    def remove(self) -> None:
        """Deletes the selected rows in one step; nothing is asked, for it can be undone."""
        chosen, table = self.view.chosen, self.kind.table
        commands: list[Command] = [RemoveRow(table, id) for id in chosen]
        if len(commands) == 1:
            self._tools.deeds.run(commands[0])
        elif commands:
            self._tools.deeds.run(Together(f"删除 {len(commands)} {self.kind.counter}", tuple(commands)))

    def bulk_edit(self) -> None:
        """Asks for one field's value for all selected rows, and sets it in one step."""
        if self.view.chosen:
            dialog = RowBulkDialog(
                self.kind, self.view.chosen, self.listing.snapshot, self._tools.icons, self.window()
            )
            self._tools.deeds.ask(dialog, dialog.answer)

    def copy(self) -> None:
        """Puts the selected rows on the clipboard, with the titles of the columns in sight."""
        columns = self._in_sight()
        rows = [
            self.listing.rows[place] for id in self.view.chosen if (place := self.table.place(id)) is not None
        ]
        block = [[column.title for column in columns]]
        block += [[self.listing.text(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(written_block(block))

    def paste(self) -> None:
        """Holds the clipboard's block against the rows from the current one on, and writes it in one step."""
        block = read_block(QGuiApplication.clipboard().text())
        if not block:
            self._refuse("剪贴板里没有可以粘贴的文字。")
            return
        index = self.view.currentIndex()
        first, place = (index.row(), index.column()) if index.isValid() else (len(self.listing.rows), 0)
        columns = self._in_sight()
        start = next((n for n, column in enumerate(columns) if self.table.columns.index(column) >= place), 0)
        titles = [column.title for column in columns]
        if len(block) > 1 and len(block[0]) > 1 and list(block[0]) == titles[: len(block[0])]:
            start = 0
        paste = held_against(block, self.listing, first, columns[start:], adds=start == 0)
        if paste.is_empty and not paste.wrong:
            self._refuse("粘贴的内容与现在相同，没有要改的。")
            return
        dialog = RowPasteDialog(paste, self.window())
        self._tools.deeds.ask(dialog, paste.command)

    def _in_sight(self) -> list[Column]:
        """The columns in sight, in the order in which they stand."""
        head = self.view.horizontalHeader()
        places = sorted(
            (place for place in range(len(self.table.columns)) if not self.view.isColumnHidden(place)),
            key=head.visualIndex,
        )
        return [self.table.columns[place] for place in places]

    def ask_import(self) -> None:
        """Asks for a workbook and takes its rows in."""
        name, _ = QFileDialog.getOpenFileName(
            self, f"导入{self.kind.noun}", "", "Excel 工作簿 (*.xlsx *.xls)"
        )
        if name:
            self.read_excel(Path(name))

    def read_excel(self, path: Path) -> None:
        """Shows what the rows of a workbook would change, and writes that in one step; ids know rows that went out."""
        kind, snapshot = self.kind, self.listing.snapshot
        try:
            live = {row.id: row for row in self.listing.every}
            paste = RowPaste.of(row_draft(read_table(path), kind, live, snapshot), kind)
        except BattlemapError as error:
            self._refuse(str(error))
            return
        if paste.is_empty and not paste.wrong:
            self._refuse(f"“{path.name}”的内容与现在相同，没有要改的。")
            return
        dialog = RowPasteDialog(paste, self.window())
        self._tools.deeds.ask(dialog, paste.command)

    def ask_excel(self) -> None:
        """Asks where to, and writes what is listed as an Excel table."""
        path = excel_place(self, self.kind.noun)
        if path is not None:
            self.write_excel(path)

    def write_excel(self, path: Path) -> None:
        """Writes what is listed as an Excel table."""
        listing = self.listing
        try:
            save_excel(path, rows_xlsx(self.kind, listing.rows, listing.snapshot))
        except BattlemapError as error:
            self._refuse(str(error))
            return
        self.count.setText(f"已导出 {len(listing.rows)} {self.kind.counter}到“{path}”")

    # -- hearing ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the table: Enter edits, Ctrl+Enter opens the form, Del deletes, Ctrl+C and Ctrl+V exchange, / finds."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        deed = self._deed_of(event)
        if deed is None:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            deed()
        return True

    def _deed_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_enter:
            return self.open_chosen if is_control else lambda: self.view.edit(self.view.currentIndex())
        if event.key() == Qt.Key.Key_Delete:
            return self.remove
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste
        return None

    def _on_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for name, deed in (
            ("edit", self.open_chosen),
            ("bulk", self.bulk_edit),
            ("copy", self.copy),
            ("paste", self.paste),
            ("remove", self.remove),
        ):
            button = self.buttons[name]
            menu.addAction(button.icon(), button.text(), deed).setEnabled(button.isEnabled())
        menu.exec(self.view.viewport().mapToGlobal(at))
        menu.deleteLater()
