"""The instructions (批示) in the card sheet: written down, answered, and told when they are late."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from battlemap.commands.command import Command
from battlemap.commands.instruction import AnswerInstruction, EditInstruction, GiveInstruction
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.card.part_list import Line, PartList, day_or_blank
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.feature import PartOfCard
from battlemap.ui.icons import IconBook
from battlemap.ui.view import Tools


class InstructionsPart(PartOfCard):
    """A line per instruction, ticked when it is answered; Enter opens it."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icons, deeds = tools.icons, tools.deeds
        self._icons, self._deeds = icons, deeds
        self._task = ""
        self._snapshot: Snapshot | None = None
        self.list = PartList("批示")
        self.add = QPushButton("登记批示…")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._on_add)
        self.list.opened.connect(self._on_opened)
        self.list.removed.connect(lambda id: deeds.run(EditInstruction(id, {"deleted": True})))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.add)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows the instructions on a task as of a day and returns their count."""
        self._task, self._snapshot = task, snapshot
        found = snapshot.instructions_of(task)
        self.list.show_lines([_line(instruction, as_of) for instruction in found])
        still = sum(instruction.is_open for instruction in found)
        return f"{len(found)} 条，{still} 条待办" if still else f"{len(found)} 条" if found else ""

    def _on_add(self) -> None:
        if self._snapshot is not None:
            dialog = InstructionDialog(self._icons, self._snapshot.campaign, None, self.window())
            self._deeds.ask(dialog, lambda: dialog.given(self._task))

    def _on_opened(self, id: str) -> None:
        if self._snapshot is not None:
            known = self._snapshot.instructions[id]
            dialog = InstructionDialog(self._icons, self._snapshot.campaign, known, self.window())
            self._deeds.ask(dialog, dialog.changed)


class InstructionDialog(Ask):
    """The form of an instruction; the answer is asked for once it is there."""

    def __init__(
        self, icons: IconBook, campaign: Campaign, known: Instruction | None, parent: QWidget | None = None
    ) -> None:
        super().__init__("批示" if known else "登记批示", "保存" if known else "登记", parent)
        self._known = known
        self.leader = QLineEdit(known.leader if known else "")
        self.leader.setPlaceholderText("批示领导")
        self.words, self.answer = QPlainTextEdit(known.words if known else ""), QPlainTextEdit()
        self.words.setPlaceholderText("批示原文")
        self.answer.setPlaceholderText("怎样办理的；清空即为重开")
        self.answer.setPlainText(known.answer if known else "")
        self.given_on, self.due_on = DayField(icons, "今日"), DayField(icons, "日期，或 月底前；可空")
        self.given_on.show_value(known.given_on if known else None, "", campaign)
        self.due_on.show_value(known.due_on if known else None, "", campaign)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        rows: list[tuple[str, QWidget]] = [
            ("批示领导", self.leader),
            ("批示日期", self.given_on),
            ("批示内容", self.words),
            ("办理时限", self.due_on),
        ]
        if known:
            rows.append(("办理情况", self.answer))
        for name, field in rows:
            field.setAccessibleName(name)
            if isinstance(field, QPlainTextEdit):
                field.setTabChangesFocus(True)
                field.setFixedHeight(72)
            form.addRow(name, field)
        self.fill(form)
        self.setMinimumWidth(460)
        (self.answer if known else self.leader).setFocus()

    def check(self) -> None:
        """Raises BadInput for a day that cannot be read."""
        for field in (self.given_on, self.due_on):
            typed = field.line.text().strip()
            if typed and field.understood(typed)[0] is None:
                raise BadInput(f"看不懂日期「{typed}」，请写成 2018-11-30 或「月底前」。")

    def given(self, task: str) -> GiveInstruction:
        """Returns the command of a new instruction."""
        return GiveInstruction(task, self.leader.text(), self.words.toPlainText(), self._due, self._given)

    def changed(self) -> Command | None:
        """Returns the command of what was changed of the known one, None where nothing was."""
        assert self._known is not None
        wanted = {
            "leader": self.leader.text().strip(),
            "words": self.words.toPlainText().strip(),
            "given_on": self._given or self._known.given_on,
            "due_on": self._due,
            "answer": self.answer.toPlainText().strip(),
        }
        changes = {name: value for name, value in wanted.items() if getattr(self._known, name) != value}
        if changes.keys() == {"answer"}:
            return AnswerInstruction(self._known.id, str(changes["answer"]))
        return EditInstruction(self._known.id, changes) if changes else None

    @property
    def _given(self) -> date | None:
        return self.given_on.understood(self.given_on.line.text())[0]

    @property
    def _due(self) -> date | None:
        return self.due_on.understood(self.due_on.line.text())[0]


def _line(instruction: Instruction, as_of: date) -> Line:
    head = f"{instruction.leader} {day_or_blank(instruction.given_on)}"
    if instruction.due_on:
        head += f"　限 {day_or_blank(instruction.due_on)}"
    late = instruction.is_late(as_of)
    if late and instruction.due_on:
        head += f"　超 {(as_of - instruction.due_on).days} 天"
    words = f"{head}\n{instruction.words}"
    if not instruction.is_open:
        words += f"\n{day_or_blank(instruction.answered_on)}办理：{instruction.answer}"
    return Line(instruction.id, words, None, "回车或双击办理、修改，Del 删除", late)
