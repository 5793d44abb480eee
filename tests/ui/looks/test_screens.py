"""Every page and dialog on a screen of 1366 × 768: no words cut off, none too faint, no control without a name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import shiboken6
from PySide6.QtWidgets import QDialog, QWidget

from battlemap import ui
from battlemap.ui.features.catalogue import PAGES
from battlemap.ui.look import SCREEN_THEMES
from battlemap.ui.main_window import MainWindow
from tests.ui.looks.dialogs import DIALOGS, Over
from tests.ui.looks.reading import cut_off, faint, nameless, rest, settle

#: What a screen of 1366 × 768 leaves a dialog between its title and the task bar.
ROOM = (1366, 768 - 32)


@contextmanager
def screen(window: MainWindow, name: str) -> Iterator[QWidget]:
    """The window on a page, or a dialog over it."""
    page = window.workspace
    assert page is not None
    if name in DIALOGS:
        dialog = DIALOGS[name](Over(window, page))
        dialog.show()
        settle()
        yield dialog
        dialog.close()
        settle()
        if shiboken6.isValid(dialog):
            shiboken6.delete(dialog)
    else:
        window.actions_[f"go_{name}"].trigger()
        settle()
        rest(page.pages.current)
        yield window
    window.actions_["go_board"].trigger()


@pytest.mark.parametrize("name", [*(page.name for page in PAGES), *DIALOGS])
def test_no_words_are_cut_off_and_each_control_has_a_name(opened: MainWindow, name: str) -> None:
    with screen(opened, name) as root:
        assert not cut_off(root)
        assert not nameless(root)
        least = root.minimumSizeHint()
        assert (least.width(), least.height()) <= ROOM
        assert least.height() <= ROOM[1]


@pytest.mark.parametrize("look", SCREEN_THEMES)
def test_all_words_stand_out_from_their_ground(opened: MainWindow, look: str) -> None:
    opened.choose_theme(look)
    try:
        for name in (*(page.name for page in PAGES), *DIALOGS):
            with screen(opened, name) as root:
                assert not faint(root), name
    finally:
        opened.choose_theme("light")


def test_every_dialog_of_the_program_is_looked_at() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "battlemap.ui."):
        importlib.import_module(module.name)
    kinds, names = [QDialog], set()
    while kinds:
        for kind in kinds.pop().__subclasses__():
            kinds.append(kind)
            if kind.__module__.startswith("battlemap.ui."):
                names.add(kind.__name__)
    assert names - {"Ask"} == set(DIALOGS)
