"""The backups of one open file: made when something changed, in a folder of choice or beside the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from battlemap.errors import FileProblem
from battlemap.store import journal
from battlemap.store.backup.backups import Backup, backup_folder, backups_of, last_step_of
from battlemap.store.backup.retention import is_due
from battlemap.store.backup.signed_head import sign
from battlemap.store.campaign_file import CampaignFile


class BackupShelf:
    """Knows the newest backup of an open file and whether the file has changed since.

    `folder` is the folder of choice (a USB stick), None for the one beside the file. Where it cannot be used the backup
    is made beside the file, and `warning` says so. `key_folder` is where the key lies by which backups are signed.
    """

    def __init__(self, file: CampaignFile, clock: Callable[[], datetime], folder: Path | None = None) -> None:
        self.folder = folder
        self.key_folder: Path | None = None
        self.warning = ""
        self._file = file
        self._clock = clock
        self._since: datetime | None = None

    def listed(self) -> list[Backup]:
        """Returns the backups in both folders, newest first."""
        backups = backups_of(self._file.path)
        if self.folder is not None and self.folder != backup_folder(self._file.path):
            try:
                backups += backups_of(self._file.path, self.folder)
            except FileProblem as problem:
                self.warning = str(problem)
        return sorted(backups, key=lambda backup: backup.at, reverse=True)

    def make(self, reason: str = "手动") -> Path:
        """Backs up and returns where; raises FileProblem where it can be done in neither folder."""
        now = self._clock()
        try:
            made = self._file.backup(now, reason, self.folder)
            self.warning = ""
        except FileProblem as problem:
            if self.folder is None:
                raise
            made = self._file.backup(now, reason)
            self.warning = f"备份文件夹“{self.folder}”不可用，已备份到档案旁边。（{problem}）"
        self._since = now
        return sign(made, self.key_folder) if self.key_folder is not None else made

    def make_if_changed(self, reason: str = "打开时") -> Path | None:
        """Backs up unless the newest backup holds all that the file holds; returns where, or None."""
        if self.has_changed():
            return self.make(reason)
        self._since = self._clock()
        return None

    def make_if_due(self) -> Path | None:
        """Backs up after ten minutes of work; returns where, or None where that is not due yet."""
        return self.make("定时") if self.is_due() else None

    def is_due(self) -> bool:
        """Whether the file has changed and it is ten minutes since it was backed up or needed no backup."""
        now = self._clock()
        return is_due(self._since, now if self.has_changed() else None, now)

    def has_changed(self) -> bool:
        """Whether the file holds a step that the newest backup does not."""
        newest = self._newest_step()
        return newest is not None and newest != self._newest_backed_up()

    def _newest_step(self) -> str | None:
        with self._file.reading() as connection:
            last = journal.last_header(connection)
        return last.id if last else None

    def _newest_backed_up(self) -> str | None:
        return next((last_step_of(backup) for backup in self.listed()[:1]), None)
