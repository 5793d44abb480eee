"""A damaged file is opened: what a backup and what salvage would give back, side by side; nothing is overwritten."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.errors import BattlemapError
from battlemap.shown.chinese_days import short_day
from battlemap.shown.keeping.places import all_backups
from battlemap.shown.settings import Settings
from battlemap.store.backup.backups import Backup
from battlemap.store.damage.recovery import BackupContents, Loss, contents, loss, put_back
from battlemap.store.damage.salvage import Salvage, salvage
from battlemap.ui import jobs
from battlemap.ui.files import Files
from battlemap.ui.keeping.rescue_dialog import RescueDialog

#: What the sides are compared by, in this order.
COUNTED: Final = (
    "action",
    "measure",
    "task",
    "milestone",
    "problem",
    "report",
    "attachment",
    "unit",
    "person",
)


@attrs.frozen
class Sides:
    """What could be had back: the newest good backup with what it lacks, and what can be salvaged; None for nothing."""

    backup: Backup | None
    contents: BackupContents | None
    loss: Loss | None
    salvage: Salvage | None
    is_there: bool

    def rows(self) -> list[tuple[str, str, str]]:
        """Returns (what, in the backup, salvaged) for every kind of thing that is on either side."""
        there = self.contents.counts if self.contents else {}
        saved = self.salvage.counts if self.salvage else {}
        lost = self.salvage.lost if self.salvage else {}
        lines = []
        for table in COUNTED:
            if there.get(table) or saved.get(table) or lost.get(table):
                gone = f"（丢失 {lost[table]}）" if lost.get(table) else ""
                lines.append(
                    (
                        KINDS[table].noun,
                        str(there.get(table, 0)) if self.contents else "—",
                        f"{saved.get(table, 0)}{gone}" if self.salvage else "—",
                    )
                )
        steps = f"{self.contents.steps:,} 步，完整" if self.contents else "—"
        lines.append(("操作历史", steps, "从抢救时重新开始" if self.salvage else "—"))
        return lines

    def backup_words(self) -> str:
        """Returns which backup it is and what it lacks."""
        if self.backup is None or self.loss is None:
            return "没有完好的备份。"
        at = self.backup.at
        return f"{short_day(at.date())} {at:%H:%M} 的备份（{self.backup.reason}）。{self.loss.words()}"

    def salvage_words(self) -> str:
        """Returns how whole the salvaged rows are."""
        if not self.is_there:
            return "档案已不在原处，无从抢救。"
        if self.salvage is None:
            return "已读不出任何内容，无法抢救。"
        if self.salvage.is_complete:
            return "日志完整，全部内容可按日志复原；撤销和历史从新档案重新开始。"
        return "；".join(self.salvage.losses) + "。" if self.salvage.losses else "读得出的内容没有发现缺失。"


def sides_of(path: Path, backups: list[Backup], at: datetime) -> Sides:
    """Returns what could be had back; the salvage is tried in a temporary folder, the damaged file is only read."""
    chosen, held = None, None
    for backup in backups:
        try:
            if backup.is_intact():
                chosen, held = backup, contents(backup.path, at)
                break
        except (BattlemapError, OSError):
            continue
    saved = None
    with tempfile.TemporaryDirectory() as aside:
        try:
            saved = salvage(path, Path(aside) / path.name, "", at)
        except BattlemapError:
            saved = None
    return Sides(chosen, held, loss(path, chosen.path) if chosen else None, saved, path.exists())


def has_backup(settings: Settings, path: Path) -> bool:
    """Whether a file that is gone or overwritten was backed up."""
    try:
        return bool(all_backups(settings, path))
    except BattlemapError:
        return False


def offer_rescue(files: Files, path: Path, error: BattlemapError) -> None:
    """Looks at both sides in a thread, shows them, and does what the user chooses; the window goes on meanwhile."""
    backups, at = all_backups(files.settings, path), files.clock()
    dialog = RescueDialog(path, str(error), files.window)
    background = jobs.Background()
    dialog.finished.connect(lambda _: background.leave())
    dialog.destroyed.connect(lambda _: background.leave())
    dialog.restore.clicked.connect(lambda: _restore(files, path, dialog))
    dialog.salvage.clicked.connect(lambda: _salvage(files, path, dialog))
    background.start(
        lambda progress: sides_of(path, backups, at), lambda sides: _show(dialog, sides), dialog.fail
    )
    dialog.open()


def _show(dialog: RescueDialog, sides: Sides) -> None:
    dialog.backup = sides.backup
    steps = sides.loss.steps if sides.loss else ()
    dialog.show_sides(sides.rows(), sides.backup_words(), steps, sides.salvage_words())
    dialog.allow(
        restore=sides.backup is not None,
        salvage=sides.salvage is not None,
        prefers_salvage=bool(steps) and sides.salvage is not None and sides.salvage.is_complete,
    )


def _restore(files: Files, path: Path, dialog: RescueDialog) -> None:
    backup, at = dialog.backup, files.clock()
    if backup is None:
        return

    def deed() -> str | None:
        def work(progress: jobs.Progress) -> tuple[Path | None]:
            return (put_back(path, backup, at),)

        done = jobs.run(dialog, "正在恢复……", work)
        if done is None:
            return None
        kept = f"，原来的档案保存为“{done[0].name}”" if done[0] else ""
        return f"已从 {backup.at:%m-%d %H:%M} 的备份恢复{kept}。"

    _carry_out(files, dialog, deed, path)


def _salvage(files: Files, path: Path, dialog: RescueDialog) -> None:
    target = files.ask_place(f"{path.stem}-抢救", "抢救到新档案")
    if target is None:
        return
    actor, at = files.settings.signature, files.clock()

    def deed() -> str | None:
        files.make_room(target)
        saved = jobs.run(dialog, "正在抢救……", lambda progress: salvage(path, target, actor, at))
        if saved is None:
            return None
        return f"已抢救到“{target.name}”，共 {sum(saved.counts.values())} 条；原来的档案未动。"

    _carry_out(files, dialog, deed, target)


def _carry_out(files: Files, dialog: RescueDialog, deed: Callable[[], str | None], result: Path) -> None:
    """Does the deed and opens what came of it; what goes wrong is said in the dialog, which stays."""
    try:
        words = deed()
    except BattlemapError as error:
        dialog.fail(error)
        return
    if words is None:
        return
    dialog.accept()
    if files.open(result):
        files.bar.show_words(words, is_note=True)
