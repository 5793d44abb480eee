"""The tree of a plan draft: untick, rename, merge, move, mark as something else, and take each of these back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from battlemap.domain.chinese_number import chinese_number
from battlemap.domain.planning.plan import MeasureDraft, PlanDraft, TaskDraft
from battlemap.domain.planning.plan_changes import Place, drop, merge, move, rename
from battlemap.domain.planning.plan_marks import ROLES, Role, mark, mark_series, role_of, series_at
from battlemap.errors import BattlemapError
from battlemap.ui.labels import tip

_PLACE: Final = Qt.ItemDataRole.UserRole
#: A plan with so many tasks is shown unfolded.
_SHORT: Final = 150
#: Role → the key that marks a line so; with Shift the whole series.
MARK_KEYS: Final[dict[Role, str]] = {
    "action": "Ctrl+1",
    "measure": "Ctrl+2",
    "task": "Ctrl+3",
    "preface": "Ctrl+0",
}
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PlanTree(QTreeWidget):
    """Shows `draft`; emits `changed` after every edit and `refused(sentence)` where one is not possible."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(["专项 / 要点 / 任务", "目标", "时限", "责任单位"])
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 90), (2, 100), (3, 130)):
            self.setColumnWidth(column, width)
        self.draft = PlanDraft("", None, None)
        self._drafts: list[PlanDraft] = []
        self._unticked: dict[int, TaskDraft | MeasureDraft] = {}
        self._is_filling = False
        self.rename_action = _action(self, "改名", "F2", lambda: self._on_rename())
        self.merge_action = _action(self, "与下一项合并", "Ctrl+J", lambda: self._on_merge())
        self.undo_action = _action(self, "撤销上一步调整", "Ctrl+Z", lambda: self.undo())
        self.mark_actions = [
            _action(self, f"作为{ROLES[role]}", keys, partial(self._on_mark, role))
            for role, keys in MARK_KEYS.items()
        ]
        self.series_actions = [
            _action(
                self,
                f"同类各行都作为{ROLES[role]}",
                keys.replace("Ctrl+", "Ctrl+Shift+"),
                partial(self._on_series, role),
            )
            for role, keys in MARK_KEYS.items()
        ]
        self._ticking = QTimer(self, singleShot=True, interval=0)
        self._ticking.timeout.connect(self.changed)
        self.itemChanged.connect(self._on_item_changed)
        self.itemSelectionChanged.connect(self._allow)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)

    # -- what is there --------------------------------------------------------------------------------------------

    def show_draft(self, draft: PlanDraft) -> None:
        """Begins anew with a draft, everything ticked."""
        self.draft, self._drafts, self._unticked = draft, [], {}
        self._fill(())
        self.changed.emit()

    @property
    def is_edited(self) -> bool:
        """Whether something was changed or unticked."""
        return bool(self._drafts or self._unticked)

    def result(self) -> PlanDraft:
        """Returns the draft without what is unticked, the words of which go to 未归类."""
        draft = self.draft
        for a in reversed(range(len(draft.actions))):
            action = draft.actions[a]
            if action.measures and not any(self._is_kept(measure) for measure in action.measures):
                draft = drop(draft, (a,))
                continue
            for m in reversed(range(len(action.measures))):
                measure = action.measures[m]
                if not self._is_kept(measure):
                    draft = drop(draft, (a, m))
                    continue
                for t in reversed(range(len(measure.tasks))):
                    if id(measure.tasks[t]) in self._unticked:
                        draft = drop(draft, (a, m, t))
        return draft

    def place(self) -> Place | None:
        """Returns the place of the selected row."""
        chosen = self.selectedItems()
        return tuple(chosen[0].data(0, _PLACE)) if chosen else None

    def select(self, place: Place) -> None:
        """Selects the row at a place and brings it into sight."""
        item = next((item for item in self._items() if tuple(item.data(0, _PLACE)) == place), None)
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def words(self) -> str:
        """Returns the plan's own words of the selected row."""
        place = self.place()
        if place is None:
            return ""
        action = self.draft.actions[place[0]]
        if len(place) == 1:
            return action.heading
        measure = action.measures[place[1]]
        if len(place) == 2:
            return "\n".join(part for part in (measure.heading, measure.text) if part)
        return measure.tasks[place[2]].source

    # -- edits ----------------------------------------------------------------------------------------------------

    def change(self, change: Callable[[PlanDraft], PlanDraft], then: Place) -> None:
        """Carries out a change of `domain.plan_changes` and selects what stands at `then`."""
        try:
            changed = change(self.draft)
        except (BattlemapError, IndexError) as error:
            self.refused.emit(
                str(error) if isinstance(error, BattlemapError) else "后面没有可以合并的同级内容。"
            )
            self._fill(self.place() or ())
            return
        if changed != self.draft:
            self._drafts.append(self.draft)
            self.draft = changed
        self._fill(then)
        self.changed.emit()

    def undo(self) -> None:
        """Takes the last edit back."""
        if self._drafts:
            self.draft = self._drafts.pop()
            self._fill(self.place() or ())
            self.changed.emit()

    def targets(self, place: Place) -> Iterator[tuple[str, Place]]:
        """Yields (name, place) of where a measure or task may be moved to."""
        for a, action in enumerate(self.draft.actions):
            name = f"{chinese_number(action.number)}、{action.title}"
            if len(place) == 2 and place[0] != a:
                yield name, (a,)
            if len(place) == 3:
                for m, measure in enumerate(action.measures):
                    if (a, m) != place[:2]:
                        yield f"{name} › {measure.number}. {measure.title}", (a, m)

    def move_menu(self, menu: QMenu) -> None:
        """Fills `menu` with the targets for the selected row."""
        menu.clear()
        place = self.place()
        for name, to in self.targets(place) if place and len(place) > 1 else ():
            entry = menu.addAction(name.replace("&", "&&"))
            entry.triggered.connect(lambda _=False, to=to: self._move(to))
        if menu.isEmpty():
            menu.addAction("先选中一条要点或任务").setEnabled(False)

    def _move(self, to: Place) -> None:
        place = self.place()
        if place is not None:
            self.change(lambda draft: move(draft, place, to), to)

    def _on_merge(self) -> None:
        place = self.place()
        if place is not None:
            self.change(lambda draft: merge(draft, place), place)

    def _on_mark(self, role: Role) -> None:
        place = self.place()
        if place is None:
            return
        try:
            _, now = mark(self.draft, place, role)
        except BattlemapError as error:
            self.refused.emit(str(error))
            return
        self.change(lambda draft: mark(draft, place, role)[0], now or place[:-1])

    def _on_series(self, role: Role) -> None:
        place = self.place()
        if place is not None:
            self.change(lambda draft: mark_series(draft, place, role), place[:1])

    def mark_menu(self, menu: QMenu) -> None:
        """Fills `menu` with what the selected row, and all rows of its series, can be marked as."""
        menu.clear()
        place = self.place()
        if place is None:
            menu.addAction("先选中一行").setEnabled(False)
            return
        here = list(MARK_KEYS).index(role_of(place))
        menu.addActions([action for n, action in enumerate(self.mark_actions) if n != here])
        count = len(series_at(self.draft, place))
        if count > 1:
            menu.addSection(f"同类的 {count} 行")
            menu.addActions([action for n, action in enumerate(self.series_actions) if n != here])

    def _on_rename(self) -> None:
        if self.selectedItems():
            self.editItem(self.selectedItems()[0], 0)

    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._is_filling or column != 0:
            return
        place: Place = tuple(item.data(0, _PLACE))
        if item.text(0) != item.data(0, _PLACE + 1):
            title = item.text(0)
            # the editor that is closing still needs the row
            QTimer.singleShot(0, self, lambda: self.change(lambda draft: rename(draft, place, title), place))
            return
        if item.childCount() == 0:
            thing = self._thing(place)
            if thing is not None:
                if item.checkState(0) == _UNCHECKED:
                    self._unticked[id(thing)] = thing
                else:
                    self._unticked.pop(id(thing), None)
                self._ticking.start()

    def _on_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions([self.rename_action, self.merge_action])
        self.move_menu(menu.addMenu("移到"))
        self.mark_menu(menu.addMenu("作为"))
        menu.exec(self.viewport().mapToGlobal(at))

    # -- filling --------------------------------------------------------------------------------------------------

    def _fill(self, select: Place) -> None:
        self._is_filling = True
        scroll = self.verticalScrollBar().value()
        is_open = {
            tuple(item.data(0, _PLACE)): item.isExpanded() for item in self._items() if item.childCount()
        }
        self.clear()
        chosen = None
        for a, action in enumerate(self.draft.actions):
            top = self._row(self, (a,), action.title, f"{chinese_number(action.number)}、{action.heading}")
            top.setText(3, action.lead_unit)
            for m, measure in enumerate(action.measures):
                middle = self._row(top, (a, m), measure.title, measure.text)
                if not measure.tasks:
                    middle.setCheckState(0, _UNCHECKED if id(measure) in self._unticked else _CHECKED)
                for t, task in enumerate(measure.tasks):
                    row = self._row(middle, (a, m, t), task.title, task.source)
                    row.setText(1, f"{task.target_value or ''} {task.target_unit or ''}".strip())
                    row.setText(2, task.due_text or (task.due_on.isoformat() if task.due_on else ""))
                    row.setText(3, task.unit)
                    if task.doubts:
                        row.setText(2, f"⚠ {row.text(2)}".rstrip())
                        row.setToolTip(2, "、".join(task.doubts))
                    row.setCheckState(0, _UNCHECKED if id(task) in self._unticked else _CHECKED)
        is_short = self.draft.task_count <= _SHORT
        for item in self._items():
            place = tuple(item.data(0, _PLACE))
            item.setExpanded(is_open.get(place, len(place) == 1 or is_short))
            if place == select:
                chosen = item
        if chosen is not None:
            self.setCurrentItem(chosen)
        self.verticalScrollBar().setValue(scroll)
        self._is_filling = False
        self._allow()

    def _row(
        self, parent: QTreeWidget | QTreeWidgetItem, place: Place, title: str, words: str
    ) -> QTreeWidgetItem:
        row = QTreeWidgetItem(parent, [title])
        flags = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        row.setFlags(row.flags() | flags | Qt.ItemFlag.ItemIsAutoTristate)
        row.setCheckState(0, _CHECKED)
        row.setData(0, _PLACE, list(place))
        row.setData(0, _PLACE + 1, title)
        row.setToolTip(0, tip(words[:400]))
        return row

    def _items(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.topLevelItem(n) for n in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(n) for n in range(item.childCount())]

    def _thing(self, place: Place) -> TaskDraft | MeasureDraft | None:
        if len(place) < 2:
            return None
        measure = self.draft.actions[place[0]].measures[place[1]]
        return measure.tasks[place[2]] if len(place) == 3 else measure

    def _is_kept(self, measure: MeasureDraft) -> bool:
        if measure.tasks:
            return any(id(task) not in self._unticked for task in measure.tasks)
        return id(measure) not in self._unticked

    def _allow(self) -> None:
        self.rename_action.setEnabled(self.place() is not None)
        self.merge_action.setEnabled(self.place() is not None)
        self.undo_action.setEnabled(bool(self._drafts))


def _action(tree: PlanTree, text: str, keys: str, do: Callable[[], None]) -> QAction:
    made = QAction(text, tree)
    made.setShortcut(QKeySequence(keys))
    made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.setToolTip(f"{text}（{keys}）")
    made.triggered.connect(do)
    tree.addAction(made)
    return made
