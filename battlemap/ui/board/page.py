"""The war board as a page: the canvas, or a way on while the campaign has no action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from battlemap.commands.people import MarkPersonal
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.board.target import Target
from battlemap.shown.presence import Presence
from battlemap.theme import Theme
from battlemap.ui.board.canvas import BoardCanvas
from battlemap.ui.board.side_list import SideList
from battlemap.ui.board.zoom_bar import ZoomBar
from battlemap.ui.empty_board import EmptyBoard
from battlemap.ui.page import Page, Tools

if TYPE_CHECKING:
    from battlemap.ui.board.focus import FocusPanel


class BoardPage(Page):
    """Holds the `canvas`, whose signals beside those of every page its owner hears."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        actions, look, fonts = tools.actions, tools.look, tools.fonts
        self.canvas = BoardCanvas(look, fonts)
        self.canvas.viewport().installEventFilter(self)
        self.zoom_bar = ZoomBar(self.canvas.viewport())
        self.zoom_bar.fit_wanted.connect(self.canvas.zoom_to_fit)
        self.zoom_bar.life_size_wanted.connect(lambda: self.canvas.set_zoom(1.0))
        self.zoom_bar.one_wanted.connect(self._on_one)
        self.canvas.zoom_changed.connect(lambda zoom: self._show_zoom())
        self.side = SideList()
        self._snapshot: Snapshot | None = None
        self._empty = EmptyBoard(actions)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.canvas, 1)
        self._board = beside
        self._stack = QStackedLayout(self)
        self._stack.addWidget(beside)
        self._stack.addWidget(self._empty)
        self._look, self._fonts, self._can_change = look, fonts, True
        self._focus: FocusPanel | None = None
        self._as_of = date.min
        self._only: frozenset[str] | None = None
        self.canvas.focus_wanted.connect(self.focus_on)
        self.canvas.mouse.aside = self._aside
        self.side.personal_wanted.connect(
            lambda person, is_on: self.canvas.command_wanted.emit(MarkPersonal((person,), is_on))
        )
        self.side.setVisible(actions["side_list"].isChecked())
        actions["side_list"].toggled.connect(self._on_side)
        self.canvas.opened.connect(self.opened)
        self.canvas.selection_changed.connect(self.selection_changed)
        self.canvas.refused.connect(self.refused)
        self.canvas.action_wanted.connect(lambda name: actions[name].trigger())

    @property
    def focus(self) -> FocusPanel:
        """What shows one action alone, made on its first use."""
        if self._focus is None:
            from battlemap.ui.board.focus import FocusPanel

            self._focus = made = FocusPanel(self._look, self._fonts)
            self._stack.addWidget(made)
            made.left.connect(lambda: self.focus_on(None))
            made.move_wanted.connect(self.canvas.move_wanted)
            made.opened.connect(self.opened)
            made.refused.connect(self.refused)
            made.selection_changed.connect(self.selection_changed)
            made.set_can_change(self._can_change)
        return self._focus

    @property
    def _alone(self) -> str | None:
        """The action that is shown alone."""
        return None if self._focus is None else self._focus.action

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew."""
        self._as_of, self._only = as_of, only
        self.canvas.present(snapshot, as_of, only)
        self._show_side(snapshot)
        self._show_canvas(snapshot)

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Re-arranges what the step touches."""
        self.canvas.follow(step, reach, snapshot)
        self._snapshot = snapshot
        if reach.touches("task", "unit", "person", "action"):
            self._show_side(snapshot)
        self._show_canvas(snapshot)

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these cards alone."""
        self._only = only
        self.canvas.show_only(only)
        self._show_focus()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.canvas.set_look(look)
        self._look = look
        if self._focus is not None:
            self._focus.set_look(look)

    def select(self, tasks: Sequence[str]) -> None:
        """Marks these cards and shows the first."""
        self.canvas.select(tuple(tasks))

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids dragging."""
        self._can_change = self.side.can_change = can_change
        self.canvas.set_can_change(can_change)
        if self._focus is not None:
            self._focus.set_can_change(can_change)

    def set_presence(self, presence: Presence) -> None:
        """Marks the cards that are open elsewhere."""
        self.canvas.set_presence(presence)
        self._show_focus()

    def set_motion(self, moves: bool) -> None:
        """Lets cards that moved blink, or not."""
        self.canvas.blinks = moves

    def take_focus(self) -> None:
        """Takes the keyboard."""
        if self._alone is None:
            self.canvas.setFocus()
        else:
            self.focus.lists["moving"].setFocus()

    def focus_on(self, action: str | None) -> None:
        """Shows one action alone, its lanes side by side; all of them again for None."""
        if action is not None or self._focus is not None:
            self.focus.action = action
        if self._snapshot is not None:
            self._show_canvas(self._snapshot)
        self.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the zoom bar in the canvas's corner."""
        if event.type() == QEvent.Type.Resize:
            self.zoom_bar.settle(self.canvas.viewport().height())
            self._show_zoom()
        return super().eventFilter(watched, event)

    def _show_zoom(self) -> None:
        self.zoom_bar.show_zoom(self.canvas.zoom, self.canvas.is_fitted)

    def _on_one(self) -> None:
        """Shows the action of the focused card alone, else the first one."""
        self._show_zoom()
        self.zoom_bar.one.setChecked(False)
        if self._snapshot is not None and self._snapshot.columns:
            task = self._snapshot.tasks.get(self.canvas.focus_card or "")
            self.focus_on(task.action if task else self._snapshot.columns[0].id)

    def zoom_in(self) -> None:
        """Shows larger cards."""
        self.canvas.zoom_in()

    def zoom_out(self) -> None:
        """Shows smaller cards."""
        self.canvas.zoom_out()

    def zoom_to_fit(self) -> None:
        """Shows all columns at once."""
        self.canvas.zoom_to_fit()

    def _show_canvas(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        if self._alone is not None and not any(a.id == self._alone for a in snapshot.columns):
            self.focus.action = None
        if not snapshot.columns:
            self._stack.setCurrentWidget(self._empty)
        else:
            self._stack.setCurrentWidget(self._board if self._alone is None else self.focus)
        self._show_focus()

    def _show_focus(self) -> None:
        if self._alone is not None and self._snapshot is not None:
            self.focus.presence = self.canvas.presence
            self.focus.show_action(self._snapshot, self._as_of, self._alone, self._only)

    def _show_side(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        if not self.side.isHidden():
            self.side.present(snapshot)

    def _on_side(self, is_open: bool) -> None:
        self.side.setVisible(is_open)
        if self._snapshot is not None:
            self._show_side(self._snapshot)

    def _aside(self, at: QPointF, tasks: tuple[str, ...]) -> Target | None:
        if self._snapshot is None or self.side.isHidden():
            return None
        return self.side.target(self.canvas.viewport().mapToGlobal(at.toPoint()), self._snapshot, tasks)
