from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.ui.press.behind_dialog import BehindDialog
from battlemap.ui.press.dialog import PosterDialog, Shop
from tests.ui.conftest import task


def test_a_click_lists_the_tasks_and_leads_to_the_card(qtbot: QtBot, shop: Shop, session: Session) -> None:
    made = PosterDialog(shop, "daily")
    qtbot.addWidget(made)
    made.show()
    made.wait()
    wanted: list[str] = []
    made.task_wanted.connect(wanted.append)

    def jump() -> None:
        listed = next(w for w in QApplication.topLevelWidgets() if isinstance(w, BehindDialog))
        assert listed.table.rowCount() == 1
        listed.go.click()

    QTimer.singleShot(0, jump)
    made.show_behind(task(session, "ECON-02").id)
    assert wanted == [task(session, "ECON-02").id]
    assert not made.isVisible()
