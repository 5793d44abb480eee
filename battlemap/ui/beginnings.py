"""How a campaign begins: blank, from a plan, or as the demo; how a second plan is taken in. Imported when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog

from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.demo import write_demo
from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.session import Session
from battlemap.domain.days.calendar import HolidayNotice
from battlemap.domain.planning.plan import PlanDraft
from battlemap.exchange.plan_text import read_plan
from battlemap.exchange.text_pieces import TasksPer
from battlemap.shown.plan_drafts import PlanDrafts
from battlemap.ui import jobs
from battlemap.ui.dialogs.campaign import CampaignDialog
from battlemap.ui.dialogs.confirm import confirmed
from battlemap.ui.dialogs.plan_gain import PlanGainDialog
from battlemap.ui.dialogs.plan_preview import PlanPreview
from battlemap.ui.files import Files
from battlemap.ui.icons import IconBook
from battlemap.ui.workspace import Workspace

_PLANS: Final = "方案 (*.txt *.md *.docx *.xlsx *.xls *.xlsm *.ods *.et)"


def begin_blank(files: Files, icons: IconBook) -> None:
    """Asks for a campaign's data and a place, and begins a blank one."""
    command = CampaignDialog.ask_new(icons, files.clock().date(), files.window)
    path = files.ask_place(command.title) if command else None
    if command is not None and path is not None:
        files.begin(path, _founded(command, None))


def ask_plan(files: Files, icons: IconBook) -> None:
    """Asks for a plan and begins a campaign from it."""
    name, _ = QFileDialog.getOpenFileName(files.window, "选择方案", files.folder(), _PLANS)
    if name:
        begin_from_plan(files, icons, Path(name))


def begin_from_plan(files: Files, icons: IconBook, plan: Path) -> None:
    """Reads a plan, shows what was understood, asks for a place and begins the campaign in two steps."""
    with files.bar.guarding():
        as_read = _read(files, plan)
        if as_read is None:
            return

        def reread(level: str | None, tasks_per: TasksPer) -> PlanDraft:
            return _read(files, plan, level, tasks_per) or as_read

        drafts = PlanDrafts(files.settings.path.parent / "begun-plans")
        draft = _taken_up(files, drafts, plan) or as_read
        while True:
            answers = files.settings.unit_answers
            wanted = PlanPreview.ask(icons, draft, reread, files.window, partial(drafts.keep, plan), answers)
            files.settings.save()
            if wanted is None:
                return
            path = files.ask_place(wanted.title)
            if path is not None:
                break
            draft = wanted  # nobody has chosen a place: what was put right in the preview is not lost
        files.begin(path, _founded(founding(wanted, files.clock().date()), ImportPlan(wanted)))
        drafts.forget(plan)


def _taken_up(files: Files, drafts: PlanDrafts, plan: Path) -> PlanDraft | None:
    """Returns what was begun with the plan before, where the user wants to go on with it."""
    begun = drafts.begun(plan)
    words = "上次对这份方案作过调整，还没有生成作战图。"
    if begun is None or confirmed(files.window, "接着上次的调整", words, "接着调整", "重新读取"):
        return begun
    drafts.forget(plan)
    return None


def merge_plan(files: Files, workspace: Workspace, plan: Path | None = None) -> None:
    """Asks for a plan where none is given, shows what it would add to the open campaign, and adds it in one step."""
    if plan is None:
        name, _ = QFileDialog.getOpenFileName(files.window, "选择要并入的方案", files.folder(), _PLANS)
        if not name:
            return
        plan = Path(name)
    workspace.dock.flush()
    with files.bar.guarding():
        draft = _read(files, plan)
        if draft is not None:
            dialog = PlanGainDialog(draft, workspace.session.snapshot, plan.name, files.window)
            workspace.deeds.ask(dialog, dialog.answer)


def begin_demo(files: Files) -> bool:
    """Asks for a place, writes the demo campaign there and opens it; returns whether it is open."""
    path = files.ask_place("演示行动")
    is_open = False
    if path is not None:
        with files.bar.guarding():
            files.make_room(path)
            jobs.run(files.window, "正在建立演示行动……", lambda progress: write_demo(path))
            files.open(path)
            is_open = True
    return is_open


def _founded(
    campaign: CreateCampaign, content: ImportPlan | None
) -> Callable[[Path, str, Callable[[], datetime], HolidayNotice, str], Session]:
    """Returns how the session is made."""

    def make(
        path: Path, actor: str, clock: Callable[[], datetime], notice: HolidayNotice, site: str
    ) -> Session:
        return Session.create(path, campaign, actor, clock, notice, content=content, site=site)

    return make


def _read(
    files: Files, plan: Path, level: str | None = None, tasks_per: TasksPer = "sentence"
) -> PlanDraft | None:
    today = files.clock().date()
    return jobs.run(
        files.window,
        f"正在读取“{plan.name}”……",
        lambda progress: read_plan(
            plan, level, tasks_per, year_hint=today.year, today=today, progress=progress.report
        ),
    )
