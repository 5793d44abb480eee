"""One open campaign on the screen: band, filters, board and card sheet, all following the session's steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QVBoxLayout, QWidget

from battlemap.commands.session import Session
from battlemap.domain.kinds.task import Lane, Task
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.board.stage import Spot
from battlemap.theme import Theme
from battlemap.ui.board.page import BoardPage
from battlemap.ui.bridge import Bridge
from battlemap.ui.card_dock import CardDock
from battlemap.ui.deeds import Deeds
from battlemap.ui.dialogs.confirm import confirmed
from battlemap.ui.feature import Feature
from battlemap.ui.find.finder import Finder
from battlemap.ui.find.nothing_found import NothingFound
from battlemap.ui.find.row import FilterRow
from battlemap.ui.history.past_banner import PastBanner
from battlemap.ui.keeping.read_only_banner import ReadOnlyBanner
from battlemap.ui.lamp_counts import LampCounts
from battlemap.ui.nothing_yet import NothingYet
from battlemap.ui.page import Tools
from battlemap.ui.page_stack import BOARD, PageStack
from battlemap.ui.shell import Shell
from battlemap.ui.task_menu import TaskMenu
from battlemap.ui.timeline.push_offer import PushOffer
from battlemap.ui.top_bar import Band

if TYPE_CHECKING:
    from battlemap.ui.card_sheet import CardSheet

#: Milliseconds between two looks at the calendar: a new day judges anew.
_MINUTE = 60_000
#: Milliseconds after the selection has moved until cards leave that no longer pass the filter.
_PAUSE = 150


class Workspace(QWidget):
    """Emits `stepped(step, reach)`, `facts_changed()` when actions may have become (im)possible, `refused(sentence)`."""

    stepped = Signal(object, object)
    refused = Signal(str)
    facts_changed = Signal()

    def __init__(
        self,
        shell: Shell,
        session: Session,
        pinned: date | None,
        deeds: Deeds,
        features: Iterable[Feature[Any]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.deeds, self.pinned = session, deeds, pinned
        self.selected: tuple[str, ...] = ()
        settings, actions, icons = shell.settings, shell.actions_, shell.icons
        self._settings, self._actions, self._look = settings, actions, shell.look
        self.moment: datetime | None = None
        self._past: Snapshot | None = None
        self._judged = self.as_of
        self._only: frozenset[str] | None = None
        self.band = Band(actions)
        self.filters = FilterRow(icons, actions)
        self.filters.changed.connect(self._on_filter)
        self.filters.views.command_wanted.connect(deeds.run)
        self.banner = PastBanner(icons)
        self.read_only = (
            ReadOnlyBanner(icons, session.file.path, session.clock) if session.file.is_read_only else None
        )
        tools = Tools(
            session, deeds, settings, icons, actions, shell.fonts, shell.look, lambda task: self.counts.lamp(task)
        )  # fmt: skip
        pages = {feature.name: feature.page for feature in features if feature.page is not None}
        board = BoardPage(tools)
        self.board = board.canvas
        self.counts = LampCounts(self.board.lamp_of, self)
        self.pages = PageStack(board, {name: partial(page.make, tools) for name, page in pages.items()})
        self._with_sheet = {name for name, page in pages.items() if page.has_sheet}
        self.pages.set_look(shell.look)
        self.pages.set_can_change(self.can_write)
        self.filters.views.can_change = self.can_write
        self.counts.counted.connect(self._show_filters)
        self.finder = Finder(session, self.counts.lamp, self)
        self.finder.changed.connect(self._show_found)
        self.filters.ask(self.finder.facets)
        self.filters.begun.connect(self.finder.learn)
        self.offer = PushOffer(deeds.run)
        self.nothing, self.nothing_yet = NothingFound(actions, self.pages), NothingYet(actions, self.pages)
        self._letting_go = QTimer(self, singleShot=True, interval=_PAUSE)
        self._letting_go.timeout.connect(self._let_go)
        self.dock = CardDock(tools, features)
        self.dock.shut.connect(lambda: actions["show_sheet"].setChecked(False))
        self.dock.woken.connect(self._show_sheet)
        self.dock.dropped.connect(self.refused)
        actions["show_sheet"].setChecked(settings.is_sheet_open)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.pages)
        self._split.addWidget(self.dock)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.setSizes([2000, settings.sheet_width])
        self.dock.setVisible(settings.is_sheet_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        if self.read_only is not None:
            column.addWidget(self.read_only)
        column.addWidget(self.banner)
        column.addWidget(self.filters)
        column.addWidget(self.offer)
        column.addWidget(self._split, 1)
        self._connect_pages()
        self._bridge = Bridge(session, self)
        self._bridge.changed.connect(self._on_step)
        self._days = QTimer(self, interval=_MINUTE)
        self._days.timeout.connect(self._on_minute)
        self._days.start()
        self.show_all()

    def _connect_pages(self) -> None:
        pages, board, deeds = self.pages, self.board, self.deeds
        pages.opened.connect(self.open_task)
        pages.selection_changed.connect(self._select)
        pages.refused.connect(self.refused)
        board.move_wanted.connect(deeds.move)
        board.command_wanted.connect(deeds.run)
        board.due_wanted.connect(lambda tasks, day: deeds.set_due(tuple(tasks), day))
        board.day_picked.connect(self.filters.pick_day)
        board.create_wanted.connect(self.new_task)
        board.menu_wanted.connect(self._on_menu)

    # -- as of ----------------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The day on the clock."""
        return self.session.clock().date()

    @property
    def as_of(self) -> date:
        """The day by which everything on the page is judged: of the past where one is shown."""
        return self.moment.date() if self.moment else self.pinned or self.today

    @property
    def shown(self) -> Snapshot:
        """The board that the page shows: the present one, or that of a past moment."""
        return self._past or self.session.snapshot

    @property
    def sheet(self) -> CardSheet:
        """The card sheet."""
        return self.dock.sheet

    @property
    def can_write(self) -> bool:
        """Whether what is shown can be changed."""
        return self.session.may_write and self.moment is None

    @property
    def look(self) -> Theme:
        """The theme that is worn."""
        return self._look

    @property
    def only(self) -> frozenset[str] | None:
        """The tasks that the filter lets through, None without a filter."""
        return self._only

    def travel(self, moment: datetime | None) -> None:
        """Shows the board as it was at a moment, read-only and plainly marked; the present one for None."""
        self.dock.flush()
        self._past = None if moment is None else self.session.snapshot_at(moment)
        self.moment = moment
        self.banner.show_moment(moment)
        self.pages.set_can_change(self.can_write)
        self.filters.views.can_change = self.can_write
        self._judge_anew()
        self.facts_changed.emit()

    def pin(self, day: date | None) -> None:
        """Judges by a fixed day from now on, by today for None."""
        self.pinned = day
        self._settings.pin_day(self.session.file.path, day)
        self._judge_anew()

    def _on_minute(self) -> None:
        if self.as_of != self._judged:
            self._judge_anew()

    def _judge_anew(self) -> None:
        self._judged = self.as_of
        self.show_all()

    # -- showing --------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Shows everything as of the day judged by."""
        self.pages.present(self.shown, self._judged, self._only)
        self.counts.begin(self.shown)
        self.finder.present(self.shown, self._judged, self.moment)
        self._show_band()
        self._show_found()
        self._show_sheet()

    def dress(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self.pages.set_look(look)
        self._show_filters()
        self._show_sheet()

    def open_task(self, task: str) -> None:
        """Shows a task's sheet and puts the cursor into it."""
        if not self._has_sheet():
            self.turn_to(BOARD)
        self._actions["show_sheet"].setChecked(True)
        self.choose(task)
        self.sheet.begin()

    def choose(self, task: str) -> None:
        """Selects a task and brings it into sight."""
        self.pages.select((task,))
        self._select((task,))

    def new_task(self, action: str | None = None, lane: str = "waiting") -> None:
        """Asks for a new task, by default for the column of the selected card, and opens it."""
        if action is None and self.selected:
            action = self.session.snapshot.tasks[self.selected[0]].action
        made = self.deeds.new_task(action, cast(Lane, lane))
        if made is not None:
            self.open_task(made)

    def show_sheet(self, is_open: bool) -> None:
        """Shows or hides the card sheet."""
        self._settings.is_sheet_open = is_open
        if not is_open:
            self._remember_width()
            self.dock.flush()
            self.pages.current.take_focus()
        self.dock.setVisible(is_open and self._has_sheet())
        self._show_sheet()

    def turn_to(self, name: str) -> None:
        """Shows another page of the campaign; what is being typed is saved first."""
        self.dock.flush()
        self._remember_width()
        self.pages.turn_to(name)
        self._show_nothing()
        self.dock.setVisible(self._settings.is_sheet_open and self._has_sheet())
        self._show_sheet()
        self.pages.current.take_focus()
        self.facts_changed.emit()

    def _has_sheet(self) -> bool:
        return self.pages.name in self._with_sheet

    def may_leave(self) -> bool:
        """Saves what is being typed; where the file does not take it, asks whether it may be lost."""
        self.dock.flush()
        words = "任务卡上刚写的内容没有存进档案。返回后可以重试，或先复制出来。"
        return not self.dock.has_unsaved or confirmed(self, "有内容未保存", words, "放弃这些内容", "返回")

    def leave(self) -> None:
        """Saves what is being typed and hears no more; the page is of no use afterwards."""
        self.dock.flush()
        self._remember_width()
        self._days.stop()
        self._letting_go.stop()
        self.finder.leave()
        self._bridge.end()

    def _remember_width(self) -> None:
        if self.dock.isVisible():
            self._settings.sheet_width = self.dock.width()

    def _show_band(self) -> None:
        follows_today = self.pinned is None and self.moment is None
        self.band.show_campaign(self.shown.campaign, self._judged, follows_today)

    def _show_filters(self) -> None:
        snapshot = self.shown
        total = sum(len(ids) for ids in snapshot.cells.values())
        shown = total if self._only is None else len(self._only)
        numbers = self.counts.numbers()
        self.filters.keep_up(snapshot, numbers, shown, total, self._look)

    def _show_sheet(self) -> None:
        if self.dock.isHidden():
            return
        snapshot = self.shown
        task: Task | None = snapshot.tasks.get(self.selected[0]) if len(self.selected) == 1 else None
        if task is not None and task.deleted:
            task = None
        self.dock.show_task(task, snapshot, self._judged, self._look, can_write=self.can_write)

    # -- hearing --------------------------------------------------------------------------------------------------

    def _on_filter(self, wanted: TaskFilter) -> None:
        self.finder.seek(wanted)
        self.board.set_picked(wanted.day)
        self._show_found()
        self.facts_changed.emit()

    def _show_found(self) -> None:
        """Has every page show what passes the filter, and the board mark what only stays for a while."""
        only = self.finder.only
        if only != self._only:
            self._only = only
            self.pages.show_only(only)
        self.board.set_kept(self.finder.kept)
        self._show_nothing()
        self._show_filters()

    def _show_nothing(self) -> None:
        """Says so where no task passes the filter, or where there is none yet."""
        page, is_void = self.pages.current, self._only is not None and not self._only
        self.nothing.show_if(is_void and page.hears_filter and bool(self.shown.cells))
        self.nothing_yet.show_for(page, self.shown, self.nothing.isHidden())

    def _let_go(self) -> None:
        """Lets cards leave that were kept in sight, but never while a mouse button is down."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._letting_go.start()
        elif self.finder.select(self.selected):
            self._show_found()

    def _select(self, tasks: tuple[str, ...]) -> None:
        if self.selected != tasks:
            self.selected = tasks
            if self.finder.kept:
                self._letting_go.start()
            self._show_sheet()
            self.facts_changed.emit()

    def _on_step(self, step: Step, reach: Reach) -> None:
        if self._past is not None:
            self.stepped.emit(step, reach)
            return
        snapshot = self.session.snapshot
        self.pages.follow(step, reach, snapshot)
        self.counts.follow(reach, snapshot)
        self.finder.follow(step, reach, snapshot, self.selected)
        if reach.touches("campaign"):
            self._show_band()
        self._show_found()
        if self.dock.is_reached(reach):
            self._show_sheet()
        self.dock.follow(step, snapshot)
        self.stepped.emit(step, reach)

    def _on_menu(self, at: QPoint, spot: Spot) -> None:
        menu = QMenu(self)
        if spot.task is not None:
            TaskMenu(self.shown, self.selected, self._judged, self.deeds, self._actions).fill(
                menu, self.can_write
            )
        if spot.action is not None and self._actions["new_task"].isEnabled():
            action, lane = spot.action, spot.lane or "waiting"
            here = menu.addAction(self._actions["new_task"].icon(), "在此新建任务…")
            here.triggered.connect(lambda: self.new_task(action, lane))
        if spot.region == "header" and spot.action is not None:
            self._offer_column(menu, spot.action)
        archived = self.session.snapshot.archived
        if archived and spot.task is None and self.can_write:
            back = menu.addMenu("取消归档")
            for kept in archived:
                back.addAction(kept.title, partial(self.deeds.archive_action, kept.id, False))
        menu.addActions([self._actions["undo"], self._actions["redo"]])
        menu.exec(at)

    def _offer_column(self, menu: QMenu, action: str) -> None:
        """Adds what can be done to a column."""
        deeds = self.deeds
        menu.addSeparator()
        is_folded = action in self.board.folded
        menu.addAction("展开这一列" if is_folded else "折叠这一列", lambda: self.board.toggle_folded(action))
        menu.addAction("聚焦这个专项", lambda: self.board.focus_wanted.emit(action))
        if self.session.may_write:
            menu.addAction("编辑专项…", lambda: deeds.edit_action(action))
            menu.addAction("工作要点…", lambda: deeds.edit_measures(action))
            menu.addAction("左移一列", lambda: deeds.shift_action(action, -1))
            menu.addAction("右移一列", lambda: deeds.shift_action(action, 1))
            menu.addAction("归档专项", lambda: deeds.archive_action(action))
            menu.addAction("删除专项及其任务", lambda: deeds.delete_action(action))
        menu.addSeparator()
