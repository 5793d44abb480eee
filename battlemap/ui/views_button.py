"""The button 视图: what is filtered by bears a name, is chosen, saved, renamed and dropped; for tasks and for ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from battlemap.commands.command import Command
from battlemap.commands.rows import EditRow, RemoveRow
from battlemap.ui.labels import tip

#: Characters that are offered for the name of a new view.
_OFFERED = 20
#: Characters of a view's name that the button shows.
_SHOWN = 8


class View(Protocol):
    """A row that keeps a filter under a name."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def title(self) -> str:
        """Its name."""
        ...


class ViewsButton(QToolButton):
    """Emits `chosen(wanted)` for a view that is chosen and `command_wanted(command)` for what changes the views.

    What inherits says which views there are, what each wants, what is wanted now, and how that is saved.
    """

    chosen = Signal(object)
    command_wanted = Signal(object)
    #: The table of the views.
    table = ""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("视图")
        self.setProperty("look", "chip")
        self.setToolTip(tip(about))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.can_change = True
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    # -- what inherits says -----------------------------------------------------------------------------------------

    @property
    def views(self) -> Sequence[View]:
        """The views in their order."""
        raise NotImplementedError

    @property
    def wanted(self) -> Any:
        """What is wanted now."""
        raise NotImplementedError

    def wanted_of(self, view: View) -> Any:
        """Returns what a view wants."""
        raise NotImplementedError

    def words(self, wanted: Any) -> str:
        """Returns what is wanted, in words."""
        raise NotImplementedError

    def is_empty(self, wanted: Any) -> bool:
        """Whether nothing is wanted in particular, which is no view."""
        raise NotImplementedError

    def saving(self, title: str) -> Command:
        """Returns what saves what is wanted now under a name."""
        raise NotImplementedError

    # -- the button -------------------------------------------------------------------------------------------------

    def show_name(self) -> None:
        """Has the button bear the name of the view that is shown."""
        shown = next((view for view in self.views if self.wanted_of(view) == self.wanted), None)
        title = shown.title if shown else ""
        self.setText(
            f"视图：{title if len(title) <= _SHOWN else title[: _SHOWN - 1] + '…'}" if title else "视图"
        )

    def open(self) -> None:
        """Opens the menu below the button and goes on."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def offered(self) -> QMenu:
        """Returns the menu as it is offered now."""
        self._fill()
        return self._menu

    def _fill(self) -> None:
        menu, views = self._menu, self.views
        menu.clear()
        for view in views:
            entry = menu.addAction(view.title.replace("&", "&&"), partial(self._choose, view))
            entry.setCheckable(True)
            entry.setChecked(self.wanted_of(view) == self.wanted)
            entry.setToolTip(tip(self.words(self.wanted_of(view))))
        if not views:
            menu.addAction("还没有保存的视图").setEnabled(False)
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        menu.addAction("把当前筛选存为视图…", self.ask_name).setEnabled(
            self.can_change and not self.is_empty(self.wanted)
        )
        for words, deed in (("改名", self.ask_new_name), ("删除", self._drop)):
            below = menu.addMenu(words)
            below.setEnabled(self.can_change and bool(views))
            for view in views:
                below.addAction(view.title.replace("&", "&&"), partial(deed, view))

    def _choose(self, view: View) -> None:
        self.chosen.emit(self.wanted_of(view))

    def ask_name(self) -> None:
        """Asks for the name under which the filter is saved."""
        title, is_named = QInputDialog.getText(
            self,
            "存为视图",
            "名称（同名的视图会改为现在的筛选）：",
            text=self.words(self.wanted)[:_OFFERED],
        )
        if is_named:
            self.command_wanted.emit(self.saving(title))

    def ask_new_name(self, view: View) -> None:
        """Asks for another name of a view."""
        title, is_named = QInputDialog.getText(self, "视图改名", "名称：", text=view.title)
        if is_named and title.strip() != view.title:
            self.command_wanted.emit(EditRow(self.table, view.id, {"title": title}))

    def _drop(self, view: View) -> None:
        self.command_wanted.emit(RemoveRow(self.table, view.id))
