"""The button 视图: filters that bear a name are chosen, saved, renamed and dropped."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from battlemap.commands.rows import EditRow, RemoveRow
from battlemap.commands.saved_view import SaveView
from battlemap.domain.kinds.saved_view import SavedView
from battlemap.domain.looking.filter_words import filter_words
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.labels import tip

#: Characters that are offered for the name of a new view.
_OFFERED = 20
#: Characters of a view's name that the button shows.
_SHOWN = 8


class ViewsButton(QToolButton):
    """Emits `chosen(TaskFilter)` for a view that is chosen and `command_wanted(command)` for what changes the views."""

    chosen = Signal(object)
    command_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("视图")
        self.setProperty("look", "chip")
        self.setToolTip(tip("保存常用的筛选，一点即用；视图存在档案里，大家共用"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.can_change = True
        self._snapshot: Snapshot | None = None
        self._filter = TaskFilter()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    @property
    def views(self) -> list[SavedView]:
        """The campaign's views in their order."""
        views = self._snapshot.saved_views.values() if self._snapshot else ()
        return sorted((view for view in views if not view.deleted), key=lambda view: (view.rank, view.id))

    def keep_up(self, snapshot: Snapshot, wanted: TaskFilter) -> None:
        """Takes what is there and what is filtered by; the button bears the name of the view that is shown."""
        self._snapshot, self._filter = snapshot, wanted
        shown = next((view for view in self.views if _filter_of(view) == wanted), None)
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
            entry.setChecked(_filter_of(view) == self._filter)
            if self._snapshot is not None:
                entry.setToolTip(tip(filter_words(_filter_of(view), self._snapshot)))
        if not views:
            menu.addAction("还没有保存的视图").setEnabled(False)
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        menu.addAction("把当前筛选存为视图…", self.ask_name).setEnabled(
            self.can_change and not self._filter.is_empty
        )
        for words, deed in (("改名", self.ask_new_name), ("删除", self._drop)):
            below = menu.addMenu(words)
            below.setEnabled(self.can_change and bool(views))
            for view in views:
                below.addAction(view.title.replace("&", "&&"), partial(deed, view))

    def _choose(self, view: SavedView) -> None:
        self.chosen.emit(_filter_of(view))

    def ask_name(self) -> None:
        """Asks for the name under which the filter is saved."""
        offered = filter_words(self._filter, self._snapshot)[:_OFFERED] if self._snapshot else ""
        title, is_named = QInputDialog.getText(
            self, "存为视图", "名称（同名的视图会改为现在的筛选）：", text=offered
        )
        if is_named:
            self.command_wanted.emit(SaveView(title, self._filter))

    def ask_new_name(self, view: SavedView) -> None:
        """Asks for another name of a view."""
        title, is_named = QInputDialog.getText(self, "视图改名", "名称：", text=view.title)
        if is_named and title.strip() != view.title:
            self.command_wanted.emit(EditRow("saved_view", view.id, {"title": title}))

    def _drop(self, view: SavedView) -> None:
        self.command_wanted.emit(RemoveRow("saved_view", view.id))


def _filter_of(view: SavedView) -> TaskFilter:
    return TaskFilter.from_json(view.wanted)
