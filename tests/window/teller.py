"""The program under test: the window, which tells where the cards stand on the screen and all else that has a name.

Run as ``python -m tests.window.teller TELL [FILE]``; TELL is written after every layout.
"""

from __future__ import annotations

import gc
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from battlemap.domain.days.calendar import days as days_between
from battlemap.domain.kinds.task import LANES
from battlemap.domain.operator import Operator
from battlemap.ui.application import run_window
from battlemap.ui.main_window import MainWindow

_EVERY: Final = 100


class Teller:
    """Writes a JSON file whenever something has moved: cards by code, cells and lanes by name, days by date."""

    def __init__(self, window: MainWindow, file: Path) -> None:
        self._window, self._file, self._last = window, file, ""
        self._timer = QTimer(window, interval=_EVERY)
        self._timer.timeout.connect(self.tell)
        self._timer.start()

    def tell(self) -> None:
        """Writes the file if anything is new; a reader never sees half of it."""
        text = json.dumps(self.seen(), ensure_ascii=False, indent=1)
        if text != self._last:
            draft = self._file.with_name(self._file.name + ".new")
            draft.write_text(text, "utf-8")
            draft.replace(self._file)
            self._last = text

    def seen(self) -> dict[str, Any]:
        """Returns what is on the screen: rectangles are [x, y, width, height] in px of the screen."""
        page = self._window.workspace
        named = {"dialog": _dialog(), "widgets": _told(_widgets()), "menu": _told(_menu())}
        if page is None:
            return {"page": "welcome"} | named
        board, snapshot = page.board, page.session.snapshot
        cards = {task.code: board.rect_of(task.id) for task in snapshot.live_tasks}
        cells = {
            f"{action.code}/{lane}": board.cell_rect_of(action.id, lane)
            for action in snapshot.columns
            for lane in LANES
        }
        campaign = snapshot.campaign
        days = {
            day.isoformat(): board.day_rect_of(day)
            for day in days_between(campaign.starts_on, campaign.ends_on)
        }
        return {
            "page": page.pages.name,
            "cards": _told(cards),
            "cells": _told(cells),
            "days": _told(days),
            "places": _told(page.pages.current.places()),
            "seen_by": {snapshot.tasks[id].code: list(names) for id, names in board.presence.items()},
            "selected": [snapshot.tasks[id].code for id in page.selected],
            "window": _numbers(self._window.frameGeometry()),
        } | named


def _dialog() -> str:
    """Returns the title of the dialog that waits for an answer, "" where none does."""
    dialog = QApplication.activeModalWidget()
    return dialog.windowTitle() if dialog is not None else ""


def _widgets() -> dict[str, QRect]:
    """Returns what can be pressed or typed into in the window on top, by its accessible name or words."""
    top = QApplication.activeModalWidget() or QApplication.activeWindow()
    places: dict[str, QRect] = {}
    for widget in top.findChildren(QWidget) if top is not None else ():
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if name and widget.isVisible() and not widget.visibleRegion().isEmpty():
            places.setdefault(name, QRect(widget.mapToGlobal(QPoint()), widget.size()))
    return places


def _menu() -> dict[str, QRect]:
    """Returns what the menu on top offers, by its words."""
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return {}
    rects = {
        action.text().split("　")[0]: menu.actionGeometry(action)
        for action in menu.actions()
        if action.text()
    }
    return {name: QRect(menu.mapToGlobal(rect.topLeft()), rect.size()) for name, rect in rects.items()}


def _told(rects: dict[str, QRect]) -> dict[str, list[int]]:
    return {name: _numbers(rect) for name, rect in rects.items() if not rect.isEmpty()}


def _numbers(rect: QRect) -> list[int]:
    return [rect.x(), rect.y(), rect.width(), rect.height()]


def main() -> None:
    """Opens the window on the screen as ``battlemap open`` does, signed by a tester."""
    tell, *files = map(Path, sys.argv[1:])
    gc.disable()
    raise SystemExit(run_window(files[0] if files else None, Operator("测试"), partial(Teller, file=tell)))


if __name__ == "__main__":
    main()
