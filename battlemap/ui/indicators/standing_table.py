"""The lamp list: one line per indicator, worked out when its line comes into sight."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from battlemap import wording
from battlemap.domain.decimal_figures import plain
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.indicator import Indicator
from battlemap.domain.series.reading import live_indicators
from battlemap.domain.series.standing import Standing, standing
from battlemap.domain.snapshot import Snapshot
from battlemap.theme import Theme
from battlemap.ui.labels import tip
from battlemap.ui.lamp_mark import lamp_mark

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ROLE: Final = Qt.ItemDataRole
TITLES: Final = ("灯", "指标", "期别", "数值", "单位", "目标", "完成率", "超欠", "同比", "位次", "预计全年")
_LEFT: Final = frozenset((1, 4))
_CENTRE: Final = frozenset((0, 2))
#: Column → how it stands; made once, it is asked for every cell of every frame.
_SIDES: Final = tuple(
    (
        Qt.AlignmentFlag.AlignLeft if column in _LEFT
        else Qt.AlignmentFlag.AlignHCenter if column in _CENTRE
        else Qt.AlignmentFlag.AlignRight
    ) | Qt.AlignmentFlag.AlignVCenter
    for column in range(len(TITLES))
)  # fmt: skip
#: What is answered; most of what Qt asks for a cell is not.
_ANSWERED: Final = frozenset(
    map(int, (_ROLE.DisplayRole, _ROLE.TextAlignmentRole, _ROLE.DecorationRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole))
)  # fmt: skip


class StandingTable(QAbstractTableModel):
    """Keeps what it has worked out until a step touches it."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._marks: dict[Lamp, QPixmap] = {}
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        #: Whose figures are shown, None for the whole.
        self.unit: str | None = None
        self._known: dict[str, Standing] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self.indicators: list[Indicator] = []

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows everything anew."""
        self.beginResetModel()
        self._snapshot, self._as_of = snapshot, as_of
        self._known.clear()
        self._words.clear()
        self.indicators = live_indicators(snapshot)
        self.endResetModel()

    def renew(self, snapshot: Snapshot, touched: frozenset[str]) -> None:
        """Works out anew only these indicators; what is worked out from them is among them."""
        self._snapshot = snapshot
        for place, indicator in enumerate(self.indicators):
            if indicator.id in touched:
                self._known.pop(indicator.id, None)
                self._words.pop(indicator.id, None)
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(TITLES) - 1))

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self._marks.clear()
        if self.indicators:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.indicators) - 1, 0))

    def standing(self, place: int) -> Standing:
        """Returns how the indicator of a line stands."""
        assert self._snapshot is not None
        id = self.indicators[place].id
        if id not in self._known:
            self._known[id] = standing(self._snapshot, id, self._as_of, self.unit)
        return self._known[id]

    def judge_some(self, most: int) -> bool:
        """Works out the next few lines that nobody has looked at; returns whether all are known now."""
        for place, one in enumerate(self.indicators):
            if one.id not in self._known:
                if most == 0:
                    return False
                self.standing(place)
                most -= 1
        return True

    def place(self, id: str) -> int | None:
        """Returns the line of an indicator."""
        return next((place for place, one in enumerate(self.indicators) if one.id == id), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """A line per indicator."""
        return 0 if parent.isValid() else len(self.indicators)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as have titles."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Returns a column's title."""
        if orientation == Qt.Orientation.Horizontal:
            if role == _ROLE.DisplayRole:
                return TITLES[section]
            if role == _ROLE.TextAlignmentRole:
                return _SIDES[section]
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Returns what Qt wants to know of a cell."""
        if role not in _ANSWERED or not index.isValid() or index.row() >= len(self.indicators):
            return None
        column = index.column()
        if role == _ROLE.TextAlignmentRole:
            return _SIDES[column]
        if role == _ROLE.DisplayRole:
            return self.words(index.row())[column]
        if role == _ROLE.DecorationRole and column:
            return None
        one = self.standing(index.row())
        if role == _ROLE.DecorationRole:
            return self._mark(one.lamp)
        if role == _ROLE.ToolTipRole:
            return tip(one.words)
        if role == _ROLE.AccessibleTextRole:
            return f"{TITLES[column]}：{wording.LAMPS[one.lamp] if column == 0 else self.words(index.row())[column]}"
        return None

    def words(self, place: int) -> tuple[str, ...]:
        """Returns the words of a line."""
        id = self.indicators[place].id
        if id not in self._words:
            self._words[id] = self._worded(self.standing(place))
        return self._words[id]

    @staticmethod
    def _worded(one: Standing) -> tuple[str, ...]:
        outlook = one.fan.chosen
        return (
            "", one.indicator.title, one.period_words, one.value_words, one.indicator.measure_unit, one.target_words,
            "--" if one.done is None else f"{plain(one.done, 1)}%",
            "--" if one.off_by is None else f"{'+' if one.off_by > 0 else ''}{plain(one.off_by, 2)}",
            one.growth_words, one.place_words, _whole(outlook),
        )  # fmt: skip

    def _mark(self, lamp: Lamp) -> QPixmap:
        if lamp not in self._marks:
            self._marks[lamp] = lamp_mark(lamp, self._look, 14, 2.0)
        return self._marks[lamp]


def _whole(value: Decimal | None) -> str:
    """Returns a forecast with as many decimals as its size deserves."""
    return "--" if value is None else plain(value, 0 if abs(value) >= 10_000 else 2)
