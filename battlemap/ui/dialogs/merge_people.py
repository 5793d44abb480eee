"""People who were registered more than once: which of each group stays, and whose tasks go over to it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from battlemap.commands.command import Command
from battlemap.commands.people import MergePersons
from battlemap.commands.rows import Together
from battlemap.domain.kinds.people import Person
from battlemap.domain.naming import fullest, namesakes
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class MergePeopleDialog(Ask):
    """Shows the groups of people of one name; those that are chosen become one each, in one step."""

    def __init__(self, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__("合并重复人员", "合并", parent)
        self.groups = namesakes(snapshot.persons.values())
        self.chosen: list[QCheckBox] = []
        self.kept: list[QComboBox] = []
        tasks = Counter(task.owner for task in snapshot.live_tasks)
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, group in enumerate(self.groups):
            box = QCheckBox(f"{group[0].name}（{len(group)} 条）".replace("&", "&&"))
            choice = QComboBox()
            choice.setAccessibleName(f"{group[0].name} 保留哪一条")
            for person in group:
                unit = snapshot.unit_label(person.unit) or "未写单位"
                choice.addItem(f"保留 {unit} 的一条，{tasks[person.id]} 项任务", person.id)
            choice.setCurrentIndex(group.index(fullest(group, snapshot)))
            self.chosen.append(box)
            self.kept.append(choice)
            grid.addWidget(box, row, 0)
            grid.addWidget(choice, row, 1)
        grid.setRowStretch(len(self.groups), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(lines)
        column = QVBoxLayout()
        column.setSpacing(8)
        words = (
            "姓名相同的人员如下。确是同一人的请勾选，任务都归保留的一条；不是同一人的不要勾选。可一步撤销。"
        )
        column.addWidget(label(words if self.groups else "没有姓名相同的人员，不必合并。", wraps=True))
        if self.groups:
            column.addWidget(area, 1)
        else:
            area.deleteLater()
        self.fill(column)
        self.resize(560, 360 if self.groups else 0)

    def check(self) -> None:
        """Raises BadInput while nobody is chosen."""
        if not any(box.isChecked() for box in self.chosen):
            raise BadInput("请勾选确是同一人的姓名。" if self.groups else "没有可以合并的人员。")

    def answer(self) -> Command:
        """Returns one command for all groups that are chosen."""
        commands = tuple(
            self._merging(group, str(choice.currentData()))
            for box, choice, group in zip(self.chosen, self.kept, self.groups, strict=True)
            if box.isChecked()
        )
        return commands[0] if len(commands) == 1 else Together(f"合并重复人员 {len(commands)} 名", commands)

    @staticmethod
    def _merging(group: list[Person], kept: str) -> MergePersons:
        return MergePersons(kept, tuple(person.id for person in group if person.id != kept))
