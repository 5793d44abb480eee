"""The milestones in the card sheet: ticked when they are reached, added with a day in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from battlemap.commands.command import Command
from battlemap.commands.loop import AddMilestone, ReachMilestone
from battlemap.commands.timeline import EditMilestone
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import Milestone
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.card.part_list import Line, PartList, day_or_blank
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.feature import PartOfCard
from battlemap.ui.icons import IconBook
from battlemap.ui.view import Tools


class MilestonesPart(PartOfCard):
    """A line per milestone; Enter in one of the two fields adds one."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icons, deeds = tools.icons, tools.deeds
        self._icons, self._deeds = icons, deeds
        self._task = ""
        self._snapshot: Snapshot | None = None
        self.list = PartList("节点")
        self.title = QLineEdit()
        self.title.setPlaceholderText("如 主体封顶")
        self.title.setAccessibleName("节点名称")
        self.due = DayField(icons, "月底前")
        self.due.line.setAccessibleName("节点时限")
        self.title.returnPressed.connect(self._add)
        self.due.line.returnPressed.connect(self._add)
        self.list.ticked.connect(self._on_ticked)
        self.list.opened.connect(self._on_opened)
        self.list.removed.connect(lambda id: self._run(EditMilestone(id, {"deleted": True})))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.title, 3)
        row.addWidget(self.due, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addLayout(row)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows the milestones of a task as of a day and returns their count."""
        if task != self._task:
            self.title.clear()
            self.due.show_value(None, "", snapshot.campaign)
        self._task, self._snapshot = task, snapshot
        stones = snapshot.milestones_of(task)
        self.list.show_lines([_line(stone, as_of) for stone in stones])
        done = sum(stone.done_on is not None for stone in stones)
        return f"{done}/{len(stones)}" if stones else ""

    def _add(self) -> None:
        title, typed = self.title.text().strip(), self.due.line.text().strip()
        if not title:
            self.title.setFocus()
            return
        day, _ = self.due.understood(typed)
        if self._deeds.run(AddMilestone(self._task, title, day)) and self._snapshot is not None:
            self.title.clear()
            self.due.line.clear()
            self.due.show_value(None, "", self._snapshot.campaign)
            self.title.setFocus()

    def _on_ticked(self, id: str, is_done: bool) -> None:
        self._run(ReachMilestone(id) if is_done else EditMilestone(id, {"done_on": None}))

    def _on_opened(self, id: str) -> None:
        if self._snapshot is not None:
            stone = self._snapshot.milestones[id]
            dialog = MilestoneDialog(self._icons, stone, self._snapshot.campaign, self.window())
            self._deeds.ask(dialog, dialog.answer)

    def _run(self, command: Command) -> None:
        if not self._deeds.run(command):
            self.list.forget()


class MilestoneDialog(Ask):
    """All that can be changed of a milestone."""

    def __init__(
        self, icons: IconBook, stone: Milestone, campaign: Campaign, parent: QWidget | None = None
    ) -> None:
        super().__init__("修改节点", "保存", parent)
        self._stone = stone
        self.title = QLineEdit(stone.title)
        self.due_on, self.done_on = DayField(icons, "日期，或 月底前；可空"), DayField(icons, "未完成则留空")
        self.due_on.show_value(stone.due_on, "", campaign)
        self.done_on.show_value(stone.done_on, "", campaign)
        self.weight = QSpinBox()
        self.weight.setRange(0, 1000)
        self.weight.setValue(stone.weight)
        self.weight.setToolTip("任务按节点计序时进度时，各节点按权重分配")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, field in (
            ("节点名称", self.title),
            ("时限", self.due_on),
            ("完成日期", self.done_on),
            ("权重", self.weight),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.fill(form)
        self.setMinimumWidth(380)

    def check(self) -> None:
        """Raises BadInput for a day that cannot be read."""
        for field in (self.due_on, self.done_on):
            typed = field.line.text().strip()
            if typed and field.understood(typed)[0] is None:
                raise BadInput(f"看不懂日期「{typed}」，请写成 2018-11-30 或「月底前」。")

    def answer(self) -> EditMilestone:
        """Returns the command of what was changed."""
        return EditMilestone(
            self._stone.id,
            {
                "title": self.title.text().strip(),
                "due_on": self.due_on.understood(self.due_on.line.text())[0],
                "done_on": self.done_on.understood(self.done_on.line.text())[0],
                "weight": self.weight.value(),
            },
        )


def _line(stone: Milestone, as_of: date) -> Line:
    words = f"{stone.title}　{day_or_blank(stone.due_on)}".rstrip("　")
    is_late = stone.done_on is None and stone.due_on is not None and stone.due_on < as_of
    if stone.done_on:
        words += f"　{day_or_blank(stone.done_on)}完成"
    elif is_late and stone.due_on:
        words += f"　超 {(as_of - stone.due_on).days} 天"
    hint = f"权重 {stone.weight}；回车或双击修改，Del 删除"
    return Line(stone.id, words, stone.done_on is not None, hint, is_late)
