from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from battlemap.ui.board.accessible import tell
from battlemap.ui.main_window import MainWindow


@pytest.fixture
def listening() -> Iterator[None]:
    """As if a screen reader ran."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def canvas(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def hear(canvas: QLineEdit, heard: list[str], name: str, words: str) -> None:
    def take(event: QAccessibleEvent) -> None:
        said = event.message() if isinstance(event, QAccessibleAnnouncementEvent) else ""
        heard.append(said or event.type().name)

    tell(canvas, name, words, take)


def test_the_card_with_the_focus_is_announced(
    listening: None, qtbot: QtBot, canvas: QLineEdit, heard: list[str]
) -> None:
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    hear(canvas, heard, "战况板", "ECON-01 走访龙头企业")
    assert heard == ["NameChanged", "DescriptionChanged", "ECON-01 走访龙头企业"]
    spoken = QAccessible.queryAccessibleInterface(canvas)
    assert spoken.text(QAccessible.Text.Name) == "战况板"
    assert spoken.text(QAccessible.Text.Description) == "ECON-01 走访龙头企业"


def test_nothing_is_said_twice(listening: None, canvas: QLineEdit, heard: list[str]) -> None:
    hear(canvas, heard, "战况板", "ECON-01")
    heard.clear()
    hear(canvas, heard, "战况板", "ECON-01")
    assert not heard


def test_a_canvas_without_the_focus_does_not_speak_up(
    listening: None, canvas: QLineEdit, heard: list[str]
) -> None:
    canvas.clearFocus()
    hear(canvas, heard, "战况板", "ECON-02")
    assert heard == ["NameChanged", "DescriptionChanged"]


def test_nobody_is_told_where_nobody_listens(canvas: QLineEdit, heard: list[str]) -> None:
    hear(canvas, heard, "战况板", "ECON-02")
    assert not heard
    assert canvas.accessibleDescription() == "ECON-02"


def test_arrows_on_the_board_and_the_timeline_change_what_a_screen_reader_reads(
    listening: None, qtbot: QtBot, window: MainWindow
) -> None:
    assert window.workspace
    for name in ("board", "timeline"):
        window.actions_[f"go_{name}"].trigger()
        view = window.workspace.pages.current
        canvas = view.canvas  # type: ignore[attr-defined]
        view.take_focus()
        read = set()
        for _ in range(3):
            qtbot.keyClick(canvas, Qt.Key.Key_Down)
            read.add(QAccessible.queryAccessibleInterface(canvas).text(QAccessible.Text.Description))
        assert len(read) >= 2
        assert any("ECON-0" in words for words in read)
