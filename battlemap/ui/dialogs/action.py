"""A special action (a column): its name, code, leader and leading unit; asked for a new one and for changes."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from battlemap import wording
from battlemap.commands.action import CreateAction, EditAction
from battlemap.domain.kinds.action import LIMITED, MOST_LIMIT, Action
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label

#: Names and values of the colours that a column's head can bear; told apart from each other and from the lamps.
COLOURS: Final[tuple[tuple[str, str | None], ...]] = (
    ("无", None), ("藏青", "#1f4e8c"), ("靛紫", "#5b3f8c"), ("绛红", "#8c2f4a"), ("赭石", "#8a5a2b"), ("墨绿", "#2f6b5b"),
    ("石青", "#2b7a9b"), ("灰蓝", "#5c6b82"),
)  # fmt: skip


class ActionDialog(Ask):
    """The form; the code can be chosen for a new action only."""

    def __init__(self, snapshot: Snapshot, action: Action | None, parent: QWidget | None = None) -> None:
        self._before = action
        super().__init__("专项行动" if action else "新建专项行动", "保存" if action else "建立", parent)
        self.name = QLineEdit(action.title if action else "")
        self.name.setPlaceholderText("如：经济运行专项攻坚行动")
        self.code = QLineEdit(action.code if action else "")
        self.code.setPlaceholderText("任务编号的字头，如 ECON；空着自动编")
        self.code.setMaxLength(8)
        self.code.setReadOnly(action is not None)
        self.leader = QLineEdit(action.lead_leader if action else "")
        self.leader.setPlaceholderText("牵头领导姓名，可空")
        self.unit = QComboBox()
        self.unit.addItem(wording.UNASSIGNED, None)
        for unit in sorted(snapshot.units.values(), key=lambda unit: (unit.rank, unit.id)):
            if not unit.deleted:
                self.unit.addItem(unit.name, unit.id)
        self.unit.setCurrentIndex(max(0, self.unit.findData(action.lead_unit if action else None)))
        self.colour = QComboBox()
        for title, colour in COLOURS:
            self.colour.addItem(_swatch(colour), title, colour)
        own_colour = action.colour if action else None
        if own_colour and self.colour.findData(own_colour) < 0:
            self.colour.addItem(_swatch(own_colour), own_colour, own_colour)
        self.colour.setCurrentIndex(max(0, self.colour.findData(own_colour)))
        self.limits = {lane: QSpinBox() for lane in LIMITED}
        limits = QHBoxLayout()
        for lane, field in self.limits.items():
            field.setRange(0, MOST_LIMIT)
            field.setSpecialValueText("不限")
            field.setSuffix(" 项")
            field.setValue(action.limit(lane) if action else 0)
            field.setAccessibleName(f"{wording.LANES[lane]}上限")
            limits.addWidget(label(wording.LANES[lane], "field"))
            limits.addWidget(field)
        limits.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("专项名称", self.name)
        form.addRow("代码", self.code)
        form.addRow("牵头领导", self.leader)
        form.addRow("牵头单位", self.unit)
        if action:
            form.addRow("标记颜色", self.colour)
            form.addRow("在办上限", limits)
        self.fill(form)
        self.setMinimumWidth(480)

    def check(self) -> None:
        """Raises BadInput without a name."""
        if not self.name.text().strip():
            raise BadInput("请填写专项名称。")

    def new(self) -> CreateAction:
        """Returns the command that makes the column."""
        return CreateAction(code=self.code.text().strip(), **self.answer())

    def changes(self) -> EditAction | None:
        """Returns the command for what was changed, None where nothing is to be changed."""
        before, answer = self._before, self.answer() | {"colour": self.colour.currentData()}
        answer |= {f"limit_{lane}": field.value() for lane, field in self.limits.items()}
        changed = {name: value for name, value in answer.items() if getattr(before, name) != value}
        return EditAction(before.id, changed) if before and changed else None

    def answer(self) -> dict[str, Any]:
        """Returns what the form holds, the code apart."""
        return {
            "title": self.name.text().strip(),
            "lead_leader": self.leader.text().strip(),
            "lead_unit": self.unit.currentData(),
        }


def _swatch(colour: str | None) -> QIcon:
    """Returns a small square of the colour, an empty one for none."""
    made = QPixmap(14, 14)
    made.fill(QColor(colour) if colour else QColor(0, 0, 0, 0))
    return QIcon(made)
