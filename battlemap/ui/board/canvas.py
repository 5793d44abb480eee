"""The war board's canvas: shows a snapshot, says in signals what the user wants, and changes no data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final, cast

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from battlemap.commands.action import MoveAction
from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.render.fonts import Fonts
from battlemap.shown.board.drag import Drag
from battlemap.shown.board.selection import Selection
from battlemap.shown.board.stage import Stage
from battlemap.shown.board.words import words_at
from battlemap.theme import Theme
from battlemap.ui.board.accessible import tell
from battlemap.ui.board.column_drag import paint_column
from battlemap.ui.board.ghost import paint_ghost
from battlemap.ui.board.keyboard import Arrow, Way, next_card, wanted_move
from battlemap.ui.board.letters import FOCUS, letter
from battlemap.ui.board.mouse import Mouse
from battlemap.ui.board.paint import Marks
from battlemap.ui.board.peek import Peek
from battlemap.ui.board.surface import BoardSurface
from battlemap.ui.labels import tip

_BLINK_MS: Final = 450
_NAME: Final = "战况板"
_NOT_PASSING: Final = ("不符合筛选", "muted")
_ARROWS: Final[dict[int, Arrow]] = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}
_JUMPS: Final[dict[int, Way]] = {
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
}
_FAR_JUMPS: Final[dict[int, Way]] = {Qt.Key.Key_Home: "board_first", Qt.Key.Key_End: "board_last"}


class BoardCanvas(BoardSurface):
    """One painted canvas of all cards; `present` a snapshot, let it `follow` every step."""

    move_wanted = Signal(object, str, str, object)  # tasks, action, lane, before or None
    due_wanted = Signal(object, object)  # tasks, day
    create_wanted = Signal(str, str)  # action, lane
    opened = Signal(str)  # task
    selection_changed = Signal(object)  # tuple of task ids, in the order of the board
    day_picked = Signal(object)  # day or None
    menu_wanted = Signal(QPoint, object)  # global position, Spot
    command_wanted = Signal(object)  # the command of a single key
    action_wanted = Signal(str)  # the window's action of a single key
    focus_wanted = Signal(str)  # action
    refused = Signal(str)  # why a drop or key cannot be done

    def __init__(self, look: Theme, fonts: Fonts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(look, fonts, parent)
        self._selection = Selection()
        self._picked: date | None = None
        self._notes: Mapping[str, tuple[str, str]] = {}
        self._kept: frozenset[str] = frozenset()
        self._was_dropped = False  # then the scroll stays: the card lies where the pointer is
        self.blinks = True
        self._blinking: frozenset[str] = frozenset()
        self._blink = QTimer(self, singleShot=True, interval=_BLINK_MS)
        self._blink.timeout.connect(self._on_blinked)
        self.peek = Peek(self.viewport())
        self.mouse = Mouse(lambda: self.stage, lambda: self._selection, self)
        self.mouse.selected.connect(self._select)
        self.mouse.dropped.connect(self._on_dropped)
        self.mouse.column_dropped.connect(lambda id, to: self.command_wanted.emit(MoveAction(id, to)))
        self.mouse.opened.connect(self.opened)
        self.mouse.day_clicked.connect(self._on_day_clicked)
        self.mouse.head_double_clicked.connect(self.toggle_folded)
        self.mouse.ground_double_clicked.connect(self._on_ground_double_clicked)
        self.mouse.changed.connect(self.viewport().update)
        self.mouse.scrolled.connect(self.scroll_by)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tell(self, _NAME, "尚未打开行动")

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step: re-arranges what it touches, lets the cards that moved blink once."""
        if self.stage is None:
            return
        moved = self.stage.contents.follow(step, reach, snapshot)
        if self.blinks:
            self._blinking = frozenset(id for id in moved if self.stage.contents.place(id))
        if self._blinking:
            self._blink.start()
        self.rearrange()
        focus = self._selection.focus
        if focus is not None and focus in moved and not self._was_dropped:
            self.scroll_to(focus)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids gestures that change cards (a file opened read-only, a past day)."""
        self.mouse.can_drag = can_change

    def set_picked(self, day: date | None) -> None:
        """Marks the day that the board is filtered by, without a signal."""
        self._picked = day
        self.viewport().update()

    def set_notes(self, notes: Mapping[str, tuple[str, str]]) -> None:
        """Marks cards with words and a colour token each; none for an empty mapping."""
        self._notes = notes
        self.viewport().update()

    def set_kept(self, tasks: frozenset[str]) -> None:
        """Marks cards that do not pass the filter and stay for a while all the same."""
        if tasks != self._kept:
            self._kept = tasks
            self.viewport().update()

    @property
    def picked(self) -> date | None:
        """The marked day."""
        return self._picked

    def rearrange(self) -> None:
        """Lays out anew; what is selected, and a gesture under way, stay where they can."""
        super().rearrange()
        if self.stage is not None:
            self._select(self._selection.kept(self.stage.contents))
            self.mouse.refresh()

    def marks(self) -> Marks:
        """Returns what is marked at present."""
        drag = self.mouse.drag
        return Marks(
            selected=self._selection.ids,
            focus=self._selection.focus if self.hasFocus() else None,
            dragged=frozenset(drag.tasks) if drag else frozenset(),
            blinking=self._blinking,
            picked=self._picked,
            band=self.mouse.band,
            opening=drag.target.opening if drag and drag.target.is_good else None,
            notes={**dict.fromkeys(self._kept, _NOT_PASSING), **self._notes} if self._kept else self._notes,
        )

    def has_overlay(self) -> bool:
        """Whether something is painted that does not scroll with the ground, such as a ghost."""
        return super().has_overlay() or self.mouse.is_busy

    def paint_over(self, painter: QPainter, stage: Stage) -> None:
        """Paints the ghost of dragged cards."""
        if self.mouse.drag is not None:
            paint_ghost(painter, self.paint, stage, self.mouse.drag)
        if self.mouse.column is not None:
            paint_column(painter, self.paint, stage, self.mouse.column)

    # -- what is selected ---------------------------------------------------------------------------------------

    @property
    def selected(self) -> tuple[str, ...]:
        """The selected cards in the order of the board."""
        return self.stage.contents.sorted(self._selection.ids) if self.stage else ()

    @property
    def focus_card(self) -> str | None:
        """The card with the focus."""
        return self._selection.focus

    def select(self, tasks: Collection[str], show: bool = True) -> None:
        """Selects exactly these cards and brings the first into sight."""
        if self.stage is None:
            return
        ids = self.stage.contents.sorted(frozenset(tasks))
        focus = ids[0] if ids else None
        self._select(Selection(frozenset(ids), focus, focus), ids)
        if show and focus:
            self.scroll_to(focus)

    def select_all(self) -> None:
        """Selects every shown card."""
        if self.stage is not None:
            self.select(tuple(self.stage.contents.in_order()), show=False)

    # -- events -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects, or begins a gesture."""
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carries a gesture on."""
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Completes a click, a band or a drop."""
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a card, folds a column, asks for a new card."""
        self.mouse.double_click(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Selects, moves and opens by keyboard; other keys go to the window."""
        if self.stage is None or not self._key(self.stage, event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu of what lies there; a gesture under way is taken back instead."""
        if self.stage is None or self.mouse.cancel():
            return
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._selection.focus:
            rect = self.stage.card_rect(self._selection.focus)
            at = QPoint(round(rect.x + rect.w / 2), round(rect.y + rect.h / 2)) if rect else at
        spot = self.stage.spot(at.x(), at.y())
        if spot.task is not None and spot.task not in self._selection.ids:
            self._select(self._selection.only(spot.task))
        self.menu_wanted.emit(self.viewport().mapToGlobal(at), spot)

    def viewportEvent(self, event: QEvent) -> bool:
        """Shows why a lamp burns while the pointer rests."""
        if event.type() == QEvent.Type.ToolTip and self.stage is not None:
            help_event = cast(QHelpEvent, event)
            spot = self.stage.spot(help_event.x(), help_event.y())
            words = "" if self.mouse.is_busy else words_at(self.stage, spot)
            QToolTip.showText(help_event.globalPos(), tip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls or zooms; a gesture under way goes on."""
        super().wheelEvent(event)
        self.mouse.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Takes back a gesture whose end would not be seen."""
        self.mouse.cancel()
        self.peek.put_away()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the focus ring."""
        self.update()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hides the focus ring."""
        self.update()
        self.viewport().update()

    # -- inside -------------------------------------------------------------------------------------------------

    def _key(self, stage: Stage, event: QKeyEvent) -> bool:
        """Does what a key asks for; returns whether it meant anything."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key, focus = event.key(), self._selection.focus
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if self.mouse.is_busy:
            return True  # the hand is not yet done: a key meant for the selection would surprise
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focus and not ctrl:
            self.opened.emit(focus)
        elif key == Qt.Key.Key_Space and focus and ctrl:
            self._select(self._selection.toggled(focus))
        elif key == Qt.Key.Key_Space and focus:
            self.peek.put_away() if self.peek.task else self._peek(focus)
        elif key == Qt.Key.Key_A and ctrl:
            self.select_all()
        elif key in _ARROWS and ctrl:
            self._move_by_key(stage, _ARROWS[key], is_by_lane=shift)
        elif key in _FAR_JUMPS and ctrl:
            self._focus_by_key(stage, _FAR_JUMPS[key], extends=shift)
        elif key in _ARROWS or key in _JUMPS:
            self._focus_by_key(stage, _ARROWS[key] if key in _ARROWS else _JUMPS[key], extends=shift)
        else:
            return not ctrl and self._letter(stage, event.text())
        return True

    def _letter(self, stage: Stage, text: str) -> bool:
        """Does what a single key is for; returns whether it is for anything."""
        key = letter(text)
        if key is None:
            return False
        focus = stage.contents.place(self._selection.focus or "")
        if key.action == FOCUS:
            if focus is not None:
                self.focus_wanted.emit(stage.contents.columns[focus.column].id)
        elif key.deed is None:
            self.action_wanted.emit(key.action)
        elif self.selected and self.mouse.can_drag:
            self.command_wanted.emit(key.deed(stage.contents.snapshot, self.selected))
        elif self.selected:
            self.refused.emit("当前只能查看，不能修改任务。")
        return True

    def _peek(self, task: str) -> None:
        """Looks at a card; one that is out of sight comes into sight."""
        self.scroll_to(task)
        rect = self.stage.card_rect(task) if self.stage else None
        if rect is not None and self.stage is not None:
            card = QRect(round(rect.x), round(rect.y), round(rect.w), round(rect.h))
            self.peek.show_task(self.stage.contents.snapshot, task, self.stage.contents.as_of, card)

    def _escape(self) -> bool:
        """Takes a gesture back, else the look at a card, else the selection."""
        if self.mouse.cancel() or self.peek.put_away():
            return True
        focus = self._selection.focus
        had_some = bool(self._selection.ids)
        self._select(Selection(focus=focus, anchor=focus))
        return had_some

    def _focus_by_key(self, stage: Stage, way: Way, extends: bool) -> None:
        task = next_card(stage.contents, self._selection.focus, way, stage.folded, stage.page)
        if task is None:
            return
        is_longer = extends and self._selection.anchor is not None
        self._select(
            self._selection.extended(task, stage.contents) if is_longer else self._selection.only(task)
        )
        self.scroll_to(task)

    def _move_by_key(self, stage: Stage, way: Arrow, is_by_lane: bool) -> None:
        focus, tasks = self._selection.focus, self.selected
        if focus is None or focus not in tasks:
            return
        if not self.mouse.can_drag:
            self.refused.emit("当前只能查看，不能移动任务。")
            return
        move = wanted_move(stage.contents, tasks, focus, way, stage.folded, is_by_lane)
        if move is not None and move.refusal:
            self.refused.emit(move.refusal)
        elif move is not None:
            self.move_wanted.emit(move.tasks, move.action, move.lane, move.before)

    def _on_dropped(self, drag: Drag) -> None:
        target = drag.target
        self._was_dropped = True
        if target.refusal:
            self.refused.emit(target.refusal)
        elif target.kind == "day":
            self.due_wanted.emit(drag.tasks, target.day)
        elif target.kind in ("unit", "owner"):
            edits = tuple(TaskEdit(task, {target.kind: target.name}) for task in drag.tasks)
            self.command_wanted.emit(EditTasks(edits, verb=f"{target.name}负责"))
        else:
            self.move_wanted.emit(drag.tasks, target.action, target.lane, target.before)
        self._was_dropped = False

    def _on_day_clicked(self, day: date) -> None:
        self.set_picked(None if day == self._picked else day)
        self.day_picked.emit(self._picked)

    def _on_ground_double_clicked(self, action: str, lane: str) -> None:
        if self.mouse.can_drag:
            self.create_wanted.emit(action, lane)

    def _on_blinked(self) -> None:
        self._blinking = frozenset()
        self.viewport().update()

    def _select(self, selection: Selection, ordered: tuple[str, ...] | None = None) -> None:
        if selection == self._selection:
            return
        changed = selection.ids != self._selection.ids
        self._selection = selection
        if self.peek.task and selection.focus:
            self._peek(selection.focus)
        self.viewport().update()
        if self.stage is not None:
            contents, focus = self.stage.contents, selection.focus
            words = contents.card(focus).description if focus and contents.place(focus) else "未选中任务"
            count = len(selection.ids)
            tell(self, _NAME, words if count < 2 else f"选中 {count} 项；{words}")
        if changed:
            self.selection_changed.emit(self.selected if ordered is None else ordered)
