"""The timeline as a page: toolbar, canvas, and the offer to let what follows give way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from battlemap.commands.dependency import AddDependency, RemoveDependency
from battlemap.commands.loop import ReportProgress
from battlemap.commands.rows import EditRow
from battlemap.commands.timeline import TaskDays
from battlemap.domain.kinds.baseline import Baseline
from battlemap.domain.kinds.dependency import Dependency, DependencyKind
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.timeline.contents import Shown
from battlemap.theme import Theme
from battlemap.ui.empty_board import EmptyBoard
from battlemap.ui.page import Page, Tools
from battlemap.ui.task_menu import TaskMenu
from battlemap.ui.timeline.canvas import TimelineCanvas
from battlemap.ui.timeline.menu import offer_link
from battlemap.ui.timeline.push_offer import PushOffer
from battlemap.ui.timeline.toolbar import Toolbar


class TimelinePage(Page):
    """What the canvas wants becomes one command each; the chosen marks are remembered."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.toolbar = Toolbar(tools.settings.timeline_marks)
        self.canvas = TimelineCanvas(tools.look, tools.fonts)
        self.canvas.snaps = "snap" in self.toolbar.marks
        self.offer = PushOffer(tools.deeds.run)
        self._ground = QStackedWidget()
        self._ground.addWidget(self.canvas)
        self._ground.addWidget(EmptyBoard(tools.actions))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, self.offer):
            column.addWidget(widget)
        column.addWidget(self._ground, 1)
        self._connect()

    def _connect(self) -> None:
        canvas, toolbar, deeds = self.canvas, self.toolbar, self._tools.deeds
        canvas.opened.connect(self.opened)
        canvas.selection_changed.connect(self.selection_changed)
        canvas.refused.connect(self.refused)
        canvas.menu_wanted.connect(self._on_menu)
        canvas.spans_wanted.connect(self._on_spans)
        canvas.progress_wanted.connect(lambda task, percent: deeds.run(ReportProgress(task, percent)))
        canvas.stone_wanted.connect(
            lambda stone, day: deeds.run(EditRow("milestone", stone, {"due_on": day}))
        )
        canvas.link_wanted.connect(self._on_link)
        toolbar.changed.connect(self._on_marks)
        toolbar.fold_wanted.connect(self._on_fold)
        toolbar.zoom_wanted.connect(
            lambda by: (canvas.zoom_out, canvas.zoom_to_fit, canvas.zoom_in)[by + 1]()
        )
        toolbar.today_wanted.connect(self._show_today)

    # -- showing --------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew."""
        self.toolbar.show_baselines(_live_baselines(snapshot))
        self.offer.hide()
        self.canvas.present(snapshot, as_of, only)
        self.canvas.set_shown(self._shown())
        self._ground.setCurrentIndex(0 if snapshot.columns else 1)

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows anew what the step touches."""
        if reach.touches("baseline"):
            self.toolbar.show_baselines(_live_baselines(snapshot))
            self.canvas.set_shown(self._shown())
        self.canvas.follow(step, reach, snapshot)
        if not self.offer.isHidden() and reach.touches("task", "dependency"):
            self.offer.hide()
        self._ground.setCurrentIndex(0 if snapshot.columns else 1)

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows the bars of these tasks alone."""
        self.canvas.show_only(only)

    def will_show(self, snapshot: Snapshot) -> str:
        """Returns what the page shows once there are tasks."""
        return "建立任务并填写时限后，这里按时间摆开工期条。" if snapshot.columns else ""

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.canvas.set_look(look)

    def select(self, tasks: Sequence[str]) -> None:
        """Marks these bars."""
        self.canvas.select(tasks)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids dragging."""
        self.canvas.can_change = can_change
        if not can_change:
            self.canvas.cancel()
            self.offer.hide()

    def set_motion(self, moves: bool) -> None:
        """Lets rows that changed blink, or not."""
        self.canvas.blinks = moves

    def take_focus(self) -> None:
        """Takes the keyboard."""
        self.canvas.setFocus()

    def places(self) -> dict[str, QRect]:
        """Returns the bars in sight by their tasks' codes."""
        stage = self.canvas.stage
        if stage is None:
            return {}
        return {stage.contents.task(id).code: self.canvas.bar_rect_of(id) for id in stage.contents.tasks}

    def zoom_in(self) -> None:
        """Shows wider days."""
        self.canvas.zoom_in()

    def zoom_out(self) -> None:
        """Shows narrower days."""
        self.canvas.zoom_out()

    def zoom_to_fit(self) -> None:
        """Shows all days at once."""
        self.canvas.zoom_to_fit()

    # -- hearing --------------------------------------------------------------------------------------------------

    def _shown(self) -> Shown:
        marks, chosen = self.toolbar.marks, self.toolbar.baseline
        session = self._tools.session
        baseline = session.snapshot.baselines.get(chosen) if chosen else None
        then = session.snapshot_at(baseline.frozen_at) if baseline is not None else None
        return Shown("links" in marks, "critical" in marks, "front" in marks, then)

    def _on_marks(self) -> None:
        marks, settings = self.toolbar.marks, self._tools.settings
        self.canvas.snaps = "snap" in marks
        if sorted(marks) != sorted(settings.timeline_marks):
            settings.timeline_marks = sorted(marks)
            settings.save()
        self.canvas.set_shown(self._shown())

    def _on_fold(self, folds: bool) -> None:
        if self.canvas.stage is not None:
            snapshot = self.canvas.stage.contents.snapshot
            self.canvas.set_folded({action.id for action in snapshot.columns} if folds else ())

    def _show_today(self) -> None:
        if self.canvas.stage is not None:
            self.canvas.show_day(self.canvas.stage.contents.as_of)

    def _on_spans(self, spans: Sequence[TaskDays]) -> None:
        if self._tools.deeds.reschedule(spans):
            tasks = tuple(span.task for span in spans)
            self.offer.offer(self._tools.session.snapshot, tasks)

    def _on_menu(self, at: QPoint, link: Dependency | None) -> None:
        menu = self.menu_for(link)
        menu.exec(at)
        menu.deleteLater()

    def menu_for(self, link: Dependency | None) -> QMenu:
        """Returns the menu of a link; of the selected tasks for None."""
        assert self.canvas.stage is not None
        menu, tools = QMenu(self), self._tools
        snapshot = self.canvas.stage.contents.snapshot
        if link is None:
            fill = TaskMenu(
                snapshot, self.canvas.selected, self.canvas.stage.contents.as_of, tools.deeds, tools.actions
            )
            fill.fill(menu, self.canvas.can_change)
        else:
            deed = (lambda: tools.deeds.run(RemoveDependency(link.id))) if self.canvas.can_change else None
            offer_link(menu, snapshot, link, self.opened.emit, deed)
        menu.addActions([tools.actions["undo"], tools.actions["redo"]])
        return menu

    def _on_link(self, predecessor: str, successor: str, kind: DependencyKind) -> None:
        if self._tools.deeds.run(AddDependency(predecessor, successor, kind)):
            self.offer.offer(self._tools.session.snapshot, (predecessor,))


def _live_baselines(snapshot: Snapshot) -> list[Baseline]:
    return sorted(
        (baseline for baseline in snapshot.baselines.values() if not baseline.deleted),
        key=lambda baseline: baseline.frozen_at,
    )
