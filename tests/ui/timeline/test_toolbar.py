"""The row above the timeline fits a small screen: what there are keys for goes first."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from battlemap.ui.timeline.toolbar import Toolbar


def test_buttons_go_one_group_after_the_other_and_come_back(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    toolbar = Toolbar(("links",), holder)
    holder.show()
    whole = toolbar.sizeHint().width()
    least = toolbar.minimumSizeHint().width()
    every = ["展开", "折叠", "缩小", "全程", "放大", "今日"]
    shown: list[list[str]] = []
    for width in (*range(whole + 20, least, -20), least, whole + 20):
        toolbar.resize(width, 44)
        QApplication.processEvents()
        assert toolbar.minimumSizeHint().width() == least
        seen = [b.text() for b in toolbar.findChildren(QPushButton) if b.isVisible()]
        if shown[-1:] != [seen]:
            shown.append(seen)
    assert shown == [every, ["展开", "折叠", "今日"], [], every]
