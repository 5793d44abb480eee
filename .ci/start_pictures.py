"""Pictures of the first start, of the tour and of the 体检, for the manual."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from battlemap.render.equipment import Equipment, Screen
from battlemap.shown.health.campaign import whole
from battlemap.shown.health.equipment import equipment_findings
from battlemap.shown.health.findings import Finding
from battlemap.theme import theme
from battlemap.ui.health.dialog import CheckupDialog
from battlemap.ui.look import dress
from battlemap.ui.main_window import MainWindow
from battlemap.ui.tour.feature import TourDesk
from battlemap.ui.tour.first_start import FirstStart

#: What an office PC has: pictures do not tell of the machine on which they are drawn.
_OFFICE = Equipment((Screen(1366, 728, 1.0),), ("三楼 A3 打印机", "文印室"), True, ("小标宋",))


def start_pictures(application: QApplication, campaign: Path, images: Path, now: datetime) -> None:
    """Draws the first picture of the first start, and a 体检 that asks for something."""
    dress(application, "light")
    findings = [
        Finding("时钟", "2018-11-20 17:30，北京时间"),
        *equipment_findings(_OFFICE, dict(os.environ, QT_IM_MODULE="")),
        whole(campaign, now, lambda: False),
        Finding("备份", "3 份，最近一份在 6 天前", "hint", "备份较旧，请点“文件 › 立即备份”。"),
    ]
    for name, dialog in (("first-start", FirstStart()), ("checkup", CheckupDialog(findings, theme("light")))):
        dialog.show()
        application.processEvents()
        dialog.grab().save(str(images / f"{name}.png"))
        dialog.close()


def take_tour(window: MainWindow) -> None:
    """Stands at the first stop of the tour."""
    window.desk(TourDesk).lead()
