"""How a campaign file comes to be open: opened, made blank, from a plan, or the demo; and copied away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.demo import write_demo
from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.session import Session
from battlemap.domain.calendar import FIRST_DAY, LAST_DAY, HolidayNotice
from battlemap.domain.plan import PlanDraft
from battlemap.errors import BadInput, BattlemapError, FileInUse, FileProblem, NotFound
from battlemap.exchange import state_council
from battlemap.exchange.plan_text import read_plan
from battlemap.exchange.text_pieces import TasksPer
from battlemap.store.campaign_file import SUFFIX
from battlemap.store.site import site_of_machine
from battlemap.ui import jobs
from battlemap.ui.dialogs.campaign import CampaignDialog
from battlemap.ui.dialogs.plan_preview import PlanPreview
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.icons import IconBook
from battlemap.ui.settings import Settings

_CAMPAIGNS: Final = f"作战图档案 (*{SUFFIX})"
_PLANS: Final = "方案 (*.txt *.md *.docx)"
_PLAN_SUFFIXES: Final = (".txt", ".md", ".docx", ".doc")
_FORBIDDEN: Final = '\\/:*?"<>|\n\r\t'


class Files:
    """Asks for files, opens sessions and hands them to `take`; failures are shown in the bar."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        icons: IconBook,
        bar: ErrorBar,
        window: QWidget,
        take: Callable[[Session], None],
    ) -> None:
        self._settings, self._clock, self._icons = settings, clock, icons
        self._bar, self._window, self._take = bar, window, take
        self._notice: HolidayNotice | None = None

    # -- opening --------------------------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Asks for a campaign file and opens it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "打开作战图", self._folder(), _CAMPAIGNS)
        if name:
            self.open(Path(name))

    def open_any(self, path: Path) -> None:
        """Opens a campaign, or begins one from a plan: what was dropped or named on the command line."""
        if path.suffix.lower() in _PLAN_SUFFIXES:
            self.from_plan(path)
        else:
            self.open(path)

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Opens a campaign file; a file in use is offered for reading only. Returns whether it is open."""
        try:
            session = Session.open(
                path,
                self._settings.operator,
                self._clock,
                self.notice,
                site=self._site(),
                read_only=read_only,
            )
        except FileInUse as error:
            self._bar.show_error(error, "以只读方式打开", lambda: self._open_read_only(path))
            return False
        except NotFound as error:
            self._bar.show_error(error, "从列表中移除", lambda: self._settings.forget(path))
            return False
        except BattlemapError as error:
            self._bar.show_error(error)
            return False
        self._show(session)
        return True

    def _open_read_only(self, path: Path) -> None:
        self.open(path, read_only=True)

    # -- beginning ------------------------------------------------------------------------------------------------

    def new_blank(self) -> None:
        """Asks for a campaign's data and a place, and begins a blank one."""
        command = CampaignDialog.ask_new(self._icons, self._clock().date(), self._window)
        path = self._ask_place(command.title) if command else None
        if command is not None and path is not None:
            self._begin(path, command, None)

    def ask_plan(self) -> None:
        """Asks for a plan and begins a campaign from it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "选择方案", self._folder(), _PLANS)
        if name:
            self.from_plan(Path(name))

    def from_plan(self, plan: Path) -> None:
        """Reads a plan, shows what was understood, asks for a place and begins the campaign."""
        with self._bar.guarding():
            draft = self._read(plan)
            if draft is None:
                return
            wanted = PlanPreview.ask(
                self._icons,
                draft,
                lambda level, tasks_per: self._read(plan, level, tasks_per) or draft,
                self._window,
            )
            path = self._ask_place(wanted.title) if wanted else None
            if wanted is not None and path is not None:
                self._begin(path, founding(wanted, self._clock().date()), ImportPlan(wanted))

    def demo(self) -> None:
        """Asks for a place and writes the demo campaign there."""
        path = self._ask_place("演示行动")
        if path is not None:
            with self._bar.guarding():
                self._make_room(path)
                jobs.run(self._window, "正在建立演示行动……", lambda progress: write_demo(path))
                self.open(path)

    def save_copy(self, session: Session) -> None:
        """Asks for a place and writes a compact copy there that may leave the PC."""
        today = self._clock().date()
        path = self._ask_place(f"{session.snapshot.campaign.title} {today.isoformat()}", "另存副本")
        if path is not None:
            with self._bar.guarding():
                self._make_room(path)
                session.file.save_copy(path)
                self._bar.show_words(f"副本已存到「{path}」。", is_note=True)

    # -- by and by ------------------------------------------------------------------------------------------------

    @property
    def notice(self) -> HolidayNotice:
        """What is known of days off and make-up days, read once."""
        if self._notice is None:
            self._notice = state_council.notice(FIRST_DAY, LAST_DAY)
        return self._notice

    def _begin(self, path: Path, campaign: CreateCampaign, content: ImportPlan | None) -> None:
        with self._bar.guarding():
            self._make_room(path)
            session = Session.create(
                path, campaign, self._settings.operator, self._clock, self.notice, site=self._site()
            )
            try:
                if content is not None:
                    session.run(content)
            except BaseException:
                session.close()
                path.unlink(missing_ok=True)
                raise
            self._show(session)

    def _show(self, session: Session) -> None:
        self._settings.remember(session.file.path)
        self._take(session)

    def _read(
        self, plan: Path, level: str | None = None, tasks_per: TasksPer = "sentence"
    ) -> PlanDraft | None:
        today: date = self._clock().date()
        return jobs.run(
            self._window,
            f"正在读取「{plan.name}」……",
            lambda progress: read_plan(plan, level, tasks_per, year_hint=today.year, today=today),
        )

    def _ask_place(self, title: str, caption: str = "保存作战图") -> Path | None:
        name = "".join(char for char in title if char not in _FORBIDDEN).strip()[:60] or "作战图"
        start = str(Path(self._folder()) / f"{name}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self._window, caption, start, _CAMPAIGNS)
        if not chosen:
            return None
        return Path(chosen) if chosen.endswith(SUFFIX) else Path(chosen + SUFFIX)

    def _make_room(self, path: Path) -> None:
        """Sets a file aside that the user has agreed to replace; what is open or no campaign is never replaced."""
        if not path.exists():
            return
        if path.stat().st_size and path.read_bytes()[:16] != b"SQLite format 3\x00":
            raise BadInput(f"「{path.name}」不是作战图档案，为防误删不予覆盖，请换一个名称。")
        with Session.open(path, self._settings.operator, self._clock):
            pass
        aside = path.with_name(f"{path.stem} {self._clock():%Y%m%d-%H%M%S} 被替换{SUFFIX}")
        try:
            path.rename(aside)
        except OSError as error:
            raise FileProblem(f"无法替换「{path.name}」，请换一个名称。", str(error)) from error
        self._bar.show_words(f"原有同名档案已改名为「{aside.name}」。", is_note=True)

    def _site(self) -> str:
        return site_of_machine(self._settings.path.parent)

    def _folder(self) -> str:
        known = self._settings.last_folder
        return known if known and Path(known).is_dir() else str(Path.home())
