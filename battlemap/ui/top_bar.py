"""Above the board: the band with title and countdown, and the row that finds and filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from battlemap import wording
from battlemap.domain.campaign import Campaign
from battlemap.domain.lamp import Lamp
from battlemap.domain.snapshot import Snapshot
from battlemap.theme import Theme
from battlemap.ui.actions import Actions
from battlemap.ui.chinese_days import long_day, short_day, weekday
from battlemap.ui.filter import NO_UNIT, Filter
from battlemap.ui.icons import IconBook
from battlemap.ui.lamp_mark import lamp_mark
from battlemap.ui.plain import label, tip

#: Milliseconds after the last key before a search runs.
_TYPING = 80


class Band(QFrame):
    """The campaign's name at the left, 「攻坚第 N 天 · 剩 N 天」 and the day judged by at the right."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self._title = label(look="page")
        self._title.setMinimumWidth(60)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._slogan = label(look="band")
        self._slogan.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._countdown = label(look="day")
        self._day = QToolButton()
        self._day.clicked.connect(actions["judged_on"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(16)
        row.addWidget(self._title, 3)
        row.addWidget(self._slogan, 2)
        row.addWidget(self._countdown)
        row.addWidget(self._day)

    @property
    def countdown(self) -> str:
        """The words of the countdown."""
        return self._countdown.text()

    def show_campaign(self, campaign: Campaign, as_of: date, is_today: bool) -> None:
        """Shows the campaign as of a day."""
        self._title.setText(campaign.title)
        self._title.setToolTip(tip(campaign.title))
        self._slogan.setText(campaign.slogan)
        self._slogan.setToolTip(tip(campaign.slogan))
        self._countdown.setText(countdown(campaign, as_of))
        self._day.setText(f"{long_day(as_of)} {weekday(as_of)}" if is_today else f"按 {long_day(as_of)} 研判")
        self._day.setToolTip("亮灯、天数都按这一天计算；点击更改（Ctrl+T）")


def countdown(campaign: Campaign, as_of: date) -> str:
    """Returns 「攻坚第 51 天 · 剩 41 天」, and fitting words before and after the campaign."""
    if as_of < campaign.starts_on:
        return f"距启动 {(campaign.starts_on - as_of).days} 天"
    if as_of > campaign.ends_on:
        return f"攻坚 {campaign.day_count} 天 · 已收官"
    left = campaign.days_left(as_of)
    return f"攻坚第 {campaign.campaign_day(as_of)} 天 · " + (f"剩 {left} 天" if left else "收官之日")


class FilterRow(QFrame):
    """Emits `changed(Filter)` shortly after the user has set something."""

    changed = Signal(object)

    def __init__(self, icons: IconBook, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self.filter = Filter()
        self._actions = actions
        self._find = QLineEdit()
        self._find.setPlaceholderText("查找名称、编号、单位、责任人（/）")
        self._find.setAccessibleName("查找")
        self._find.setClearButtonEnabled(True)
        self._find.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._find.setFixedWidth(260)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(lambda: self._set(words=self._find.text()))
        self._find.textEdited.connect(lambda: self._typing.start())
        self._find.textChanged.connect(lambda text: None if text else self._typing.start())
        self._lamps: dict[Lamp, QToolButton] = {}
        self._lamp_row = QHBoxLayout()
        self._lamp_row.setSpacing(4)
        self._unit = QComboBox()
        self._unit.setAccessibleName("责任单位")
        self._unit.setMinimumContentsLength(8)
        self._unit.setMaxVisibleItems(20)
        self._unit.activated.connect(lambda: self._set(unit=self._unit.currentData()))
        self._day = _button("", "只看这一天到期的任务；点击取消")
        self._day.setIcon(icons.icon("close"))
        self._day.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._day.clicked.connect(lambda: self.pick_day(None))
        self._day.hide()
        clear = QToolButton()
        clear.setDefaultAction(actions["clear_filter"])
        actions["clear_filter"].triggered.connect(self.clear)
        self._count = label(look="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._find)
        row.addLayout(self._lamp_row)
        for widget in (self._unit, self._day, clear, self._count):
            row.addWidget(widget)
        row.addStretch(1)
        for name in ("undo", "redo", "new_task"):
            button = QToolButton()
            button.setDefaultAction(actions[name])
            row.addWidget(button)

    def keep_up(
        self, snapshot: Snapshot, counts: Mapping[Lamp, int], shown: int, total: int, look: Theme
    ) -> None:
        """Shows the lamps of the campaign's scheme with their counts, its units, and how many cards pass."""
        if tuple(self._lamps) != snapshot.scheme.lamps:
            self._make_lamps(snapshot.scheme.lamps)
        for lamp, button in self._lamps.items():
            button.setIcon(lamp_mark(lamp, look, 12, self.devicePixelRatioF()))
            button.setText(f"{wording.LAMPS[lamp]} {counts.get(lamp, 0)}")
        self._fill_units(snapshot)
        self._count.setText("" if self.filter.is_empty else f"显示 {shown} / {total} 项")

    def focus_find(self) -> None:
        """Puts the cursor into the search field."""
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def pick_day(self, day: date | None) -> None:
        """Filters by a due day; None ends that."""
        self._day.setVisible(day is not None)
        self._day.setText(f"{short_day(day)}到期" if day else "")
        self._set(day=day)

    def clear(self) -> None:
        """Shows every card again."""
        self._typing.stop()
        self._find.clear()
        self._typing.stop()
        for button in self._lamps.values():
            button.setChecked(False)
        self._unit.setCurrentIndex(0)
        self._day.hide()
        self._take(Filter())

    def _set(self, **changes: object) -> None:
        self._take(attrs.evolve(self.filter, **changes))  # type: ignore[arg-type]

    def _take(self, wanted: Filter) -> None:
        if wanted != self.filter:
            self.filter = wanted
            self.changed.emit(wanted)

    def _make_lamps(self, lamps: tuple[Lamp, ...]) -> None:
        for button in self._lamps.values():
            self._lamp_row.removeWidget(button)
            button.deleteLater()
        self._lamps = {}
        for lamp in lamps:
            button = _button(wording.LAMPS[lamp], f"只看{wording.LAMPS[lamp]}；可多选")
            button.setCheckable(True)
            button.setIconSize(QSize(12, 12))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.toggled.connect(self._on_lamps)
            self._lamps[lamp] = button
            self._lamp_row.addWidget(button)

    def _on_lamps(self) -> None:
        lit = frozenset(lamp for lamp, button in self._lamps.items() if button.isChecked())
        self._set(lamps=lit)

    def _fill_units(self, snapshot: Snapshot) -> None:
        named = {task.responsible_unit for task in snapshot.tasks.values() if not task.deleted}
        units = sorted(
            (unit for unit in snapshot.units.values() if unit.id in named and not unit.deleted),
            key=lambda unit: (unit.rank, unit.id),
        )
        rows: list[tuple[str, str | None]] = [("全部单位", None)]
        rows += [(unit.label, unit.id) for unit in units]
        if None in named:
            rows.insert(1, (wording.UNASSIGNED, NO_UNIT))
        known = [
            (self._unit.itemText(index), self._unit.itemData(index)) for index in range(self._unit.count())
        ]
        if known == rows:
            return
        self._unit.clear()
        for text, value in rows:
            self._unit.addItem(text, value)
        values = [value for _, value in rows]
        if self.filter.unit in values:
            self._unit.setCurrentIndex(values.index(self.filter.unit))
        else:
            self._set(unit=None)


def _button(text: str, hint: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("look", "chip")
    button.setText(text)
    button.setToolTip(hint)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
