"""One ledger in the window: its five views over the same filter, and the deeds of its entries."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.follow_up import follows_up
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.looking.entry_look import EntryLook
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.shown.ledgers.stage_board import StageBoard
from battlemap.theme import Theme
from battlemap.ui.ledgers.entry_deeds import EntryDeeds
from battlemap.ui.ledgers.entry_form import EntryForm
from battlemap.ui.ledgers.entry_views_button import EntryViewsButton
from battlemap.ui.ledgers.ledger_table import LedgerTable
from battlemap.ui.ledgers.matrix_view import MatrixView
from battlemap.ui.ledgers.more_menu import MoreMenu, deeds_of_ledger
from battlemap.ui.ledgers.record_view import RecordView
from battlemap.ui.ledgers.sheet_files import dropped_sheet
from battlemap.ui.ledgers.stage_canvas import StageCanvas
from battlemap.ui.ledgers.strip import Strip
from battlemap.ui.page import Tools

#: Milliseconds after the last key before a search runs.
_TYPING: Final = 80
TABLE, BOARD, RECORD, MATRIX, FORM = range(5)
_VIEWS: Final = (
    (TABLE, "表格", "每条一行，可排序、筛选、修改、粘贴"),
    (BOARD, "阶段板", "按阶段分列，可拖动；Ctrl+← → 移到前后阶段"),
    (RECORD, "一档", "一条的全部内容；Ctrl+P 打印"),
    (MATRIX, "矩阵", "两个字段交叉的数量或合计，单击看条目"),
    (FORM, "录入", "用键盘逐条登记"),
)


class LedgerView(QWidget):
    """Emits `task_opened(task)` and `refused(sentence)`; `asked(deed, ledger)` for what is done with the ledger as a whole:
    "define", "share", "import", …; `print_wanted(entries)`; `unmasked(ledger)` once somebody has said why.
    """

    task_opened = Signal(str)
    refused = Signal(str)
    asked = Signal(str, str)
    print_wanted = Signal(object)
    sheet_dropped = Signal(str, object)
    unmasked = Signal(str)

    def __init__(
        self, definition: Definition, book: LedgerBook, tools: Tools, *, is_unmasked: bool = False
    ) -> None:
        super().__init__()
        self.definition, self.book, self._tools = definition, book, tools
        self._can_change = True
        self.setAcceptDrops(True)
        self.rows = EntryList(definition, book, is_unmasked=is_unmasked)
        self.deeds = EntryDeeds(self.rows, tools, self)
        self.table = LedgerTable(self.rows, tools)
        self.search = QLineEdit()
        self.search.setPlaceholderText(f"查找{definition.noun}")
        self.search.setAccessibleName(f"查找{definition.noun}")
        self.search.setToolTip("多个词用空格隔开；证件、电话可用后四位")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(240)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(lambda: self.table.search(self.search.text()))
        self.search.textChanged.connect(lambda: self._typing.start())
        self.board: StageCanvas | None = None
        self.record: RecordView | None = None
        self.matrix: MatrixView | None = None
        self.form: EntryForm | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        column.addWidget(self._stack, 1)
        self.table.opened.connect(self.open_record)
        self.table.refused.connect(self.refused)
        self.table.selection_changed.connect(lambda _: self._allow())
        self.table.delete_wanted.connect(self.remove)
        self.table.filtered.connect(self._renew_shown)
        for keys, deed in (("Ctrl+PgDown", lambda: self._turn(1)), ("Ctrl+PgUp", lambda: self._turn(-1))):
            shortcut = QShortcut(QKeySequence(keys), self, deed)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes an office sheet."""
        if self._can_change and dropped_sheet(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Has the sheet that was dropped looked at."""
        path = dropped_sheet(event)
        if path is not None:
            event.acceptProposedAction()
            self.sheet_dropped.emit(self.definition.ledger.id, path)

    def event(self, event: QEvent) -> bool:
        """Keeps Ctrl+P from the window: here it prints entries."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Print):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+P prints the entry that is shown in full, else those that are listed."""
        if event.matches(QKeySequence.StandardKey.Print):
            self.print_wanted.emit(self.chosen if self.view == RECORD else tuple(self.table.model.ids))
            return
        super().keyPressEvent(event)

    # -- the strip above --------------------------------------------------------------------------------------------

    def _top(self) -> Strip:
        icons, strip = self._tools.icons, Strip()
        row = strip.deeds
        self._views = QButtonGroup(self)
        for number, words, tip in _VIEWS:
            button = QToolButton()
            button.setText(words)
            button.setToolTip(tip)
            button.setCheckable(True)
            button.setProperty("look", "view")
            self._views.addButton(button, number)
            strip.views.addWidget(button)
        self._views.button(BOARD).setVisible(self.definition.stage_field is not None)
        self._views.button(TABLE).setChecked(True)
        self._views.idClicked.connect(self.turn_to)
        strip.finding.addWidget(self.search, 1)
        strip.finding.addWidget(self.table.group_by)
        strip.finding.addWidget(self.table.unread)
        self.views = EntryViewsButton(self.rows, lambda: self.table.look)
        self.views.chosen.connect(self._show_look)
        self.views.command_wanted.connect(self._tools.deeds.run)
        strip.finding.addWidget(self.views)
        strip.finding.addStretch(1)
        self.show_all = QToolButton()
        self.show_all.setAccessibleName("显示完整信息…")
        self.show_all.setIcon(icons.icon("eye-outline"))
        self.show_all.setToolTip("显示完整信息…：个人信息已按规定隐去，查看须写明事由，并记入日志")
        self.show_all.clicked.connect(self.unmask)
        hides = any(self.definition.is_masked(field) for field in self.definition.fields)
        self.show_all.setVisible(hides and not self.rows.masking.is_lifted)
        row.addWidget(self.show_all)
        self.buttons: dict[str, QPushButton] = {}
        for name, words, icon, deed in (
            ("new", f"登记{self.definition.noun}…", "add", self.make),
            (
                "import",
                "导入表格…",
                "table-arrow-right",
                lambda: self.asked.emit("import", self.definition.ledger.id),
            ),
        ):
            button_ = self.buttons[name] = QPushButton(icons.icon(icon), words)
            button_.setAutoDefault(False)
            button_.clicked.connect(lambda _=False, deed=deed: deed())
            row.addWidget(button_)
        ledger = self.definition.ledger.id
        self.more = MoreMenu(
            self._tools,
            {
                name: (lambda name=name: self.asked.emit(name, ledger))
                for name in deeds_of_ledger(self.definition)
            }
            | {
                "print": lambda: self.print_wanted.emit(tuple(self.table.model.ids)),
                "remove": self.remove,
                "follow_up": lambda: self.deeds.follow_up(self.chosen),
            },
        )
        self.more.offers["follow_up"].setVisible(follows_up(self.definition))
        row.addWidget(self.more)
        return strip

    # -- showing ----------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows everything anew as of a day."""
        self.table.present(snapshot, as_of)
        if self.form is not None:
            self.form.begin()
        self._renew_shown()
        self._allow()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows anew what a step touches."""
        self.table.follow(step, reach, snapshot)
        if reach.is_everything or reach.touches(
            "entry", "entry_link", "task", "problem", "problem_entry", "unit", "person"
        ):
            self._renew_shown()
        elif reach.touches("entry_view"):
            self.views.show_name()
        self._allow()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.table.set_look(look)
        for view in (self.board, self.matrix):
            if view is not None:
                view.set_look(look)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = can_change
        for view in (self.table, self.board, self.record, self.form):
            if view is not None:
                view.set_can_change(can_change)
        self._allow()

    @property
    def view(self) -> int:
        """The view in sight."""
        return self._views.checkedId()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The entries that are chosen in the view in sight."""
        if self.view == BOARD and self.board is not None:
            return tuple(self.board.chosen)
        if self.view == RECORD and self.record is not None:
            return (self.record.entry,) if self.record.entry else ()
        return self.table.frame.chosen

    def turn_to(self, view: int) -> None:
        """Shows another view of the same entries; what is chosen is taken along."""
        chosen = self.table.frame.chosen
        self._views.button(view).setChecked(True)
        widget = self._made(view)
        self._stack.setCurrentWidget(widget)
        if view == RECORD and self.record is not None and chosen and self.record.entry not in chosen:
            self._show_record(chosen[0])
        self._renew_shown()
        if view == FORM and self.form is not None:
            self.form.take_focus()
        else:
            widget.setFocus()
        self.table.group_by.setVisible(view == TABLE)
        self._allow()

    def _made(self, view: int) -> QWidget:
        """Returns a view, made when it is first shown."""
        icons = self._tools.icons
        if view == BOARD:
            if self.board is None:
                self.board = StageCanvas(StageBoard(self.rows), self._tools.look)
                self.board.moved.connect(self.move_to)
                self.board.opened.connect(self.open_record)
                self.board.chosen_changed.connect(self._allow)
                self.board.set_can_change(self._can_change)
                self._stack.addWidget(self.board)
            return self.board
        if view == RECORD:
            if self.record is None:
                self.record = RecordView(self.rows, icons, self._tools.deeds)
                self.record.turned.connect(self._turn)
                self.record.edit_wanted.connect(lambda: self.edit(self.record.entry if self.record else ""))
                self.record.print_wanted.connect(lambda: self.print_wanted.emit(self.chosen))
                self.record.task_opened.connect(self.task_opened)
                self.record.child_wanted.connect(self.deeds.ask_child)
                self.record.set_can_change(self._can_change)
                self._stack.addWidget(self.record)
            return self.record
        if view == MATRIX:
            if self.matrix is None:
                self.matrix = MatrixView(self.rows, self._tools.look)
                self.matrix.picked.connect(self._pick)
                self._stack.addWidget(self.matrix)
            return self.matrix
        if view == FORM:
            if self.form is None:
                self.form = EntryForm(self.rows, self._tools)
                self.form.set_can_change(self._can_change)
                self._stack.addWidget(self.form)
            return self.form
        return self.table

    def _show_look(self, look: EntryLook) -> None:
        with QSignalBlocker(self.search):
            self.search.setText(look.words)
        self._typing.stop()
        self.table.show_look(look)

    def _renew_shown(self) -> None:
        self.views.show_name()
        listed, heads = self.table.model.ids, self.table.model.heads
        if self.view == BOARD and self.board is not None:
            self.board.board.renew(listed, heads)
            self.board.show_board()
        elif self.view == MATRIX and self.matrix is not None:
            self.matrix.show_listed(listed, heads)
        elif self.view == RECORD and self.record is not None:
            entry = self.record.entry
            self._show_record(entry if entry in set(listed) else next(iter(listed), ""))

    def _show_record(self, id: str) -> None:
        if self.record is not None:
            place = self.table.model.row(id) if id else None
            self.record.show_entry(id if place is not None else "", place or 0, len(self.table.model.ids))

    def _turn(self, by: int) -> None:
        if self.record is None or self.view != RECORD:
            return
        place = self.table.model.row(self.record.entry)
        ids = self.table.model.ids
        if place is not None and 0 <= place + by < len(ids):
            self._show_record(ids[place + by])
            self._allow()

    def _pick(self, wanted: dict[str, str]) -> None:
        self.table.filter_values(wanted)
        self.turn_to(TABLE)

    def open_record(self, id: str) -> None:
        """Shows an entry in full."""
        self._made(RECORD)
        self._show_record(id)
        self.turn_to(RECORD)
        self._show_record(id)

    def places(self) -> dict[str, QRect]:
        """Returns the cards and stages of the board in sight, by their names."""
        return self.board.places() if self.view == BOARD and self.board is not None else {}

    def begin_search(self) -> None:
        """Puts the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def take_focus(self) -> None:
        """Takes the keyboard."""
        if self.view == TABLE:
            self.table.frame.take_focus()
        else:
            self._made(self.view).setFocus()

    def _allow(self) -> None:
        self.buttons["new"].setEnabled(self._can_change)
        self.buttons["import"].setEnabled(self._can_change)
        can = self._can_change
        is_any = can and bool(self.chosen)
        self.more.allow(remove=is_any, follow_up=is_any, define=can)
        self.views.can_change = can
        self.show_all.setEnabled(not self._tools.session.file.is_read_only)
        if self.definition.ledger.parent is not None:
            self.buttons["new"].setEnabled(False)
            self.buttons["new"].setToolTip("请在上级台账的一档里登记")

    # -- deeds ------------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Asks for a new entry by the form."""
        self.deeds.ask()

    def edit(self, id: str) -> None:
        """Shows an entry in the form."""
        if id and self._can_change:
            self.deeds.ask(id)

    def move_to(self, ids: tuple[str, ...], stage: str) -> None:
        """Brings entries to a stage."""
        if self._can_change:
            self.deeds.move(ids, stage)
        else:
            self.refused.emit("现在只能查看，不能修改。")

    def remove(self) -> None:
        """Deletes the chosen entries."""
        if self._can_change:
            self.deeds.remove(self.chosen)

    def unmask(self) -> None:
        """Shows what is hidden once somebody has said why."""
        if self.deeds.unmask():
            self.unmasked.emit(self.definition.ledger.id)
