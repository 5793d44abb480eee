"""The timeline's canvas: mouse and keyboard; says in signals what the user wants, and changes no data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.render.fonts import Fonts
from battlemap.shown.timeline.contents import Shown, TimelineContents
from battlemap.shown.timeline.gesture import BarDrag, Gesture, LinkDrag, ProgressDrag, StoneDrag
from battlemap.shown.timeline.selection import Selection
from battlemap.shown.timeline.words import row_words, spoken
from battlemap.theme import Theme
from battlemap.ui.board.accessible import tell
from battlemap.ui.board.autoscroll import AutoScroll
from battlemap.ui.labels import tip
from battlemap.ui.timeline.keyboard import next_row, step_wanted
from battlemap.ui.timeline.menu import asked_for
from battlemap.ui.timeline.paint import Marks
from battlemap.ui.timeline.surface import TimelineSurface

_BLINK_MS: Final = 450
_NAME: Final = "时间轴"
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CURSORS: Final = {
    "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "progress": Qt.CursorShape.SplitHCursor,
    "milestone": Qt.CursorShape.SizeHorCursor,
    "bar": Qt.CursorShape.OpenHandCursor,
    "heading": Qt.CursorShape.PointingHandCursor,
}


class TimelineCanvas(TimelineSurface):
    """`present` a snapshot, let it `follow` every step; a gesture ends in one signal."""

    spans_wanted = Signal(object)  # tuple of Span
    progress_wanted = Signal(str, int)  # task, percent
    stone_wanted = Signal(str, object)  # milestone, day
    link_wanted = Signal(str, str, str)  # predecessor, successor, kind
    menu_wanted = Signal(QPoint, object)  # where on the screen, the link there or None
    opened = Signal(str)  # task
    selection_changed = Signal(object)  # tuple of task ids
    refused = Signal(str)

    def __init__(self, look: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(look, fonts, parent)
        self._selection = Selection()
        self._pressed: tuple[QPointF, Gesture | None] | None = None
        self._gesture: Gesture | None = None
        self._at = QPointF()
        self._hovered: int | None = None
        self.blinks = True
        self._blinking: frozenset[str] = frozenset()
        self._blink = QTimer(self, singleShot=True, interval=_BLINK_MS)
        self._blink.timeout.connect(self._on_blinked)
        self._autoscroll = AutoScroll(self)
        self._autoscroll.scrolled.connect(self._on_autoscrolled)
        self.can_change = True
        self.snaps = True
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tell(self, _NAME, "尚未打开行动")

    # -- what is shown ------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows a snapshot as of a day; folds, marks, zoom and scroll stay."""
        contents = self.stage.contents if self.stage else None
        folded, shown = (contents.folded, contents.shown) if contents else (frozenset(), Shown())
        self.show_contents(TimelineContents.of(snapshot, as_of, only, folded, shown))

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step: only the rows that it touches are judged anew, and blink once."""
        if self.stage is None:
            return
        self.cancel()
        self.show_contents(self.stage.contents.followed(reach, snapshot))
        changed = {change.id for change in step.changes if change.table == "task"}
        if self.blinks:
            self._blinking = frozenset(id for id in changed if id in self.stage.contents.row_of)
        if self._blinking:
            self._blink.start()

    def rearrange(self) -> None:
        """Lays out anew; a row that is no longer shown is not selected."""
        super().rearrange()
        if self.stage is not None:
            kept = self._selection.kept(self.stage.contents)
            if kept.ids != self._selection.ids:
                self._select(kept)
            self._selection = kept

    def marks(self) -> Marks:
        """Returns what is marked at present."""
        focus = self.stage.contents.row_of.get(self._selection.focus or "") if self.stage else None
        hovered = self._hovered if self.can_change else None
        return Marks(self._selection.ids, focus, self.hasFocus(), self._blinking, hovered, self._gesture)

    def has_overlay(self) -> bool:
        """Whether a ghost or the ports of a bar lie over the rows."""
        return self._gesture is not None or self._hovered is not None

    # -- selection ----------------------------------------------------------------------------------------------

    @property
    def selected(self) -> tuple[str, ...]:
        """The selected tasks from top to bottom."""
        return self.stage.contents.sorted(self._selection.ids) if self.stage else ()

    def select(self, tasks: Sequence[str], *, shows: bool = True) -> None:
        """Marks these tasks, without a signal, and brings the first into sight."""
        if self.stage is None:
            return
        focus = tasks[0] if tasks else self._selection.focus
        self._selection = Selection(frozenset(tasks), focus, focus).kept(self.stage.contents)
        row = self.stage.contents.row_of.get(focus or "")
        if shows and row is not None:
            self.show_row(row)
        self._announce()
        self.viewport().update()

    def select_all(self) -> None:
        """Selects every shown task."""
        if self.stage is not None:
            self._select(Selection(self.stage.contents.rows.shown_tasks, self._selection.focus))

    def _select(self, selection: Selection) -> None:
        is_new = selection.ids != self._selection.ids
        self._selection = selection
        self._announce()
        self.viewport().update()
        if is_new:
            self.selection_changed.emit(self.selected)

    def _announce(self) -> None:
        if self.stage is not None:
            tell(self, _NAME, spoken(self.stage.contents, self._selection.focus, len(self._selection.ids)))

    # -- mouse --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects, folds, or begins a gesture."""
        stage = self.stage
        if stage is None or event.button() != Qt.MouseButton.LeftButton:
            return
        at = self._at = event.position()
        port = stage.port_at(at.x(), at.y()) if self.can_change and self._hovered is not None else None
        if port is not None:
            self._pressed = (at, LinkDrag(port, at.x(), at.y()))
            return
        hit = stage.hit(at.x(), at.y())
        if hit.row < 0:
            return
        row = stage.layout.rows[hit.row]
        if hit.kind == "heading":
            if at.x() < stage.body.x:
                self.toggle_folded(row.id)
            self._select(Selection(frozenset(), row.id, row.id))
            return
        selection = self._selection
        if event.modifiers() & _SHIFT:
            self._select(selection.extended(row.id, stage.contents))
        elif event.modifiers() & _CTRL:
            self._select(selection.toggled(row.id, stage.contents))
        elif row.id not in selection.ids:
            self._select(selection.only(row.id, stage.contents))
        self._pressed = (at, self._gesture_at(at))

    def _gesture_at(self, at: QPointF) -> Gesture | None:
        """Returns the gesture that a drag from this point would be; None where nothing can be held."""
        stage = self.stage
        if stage is None or not self.can_change or at.x() < stage.body.x:
            return None
        hit = stage.hit(at.x(), at.y())
        task = stage.task_at(hit.row) if hit.row >= 0 else None
        if task is None:
            return None
        if hit.kind == "milestone" and hit.milestone is not None:
            day = stage.contents.snapshot.milestones[hit.milestone].due_on
            return StoneDrag(hit.milestone, task.id, day or stage.day_at(at.x()), self.snaps)
        if hit.kind == "progress" and not task.is_finished:
            return ProgressDrag(task.id, task.progress)
        if hit.kind in ("start", "end", "bar", "progress"):
            tasks = self.selected if task.id in self._selection.ids else (task.id,)
            first = tuple(dict.fromkeys((task.id, *tasks)))
            grip = hit.kind if hit.kind in ("start", "end") else "bar"
            return BarDrag(first, grip, stage.place_at(at.x()), snaps=self.snaps)
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carries a gesture on, or shows what could be held here."""
        stage = self.stage
        if stage is None:
            return
        self._at = event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover()
            return
        if self._pressed is None:
            return
        start, gesture = self._pressed
        if self._gesture is None:
            if gesture is None or (self._at - start).manhattanLength() < QApplication.startDragDistance():
                return
            self._gesture = gesture
        self._autoscroll.follow(self._at, stage.body)
        self._carry_on()

    def _carry_on(self) -> None:
        if self.stage is not None and self._gesture is not None:
            self._gesture = self._gesture.moved(self.stage, self._at.x(), self._at.y())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends the gesture: says what is wanted."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None or self.stage is None:
            return
        gesture = self._gesture
        was_click = gesture is None
        self._end()
        hit = self.stage.hit(event.position().x(), event.position().y())
        if was_click:
            row = self.stage.layout.rows[hit.row] if hit.row >= 0 else None
            if row is not None and row.kind == "task" and not event.modifiers() & (_CTRL | _SHIFT):
                self._select(self._selection.only(row.id, self.stage.contents))
        elif gesture is not None:
            self._want(gesture)

    def _want(self, gesture: Gesture) -> None:
        """Emits the signal of a finished gesture; nothing for one that changes nothing."""
        assert self.stage is not None
        snapshot = self.stage.contents.snapshot
        if isinstance(gesture, BarDrag):
            spans = gesture.spans(snapshot)
            if spans:
                self.spans_wanted.emit(spans)
        elif isinstance(gesture, ProgressDrag):
            if gesture.progress != snapshot.tasks[gesture.task].progress:
                self.progress_wanted.emit(gesture.task, gesture.progress)
        elif isinstance(gesture, StoneDrag):
            if gesture.day != snapshot.milestones[gesture.milestone].due_on:
                self.stone_wanted.emit(gesture.milestone, gesture.day)
        elif gesture.refusal:
            self.refused.emit(f"不能建立先后关系：{gesture.refusal}。")
        elif gesture.ends is not None:
            self.link_wanted.emit(*gesture.ends, gesture.kind)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the task, or folds what is below a heading."""
        if self.stage is None or event.button() != Qt.MouseButton.LeftButton:
            return
        hit = self.stage.hit(event.position().x(), event.position().y())
        if hit.row >= 0:
            row = self.stage.layout.rows[hit.row]
            if row.kind == "task":
                self.opened.emit(row.id)
            elif event.position().x() >= self.stage.body.x:
                self.toggle_folded(row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu of what lies there; a gesture under way is taken back instead."""
        stage = self.stage
        if stage is None or self.cancel():
            return
        at, task, link = asked_for(stage, event, self._selection.focus)
        if task is not None and task.id not in self._selection.ids:
            self._select(self._selection.only(task.id, stage.contents))
        if task is not None or link is not None:
            self.menu_wanted.emit(self.viewport().mapToGlobal(at), link)

    def cancel(self) -> bool:
        """Takes the gesture under way back; returns whether there was one."""
        was_busy = self._gesture is not None
        self._end()
        return was_busy

    def _end(self) -> None:
        self._autoscroll.stop()
        self._pressed = None
        self._gesture = None
        self.viewport().update()

    def _hover(self) -> None:
        stage = self.stage
        if stage is None:
            return
        hit = stage.hit(self._at.x(), self._at.y())
        row = hit.row if self._at.x() >= stage.body.x and stage.row_at(self._at.y()) is not None else None
        if row is not None and row >= 0 and stage.layout.rows[row].kind != "task":
            row = None
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()
        shape = _CURSORS.get(hit.kind, Qt.CursorShape.ArrowCursor)
        if stage.port_at(self._at.x(), self._at.y()):
            shape = Qt.CursorShape.CrossCursor
        if not self.can_change and hit.kind != "heading":
            shape = Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """Hides the ports."""
        self._hovered = None
        self.viewport().update()

    def _on_autoscrolled(self, dx: int, dy: int) -> None:
        self.scroll_by(dx, dy)
        self._carry_on()

    def _on_blinked(self) -> None:
        self._blinking = frozenset()
        self.viewport().update()

    # -- keyboard -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Selects, folds, opens, moves; every key stands in the list that F1 shows."""
        stage = self.stage
        if stage is None or not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        assert self.stage is not None
        contents, selection = self.stage.contents, self._selection
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if not self.cancel():
                self._select(Selection(frozenset(), selection.focus, selection.focus))
            return True
        if key == Qt.Key.Key_A and event.modifiers() & _CTRL:
            self.select_all()
            return True
        number = contents.row_of.get(selection.focus or "")
        row = contents.rows[number] if number is not None else None
        if self.can_change and self.selected:
            spans = step_wanted(contents.snapshot, self.selected, key, event.modifiers())
            if spans:
                self.spans_wanted.emit(spans)
                return True
            if event.text() in ("+", "=", "-"):
                task = contents.task(self.selected[0])
                by = -10 if event.text() == "-" else 10
                if len(self.selected) == 1 and 0 <= task.progress + by <= 100:
                    self.progress_wanted.emit(task.id, task.progress + by)
                return True
        if row is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row.kind == "task":
                self.opened.emit(row.id)
            else:
                self.toggle_folded(row.id)
            return True
        if row is not None and row.kind != "task" and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if row.is_folded == (key == Qt.Key.Key_Right):
                self.toggle_folded(row.id)
            return True
        target = next_row(key, number, len(contents.rows), self.stage.page)
        if target is None:
            return False
        (to,) = contents.rows.keys(target, target)
        extends = bool(event.modifiers() & _SHIFT)
        self._select(selection.extended(to, contents) if extends else selection.only(to, contents))
        self.show_row(target)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keyboard is."""
        if self.stage is not None and self._selection.focus is None and self.stage.contents.rows:
            first = self.stage.contents.rows[0].id
            self._selection = Selection(self._selection.ids, first, first)
        self.update()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hides where the keyboard was."""
        self.update()
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Shows what a row is in full when the pointer rests."""
        if isinstance(event, QHelpEvent) and self.stage is not None:
            row = self.stage.row_at(event.pos().y())
            words = row_words(self.stage.contents, row) if row is not None else ""
            if words:
                QToolTip.showText(event.globalPos(), tip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)
