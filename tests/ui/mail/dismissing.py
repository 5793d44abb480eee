"""Run by a test in a process of its own: a member is dismissed in the dialog of 多机协作."""

from __future__ import annotations

from battlemap.ui.mail.desk import MailDesk
from battlemap.ui.mail.dialog import MailDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.mail.test_window import pair, session

__all__ = ["pair"]


def test_a_member_is_dismissed_by_a_button(pair: tuple[MainWindow, MainWindow]) -> None:
    one, _ = pair
    desk = one.desk(MailDesk)
    assert desk.post is not None
    dialog = MailDialog(desk, session(one), desk.post, True, one)
    others = [member.id != session(one).file.machine_site for member in dialog.members]
    dialog.table.selectRow(others.index(True))
    assert dialog.dismiss.isEnabled()
    dialog.dismiss.click()
    assert dialog.table.rowCount() == 1, dialog.said.text()
