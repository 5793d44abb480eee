"""Enterprises behind a scheme's figures: what each brings, and how all would stand without some or with another; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.assessing.members import (
    Contribution,
    Member,
    contributions,
    kept_only,
    moved,
    tallied_leaves,
    tallies_of,
)
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.decimal_figures import plain, signed
from battlemap.domain.fields.number import Quantity
from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import Paragraph, label, tip

_ID: Final = Qt.ItemDataRole.UserRole
_TITLES: Final = ("保留　企业", "贡献", "贡献率", "短板")
_WIDTHS: Final = (0, 82, 62, 46)


class MemberList(QWidget):
    """`load(tallies)` gives the enterprises; they are asked for when the list comes into sight."""

    def __init__(self, load: Callable[[Sequence[str]], list[Member]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._snapshot: Snapshot | None = None
        self._standing: Evaluation | None = None
        self._members: list[Member] = []
        self._tried: list[Member] = []
        self._gone: set[str] = set()
        self._is_stale = True
        self._decimals = 2
        self.leaves = QComboBox()
        self.leaves.setAccessibleName("看哪项指标的贡献")
        self.leaves.activated.connect(lambda _: self._fill())
        self.table = QTableWidget(0, len(_TITLES))
        self.table.setHorizontalHeaderLabels(_TITLES)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName("企业贡献")
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS[1:], 1):
            self.table.setColumnWidth(column, width)
        self.table.itemChanged.connect(self._on_ticked)
        self.then = Paragraph()
        self.plus, self.again = QPushButton("试加企业…"), QPushButton("恢复")
        self.plus.setToolTip("填一家新企业的数，看区里的指标怎样变；只算不写")
        self.plus.clicked.connect(self._ask_plus)
        self.again.clicked.connect(self.keep_all)
        foot = QHBoxLayout()
        foot.addWidget(self.plus)
        foot.addWidget(self.again)
        foot.addStretch(1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(8, 8, 8, 8)
        column_.setSpacing(6)
        column_.addWidget(self.leaves)
        column_.addWidget(self.table, 1)
        column_.addWidget(self.then)
        column_.addLayout(foot)

    def present(self, standing: Evaluation, snapshot: Snapshot, decimals: int) -> bool:
        """Takes another evaluation; returns whether any of its figures comes from a ledger."""
        self._standing, self._snapshot, self._decimals = standing, snapshot, decimals
        shown = self.leaves.currentData()
        self.leaves.clear()
        leaves = tallied_leaves(standing)
        for node in leaves:
            self.leaves.addItem(f"{node.number} {node.title}".strip(), node.id)
        self.leaves.setCurrentIndex(max(0, self.leaves.findData(shown)) if leaves else -1)
        self._is_stale = True
        if self.isVisible():
            self._renew()
        return bool(leaves)

    def showEvent(self, event: QShowEvent) -> None:
        """Asks for the enterprises that were only noted while it was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._renew()

    @property
    def members(self) -> list[Member]:
        """The enterprises of the ledgers, then those that are tried."""
        return [*self._members, *self._tried]

    def keep(self, member: str, is_kept: bool) -> None:
        """Keeps an enterprise or leaves it out."""
        (self._gone.discard if is_kept else self._gone.add)(member)
        self._fill()

    def keep_all(self) -> None:
        """Leaves nobody out and tries nobody any more."""
        self._gone.clear()
        self._tried.clear()
        self._fill()

    def try_member(self, member: Member) -> None:
        """Counts in an enterprise that is not in the ledger."""
        self._tried.append(member)
        self._fill()

    def _renew(self) -> None:
        self._is_stale = False
        if self._standing is not None:
            self._members = self._load(tallies_of(tallied_leaves(self._standing)))
            self._gone &= {member.id for member in self.members}
        self._fill()

    def _fill(self) -> None:
        standing, snapshot = self._standing, self._snapshot
        node = self._node()
        if standing is None or snapshot is None or node is None:
            self.table.setRowCount(0)
            self.then.setText("这个方案没有取自台账计数的指标。")
            return
        shares = contributions(snapshot, node, [one for one in self.members if one.id not in self._gone])
        short = {one.member.id: one for one in shares}
        gone = [one for one in self.members if one.id in self._gone]
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(shares) + len(gone))
            for row, one in enumerate(shares):
                self._put(row, one.member, _words(one), one.words)
            for row, member in enumerate(gone, len(shares)):
                self._put(row, member, ("剔除", "", ""), "")
        short_count = sum(one.is_short for one in short.values())
        self.table.setHorizontalHeaderItem(
            3, QTableWidgetItem(f"短板{short_count}" if short_count else "短板")
        )
        self.again.setEnabled(bool(self._gone or self._tried))
        self.then.setText(self._then_words(standing, snapshot))

    def _put(self, row: int, member: Member, words: tuple[str, str, str], why: str) -> None:
        name = QTableWidgetItem(f"{member.name}（试加）" if member.is_new else member.name)
        name.setData(_ID, member.id)
        name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        name.setCheckState(Qt.CheckState.Unchecked if member.id in self._gone else Qt.CheckState.Checked)
        self.table.setItem(row, 0, name)
        for column, text in enumerate(words, 1):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
        for column in range(len(_TITLES)):
            item_ = self.table.item(row, column)
            if item_ is not None:
                item_.setToolTip(tip(f"{member.name}\n{why}".rstrip()))

    def _node(self) -> SchemeNode | None:
        id = self.leaves.currentData()
        return self._standing.tree.nodes.get(id) if self._standing is not None and id else None

    def _then_words(self, standing: Evaluation, snapshot: Snapshot) -> str:
        """Returns how values and points would move, what stays left out."""
        if not self._gone and not self._tried:
            return "去掉勾选就是剔除这家企业；只算不写。"
        kept = {member.id for member in self.members} - self._gone
        then = kept_only(snapshot, standing, self.members, kept)
        lines = [
            f"{one.title}：{'，'.join(filter(None, (one.value, one.points)))}"
            for one in moved(standing, then, self._decimals)
        ]
        now, later = (plain(one.total.points, self._decimals) for one in (standing, then))
        return "\n".join([f"在算 {len(kept)} 家　总分 {now} → {later}", *lines])

    def _on_ticked(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.keep(item.data(_ID), item.checkState() == Qt.CheckState.Checked)

    def _ask_plus(self) -> None:
        if self._standing is None or self._snapshot is None:
            return
        tallies = tallies_of(tallied_leaves(self._standing))
        dialog = MemberDialog(tallies, self._snapshot, len(self._tried) + 1, self.window())
        if dialog.is_answered():
            self.try_member(dialog.member)
        dialog.deleteLater()


class MemberDialog(Ask):
    """Asks for an enterprise that is only tried: its name and what it would add to each tally."""

    def __init__(
        self, tallies: Sequence[str], snapshot: Snapshot, number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__("试加企业", "试加", parent)
        self._snapshot, self._number = snapshot, number
        self._of = [snapshot.tallies[id] for id in tallies if id in snapshot.tallies]
        self.name = QLineEdit(f"新企业{number}")
        self.name.setAccessibleName("企业名称")
        form = QFormLayout()
        form.addRow(label("只算不写，不进台账。", "muted"))
        form.addRow("企业名称", self.name)
        self.fields: dict[str, QLineEdit] = {}
        for tally in self._of:
            field = self.fields[tally.id] = QLineEdit("1" if tally.figure == "count" else "")
            field.setAccessibleName(tally.title)
            form.addRow(f"{tally.title}（{tally.unit}）" if tally.unit else tally.title, field)
        inner = QWidget()
        inner.setLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.setMinimumHeight(min(inner.sizeHint().height(), 360))
        self.fill(scroll)
        self.setMinimumWidth(420)

    def check(self) -> None:
        """Raises BadInput where a figure cannot be read or all are missing."""
        if all(figure is None for figure in self.member.adds.values()):
            raise BadInput("至少填一个数，才能试算。")

    @property
    def member(self) -> Member:
        """What was typed; an empty field adds nothing that is known."""
        adds: dict[str, Decimal | None] = {}
        for id, field in self.fields.items():
            text = Quantity().read(field.text(), self._snapshot)
            adds[id] = Decimal(text) if text else None
        name = self.name.text().strip() or f"新企业{self._number}"
        return Member(f"+{self._number}", name, adds, is_new=True)


def _words(one: Contribution) -> tuple[str, str, str]:
    rate = "--" if one.rate is None else f"{plain(one.rate, 1)}%"
    return signed(one.by, 3), rate, "低" if one.is_short else ""
