"""The file's keeping at the window's service: wires watch, backups, restore and check to the open campaign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from battlemap.commands.mending import take_from_journal
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError, FileDamaged
from battlemap.shown.keeping.places import all_backups
from battlemap.ui.desk import Desk
from battlemap.ui.keeping.backups import Backups
from battlemap.ui.keeping.first_look import FirstLook
from battlemap.ui.keeping.watch import Watch
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace


class KeepingDesk(Desk):
    """Wires watch, backups, restore and check to the open campaign."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._files = shell.files
        self.watch: Watch | None = None
        self.backups: Backups | None = None
        self.first_look: FirstLook | None = None
        self._files.rescue = self.rescue

    def take(self, workspace: Workspace | None) -> None:
        """Serves another campaign; a backup of the one before that is under way is finished first."""
        if self.watch is not None and self.backups is not None:
            self.watch.end()
            self.backups.end()
        if self.first_look is not None:
            self.first_look.end()
        self.watch = self.backups = self.first_look = None
        if workspace is None:
            return
        session, bar = workspace.session, self._files.bar
        bar.mend = self.mend
        self.watch = Watch(session, self)
        self.watch.heard.connect(self._on_heard)
        self.watch.failed.connect(bar.show_error)
        self.backups = Backups(session, self._files.settings, self)
        self.backups.failed.connect(self._on_backup_failed)
        self.first_look = FirstLook(session, self)
        self.first_look.faults_seen.connect(self._on_faults_seen)
        if workspace.read_only is not None:
            workspace.read_only.writing_wanted.connect(lambda: self._files.open(session.file.path))
        with bar.guarding():
            self.backups.begin()

    # -- deeds ----------------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Backs up by hand and says where."""
        if self.workspace is None or self.backups is None:
            return
        self.workspace.sheet.flush()
        try:
            path = self.backups.make("手动", self.shell)
        except BattlemapError as error:
            self._files.bar.show_error(error, "更改备份位置…", self.ask_place)
            return
        if path is not None:
            self.shell.say(f"{self.workspace.session.clock():%H:%M} 已备份到“{path}”")

    def ask_place(self) -> None:
        """Asks where the backups should lie."""
        from battlemap.ui.keeping.place_dialog import PlaceDialog

        if self.workspace is None or self.backups is None:
            return
        settings = self._files.settings
        chosen = PlaceDialog.ask(self.workspace.session.file.path, settings.backup_folder, self.shell)
        if chosen is not None and chosen != settings.backup_folder:
            self.keep_in(chosen)

    def keep_in(self, folder: str) -> None:
        """Puts backups into a folder from now on, "" for beside the file."""
        self._files.settings.backup_folder = folder
        self._files.settings.save()
        if self.backups is not None:
            with self._files.bar.guarding():
                self.backups.begin()

    def restore(self) -> None:
        """Shows the backups, and brings the chosen one back as one step."""
        from battlemap.ui.keeping.restore_dialog import RestoreDialog

        workspace = self.workspace
        if workspace is None:
            return
        workspace.dock.flush()
        with self._files.bar.guarding():
            session = workspace.session
            backups = all_backups(self._files.settings, session.file.path)
            dialog = RestoreDialog(backups, session.snapshot, workspace.as_of, session.clock(), self.shell)
            workspace.deeds.ask(dialog, dialog.answer)

    def rescue(self, path: Path, error: BattlemapError) -> bool:
        """Offers the ways out of a file that is damaged, overwritten or gone; returns whether there are any."""
        from battlemap.ui.keeping.rescue import has_backup, offer_rescue

        if not isinstance(error, FileDamaged) and not has_backup(self._files.settings, path):
            return False
        offer_rescue(self._files, path, error)
        return True

    def check(self) -> None:
        """Checks the whole file and shows what was found."""
        from battlemap.ui.keeping.check import check

        if self.workspace is not None:
            self.workspace.sheet.flush()
            with self._files.bar.guarding():
                findings = check(self.workspace.session, self.shell)
                if findings is not None:
                    self.mend(findings.mendable)

    def mend(self, rows: tuple[tuple[str, str], ...]) -> None:
        """Puts rows (table, id) right from the journal, after a backup of what stands there, and says so."""
        if self.workspace is None or self.backups is None:
            return
        with self._files.bar.guarding():
            if self.backups.make("改回前", self.shell) is None:
                return
            mended = take_from_journal(self.workspace.session, rows)
            rest = f"仍有 {len(mended.rest)} 处问题，请检查档案。" if mended.rest else "档案完好。"
            self._files.bar.show_words(f"{mended.step.label}：{rest}", is_note=not mended.rest)

    # -- hearing --------------------------------------------------------------------------------------------------

    def _on_heard(self, steps: Sequence[Step]) -> None:
        newest = steps[-1]
        more = f"等 {len(steps)} 步" if len(steps) > 1 else ""
        self.shell.say(f"{newest.at:%H:%M} {newest.actor} 在另一处保存：{newest.label}{more}")

    def _on_faults_seen(self, words: tuple[str, ...]) -> None:
        more = f"等 {len(words)} 处" if len(words) > 1 else ""
        sentence = f"打开后检查发现档案有问题：{words[0]}{more}。请先检查档案，再决定按日志改回或从备份恢复。"
        self._files.bar.show_words(sentence, "\n".join(words[:200]), "检查档案…", self.check)

    def _on_backup_failed(self, error: BattlemapError) -> None:
        self._files.bar.show_error(error, "更改备份位置…", self.ask_place)
