"""The reader of screens finds what it is made to find."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from tests.ui.looks.reading import cut_off, faint, nameless, settle


@pytest.fixture
def root(application: QApplication) -> QWidget:
    made = QWidget()
    made.setLayout(QHBoxLayout())
    made.resize(600, 80)
    return made


def show(root: QWidget, *widgets: QWidget) -> None:
    layout = root.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    root.show()
    settle()


def test_a_label_and_a_button_with_too_little_room_are_found(root: QWidget) -> None:
    label, button, whole = QLabel("完成时限与责任单位"), QPushButton("从备份恢复"), QLabel("完成")
    label.setFixedWidth(40)
    button.setFixedWidth(40)
    show(root, label, button, whole)
    assert len(cut_off(root)) == 2


def test_a_hint_and_a_choice_that_are_too_long_are_found(root: QWidget) -> None:
    line, box = QLineEdit(), QComboBox()
    line.setPlaceholderText("多个单位用顿号隔开，未登记的会自动登记")
    box.addItem("按行动信息（内部资料 注意保存）")
    line.setFixedWidth(90)
    box.setFixedWidth(90)
    show(root, line, box)
    assert len(cut_off(root)) == 2


def test_grey_words_on_white_are_found(root: QWidget) -> None:
    label, clear = QLabel("待定"), QLabel("待定")
    label.setStyleSheet("color: #999999; background: #FFFFFF;")
    clear.setStyleSheet("color: #555555; background: #FFFFFF;")
    show(root, label, clear)
    weak = faint(root)
    assert len(weak) == 1
    assert "#999999" in weak[0]


def test_a_field_without_a_name_is_found_and_a_label_names_its_buddy(root: QWidget) -> None:
    lone, named, led, caption = QLineEdit(), QLineEdit(), QLineEdit(), QLabel("单位")
    named.setAccessibleName("责任人")
    caption.setBuddy(led)
    show(root, lone, named, caption, led)
    assert len(nameless(root)) == 1
