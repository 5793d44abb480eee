"""Campaign files: asked for, opened, copied away. How one begins is told in `ui.beginnings`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from battlemap.commands.mailing import Post
from battlemap.commands.session import Session
from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY, HolidayNotice
from battlemap.errors import (
    BadInput,
    BattlemapError,
    FileDamaged,
    FileInUse,
    FileProblem,
    FileReadOnly,
    NotACampaign,
    NotFound,
)
from battlemap.exchange import state_council
from battlemap.moving import is_held, move
from battlemap.paths import SUFFIX
from battlemap.safe_names import safe_name
from battlemap.shown.settings import Settings
from battlemap.store.site import site_of_machine
from battlemap.ui.error_bar import ErrorBar

_CAMPAIGNS: Final = f"作战图档案 (*{SUFFIX})"


class Files:
    """Opens sessions and hands them to `take`; failures are shown in the bar."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        bar: ErrorBar,
        window: QWidget,
        take: Callable[[Session], None],
    ) -> None:
        self.settings, self.clock, self.bar, self.window = settings, clock, bar, window
        self._take = take
        self._notice: HolidayNotice | None = None
        #: Offers the ways out of a file that is damaged or gone; returns whether there are any.
        self.rescue: Callable[[Path, BattlemapError], bool] = lambda path, error: False

    # -- opening --------------------------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Asks for a campaign file and opens it."""
        name, _ = QFileDialog.getOpenFileName(self.window, "打开作战图", self.folder(), _CAMPAIGNS)
        if name:
            self.open(Path(name))

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Opens a campaign file; a file in use is offered for reading only. Returns whether it is open."""
        try:
            session = Session.open(
                path, self.settings.signature, self.clock, self.notice, site=self._site(), read_only=read_only,
                pages_later=True,
            )  # fmt: skip
        except BattlemapError as error:
            self._fail(path, error, read_only)
            return False
        self._show(session)
        return True

    def _fail(self, path: Path, error: BattlemapError, read_only: bool) -> None:
        """Says why a file does not open, and offers the way out."""
        if isinstance(error, FileInUse | FileReadOnly) and not read_only:
            self.bar.show_error(error, "以只读方式打开", lambda: self._open_read_only(path))
        elif isinstance(error, FileDamaged | NotACampaign | NotFound) and self.rescue(path, error):
            self.bar.show_error(error, "恢复或抢救…", lambda: self._rescue_again(path, error))
        elif isinstance(error, NotFound):
            self.bar.show_error(error, "从列表中移除", lambda: self.settings.forget(path))
        else:
            self.bar.show_error(error)

    def _rescue_again(self, path: Path, error: BattlemapError) -> None:
        self.rescue(path, error)

    def begin(
        self, path: Path, make: Callable[[Path, str, Callable[[], datetime], HolidayNotice, str], Session]
    ) -> None:
        """Has a new session made at `path` and shows it; what lies there is set aside first."""
        with self.bar.guarding():
            self.make_room(path)
            self._show(make(path, self.settings.signature, self.clock, self.notice, self._site()))

    def _open_read_only(self, path: Path) -> None:
        self.open(path, read_only=True)

    def _show(self, session: Session) -> None:
        self.settings.remember(session.file.path)
        self._take(session)

    # -- places ---------------------------------------------------------------------------------------------------

    def save_copy(self, session: Session) -> None:
        """Asks for a place and writes a compact copy there that may leave the PC."""
        today = self.clock().date()
        path = self.ask_place(f"{session.snapshot.campaign.title} {today.isoformat()}", "另存副本")
        if path is not None:
            with self.bar.guarding():
                self.make_room(path)
                Post(session, self.settings.path.parent).save_copy(path)
                self.bar.show_words(f"副本已存到“{path}”。", is_note=True)

    def ask_place(self, title: str, caption: str = "保存作战图") -> Path | None:
        """Asks where a new campaign file called like `title` should lie; None where the user turns away."""
        start = str(Path(self.folder()) / f"{file_name(title)}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self.window, caption, start, _CAMPAIGNS)
        if not chosen:
            return None
        return Path(chosen) if chosen.endswith(SUFFIX) else Path(chosen + SUFFIX)

    def make_room(self, path: Path) -> None:
        """Sets a campaign aside that the user has agreed to replace; anything else is never replaced."""
        if not path.exists():
            return
        with path.open("rb") as file:
            start = file.read(16)
        if start != b"SQLite format 3\x00":
            raise BadInput(f"“{path.name}”不是作战图档案，为防误删不予覆盖，请换一个名称。")
        with Session.open(path, self.settings.signature, self.clock):
            pass
        aside = path.with_name(f"{path.stem} {self.clock():%Y%m%d-%H%M%S} 被替换{SUFFIX}")
        try:
            move(path, aside)
        except OSError as error:
            why = "它正被其他程序打开，请关闭后重试，或" if is_held(error) else "请"
            raise FileProblem(f"无法替换“{path.name}”：{why}换一个名称。", str(error)) from error

    def folder(self) -> str:
        """Returns the folder in which the user has been last."""
        folder = self.settings.last_folder
        return folder if folder and Path(folder).is_dir() else str(Path.home())

    @property
    def notice(self) -> HolidayNotice:
        """What is known of days off and make-up days, read once."""
        if self._notice is None:
            self._notice = state_council.notice(FIRST_DAY, LAST_DAY)
        return self._notice

    def _site(self) -> str:
        return site_of_machine(self.settings.path.parent)


def file_name(title: str) -> str:
    """Returns a title as a file may be called on every machine."""
    return safe_name(title, "作战图")
