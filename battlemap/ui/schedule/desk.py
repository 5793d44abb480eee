"""Planning at the window's service: wires the menu 计划 to the open campaign."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog

from battlemap.domain.planning.succession import moved_by
from battlemap.domain.reach import Reach
from battlemap.domain.step import Step
from battlemap.ui.desk import Desk
from battlemap.ui.files import file_name

_PROJECTS: Final = "MS Project XML (*.xml)"


class ScheduleDesk(Desk):
    """Shows the dialogs of the menu 计划, and offers to push what follows."""

    def follow(self, step: Step, reach: Reach) -> None:
        """Offers to push what must follow the tasks that a step has moved; the timeline offers it by itself."""
        workspace = self.workspace
        if workspace is None or not reach.touches("task", "dependency"):
            return
        workspace.offer.hide()
        moved = moved_by(step)
        waited_for = {link.predecessor for link in workspace.session.snapshot.live_dependencies}
        if workspace.can_write and workspace.pages.name != "timeline" and waited_for.intersection(moved):
            workspace.offer.offer(workspace.session.snapshot, moved)

    def schedule_backwards(self) -> None:
        """Asks for a template and lays it backwards from the due days of the selected tasks, as one step."""
        from battlemap.ui.schedule.backward_dialog import BackwardDialog

        workspace = self.workspace
        if workspace is None or not workspace.selected:
            return
        workspace.dock.flush()
        snapshot = workspace.session.snapshot
        open_tasks = [id for id in workspace.selected if not snapshot.tasks[id].is_finished]
        if not open_tasks:
            self.shell.files.bar.show_words("选中的任务均已办结，不再倒排工期。")
            return
        dialog = BackwardDialog(
            snapshot, open_tasks, workspace.as_of, self.shell.files.settings, workspace.look, self.shell
        )
        workspace.deeds.ask(dialog, dialog.answer)

    def edit_calendar(self) -> None:
        """Shows the working calendar; what is changed in it is one step."""
        from battlemap.ui.schedule.calendar_dialog import CalendarDialog

        workspace = self.workspace
        if workspace is not None:
            workspace.dock.flush()
            dialog = CalendarDialog(
                workspace.session.snapshot, workspace.look, self.shell.files.folder(), self.shell
            )
            workspace.deeds.ask(dialog, dialog.answer)

    def edit_dependencies(self) -> None:
        """Shows what the selected task waits for and what waits for it."""
        from battlemap.ui.schedule.dependencies_dialog import DependenciesDialog

        workspace = self.workspace
        if workspace is not None and workspace.selected:
            workspace.dock.flush()
            DependenciesDialog(
                workspace.session, workspace.selected[0], workspace.as_of, workspace.can_write, self.shell
            ).exec()

    def show_baselines(self) -> None:
        """Shows the baselines and how the plan has shifted since."""
        from battlemap.ui.schedule.baselines_dialog import BaselinesDialog

        workspace = self.workspace
        if workspace is not None:
            workspace.dock.flush()
            BaselinesDialog(
                workspace.session, workspace.look, workspace.as_of, workspace.can_write, self.shell
            ).exec()

    def show_forecast(self) -> None:
        """Shows when everything will be done by its pace of late."""
        from battlemap.ui.schedule.forecast_dialog import ForecastDialog

        workspace = self.workspace
        if workspace is not None:
            workspace.dock.flush()
            ForecastDialog(workspace.shown, workspace.as_of, workspace.look, self.shell).exec()

    def merge_plan(self) -> None:
        """Asks for another plan and adds what is new in it, as one step."""
        from battlemap.ui.beginnings import merge_plan

        if self.workspace is not None:
            merge_plan(self.shell.files, self.workspace)

    def take_project(self) -> None:
        """Asks for a plan of MS Project, shows what it brings and what not, and takes it over as one step."""
        workspace = self.workspace
        if workspace is None:
            return
        name, _ = QFileDialog.getOpenFileName(
            self.shell, "导入 MS Project 计划", self.shell.files.folder(), _PROJECTS
        )
        if name:
            self.read_plan(Path(name))

    def read_plan(self, path: Path) -> None:
        """Shows what a plan of MS Project brings, and takes it over as one step."""
        from battlemap.shown.schedule.project_files import taken
        from battlemap.ui.schedule.project_dialog import ProjectDialog

        workspace = self.workspace
        if workspace is None:
            return
        workspace.dock.flush()
        with self.shell.files.bar.guarding():
            snapshot = workspace.session.snapshot
            draft = taken(path, snapshot.calendar)
            dialog = ProjectDialog(draft, snapshot, path.name, self.shell)
            workspace.deeds.ask(dialog, dialog.answer)

    def give_project(self) -> None:
        """Asks where to, and writes the plan as MS Project's XML."""
        workspace = self.workspace
        if workspace is None:
            return
        start = str(Path(self.shell.files.folder()) / f"{file_name(workspace.shown.campaign.title)}.xml")
        name, _ = QFileDialog.getSaveFileName(self.shell, "导出 MS Project 计划", start, _PROJECTS)
        if name:
            path = Path(name)
            self.write_plan(path if path.suffix.lower() == ".xml" else path.with_name(f"{path.name}.xml"))

    def write_plan(self, path: Path) -> None:
        """Writes the plan of the tasks that the filter shows as MS Project's XML, and says so."""
        from battlemap.shown.schedule.project_files import given

        workspace = self.workspace
        if workspace is None:
            return
        workspace.dock.flush()
        with self.shell.files.bar.guarding():
            count = given(path, workspace.shown, workspace.only)
            kept = "（只含筛选显示的任务）" if workspace.only is not None else ""
            words = f"已导出“{path}”：任务 {count} 项{kept}。"
            self.shell.files.bar.show_words(words, is_note=True)
