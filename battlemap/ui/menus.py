"""The menu bar: which groups of what the features offer stand where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from battlemap.ui.actions import Actions
from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuChoices, MenuEntry


@attrs.frozen
class Menu:
    """A menu of the bar: between its groups stand lines, in a group the entries stand as in the catalogue."""

    name: str
    title: str
    key: str
    groups: tuple[str, ...]


MENUS: Final = (
    Menu("file", "文件", "F", ("open", "begin", "copy", "keeping", "mail", "print", "leave")),
    Menu("edit", "编辑", "E", ("step", "task", "loop", "past", "find")),
    Menu("view", "视图", "V", ("pages", "beside", "zoom", "past", "wall", "look")),
    Menu("plan", "计划", "P", ("order", "pace", "calendar", "collect", "plans")),
    Menu("duty", "值守", "D", ("roster", "log", "alert")),
    Menu("help", "帮助", "H", ("help",)),
)


def in_menu(features: Iterable[Feature[Any]], menu: Menu) -> list[list[tuple[Feature[Any], Any]]]:
    """Returns what stands in a menu, group by group, each with its feature; groups without any are left out."""
    groups: dict[str, list[tuple[Feature[Any], Any]]] = {f"{menu.name}/{group}": [] for group in menu.groups}
    for feature in features:
        for offer in feature.offers:
            if offer.menu in groups:
                groups[offer.menu].append((feature, offer))
    return [offers for offers in groups.values() if offers]


class Menus:
    """The menus of a bar, empty until `fill`; `wanted` is called before one is seen."""

    def __init__(self, bar: QMenuBar, wanted: Callable[[], object]) -> None:
        self._choices: list[ChoiceMenu] = []
        self._shown = [bar.addMenu(f"{menu.title}(&{menu.key})") for menu in MENUS]
        for shown in self._shown:
            shown.aboutToShow.connect(wanted)

    def fill(self, actions: Actions, features: Sequence[Feature[Any]], desks: Mapping[str, Desk]) -> None:
        """Puts what the features offer into the empty menus; `desks` are those of the features by name."""
        for menu, shown in zip(MENUS, self._shown, strict=True):
            for group in in_menu(features, menu):
                if not shown.isEmpty():
                    shown.addSeparator()
                for feature, offer in group:
                    if isinstance(offer, MenuEntry):
                        shown.addAction(actions[offer.name])
                    else:
                        self._choices.append(ChoiceMenu(offer, desks[feature.name], shown))
                        shown.addMenu(self._choices[-1])

    def refresh(self) -> None:
        """Shows the rows that can be chosen now, and which are."""
        for choices in self._choices:
            choices.refresh()


class ChoiceMenu(QMenu):
    """A submenu of which one row is chosen at a time; without rows it cannot be opened."""

    def __init__(self, choices: MenuChoices[Any], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(choices.text, parent)
        self._choices, self._desk = choices, desk
        self._group = QActionGroup(self)
        self._rows: list[tuple[str, str]] = []
        self.refresh()

    def refresh(self) -> None:
        """Shows the rows as they are now."""
        rows = list(self._choices.rows(self._desk))
        if rows != self._rows:
            self.clear()
            self._rows = rows
            for key, text in rows:
                row = self.addAction(text)
                row.setData(key)
                row.setCheckable(self._choices.chosen is not None)
                row.triggered.connect(self._chooser(key))
                self._group.addAction(row)
        self.setEnabled(bool(rows))
        if self._choices.chosen is not None:
            chosen = self._choices.chosen(self._desk)
            for row in self.actions():
                row.setChecked(row.data() == chosen)

    def _chooser(self, key: str) -> Callable[[], object]:
        return lambda: self._choices.choose(self._desk, key)
