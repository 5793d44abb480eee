"""Where the backups of a campaign lie: beside the file, or in a folder of the user's choice such as a USB stick."""

from __future__ import annotations

from pathlib import Path

from battlemap.errors import FileProblem
from battlemap.shown.settings import Settings
from battlemap.store.backup.backups import Backup, backup_folder, backups_of


def chosen_folder(settings: Settings, file: Path) -> Path | None:
    """Returns the folder of choice for `file`, None where its backups lie beside it.

    Raises FileProblem while the place of choice is not there: the stick may not be plugged in, and a folder of that
    name on the local disk would be no backup.
    """
    if not settings.backup_folder:
        return None
    place = Path(settings.backup_folder)
    if not place.is_dir():
        raise FileProblem(f"备份位置“{place}”找不到，U 盘可能没有插入。请插好，或更改备份位置。")
    return place / backup_folder(file).name


def folder_if_there(settings: Settings, file: Path) -> Path | None:
    """Returns the folder of choice, None as well while it is not there."""
    try:
        return chosen_folder(settings, file)
    except FileProblem:
        return None


def all_backups(settings: Settings, file: Path) -> list[Backup]:
    """Returns the backups beside the file, in the place of choice and in its own folder there, newest first."""
    backups = backups_of(file)
    if settings.backup_folder:
        place = Path(settings.backup_folder)
        backups += backups_of(file, place) + backups_of(file, place / backup_folder(file).name)
    return sorted(backups, key=lambda backup: backup.at, reverse=True)
