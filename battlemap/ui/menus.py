"""The menu bar: which actions stand where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from battlemap.shown.pages import PAGES
from battlemap.shown.settings import Settings
from battlemap.theme import theme
from battlemap.ui.actions import Actions
from battlemap.ui.board_look import DENSITIES, FADINGS, BoardLook
from battlemap.ui.look import SCREEN_THEMES

_FILE: Final = (
    "open", "RECENT", "-", "from_plan", "new_blank", "demo", "-", "save_copy", "properties", "-",
    "backup", "restore", "backup_place", "check", "-",
    "poster", "print", "-",
    "operator", "close", "quit",
)  # fmt: skip
_EDIT: Final = (
    "undo", "redo", "-", "new_task", "new_action", "measures", "edit_task", "delete_tasks", "bulk_edit",
    "raise_problem", "wall_marks", "-", "bin", "-", "find", "next_hit", "previous_hit", "filter_panel", "views", "clear_filter",
)  # fmt: skip
_VIEW: Final = (
    *(f"go_{page.name}" for page in PAGES), "-",
    "show_sheet", "side_list", "-", "zoom_in", "zoom_out", "zoom_fit", "-", "history", "time_machine", "compare", "-",
    "wall_screen", "wall_screen_options", "-",
    "judged_on", "DENSITY", "FADING", "THEME", "motion",
)  # fmt: skip
_PLAN: Final = (
    "backward_schedule",
    "dependencies",
    "-",
    "baselines",
    "forecast",
    "-",
    "calendar",
    "-",
    "merge_plan",
    "project_in",
    "project_out",
)
_HELP: Final = ("shortcuts", "about")


class Menus:
    """Fills a menu bar; recent files and themes are submenus of its own."""

    def __init__(
        self,
        bar: QMenuBar,
        actions: Actions,
        open_recent: Callable[[Path], None],
        choose_theme: Callable[[str], None],
        board_look: BoardLook,
    ) -> None:
        self._open_recent = open_recent
        self._recent = QMenu("最近打开(&R)")
        self._themes = _choices(
            "配色(&C)", [(name, theme(name).title) for name in SCREEN_THEMES], choose_theme
        )
        self._densities = _choices("卡片疏密(&D)", DENSITIES.items(), board_look.choose_density)
        self._fadings = _choices("久无消息的卡淡显(&N)", FADINGS.items(), board_look.choose_fading)
        for title, names in (
            ("文件(&F)", _FILE),
            ("编辑(&E)", _EDIT),
            ("视图(&V)", _VIEW),
            ("计划(&P)", _PLAN),
            ("帮助(&H)", _HELP),
        ):
            menu = bar.addMenu(title)
            for name in names:
                if name == "-":
                    menu.addSeparator()
                elif name == "RECENT":
                    menu.addMenu(self._recent)
                elif name == "THEME":
                    menu.addMenu(self._themes)
                elif name == "DENSITY":
                    menu.addMenu(self._densities)
                elif name == "FADING":
                    menu.addMenu(self._fadings)
                else:
                    menu.addAction(actions[name])

    def show_recent(self, files: Sequence[str]) -> None:
        """Lists the files opened last, with digits to type."""
        self._recent.clear()
        for number, name in enumerate(files, 1):
            file = Path(name)
            text = f"{file.stem}　{file.parent}".replace("&", "&&")
            entry = self._recent.addAction(f"&{number} {text}" if number < 10 else text)
            entry.triggered.connect(lambda _=False, file=file: self._open_recent(file))
        self._recent.setEnabled(bool(files))

    def show_theme(self, name: str) -> None:
        """Marks the theme that is worn."""
        _mark(self._themes, name)

    def show_choices(self, settings: Settings) -> None:
        """Marks how much the cards say and after how many days they are shown faintly."""
        _mark(self._densities, settings.density)
        _mark(self._fadings, str(settings.fades_after))


def _choices(title: str, rows: Iterable[tuple[str, str]], choose: Callable[[str], None]) -> QMenu:
    """Returns a menu of which one entry is chosen at a time."""
    menu = QMenu(title)
    group = QActionGroup(menu)
    for name, words in rows:
        entry = menu.addAction(words)
        entry.setCheckable(True)
        entry.setData(name)
        entry.triggered.connect(lambda _=False, name=name: choose(name))
        group.addAction(entry)
    return menu


def _mark(menu: QMenu, name: str) -> None:
    for entry in menu.actions():
        entry.setChecked(entry.data() == name)
