"""The table of a ledger: the list that every kind has, groups with subtotals beside it, and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from battlemap import wording
from battlemap.domain.fields.options import ManyOf, OneOf, YesOrNo
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.ledgers.asking import EntryGroup
from battlemap.domain.looking.head_filter import Condition
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.heads_asked import sum_words
from battlemap.theme import Theme
from battlemap.ui.list.frame import ListFrame
from battlemap.ui.page import Tools
from battlemap.ui.rows.kind_list import ListMemory

_GROUP = Qt.ItemDataRole.UserRole
#: Of more entries than this the facts are counted so many milliseconds after the last change.
_MUCH, _REST = 5_000, 600
#: px of the panel of groups.
_WIDE = 280


class LedgerTable(QWidget):
    """Emits `opened(entry)`, `selection_changed(entries)`, `refused(sentence)`, `delete_wanted`, `filtered`."""

    opened = Signal(str)
    selection_changed = Signal(object)
    refused = Signal(str)
    delete_wanted = Signal()
    filtered = Signal()

    def __init__(self, rows: EntryList, tools: Tools) -> None:
        super().__init__()
        self.rows, self._tools = rows, tools
        self._only: frozenset[str] | None = None
        self.frame = ListFrame(
            rows,
            tools,
            self.edit,
            ListMemory(tools.settings, f"ledger.{rows.definition.ledger.code}"),
            lambda: (),
        )
        self.model, self.table = self.frame.model, self.frame.table
        self.group_by = QComboBox()
        self.group_by.setAccessibleName("分组")
        self.group_by.addItem("不分组", "")
        self.group_by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group_by.setMinimumContentsLength(7)
        for field in rows.definition.fields:
            if isinstance(field.type, OneOf | ManyOf | YesOrNo | Pointing) and not rows.masking.hides(
                field.key
            ):
                self.group_by.addItem(f"按{field.title}分组", field.key)
        self.group_by.currentIndexChanged.connect(lambda _: self._show_groups())
        self.unread = QToolButton()
        self.unread.setCheckable(True)
        self.unread.setProperty("look", "chip")
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self._tell_facts)
        self.unread.toggled.connect(lambda _: self._only_unread())
        self.groups = QTreeWidget()
        self.groups.setAccessibleName("分组小计")
        self.groups.setRootIsDecorated(False)
        self.groups.setFixedWidth(_WIDE)
        self.groups.setToolTip("单击只看这一组，再单击全部显示")
        self.groups.itemClicked.connect(lambda item, _: self._pick(item))
        self.groups.itemActivated.connect(lambda item, _: self._pick(item))
        self.groups.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.groups)
        row.addWidget(self.frame, 1)
        self.frame.opened.connect(self.opened)
        self.frame.refused.connect(self.refused)
        self.frame.selection_changed.connect(self.selection_changed)
        self.frame.delete_wanted.connect(self.delete_wanted)
        self.table.filtered.connect(self._on_filtered)
        self.setFocusProxy(self.table)

    # -- showing ----------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows everything anew as of a day."""
        self.frame.present(snapshot, as_of, self._only)
        self._show_facts()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows anew what a step touches."""
        self.frame.follow(step, reach, snapshot)
        if self.group_by.currentData() or any(
            _changes_unread(change.before, change.after) for change in step.changes
        ):
            self._show_facts()

    def search(self, words: str) -> None:
        """Lists the entries that hold the words."""
        self.rows.words = words
        self.frame.present(self.rows.snapshot, self.rows.as_of, self._only)
        self._show_facts()
        self.filtered.emit()

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self.frame.set_can_change(can_change)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.frame.set_look(look)

    def filter_values(self, wanted: dict[str, str]) -> None:
        """Lists the entries that have these words in these fields, and no other filter."""
        heads = self.model.heads
        for key in heads.conditions:
            heads = heads.with_condition(key, Condition())
        for key, words in wanted.items():
            heads = heads.with_condition(key, Condition(frozenset({words})))
        self.table.filter_heads(heads)

    def _on_filtered(self) -> None:
        self._show_groups()
        self.filtered.emit()

    def _show_facts(self) -> None:
        """Counts what could not be read, and the groups; where there are many entries, a moment later."""
        if len(self.model.ids) > _MUCH:
            self._resting.start()
        else:
            self._resting.stop()
            self._tell_facts()

    def _tell_facts(self) -> None:
        unread = self.rows.unread()
        count = sum(unread.values())
        self.unread.setText(f"{count} 格读不懂")
        titles = "、".join(
            f"{self.rows.definition.by_key[key].title} {number} 格" for key, number in unread.items()
        )
        self.unread.setToolTip(f"只看有读不懂的格子的行：{titles}")
        self.unread.setVisible(count > 0 or self.unread.isChecked())
        if not count and self.unread.isChecked():
            self.unread.setChecked(False)
        self._show_groups()

    def _only_unread(self) -> None:
        self._only = self.rows.unread_ids() if self.unread.isChecked() else None
        self.frame.show_only(self._only)
        self.filtered.emit()

    # -- groups -----------------------------------------------------------------------------------------------------

    def _show_groups(self) -> None:
        key = self.group_by.currentData()
        self.groups.setVisible(bool(key))
        if not key:
            return
        sums = [column for column in self.frame.shown_columns if column.is_summed]
        field = self.rows.definition.by_key[key]
        self.groups.clear()
        self.groups.setColumnCount(2 + len(sums))
        self.groups.setHeaderLabels([field.title, "数量", *(column.title for column in sums)])
        self.groups.setFixedWidth(_WIDE if not sums else min(440, _WIDE + 80 * len(sums)))
        found = self.rows.grouped(
            self.model.heads.with_condition(key, Condition()), key, [c.key for c in sums]
        )
        for words, group in found:
            texts = [words or wording.EMPTY, str(group.count)]
            texts += [
                "" if group.sums.get(c.key) is None else f"{c.field.type.measure(group.sums[c.key]):,f}"
                for c in sums
            ]
            self._add(texts, words, group, key)
        total = [sum_words([group for _, group in found], column) for column in sums]
        item = QTreeWidgetItem(["合计", str(sum(group.count for _, group in found)), *total])
        self._align(item)
        font = item.font(0)
        font.setBold(True)
        for place in range(item.columnCount()):
            item.setFont(place, font)
        self.groups.addTopLevelItem(item)
        head = self.groups.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in range(1, 2 + len(sums)):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)

    def _add(self, texts: Sequence[str], words: str, group: EntryGroup, key: str) -> None:
        item = QTreeWidgetItem(list(texts))
        item.setData(0, _GROUP, words)
        self._align(item)
        self.groups.addTopLevelItem(item)
        chosen = self.model.heads.of(key).groups
        if chosen is not None and words in chosen:
            self.groups.setCurrentItem(item)

    @staticmethod
    def _align(item: QTreeWidgetItem) -> None:
        for place in range(1, item.columnCount()):
            item.setTextAlignment(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _pick(self, item: QTreeWidgetItem) -> None:
        key, words = self.group_by.currentData(), item.data(0, _GROUP)
        heads = self.model.heads
        is_again = words is None or heads.of(key).groups == frozenset({words})
        condition = Condition() if is_again else Condition(frozenset({words}))
        self.table.filter_heads(heads.with_condition(key, condition))

    # -- editing ----------------------------------------------------------------------------------------------------

    def edit(self, id: str, key: str, text: str) -> bool:
        """Writes what was typed into a cell; False where it was refused, which is said."""
        rows = self.rows
        if text.strip() == rows.text(id, key):
            return True

        def deed() -> None:
            self._tools.session.run(rows.edits({id: {key: rows.value(key, text)}}))

        return self._tools.deeds.attempt(deed) is True


def _changes_unread(before: object, after: object) -> bool:
    """Whether a change of an entry may change how many cells cannot be read."""
    if not isinstance(after, Entry):
        return False
    if not isinstance(before, Entry) or before.deleted != after.deleted:
        return after.unread > 0
    return before.unread != after.unread
