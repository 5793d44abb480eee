from __future__ import annotations

from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from battlemap.ui.features.catalogue import ENTRIES, PAGES
from battlemap.ui.icons import GLYPHS, IconBook


def strongest_ink(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> int:
    image = icon.pixmap(24, 24, mode).toImage()
    return max(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


def test_every_icon_draws_something(qtbot: QtBot) -> None:
    book = IconBook()
    assert [name for name in GLYPHS if not strongest_ink(book.icon(name))] == []


def test_a_disabled_icon_is_paler(qtbot: QtBot) -> None:
    icon = IconBook().icon("undo")
    assert strongest_ink(icon, QIcon.Mode.Disabled) < strongest_ink(icon)


def test_every_action_and_page_names_an_icon_that_draws_something(qtbot: QtBot) -> None:
    book = IconBook()
    icons = {entry.icon for entry in ENTRIES if entry.icon} | {f.page.icon for f in PAGES if f.page}
    assert [name for name in icons if not strongest_ink(book.icon(name))] == []
