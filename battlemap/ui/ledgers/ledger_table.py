"""The table of a ledger: the list that every kind has, groups with subtotals beside it, and what could not be read."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from battlemap.domain.fields.options import ManyOf, OneOf, YesOrNo
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.looking.entry_look import EntryLook
from battlemap.domain.looking.head_filter import Condition
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.group_bands import Bands, bands_of
from battlemap.theme import Theme
from battlemap.ui.ledgers.group_panel import GroupPanel
from battlemap.ui.list.bands import Lines
from battlemap.ui.list.frame import ListFrame
from battlemap.ui.page import Tools
from battlemap.ui.rows.kind_list import ListMemory

#: In a large ledger the facts are counted so many milliseconds after the last change.
_REST = 600
#: Milliseconds between two pieces that are read beside the frames.
_BESIDE = 30


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
            if isinstance(field.type.told_as, OneOf | ManyOf | YesOrNo | Pointing) and not rows.masking.hides(
                field.key
            ):
                self.group_by.addItem(f"按{field.title}分组", field.key)
        self.group_by.currentIndexChanged.connect(lambda _: self._on_grouping())
        self.unread = QToolButton()
        self.unread.setCheckable(True)
        self.unread.setProperty("look", "chip")
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self._on_rest)
        self._learning = QTimer(self)
        self._learning.timeout.connect(self._learn)
        self.unread.toggled.connect(lambda _: self._only_unread())
        self.bands = Bands()
        self.groups = GroupPanel()
        self.groups.picked.connect(self._pick)
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
        self.table.line_clicked.connect(self._choose_group)
        self.table.columns_changed.connect(self._show_lines)
        self.setFocusProxy(self.table)

    # -- showing ----------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows everything anew as of a day."""
        self.frame.present(snapshot, as_of, self._only)
        self._show_facts()
        if self.rows.counts_late:
            self._learning.start(_REST)

    def _learn(self) -> None:
        """Reads between frames what a search will look through, so that its first letter need not wait for it."""
        self._learning.setInterval(_BESIDE)
        if not self.isVisible() or self.rows.learn():
            self._learning.stop()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows anew what a step touches."""
        self.frame.follow(step, reach, snapshot)
        self._show_lines()
        if self.groups.isVisible() or any(
            _changes_unread(change.before, change.after) for change in step.changes
        ):
            self._show_facts()

    def search(self, words: str) -> None:
        """Lists the entries that hold the words."""
        self.rows.words = words
        self.frame.present(self.rows.snapshot, self.rows.as_of, self._only)
        self._show_facts()
        self.filtered.emit()

    @property
    def look(self) -> EntryLook:
        """What is looked at: words, heads, groups."""
        return EntryLook(
            " ".join(self.rows.words.split()),
            self.model.heads,
            self.group_by.currentData() or "",
            self.unread.isChecked(),
        )

    def show_look(self, look: EntryLook) -> None:
        """Looks at the entries so."""
        self.rows.words = look.words
        if self.unread.isChecked() != look.only_unread:
            self.unread.setChecked(look.only_unread)
        self.group_rows(look.group)
        self.table.filter_heads(look.heads)
        self.search(look.words)

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

    def _on_rest(self) -> None:
        self._tell_facts()
        self._draw_lines()

    def _on_filtered(self) -> None:
        self._show_groups()
        self._show_lines()
        self.filtered.emit()

    def _show_facts(self) -> None:
        """Counts what could not be read, and the groups; where there are many entries, a moment later."""
        if self.rows.counts_late:
            self._resting.start()
        else:
            self._resting.stop()
            self._tell_facts()
            self._draw_lines()

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
        self._show_lines()
        self.filtered.emit()

    # -- groups -----------------------------------------------------------------------------------------------------

    @property
    def grouped_by(self) -> str:
        """The key of the field whose groups stand in the table, "" for none."""
        key = self.group_by.currentData() or ""
        return "" if key and isinstance(self.rows.definition.by_key[key].type.told_as, ManyOf) else key

    def group_rows(self, key: str) -> None:
        """Groups the rows by a field, "" for not at all; a field that is not offered changes nothing."""
        place = self.group_by.findData(key)
        if place >= 0:
            self.group_by.setCurrentIndex(place)

    def _on_grouping(self) -> None:
        self.model.group_by(self.grouped_by)
        self._show_groups()
        self._show_lines()
        self.filtered.emit()

    def _show_lines(self) -> None:
        """Shows headings and sums between the rows; where there are many rows, a moment later."""
        if self.rows.counts_late:
            if not self._resting.isActive():
                self.table.set_lines(Lines())
            self._resting.start()
            return
        self._draw_lines()

    def _draw_lines(self) -> None:
        self.bands = bands_of(self.rows, self.model.ids, self.grouped_by, self.frame.shown_columns)
        if self.bands.are_torn:
            # an entry went to another group: the groups are put together again
            self.model.group_by(self.grouped_by)
            self.bands = bands_of(self.rows, self.model.ids, self.grouped_by, self.frame.shown_columns)
        self.table.set_lines(Lines(self.bands.above, self.bands.total))

    def _choose_group(self, row: int) -> None:
        """Chooses the entries under a heading."""
        under = self.bands.rows_under(row, len(self.model.ids))
        self.table.select_rows([self.model.ids[place] for place in under])
        self.table.rows_changed.emit()

    def _show_groups(self) -> None:
        """Shows the groups of a field of several choices beside the table."""
        key = self.group_by.currentData()
        is_beside = bool(key) and not self.grouped_by
        self.groups.setVisible(is_beside)
        if is_beside:
            sums = [column for column in self.frame.shown_columns if column.is_summed]
            heads = self.model.heads.with_condition(key, Condition())
            groups = self.rows.grouped(heads, key, [column.key for column in sums])
            title = self.rows.definition.by_key[key].title
            self.groups.show_groups(title, groups, sums, self.model.heads.of(key).groups)

    def _pick(self, words: str) -> None:
        key, heads = self.group_by.currentData(), self.model.heads
        is_again = heads.of(key).groups == frozenset({words})
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
