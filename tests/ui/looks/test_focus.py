"""Whoever works by keyboard always sees where the focus is: every control looks otherwise while it has it."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTabWidget, QWidget

from battlemap.theme import contrast
from battlemap.ui.features.catalogue import PAGES
from battlemap.ui.look import SCREEN_THEMES
from battlemap.ui.main_window import MainWindow
from tests.ui.looks.dialogs import DIALOGS
from tests.ui.looks.reading import name_of, pixels, seen, settle, told
from tests.ui.looks.test_screens import screen

#: A ring must be so different from what was there (WCAG 2.1, 1.4.11: graphical objects).
_LEAST = 3.0
#: Dialogs that have every kind of control: they are tried in every theme, all others in one.
SOME = ("BulkDialog", "CalendarDialog", "JudgedOnDialog", "PlanPreview", "RecycleBin", "WallMarksDialog")
#: So many px must be so: a ring, a frame or a line, not a blinking cursor alone.
_PIXELS = 24


def unseen(root: QWidget) -> list[str]:
    """Returns the controls of a screen that look the same with and without the focus."""
    unmarked = []
    for widget in seen(root):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        is_frame = isinstance(widget, (QTabWidget, QScrollArea)) or widget.visibleRegion().isEmpty()
        if not takes or is_frame or not widget.isEnabled():
            continue
        count = shown(root, widget)
        if count is None:
            continue
        if count < _PIXELS:
            # on a busy machine the window may have been asked before it was the active one
            activate(root)
            count = shown(root, widget) or 0
        if count < _PIXELS:
            unmarked.append(f"{told(widget)}: {count}")
    return unmarked


def activate(root: QWidget) -> None:
    """Makes the window of a screen the active one; a window that goes late may have taken that away."""
    for _ in range(100):
        root.activateWindow()
        settle()
        if root.isActiveWindow():
            return
        QTest.qWait(20)


def shown(root: QWidget, widget: QWidget) -> int | None:
    """Returns how many px tell that a control has the focus, None where it goes out of sight as it takes it."""
    focus(widget)
    if not widget.isVisible():
        return None
    box = widget.visibleRegion().boundingRect().adjusted(-4, -4, 4, 4)
    box.moveTopLeft(widget.mapTo(root, box.topLeft()))
    other = root.grab(box).toImage()
    unfocus()
    return changed(root.grab(box).toImage(), other)


def focus(widget: QWidget) -> None:
    """Gives a control the focus as Tab does: what lies outside of a scrolled sheet comes into sight."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    settle()


def unfocus() -> None:
    """Takes the focus from whatever has it."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    settle()


def changed(one: QImage, other: QImage) -> int:
    """Returns how many px stand out from what they were."""
    pairs = Counter(pair for pair in zip(pixels(one), pixels(other), strict=True) if pair[0] != pair[1])
    return sum(count for (a, b), count in pairs.items() if contrast(name_of(a), name_of(b)) >= _LEAST)


@pytest.mark.parametrize("look", SCREEN_THEMES)
def test_every_control_shows_that_it_has_the_focus(opened: MainWindow, look: str) -> None:
    opened.choose_theme(look)
    lost: dict[str, list[str]] = {}
    try:
        for name in (*(page.name for page in PAGES), *(DIALOGS if look == "light" else SOME)):
            with screen(opened, name) as root:
                root.activateWindow()
                unmarked = unseen(root)
                if unmarked:
                    lost[name] = unmarked
    finally:
        opened.choose_theme("light")
    assert not lost, "\n".join(f"{name}: {line}" for name, lines in lost.items() for line in lines)
