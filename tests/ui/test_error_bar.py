from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from battlemap.errors import FileInUse, Refused
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.icons import IconBook


def button(bar: ErrorBar, text: str) -> QPushButton:
    return next(one for one in bar.findChildren(QPushButton) if one.text() == text)


def test_a_known_failure_shows_its_sentence_and_passes_on_its_detail(qtbot: QtBot) -> None:
    bar = ErrorBar(IconBook())
    qtbot.addWidget(bar)
    with bar.guarding():
        raise Refused("ECON-03 未经核查不能销号。", "lane=checking")
    assert bar.sentence == "ECON-03 未经核查不能销号。"
    with qtbot.waitSignal(bar.details_wanted) as signal:
        button(bar, "详情").click()
    assert signal.args == ["ECON-03 未经核查不能销号。", "lane=checking"]


def test_markup_in_a_sentence_is_shown_letter_by_letter(qtbot: QtBot) -> None:
    bar = ErrorBar(IconBook())
    qtbot.addWidget(bar)
    bar.show_words("<b>粗</b>")
    label = next(one for one in bar.findChildren(QLabel) if one.text() == "<b>粗</b>")
    assert label.textFormat().name == "PlainText"


def test_the_way_out_is_taken_once_and_the_bar_goes(qtbot: QtBot) -> None:
    bar = ErrorBar(IconBook())
    qtbot.addWidget(bar)
    taken: list[str] = []
    bar.show_error(FileInUse("档案被占用。"), "以只读方式打开", lambda: taken.append("only read"))
    button(bar, "以只读方式打开").click()
    assert taken == ["only read"]
    assert bar.sentence == ""
