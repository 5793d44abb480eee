"""The row that finds and filters: field, lamps, panel and views, and below it the chips of what is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import attrs
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.looking.facets import Facet
from battlemap.domain.looking.filter_words import filter_words, phrase
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.theme import Theme
from battlemap.ui.actions import Actions
from battlemap.ui.find.chips import Chips
from battlemap.ui.find.panel import FilterPanel
from battlemap.ui.find.views import TaskViewsButton
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip
from battlemap.ui.lamp_mark import lamp_mark

#: Milliseconds after the last key before a search runs.
_TYPING: Final = 80
#: Key of the chip that offers the filter of last time.
_LAST: Final = "last"
_HINT: Final = (
    "查名称、编号、单位、责任人、内容、工作要点；名称、单位、责任人可用拼音或首字母\n"
    "多个词用空格隔开，须同时符合\n回车选中第一项，F3 选中下一项"
)


class FilterRow(QFrame):
    """Emits `changed(TaskFilter)` shortly after the user has set something, `left(bool)` when the keyboard goes back
    to the page (with True to the first hit), `begun` when somebody is about to search.
    """

    changed = Signal(object)
    left = Signal(bool)
    begun = Signal()

    def __init__(self, icons: IconBook, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self.filter = TaskFilter()
        self._last: TaskFilter | None = None
        self._snapshot: Snapshot | None = None
        self._ask: Callable[[], tuple[Facet, ...]] = tuple
        self._find = _field(icons)
        self._find.installEventFilter(self)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._search)
        self._find.textEdited.connect(lambda: self._typing.start())
        self._find.textChanged.connect(lambda text: None if text else self._typing.start())
        self._lamps: dict[Lamp, QToolButton] = {}
        self._marks: tuple[str, float] | None = None
        self._lamp_row = QHBoxLayout()
        self._lamp_row.setSpacing(4)
        self.panel = FilterPanel(lambda: self._ask(), self)
        self.panel.wanted.connect(self.set_filter)
        self._set_up = _bar_button(actions, "filter_panel")
        self.views = TaskViewsButton()
        self.views.chosen.connect(self.set_filter)
        self._chips = Chips(icons)
        self._chips.removed.connect(self._on_removed)
        self._chips.taken.connect(self._on_taken)
        self._count = label(look="muted")
        self._clear = _bar_button(actions, "clear_filter")
        self._arrange(actions)

    def _arrange(self, actions: Actions) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 4, 8, 4)
        top.setSpacing(8)
        top.addWidget(self._find, 20)
        top.addLayout(self._lamp_row)
        top.addWidget(self._set_up)
        top.addWidget(self.views)
        top.addStretch(1)
        for name in ("undo", "redo", "new_task"):
            button = QToolButton()
            button.setDefaultAction(actions[name])
            top.addWidget(button)
        self._lower = QWidget()
        below = QHBoxLayout(self._lower)
        below.setContentsMargins(12, 0, 8, 4)
        below.setSpacing(8)
        below.addWidget(self._chips, 1)
        below.addWidget(self._count)
        below.addWidget(self._clear)
        self._lower.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._lower)

    # -- showing ------------------------------------------------------------------------------------------------

    def ask(self, facets: Callable[[], tuple[Facet, ...]]) -> None:
        """Tells where the panel learns what can be chosen."""
        self._ask = facets

    def offer(self, last: TaskFilter) -> None:
        """Offers the filter of last time, until another one is set."""
        self._last = None if last.is_empty else last
        self._show_chips()

    def keep_up(
        self, snapshot: Snapshot, counts: Mapping[Lamp, int], shown: int, total: int, look: Theme
    ) -> None:
        """Shows the lamps of the campaign's scheme with their counts, what is set, and how many cards are shown."""
        self._snapshot = snapshot
        if tuple(self._lamps) != snapshot.scheme.lamps:
            self._make_lamps(snapshot.scheme.lamps)
        marks = look.name, self.devicePixelRatioF()
        for lamp, button in self._lamps.items():
            # what is set anew is laid out anew, and this is asked at every step
            if marks != self._marks:
                button.setIcon(lamp_mark(lamp, look, 12, self.devicePixelRatioF()))
            words = f"{wording.LAMPS[lamp]} {counts.get(lamp, 0)}"
            if words != button.text():
                button.setText(words)
        self._marks = marks
        self.views.keep_up(snapshot, self.filter)
        self._count.setText("" if self.filter.is_empty else f"显示 {shown} / {total} 项")
        self._show_chips()

    def focus_find(self) -> None:
        """Puts the cursor into the search field."""
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def open_panel(self) -> None:
        """Opens the panel that sets what is wanted."""
        self.panel.open_below(self._set_up, self.filter)

    def pick_day(self, day: date | None) -> None:
        """Filters by a due day; None ends that."""
        self.set_filter(attrs.evolve(self.filter, day=day))

    def clear(self) -> None:
        """Shows every card again."""
        self.set_filter(TaskFilter())

    def set_filter(self, wanted: TaskFilter) -> None:
        """Sets the whole filter, as if the user had set it piece by piece."""
        self._typing.stop()
        if wanted.words != self.filter.words or not wanted.words:
            self._find.setText(wanted.words)
            self._typing.stop()
        for lamp, button in self._lamps.items():
            button.blockSignals(True)
            button.setChecked(lamp in wanted.lamps)
            button.blockSignals(False)
        self._take(wanted)

    # -- hearing ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field: Esc clears, then leaves; Enter and ↓ go to the first hit."""
        if event.type() == QEvent.Type.FocusIn:
            self.begun.emit()
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                if self._find.text():
                    self._find.clear()
                    self._search()
                else:
                    self.left.emit(False)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self._search()
                self.left.emit(True)
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        self._typing.stop()
        self._take(attrs.evolve(self.filter, words=self._find.text()))

    def _take(self, wanted: TaskFilter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            if not wanted.is_empty:
                self._last = None
            self.changed.emit(wanted)

    def _on_removed(self, key: str) -> None:
        if key == _LAST:
            self._last = None
            self._show_chips()
        else:
            self.set_filter(self.filter.without(key))

    def _on_taken(self, key: str) -> None:
        if key == _LAST and self._last is not None:
            self.set_filter(self._last)

    def _show_chips(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        fields = [field for field in self.filter.set_fields if field != "words"]
        phrases = [(field, phrase(self.filter, field, snapshot)) for field in fields]
        if self._last is not None and self.filter.is_empty:
            phrases = [(_LAST, f"恢复上次筛选：{filter_words(self._last, snapshot)}")]
        self._chips.show_chips(phrases, _LAST)
        self._lower.setVisible(bool(phrases) or not self.filter.is_empty)
        self._clear.setVisible(not self.filter.is_empty)

    def _make_lamps(self, lamps: tuple[Lamp, ...]) -> None:
        for button in self._lamps.values():
            self._lamp_row.removeWidget(button)
            button.deleteLater()
        self._lamps, self._marks = {}, None
        for lamp in lamps:
            button = QToolButton()
            button.setProperty("look", "chip")
            button.setToolTip(f"只看{wording.LAMPS[lamp]}；可多选")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCheckable(True)
            button.setIconSize(QSize(12, 12))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.toggled.connect(self._on_lamps)
            self._lamps[lamp] = button
            self._lamp_row.addWidget(button)

    def _on_lamps(self) -> None:
        lit = frozenset(lamp for lamp, button in self._lamps.items() if button.isChecked())
        self._take(attrs.evolve(self.filter, lamps=lit))


def _field(icons: IconBook) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText("查找，可用拼音首字母（/）")
    field.setToolTip(tip(_HINT))
    field.setAccessibleName("查找")
    field.setClearButtonEnabled(True)
    field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    field.setMinimumWidth(180)
    field.setMaximumWidth(280)
    return field


def _bar_button(actions: Actions, name: str) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(actions[name])
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
