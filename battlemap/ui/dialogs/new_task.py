"""A new task: where it stands, what it is, whose it is and until when; the rest is written on its card sheet."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from battlemap import wording
from battlemap.commands.task import CreateTask
from battlemap.domain.kinds.task import LANES, Lane
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook


class NewTaskDialog(Ask):
    """The form; begins with the column and lane that the user pointed at."""

    def __init__(
        self,
        icons: IconBook,
        snapshot: Snapshot,
        action: str | None,
        lane: Lane = "waiting",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("新建任务", "建立", parent)
        self._snapshot = snapshot
        self.name = QLineEdit()
        self.name.setPlaceholderText("一句话说清要办成什么")
        self.action = QComboBox()
        for column in snapshot.columns:
            self.action.addItem(f"{column.ordinal}、{column.title}", column.id)
        self.action.setCurrentIndex(max(0, self.action.findData(action)))
        self.measure = QComboBox()
        self.action.currentIndexChanged.connect(self._fill_measures)
        self.lane = QComboBox()
        for value in LANES[:2]:
            self.lane.addItem(wording.LANES[value], value)
        self.lane.setCurrentIndex(max(0, self.lane.findData(lane)))
        self.due = DayField(icons, "日期，或 11月底前；可空")
        self.due.show_value(None, "", snapshot.campaign)
        self.unit, self.owner = QComboBox(), QComboBox()
        self.unit.addItem(wording.UNASSIGNED, None)
        for unit in sorted(snapshot.units.values(), key=lambda unit: (unit.rank, unit.id)):
            if not unit.deleted:
                self.unit.addItem(unit.name, unit.id)
        self.unit.currentIndexChanged.connect(self._fill_owners)
        self.detail = QPlainTextEdit()
        self.detail.setTabChangesFocus(True)
        self.detail.setFixedHeight(72)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("任务名称", self.name)
        form.addRow("专项行动", self.action)
        form.addRow("工作要点", self.measure)
        form.addRow("状态", self.lane)
        self.due.setAccessibleName("完成时限")
        form.addRow("完成时限", self.due)
        form.addRow("责任单位", self.unit)
        form.addRow("责任人", self.owner)
        form.addRow("具体内容", self.detail)
        self.fill(form)
        self.setMinimumWidth(520)
        self._fill_measures()
        self._fill_owners()
        self.name.setFocus()

    def check(self) -> None:
        """Raises BadInput for a task without a name or a due date that cannot be read."""
        if not self.name.text().strip():
            raise BadInput("请填写任务名称。")
        typed = self.due.line.text().strip()
        if typed and self.due.understood(typed)[0] is None:
            raise BadInput(f"看不懂时限“{typed}”，请写成 2018-11-30 或“11月底前”。")

    def answer(self) -> CreateTask:
        """Returns what the form holds."""
        due_on, due_text = self.due.understood(self.due.line.text())
        fields: dict[str, Any] = {
            "measure": self.measure.currentData(),
            "due_on": due_on,
            "due_text": due_text,
            "responsible_unit": self.unit.currentData(),
            "owner": self.owner.currentData(),
            "detail": self.detail.toPlainText().strip(),
        }
        given = {name: value for name, value in fields.items() if value}
        return CreateTask(self.action.currentData(), self.name.text().strip(), self.lane.currentData(), given)

    def _fill_owners(self) -> None:
        """Offers the persons of the chosen unit, of all units as long as none is chosen; who was chosen stays."""
        chosen, unit = self.owner.currentData(), self.unit.currentData()
        self.owner.clear()
        self.owner.addItem(wording.UNASSIGNED, None)
        persons = self._snapshot.persons.values()
        for person in sorted(persons, key=lambda person: (person.rank, person.id)):
            if not person.deleted and (unit is None or person.unit in (unit, None)):
                home = "" if unit else self._snapshot.unit_label(person.unit)
                self.owner.addItem(f"{person.name}　{home}".rstrip("　"), person.id)
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))

    def _fill_measures(self) -> None:
        self.measure.clear()
        self.measure.addItem("（未归入要点）", None)
        for measure in self._snapshot.measures_of(self.action.currentData() or ""):
            self.measure.addItem(f"{measure.number}. {measure.title}", measure.id)
