"""The 体检 in the window: what asks for something stands first; the report is copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from battlemap.shown.health.findings import Finding
from battlemap.theme import theme
from battlemap.ui.health.dialog import CheckupDialog

FOUND = [
    Finding("字体", "齐全"),
    Finding("打印机", "没有安装打印机", "hint", "可以导出 PDF"),
    Finding("磁盘", "满", "bad", "腾出空间"),
]


def test_what_is_wrong_stands_first_and_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = CheckupDialog(FOUND, theme("light"))
    qtbot.addWidget(dialog)
    names = [dialog.table.item(row, 1).text() for row in range(3)]
    assert names == ["磁盘", "打印机", "字体"]
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("共检查 3 项，1 项有问题，1 项需注意。") and "腾出空间" in copied
    dialog._again()
    assert dialog.is_again
