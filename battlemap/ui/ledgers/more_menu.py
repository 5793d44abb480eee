"""What is done seldom with a ledger: the menu 更多 at the end of its strip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from battlemap.domain.ledgers.definition import Definition
from battlemap.ui.page import Tools

#: (name, words, icon); "" stands for a line between.
_ENTRIES: Final = (
    ("define", "修改台账（字段、阶段）…", "edit"),
    ("tallies", "计数和带动的任务…", ""),
    ("share", "存为模板文件…", ""),
    ("", "", ""),
    ("compare", "与某一天比较…", "compare"),
    ("unmaskings", "查看登记…", "eye-outline"),
    ("", "", ""),
    ("print", "打印列出的各条（一档）…", "print"),
    ("", "", ""),
    ("follow_up", "由选中各条的后续工作生成任务", "add"),
    ("remove", "删除选中的各条\tCtrl+Del", "delete"),
)


def deeds_of_ledger(definition: Definition) -> tuple[str, ...]:
    """Returns what is offered for a ledger as a whole."""
    hides = any(definition.is_masked(field) for field in definition.fields)
    return ("define", "tallies", "share", "compare", *(("unmaskings",) if hides else ()))


class MoreMenu(QToolButton):
    """A button with a menu; `deeds` are carried out by name."""

    def __init__(self, tools: Tools, deeds: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        self.setText("更多")
        self.setIcon(tools.icons.icon("dots-horizontal"))
        self.setAccessibleName("更多")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.offers: dict[str, QAction] = {}
        menu = QMenu(self)
        for name, words, icon in _ENTRIES:
            if not name:
                menu.addSeparator()
            elif name in deeds:
                self.offers[name] = menu.addAction(words, deeds[name])
                if icon:
                    self.offers[name].setIcon(tools.icons.icon(icon))
        menu.addAction("回收站…", tools.actions["bin"].trigger)
        self.setMenu(menu)

    def allow(self, **may: bool) -> None:
        """Allows or forbids deeds by name."""
        for name, is_allowed in may.items():
            if name in self.offers:
                self.offers[name].setEnabled(is_allowed)
