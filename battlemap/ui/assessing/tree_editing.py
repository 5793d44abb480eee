"""The tree of a scheme as an editor: nodes added below or beside, moved up and down, taken away with all below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QTreeView

from battlemap.commands.rows import MoveRow, RemoveRow, Together
from battlemap.domain.words import brief
from battlemap.ui.page import Tools

if TYPE_CHECKING:
    from battlemap.ui.assessing.page import AssessingPage

_TABLE: Final = "scheme_node"


class TreeEditing:
    """Deeds on the chosen node, in a menu under the right button and by keys."""

    def __init__(self, page: AssessingPage, tree: QTreeView, tools: Tools) -> None:
        self._page, self._tools, self._tree = page, tools, tree
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._offer)
        self.actions: dict[str, QAction] = {}
        for name, words, keys, deed in (
            ("below", "增加下级指标…", "", lambda: self._add(self._page.chosen)),
            ("beside", "增加同级指标…", "", lambda: self._add(self._above())),
            ("edit", "修改…", "", page.deeds.edit_node),
            ("up", "上移", "Alt+Up", lambda: self.move(-1)),
            ("down", "下移", "Alt+Down", lambda: self.move(1)),
            ("remove", "删除（连同下级）", "", self.remove),
        ):
            action = QAction(words, tree)
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(_plain(deed))
            self.actions[name] = action
            tree.addAction(action)

    def move(self, by: int) -> bool:
        """Moves the chosen node one place among those beside it; False at the end of its line."""
        alike, id = self._beside(), self._page.chosen
        if id is None or not self._page.can_change or not 0 <= alike.index(id) + by < len(alike):
            return False
        place = alike.index(id)
        # before whom it stands then; None at the end
        following = alike[place - 1] if by < 0 else (alike[place + 2] if place + 2 < len(alike) else None)
        is_done = bool(self._tools.deeds.run(MoveRow(_TABLE, id, following)))
        self._page.choose(id)
        return is_done

    def remove(self) -> bool:
        """Takes the chosen node away with all below it, as one step."""
        standing, id = self._page.model.standing, self._page.chosen
        if standing is None or id is None or not self._page.can_change:
            return False
        gone = [*reversed(list(standing.tree.walk(id))), id]
        more = f"及下级 {len(gone) - 1} 项" if len(gone) > 1 else ""
        words = f"删除考核指标“{brief(standing.tree.nodes[id].title)}”{more}"
        return bool(self._tools.deeds.run(Together(words, tuple(RemoveRow(_TABLE, one) for one in gone))))

    def _add(self, above: str | None) -> None:
        if self._page.scheme is not None:
            self._page.deeds.ask(
                _TABLE, {"scheme": self._page.scheme.id, **({"above": above} if above else {})}
            )

    def _above(self) -> str | None:
        standing, id = self._page.model.standing, self._page.chosen
        return None if standing is None or id is None else standing.tree.nodes[id].above

    def _beside(self) -> tuple[str, ...]:
        standing = self._page.model.standing
        return () if standing is None else standing.tree.below.get(self._above(), ())

    def _offer(self, at: QPoint) -> None:
        self.allow()
        menu = QMenu(self._tree)
        menu.addActions(list(self.actions.values()))
        menu.exec(self._tree.viewport().mapToGlobal(at))

    def allow(self) -> None:
        """Allows what can be done with the chosen node."""
        id, alike = self._page.chosen, self._beside()
        can_change = self._page.can_change and id is not None
        for action in self.actions.values():
            action.setEnabled(can_change)
        if id is not None and id in alike:
            self.actions["up"].setEnabled(can_change and alike[0] != id)
            self.actions["down"].setEnabled(can_change and alike[-1] != id)


def _plain(deed: Callable[[], object]) -> Callable[[bool], None]:
    def act(_: bool = False) -> None:
        deed()

    return act
