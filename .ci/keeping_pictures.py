"""The manual's picture of the restore screen."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from exchange_pictures import NOW, save
from PySide6.QtWidgets import QApplication

from battlemap.commands.board import SetDue
from battlemap.shown.keeping.places import all_backups
from battlemap.shown.settings import Settings
from battlemap.store.backup.backups import backup_file
from battlemap.ui.application import make_window
from battlemap.ui.keeping.restore_dialog import RestoreDialog


def restore(application: QApplication, campaign: Path, images: Path) -> None:
    """Draws the restore screen, with a backup chosen after which something was done."""
    with tempfile.TemporaryDirectory() as aside:
        campaign = Path(shutil.copy(campaign, aside))
        moments = [NOW.replace(day=21, hour=8, minute=0)]
        window = make_window(
            application, Settings(Path(aside) / "settings.json", operator="李明"), lambda: moments[-1]
        )
        window.files.open(campaign)
        page = window.workspace
        assert page is not None
        for minutes, code, due in ((20, "PROJ-07", 12), (45, "ECON-07", 20), (70, "CITY-01", 15)):
            moments.append(moments[0] + timedelta(minutes=minutes))
            backup_file(campaign, moments[-1], "定时")
            moments.append(moments[-1] + timedelta(minutes=5))
            task = page.session.snapshot.task_by_code(code)
            assert task is not None
            page.session.run(SetDue((task.id,), date(2018, 12, due), "", "材料进场推迟"))
        moments.append(moments[-1] + timedelta(minutes=9))
        backup_file(campaign, moments[-1], "手动")
        dialog = RestoreDialog(
            all_backups(window.settings, campaign), page.session.snapshot, NOW.date(), moments[-1], window
        )
        dialog.show()
        dialog.list.setCurrentItem(dialog.list.topLevelItem(2))
        while not dialog.yes.isEnabled() or dialog.is_looking:
            application.processEvents()
        save(dialog, images / "restore.png")
        dialog.close()
        window.close()
