"""先后关系 of one task: what it waits for and what waits for it, each change a step at once, with what it pushes."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.dependency import AddDependency, EditDependency, RemoveDependency
from battlemap.commands.session import Session
from battlemap.domain.kinds.dependency import KINDS, MOST_LAG, Dependency, DependencyKind
from battlemap.domain.planning.succession import late_predecessors
from battlemap.errors import BattlemapError
from battlemap.ui.labels import label, tip
from battlemap.ui.timeline.push_offer import PushOffer

Side = Literal["before", "after"]
_HEADS: Final = ("任务", "关系", "间隔工作日", "说明", "")
_TITLES: Final[dict[Side, str]] = {
    "before": "前置任务（做完它们，本任务才能做）",
    "after": "后续任务（等本任务的）",
}


class DependenciesDialog(QDialog):
    """Every change is carried out at once by `session`; what is refused is said here."""

    def __init__(
        self, session: Session, task: str, as_of: date, can_write: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._task, self._as_of, self._can_write = session, task, as_of, can_write
        shown = session.snapshot.tasks[task]
        self.setWindowTitle(f"先后关系 {shown.code}")
        self.resize(900, 560)
        self.wrong = label(look="warning", wraps=True)
        self.wrong.hide()
        self.offer = PushOffer(self.run)
        self.tables: dict[Side, QTableWidget] = {}
        self.names: dict[Side, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(f"{shown.code} {shown.title}", "head", wraps=True))
        column.addWidget(self.offer)
        column.addWidget(self._side("before"), 1)
        column.addWidget(self._side("after"), 1)
        column.addWidget(self.wrong)
        note = "间隔为负数表示可提前搭接；每处改动立即保存，可撤销。"
        row = QHBoxLayout()
        row.addWidget(label(note, "muted", wraps=True), 1)
        buttons = QDialogButtonBox()
        shut = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        shut.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        row.addWidget(buttons)
        column.addLayout(row)
        self.fill()

    def _side(self, side: Side) -> QGroupBox:
        box = QGroupBox(_TITLES[side])
        table = QTableWidget(0, len(_HEADS))
        table.setHorizontalHeaderLabels(list(_HEADS))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, width in ((1, 116), (2, 92), (3, 260), (4, 56)):
            table.setColumnWidth(place, width)
        table.setAccessibleName(_TITLES[side])
        name = QComboBox()
        name.setEditable(True)
        name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        name.setAccessibleName("要加入的任务")
        completer = QCompleter(name.model(), name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        name.setCompleter(completer)
        line = name.lineEdit()
        assert line is not None
        line.setPlaceholderText("输入编号或名称")
        line.returnPressed.connect(lambda: self.add(side) if line.text().strip() else None)
        add = QPushButton("加入")
        add.setAutoDefault(False)
        add.clicked.connect(lambda: self.add(side))
        row = QHBoxLayout()
        row.addWidget(name, 1)
        row.addWidget(add)
        column = QVBoxLayout(box)
        column.addWidget(table, 1)
        column.addLayout(row)
        for widget in (name, add):
            widget.setEnabled(self._can_write)
        self.tables[side], self.names[side] = table, name
        return box

    # -- showing --------------------------------------------------------------------------------------------------

    def links(self, side: Side) -> list[Dependency]:
        """Returns the live links of a side, by the other task's code."""
        snapshot = self._session.snapshot
        own = "successor" if side == "before" else "predecessor"
        links = [link for link in snapshot.live_dependencies if getattr(link, own) == self._task]
        return sorted(links, key=lambda link: snapshot.tasks[_other(link, side)].code)

    def fill(self) -> None:
        """Shows the links as they stand now."""
        snapshot = self._session.snapshot
        mine = late_predecessors(snapshot, self._task, self._as_of)
        for side, table in self.tables.items():
            links = self.links(side)
            table.setRowCount(len(links))
            for row, link in enumerate(links):
                other = snapshot.tasks[_other(link, side)]
                late = mine if side == "before" else late_predecessors(snapshot, link.successor, self._as_of)
                words = next((one.words for one in late if one.predecessor == link.predecessor), "")
                for place, text in ((0, f"{other.code} {other.title}"), (3, words or "正常")):
                    item = QTableWidgetItem(text)
                    item.setToolTip(tip(text))
                    table.setItem(row, place, item)
                self._put_fields(table, row, link)
            taken = {_other(link, side) for link in links} | {self._task}
            name = self.names[side]
            name.clear()
            for task in snapshot.live_tasks:
                if task.id not in taken:
                    name.addItem(f"{task.code} {task.title}", task.id)
            name.setCurrentIndex(-1)

    def _put_fields(self, table: QTableWidget, row: int, link: Dependency) -> None:
        kind = QComboBox()
        for key in KINDS:
            kind.addItem(wording.DEPENDENCY_KINDS[key], key)
        kind.setCurrentIndex(KINDS.index(link.kind))
        kind.setAccessibleName("关系")
        lag = QSpinBox()
        lag.setRange(-MOST_LAG, MOST_LAG)
        lag.setValue(link.lag)
        lag.setAccessibleName("间隔工作日")
        drop = QPushButton("解除")
        drop.setAutoDefault(False)
        drop.setStyleSheet("padding: 2px 6px; min-height: 16px;")
        kind.activated.connect(lambda _: self._edit(link, cast(DependencyKind, kind.currentData()), link.lag))
        lag.editingFinished.connect(lambda: self._edit(link, link.kind, lag.value()))
        drop.clicked.connect(lambda: self.change(RemoveDependency(link.id)))
        for place, widget in ((1, kind), (2, lag), (4, drop)):
            widget.setEnabled(self._can_write)
            table.setCellWidget(row, place, widget)

    # -- deeds ----------------------------------------------------------------------------------------------------

    def add(self, side: Side) -> None:
        """Links the task whose code or title stands in the field."""
        other = self._named(side)
        if other is None:
            self._say("请从列表中选一项任务，或输入任务编号。")
            return
        ends = (other, self._task) if side == "before" else (self._task, other)
        self.change(AddDependency(*ends), ends[0])

    def _named(self, side: Side) -> str | None:
        name = self.names[side]
        text = name.currentText().strip()
        place = name.findText(text)
        if place >= 0:
            return cast(str, name.itemData(place))
        task = self._session.snapshot.task_by_code(text.partition(" ")[0])
        return task.id if task else None

    def _edit(self, link: Dependency, kind: DependencyKind, lag: int) -> None:
        now = self._session.snapshot.dependencies[link.id]
        if not now.deleted and (kind, lag) != (now.kind, now.lag):
            self.change(EditDependency(link.id, kind, lag), link.predecessor)

    def change(self, command: Command, pushing: str | None = None) -> None:
        """Carries out a change of links, then offers to push what must give way."""
        if self.run(command):
            if pushing is not None:
                self.offer.offer(self._session.snapshot, (pushing,))
            else:
                self.offer.hide()

    def run(self, command: Command) -> bool:
        """Carries a command out; returns whether it was not refused."""
        try:
            self._session.run(command)
        except BattlemapError as error:
            self._say(str(error))
            done = False
        else:
            self.wrong.hide()
            done = True
        self.fill()
        return done

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()


def _other(link: Dependency, side: Side) -> str:
    return link.predecessor if side == "before" else link.successor
