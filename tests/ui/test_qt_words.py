"""Nobody reads English in what Qt itself puts on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QColorDialog,
    QDialog,
    QFileDialog,
    QFileSystemModel,
    QGroupBox,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from battlemap.ui.qt_words import speak_chinese

#: Names of technical things, and mnemonics such as (&N).
PLAIN = re.compile(r"\(&.\)|&|HTML|PDF|CUPS")


def files() -> QDialog:
    dialog = QFileDialog(None, "打开", "", "档案 (*.battlemap)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog


def colours() -> QDialog:
    dialog = QColorDialog()
    dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    return dialog


def words(widget: QWidget) -> str:
    if isinstance(widget, QGroupBox):
        return widget.title()
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """Qt's words in Chinese for a while."""
    before = QLocale()
    speak_chinese(qapp)
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("make", [files, colours, lambda: QPrintDialog(QPrinter())])
def test_every_word_is_chinese(make: Callable[[], QDialog], qtbot: QtBot) -> None:
    dialog = make()
    qtbot.addWidget(dialog)
    dialog.ensurePolished()
    said = [words(widget) for widget in dialog.findChildren(QWidget)]
    assert any(re.search("[一-鿿]", line) for line in said)
    assert [line for line in said if re.search("[A-Za-z]{2}", PLAIN.sub("", line))] == []


@pytest.mark.usefixtures("chinese")
def test_files_are_listed_in_the_words_that_people_use(qapp: QApplication) -> None:
    model = QFileSystemModel()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    assert heads == ["名称", "大小", "类型", "修改日期"]
    said = [qapp.translate("QAbstractFileIconProvider", word) for word in ("Folder", "File", "%1 File")]
    assert said == ["文件夹", "文件", "%1 文件"]
