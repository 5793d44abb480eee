"""The pictures of the loop, the 卡点, the letters and the meetings for the manual: what to show before each is taken."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from battlemap.ui.main_window import MainWindow
from battlemap.ui.without_screen import settle


def page_of(window: MainWindow, name: str) -> Any:
    """Turns to a page and returns it."""
    window.actions_[f"go_{name}"].trigger()
    assert window.workspace is not None
    return window.workspace.pages.current


def open_loop(window: MainWindow) -> None:
    """Shows the chain of a task that waits for 销号."""
    workspace = window.workspace
    assert workspace is not None
    task = workspace.session.snapshot.task_by_code("ENV-09")
    assert task is not None
    workspace.open_task(task.id)
    section = workspace.sheet.parts.sections["loop"]
    section.set_folded(False)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settle(application, window)
    workspace.sheet.scroller.ensureWidgetVisible(section, 0, 300)


def open_problem_board(window: MainWindow) -> None:
    """Turns to the 卡点 and chooses the one in the red envelope."""
    view = page_of(window, "problem_board")
    view.choose(next(one.id for one in view._snapshot.problems.values() if one.is_red))


def open_letters(window: MainWindow) -> None:
    """Turns to the letters and shows the one that rose."""
    view = page_of(window, "letters")
    view.show_letter(next(one.id for one in view._snapshot.letters.values() if one.kind == "supervision"))


#: Pictures of the loop, the 卡点, the letters and the meetings → what prepares them.
LOOP_PICTURES = {
    "loop": open_loop,
    "problem-board": open_problem_board,
    "letters": open_letters,
    "meetings": lambda window: page_of(window, "meetings"),
}
