"""The open campaign is backed up: when it is opened, every ten minutes of work, and by hand.

Before an import or a restore the session itself does it, in the same place.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from battlemap.commands.session import Session
from battlemap.errors import BattlemapError, FileProblem
from battlemap.shown.keeping.places import chosen_folder, folder_if_there
from battlemap.shown.settings import Settings
from battlemap.store.backup.backups import backup_file, backups_of, last_step_of
from battlemap.store.backup.retention import is_due
from battlemap.store.backup.signed_head import sign
from battlemap.ui import jobs

#: Milliseconds between two looks at the clock.
EVERY: Final = 20_000
#: Seconds that closing waits for a backup under way.
_PATIENCE: Final = 30.0


class Backups(QObject):
    """Emits `made(path)` for each backup, `failed(error)` once until one succeeds again.

    All copying is done in a thread by a connection of its own, so that the window never waits for it.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._background = jobs.Background()
        # the newest step that is in a backup, and when that was so
        self._held: str | None = None
        self._looked_at: datetime | None = None
        self._has_failed = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Backs up what has changed since the last backup, then looks at the clock; a file opened for reading is left."""
        if self._session.file.is_read_only:
            return
        self._session.backups.folder = folder_if_there(self._settings, self._file)
        self._session.backups.key_folder = self._settings.path.parent
        file, settings, newest, at = self._file, self._settings, self._newest_step(), self._session.clock()

        def work(progress: jobs.Progress) -> Path | None:
            folder = chosen_folder(settings, file)
            if any(last_step_of(backup) == newest for backup in backups_of(file, folder)[:1]):
                return None
            return sign(backup_file(file, at, "打开时", folder), settings.path.parent)

        self._start(work, newest, at)
        self._timer.start()

    def look(self) -> None:
        """Backs up in the background if it is due."""
        if self._background.is_busy:
            return
        now = self._session.clock()
        try:
            newest = self._newest_step()
        except BattlemapError as error:
            self._on_failed(error)
            return
        if is_due(self._looked_at, None if newest == self._held else now, now):
            work = self._work("定时", now)
            self._start(lambda progress: work(), newest, now)

    def make(self, reason: str, window: QWidget) -> Path | None:
        """Backs up at once and returns the path, None where the user cancels; raises what stands in the way."""
        now, newest = self._session.clock(), self._newest_step()
        work = self._work(reason, now)
        path = jobs.run(window, "正在备份……", lambda progress: work())
        if path is not None:
            self._on_made(path, newest, now)
        return path

    def end(self) -> None:
        """Ends; a backup under way is finished first."""
        self._timer.stop()
        self._background.finish(_PATIENCE)

    @property
    def _file(self) -> Path:
        return self._session.file.path

    def _work(self, reason: str, at: datetime) -> Callable[[], Path]:
        file, settings = self._file, self._settings
        key = settings.path.parent
        return lambda: sign(backup_file(file, at, reason, chosen_folder(settings, file)), key)

    def _start(self, work: Callable[[jobs.Progress], Path | None], newest: str | None, at: datetime) -> None:
        self._background.start(work, lambda path: self._on_made(path, newest, at), self._on_failed)

    def _newest_step(self) -> str | None:
        return next((head.id for head in self._session.steps(1)), None)

    def _on_made(self, path: Path | None, newest: str | None, at: datetime) -> None:
        self._held, self._looked_at, self._has_failed = newest, at, False
        if path is not None:
            self.made.emit(path)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, BattlemapError):
            raise error
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(FileProblem(f"自动备份未完成：{error}", error.detail))
