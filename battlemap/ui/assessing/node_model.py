"""The tree of a scheme as a model: every node with lamp, value, target, weight, points; in a trial also the points then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPixmap

from battlemap import wording
from battlemap.domain.assessing.node_words import node_lamp, points_words
from battlemap.domain.assessing.places import PlaceLine
from battlemap.domain.assessing.rollup import Evaluation, Gauge
from battlemap.domain.assessing.what_if import WhatIf
from battlemap.domain.decimal_figures import plain, signed
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.assessing_words import source_words
from battlemap.theme import Theme
from battlemap.ui.labels import tip
from battlemap.ui.lamp_mark import lamp_mark

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ROLE: Final = Qt.ItemDataRole
TITLES: Final = ("指标", "责任", "完成值", "目标", "权重", "得分", "推演得分", "位次", "环节")
#: Column → the field that is typed there.
EDITED: Final[dict[int, str]] = {2: "value", 3: "target", 4: "weight"}
THEN: Final = 6
_FIGURES: Final = frozenset((2, 3, 4, 5, 6, 7))
#: Column → how it stands; made once, it is asked for every cell of every frame.
_SIDES: Final = tuple(
    (Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
    for column in range(len(TITLES))
)  # fmt: skip
#: What is answered; most of what Qt asks for a cell is not.
_ANSWERED: Final = frozenset(
    map(
        int,
        (
            _ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.TextAlignmentRole, _ROLE.EditRole, _ROLE.DecorationRole,
            _ROLE.ToolTipRole, _ROLE.FontRole, _ROLE.ForegroundRole,
        ),
    )
)  # fmt: skip


class NodeModel(QAbstractItemModel):
    """`edit(node, key, text)` is told of what was typed and says whether it was taken."""

    def __init__(self, look: Theme, edit: Callable[[str, str, str], bool]) -> None:
        super().__init__()
        self._look, self._edit = look, edit
        self._snapshot: Snapshot | None = None
        self.standing: Evaluation | None = None
        self.what_if: WhatIf | None = None
        self._then: Evaluation | None = None
        self._places: dict[str | None, PlaceLine] = {}
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}
        self._marks: dict[Lamp, QPixmap] = {}
        self._lines: dict[str, tuple[str, ...]] = {}
        self.can_change = True
        self.decimals = 2

    def present(self, snapshot: Snapshot, standing: Evaluation, places: dict[str | None, PlaceLine]) -> None:
        """Shows another tree, or the same in another shape."""
        self.beginResetModel()
        self._lines.clear()
        self._snapshot, self.standing, self._places = snapshot, standing, places
        self._ids = list(standing.tree.walk())
        self._numbers = {id: number for number, id in enumerate(self._ids)}
        self.what_if = self._then = None
        self.endResetModel()

    def renew(self, snapshot: Snapshot, standing: Evaluation, places: dict[str | None, PlaceLine]) -> None:
        """Shows the same tree with other figures; only what differs is painted anew."""
        before = self.standing
        self._lines.clear()
        self._snapshot, self.standing, self._places = snapshot, standing, places
        if self.what_if is not None:
            self.what_if = WhatIf(standing, self.what_if.trials)
            self._then = self.what_if.evaluation()
        for id in standing.reached:
            if (
                before is None
                or before.gauges.get(id) != standing.gauges[id]
                or before.tree.nodes.get(id) != standing.tree.nodes[id]
            ):
                self._changed(id)

    def paint_anew(self) -> None:
        """Paints every line: names, places or lamps look otherwise."""
        self._lines.clear()
        for id in self._ids:
            self._changed(id)

    def set_trial(self, what_if: WhatIf | None) -> None:
        """Shows what is tried beside what is, nothing for None."""
        before = self._then
        self._lines.clear()
        self.what_if, self._then = what_if, what_if.evaluation() if what_if else None
        for id in self._ids:
            if (before is None) != (self._then is None) or (
                before is not None and self._then is not None and before.gauges[id] != self._then.gauges[id]
            ):
                self._changed(id)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self._marks.clear()
        self.paint_anew()

    def node_at(self, index: Index) -> SchemeNode | None:
        """Returns the node of a line."""
        if not index.isValid() or self.standing is None:
            return None
        return self.standing.tree.nodes[self._ids[index.internalId()]]

    def index_of(self, id: str, column: int = 0) -> QModelIndex:
        """Returns where a node stands."""
        if self.standing is None or id not in self._numbers:
            return QModelIndex()
        return self.createIndex(self._row(id), column, self._numbers[id])

    def _changed(self, id: str) -> None:
        self.dataChanged.emit(self.index_of(id), self.index_of(id, len(TITLES) - 1))

    def _row(self, id: str) -> int:
        assert self.standing is not None
        return self._siblings(id).index(id)

    def _siblings(self, id: str) -> tuple[str, ...]:
        assert self.standing is not None
        tree = self.standing.tree
        above = tree.nodes[id].above
        return tree.below[above if above in tree.nodes else None]

    # -- what Qt asks -----------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Returns the index of a child."""
        below = self._below(parent)
        if not 0 <= row < len(below) or not 0 <= column < len(TITLES):
            return QModelIndex()
        return self.createIndex(row, column, self._numbers[below[row]])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Returns the index of the node above."""
        node = self.node_at(index)
        if node is None or node.above is None or node.above not in self._numbers:
            return QModelIndex()
        return self.index_of(node.above)

    def _below(self, parent: Index) -> tuple[str, ...]:
        if self.standing is None or (parent.isValid() and parent.column() > 0):
            return ()
        above = self._ids[parent.internalId()] if parent.isValid() else None
        return self.standing.tree.below.get(above, ())

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The nodes directly below."""
        return len(self._below(parent))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as have titles."""
        return len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Returns a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _SIDES[section]
        return TITLES[section] if role == _ROLE.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Value, target and weight can be typed; the value only where it is entered, or tried."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        node = self.node_at(index)
        key = EDITED.get(index.column())
        if node is None or key is None or self.standing is None:
            return flags
        is_leaf = self.standing.tree.is_leaf(node.id)
        is_free = key != "value" or (is_leaf and (self.what_if is not None or node.source == "entered"))
        if is_free and (self.can_change or self.what_if is not None):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Has it carried out, or tried."""
        node, key = self.node_at(index), EDITED.get(index.column())
        if role != _ROLE.EditRole or node is None or key is None:
            return False
        return self._edit(node.id, key, str(value))

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Returns what Qt wants to know of a cell."""
        if role not in _ANSWERED:
            return None
        node = self.node_at(index)
        if node is None or self.standing is None:
            return None
        column = index.column()
        if role == _ROLE.TextAlignmentRole:
            return _SIDES[column]
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self.words(node.id)[column]
        if role == _ROLE.EditRole and column in EDITED:
            tried = self.what_if.trials.get(node.id, {}) if self.what_if else {}
            key = EDITED[column]
            return tried.get(key, getattr(node, key)) or ""
        if role == _ROLE.DecorationRole and column == 0:
            return self._mark(self.lamp(node.id))
        if role == _ROLE.ToolTipRole:
            gauge = self.standing.gauges[node.id]
            return tip(
                "\n".join(filter(None, (node.title, gauge.words or source_words(node, None), node.formula)))
            )
        if role == _ROLE.FontRole and not self.standing.tree.is_leaf(node.id):
            font = QFont()
            font.setPixelSize(13)
            font.setBold(True)
            return font
        if role == _ROLE.ForegroundRole and column == THEN and self._gain(node.id):
            return QBrush(QColor(self._look.colour("accent")))
        return None

    def lamp(self, id: str) -> Lamp:
        """Returns the lamp of a node."""
        assert self.standing is not None and self._snapshot is not None
        return node_lamp(self.standing.gauges[id], self._snapshot.scheme.good)

    def words(self, id: str) -> tuple[str, ...]:
        """Returns the words of a line, worked out once until anything changes."""
        if id not in self._lines:
            self._lines[id] = self._worded(id)
        return self._lines[id]

    def _worded(self, id: str) -> tuple[str, ...]:
        assert self.standing is not None and self._snapshot is not None
        node, gauge = self.standing.tree.nodes[id], self.standing.gauges[id]
        tried = self.what_if.trials.get(id, {}) if self.what_if else {}
        responsible = " ".join(
            filter(None, (self._snapshot.unit_label(node.lead_unit), self._snapshot.person_name(node.owner)))
        )
        line = self._places.get(id)
        then = ""
        if self._then is not None:
            then = plain(self._then.gauges[id].points, self.decimals)
            gain = self._gain(id)
            then += f"（{gain}）" if gain else ""
        return (
            f"{node.number} {node.title}".strip(),
            responsible,
            _tried(tried, "value") or _value(gauge, self.standing.tree.is_leaf(id)),
            _tried(tried, "target") or _target(node, gauge),
            _tried(tried, "weight") or (node.weight or ""),
            points_words(gauge, self.decimals) + (f"　{gauge.coverage}" if gauge.coverage and gauge.leaves > 1 else ""),
            then,
            f"{line.newest.place}/{line.newest.peers} {line.change_words}" if line else "",
            wording.STAGES[node.stage] if node.stage != "drafted" else "",
        )  # fmt: skip

    def _gain(self, id: str) -> str:
        if self._then is None or self.standing is None:
            return ""
        now, then = self.standing.gauges[id].points, self._then.gauges[id].points
        return (
            signed(then - now, self.decimals) if now is not None and then is not None and now != then else ""
        )

    def _mark(self, lamp: Lamp) -> QPixmap:
        if lamp not in self._marks:
            self._marks[lamp] = lamp_mark(lamp, self._look, 14, 2.0)
        return self._marks[lamp]


def _tried(tried: Any, key: str) -> str:
    """Returns a tried figure with a mark, "" where it is not tried."""
    return f"{tried[key]} ✎" if tried.get(key) else ""


def _value(gauge: Gauge, is_leaf: bool) -> str:
    """Returns a value, with two decimals where it has any; nothing for a group that is only weighed."""
    if gauge.value is None:
        return "--" if is_leaf else ""
    return plain(gauge.value, 2 if gauge.value % 1 else None)


def _target(node: SchemeNode, gauge: Gauge) -> str:
    """Returns the target, with its unit where that is short."""
    unit = node.measure_unit if gauge.target is not None and len(node.measure_unit) <= 2 else ""
    return plain(gauge.target, missing="") + unit
