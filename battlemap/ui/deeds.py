"""What a user does to an open campaign: asked for what is missing, then carried out as one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import attrs
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from battlemap.commands.action import ArchiveAction, DeleteAction, MoveAction
from battlemap.commands.attachment import attach, opened
from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.command import Command
from battlemap.commands.session import Session
from battlemap.commands.task import DeleteTasks
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.domain.kinds.task import Lane, Task, is_extension
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError, FileProblem
from battlemap.ui import jobs
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.icons import IconBook


class Deeds:
    """Runs commands of one session; what fails is shown in the bar, or in the dialog that asked for it."""

    def __init__(self, session: Session, icons: IconBook, bar: ErrorBar, window: QWidget) -> None:
        self._session, self._icons, self._bar, self._window = session, icons, bar, window

    def run(self, command: Command) -> bool | None:
        """Carries a command out; returns False where it was refused, None where the file did not take it."""
        return self._try(lambda: self._session.run(command))

    def attempt(self, deed: Callable[[], object]) -> bool | None:
        """Does what `deed` does, which may catch refusals of its own; tells of all others and returns as `run`."""
        return self._try(deed)

    def undo(self) -> None:
        """Takes the last step back."""
        self._try(self._session.undo)

    def redo(self) -> None:
        """Does the last undone step again."""
        self._try(self._session.redo)

    def undo_to(self, step: str) -> None:
        """Takes back all that came after a step."""
        self._try(lambda: self._session.undo_to(step))

    def move(self, tasks: tuple[str, ...], action: str, lane: Lane, before: str | None) -> None:
        """Moves cards to a place on the board."""
        self.run(MoveTasks(tuple(tasks), action, lane, before or None))

    def set_due(self, tasks: tuple[str, ...], day: date | None, words: str = "") -> bool | None:
        """Sets a due day; asks for a reason where that is an extension. False where that is turned away, else as `run`."""
        from battlemap.ui.dialogs.extension import ExtensionDialog

        rows = [self._session.snapshot.tasks[task] for task in tasks]
        late = [task.code for task in rows if task.due_on != day and is_extension(task, day)]
        if not late or not self._session.may_write:
            return self.run(SetDue(tuple(tasks), day, words))
        dialog = ExtensionDialog("、".join(late), day, self._window)
        return self.ask(dialog, lambda: SetDue(tuple(tasks), day, words, dialog.answer())) is not None

    def reschedule(self, spans: Sequence[TaskDays]) -> bool | None:
        """Gives tasks new days; asks for a reason where one is extended. False where that is turned away, else as `run`."""
        from battlemap.ui.dialogs.extension import ExtensionDialog

        rows = {span.task: self._session.snapshot.tasks[span.task] for span in spans}
        late = [
            span
            for span in spans
            if rows[span.task].due_on != span.due_on and is_extension(rows[span.task], span.due_on)
        ]
        if not late or not self._session.may_write:
            return self.run(Reschedule(tuple(spans)))
        codes = "、".join(rows[span.task].code for span in late)
        dialog = ExtensionDialog(codes, late[0].due_on, self._window)

        def command() -> Reschedule:
            return Reschedule(tuple(attrs.evolve(span, reason=dialog.answer()) for span in spans))

        return self.ask(dialog, command) is not None

    def attach(self, task: str, paths: Sequence[Path]) -> None:
        """Copies files beside the campaign as attachments of a task, one step each; the first refusal ends it."""
        for path in paths:
            if self._try(partial(attach, self._session, task, path)) is not True:
                return

    def open_attachment(self, attachment: str) -> None:
        """Opens an attachment in the program that the machine has for it, if it still is what was added."""
        with self._bar.guarding():
            path = opened(self._session, attachment)
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._bar.show_words(f"这台电脑没有能打开“{path.name}”的程序。文件在：{path}")

    def new_task(self, action: str | None, lane: Lane = "waiting") -> str | None:
        """Asks for a new task and makes it; returns its id."""
        from battlemap.ui.dialogs.new_task import NewTaskDialog

        snapshot = self._session.snapshot
        if not snapshot.columns:
            self._bar.show_words("作战板上还没有专项行动，请先从方案生成。")
            return None
        dialog = NewTaskDialog(self._icons, snapshot, action, lane, self._window)
        step = self.ask(dialog, dialog.answer)
        made = [change.id for change in step.changes if isinstance(change.after, Task)] if step else []
        return made[0] if made else None

    def new_action(self) -> None:
        """Asks for a new column and makes it."""
        from battlemap.ui.dialogs.action import ActionDialog

        dialog = ActionDialog(self._session.snapshot, None, self._window)
        self.ask(dialog, dialog.new)

    def edit_action(self, action: str) -> None:
        """Asks for changes of a column."""
        from battlemap.ui.dialogs.action import ActionDialog

        snapshot = self._session.snapshot
        dialog = ActionDialog(snapshot, snapshot.actions[action], self._window)
        self.ask(dialog, dialog.changes)

    def edit_measures(self, action: str | None, tasks: Sequence[str] = ()) -> None:
        """Shows the measures of a column (None: of the first task's, else the first one), to be changed one by one."""
        from battlemap.ui.dialogs.measures import MeasuresDialog

        snapshot = self._session.snapshot
        if not snapshot.columns:
            self._bar.show_words("作战板上还没有专项行动，请先新建专项。")
            return
        if action is None:
            action = snapshot.tasks[tasks[0]].action if tasks else snapshot.columns[0].id
        MeasuresDialog(self._session, action, self._window).exec()

    def shift_action(self, action: str, by: int) -> None:
        """Moves a column one place to the left (-1) or right (1)."""
        order = [column.id for column in self._session.snapshot.columns]
        place = order.index(action) + by
        if 0 <= place < len(order):
            rest = [other for other in order if other != action]
            self.run(MoveAction(action, rest[place] if place < len(rest) else None))

    def archive_action(self, action: str, is_archived: bool = True) -> None:
        """Takes a column off the board with its cards, or puts it back; nothing is asked, for it can be undone."""
        self.run(ArchiveAction(action, is_archived))

    def delete_action(self, action: str) -> None:
        """Deletes a column with its cards; nothing is asked, for it can be undone."""
        self.run(DeleteAction(action))

    def delete(self, tasks: tuple[str, ...]) -> None:
        """Deletes cards; nothing is asked, for it can be undone."""
        if tasks:
            self.run(DeleteTasks(tuple(tasks)))

    def report(self, tasks: tuple[str, ...]) -> None:
        """Asks for a report of progress on the tasks, percent and note."""
        from battlemap.ui.dialogs.report import ReportDialog

        if tasks:
            dialog = ReportDialog(self._icons, self._session.snapshot, tuple(tasks), self._window)
            self.ask(dialog, dialog.answer)

    def raise_problem(self, tasks: tuple[str, ...]) -> None:
        """Asks for a problem that stands in the way of the cards."""
        from battlemap.ui.dialogs.problem import ProblemDialog

        dialog = ProblemDialog(self._icons, self._session.snapshot, tuple(tasks), self._window)
        self.ask(dialog, dialog.answer)

    def merge_people(self) -> None:
        """Asks which people of one name are one, and makes them one."""
        from battlemap.ui.dialogs.merge_people import MergePeopleDialog

        dialog = MergePeopleDialog(self._session.snapshot, self._window)
        self.ask(dialog, dialog.answer)

    def bulk_edit(self, tasks: tuple[str, ...]) -> None:
        """Asks which fields of the tasks get which values, and sets them in one step."""
        from battlemap.shown.list.task_rows import TaskRows
        from battlemap.ui.list.bulk_dialog import BulkDialog

        if tasks:
            rows = TaskRows.of(self._session)
            rows.present(self._session.snapshot, date.min)
            dialog = BulkDialog(rows, tasks, self._window)
            self.ask(dialog, dialog.answer)

    def edit_campaign(self) -> None:
        """Asks for changes of the campaign's own data."""
        from battlemap.ui.dialogs.campaign import CampaignDialog

        campaign = self._session.snapshot.campaign
        dialog = CampaignDialog(self._icons, campaign, "行动信息", "保存", self._window)
        self.ask(dialog, dialog.changes)

    def ask(self, dialog: Ask, command_of: Callable[[], Command | None]) -> Step | None:
        """Shows a dialog until its command is carried out or the user turns away; returns the step, if any.

        What goes wrong is said in the dialog, in which all that was typed stays.
        """
        steps: list[Step | None] = []

        def deed() -> None:
            jobs.put_window_first()
            command = command_of()
            steps.append(self._session.run(command) if command else None)

        if dialog.is_answered(deed):
            self._bar.hide()
        dialog.deleteLater()
        return steps[0] if steps else None

    def _try(self, deed: Callable[[], object]) -> bool | None:
        """Returns True, False where a rule refused it, None where the file did not take it: then 重试 is offered."""
        jobs.put_window_first()
        try:
            deed()
        except FileProblem as problem:
            if not self._session.may_write:
                self._bar.show_error(problem)
                return False
            self._bar.show_error(problem, "重试", lambda: self._again(deed))
            return None
        except BattlemapError as error:
            self._bar.show_error(error)
            return False
        self._bar.hide()
        return True

    def _again(self, deed: Callable[[], object]) -> None:
        self._try(deed)
