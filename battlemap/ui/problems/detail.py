"""What is known of the chosen 卡点, its way step by step, and what can be done with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.problem_reach import entry_name
from battlemap.shown.problems.deeds import DEEDS
from battlemap.ui.card.part_list import Line, PartList
from battlemap.ui.labels import Paragraph, label

_WIDE = 320


class ProblemDetail(QWidget):
    """Emits `wanted(deed, id)`, and `task_wanted(task)` for one of the tasks that are held up."""

    wanted = Signal(str, str)
    task_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDE)
        self._id = ""
        self.head, self.title = label(look="muted"), Paragraph()
        self.title.setProperty("look", "head")
        self.facts, self.nothing = (
            Paragraph("muted"),
            label("选中一个卡点，查看流转并办理", "muted", wraps=True),
        )
        self.steps, self.tasks = PartList("卡点流转", fits=False), PartList("受影响的任务")
        self.tasks.opened.connect(self.task_wanted)
        self.buttons: dict[str, QPushButton] = {}
        grid = self._grid = QGridLayout()
        grid.setSpacing(6)
        for deed in (*DEEDS, None):
            name, title = (deed.name, deed.title) if deed else ("edit", "修改…")
            button = self.buttons[name] = QPushButton(title, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name, self._id))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        for widget in (self.nothing, self.head, self.title, self.facts):
            column.addWidget(widget)
        column.addLayout(grid)
        self.tasks_head, self.steps_head = (
            label("受影响的任务（回车打开）和台账", "field"),
            label("流转", "field"),
        )
        below: tuple[QWidget, ...] = (self.tasks_head, self.tasks, self.steps_head)
        for part in below:
            column.addWidget(part)
        column.addWidget(self.steps, 1)
        column.addStretch(0)

    def show_problem(
        self, problem: Problem | None, snapshot: Snapshot, as_of: date, can_change: bool
    ) -> None:
        """Shows a 卡点 as of a day, or what to do where none is chosen."""
        self._id = problem.id if problem else ""
        self.nothing.setVisible(problem is None)
        shown: tuple[QWidget, ...] = (
            self.head, self.title, self.facts, self.tasks, self.tasks_head, self.steps, self.steps_head, *self.buttons.values(),
        )  # fmt: skip
        for part in shown:
            part.setVisible(problem is not None)
        if problem is None:
            return
        level = wording.PROBLEM_LEVELS[problem.level]
        self.head.setText(
            f"{problem.number} 号 · {wording.PROBLEM_KINDS[problem.kind]} · {level}"
            + (" · 红信封" if problem.is_red else "")
        )
        self.title.setText(problem.title)
        self.facts.setText("\n".join(_facts(problem, snapshot, as_of)))
        possible = [deed.name for deed in DEEDS if deed.can(problem)] + ["edit"]
        for name, button in self.buttons.items():
            self._grid.removeWidget(button)
            button.setVisible(name in possible)
            button.setEnabled(can_change)
        for place, name in enumerate(possible):
            self._grid.addWidget(self.buttons[name], place // 2, place % 2)
        self.tasks.show_lines(
            [
                Line(id, f"{snapshot.tasks[id].code}　{snapshot.tasks[id].title}")
                for id in snapshot.tasks_stuck_by(problem.id)
            ]
            + [Line("", entry_name(snapshot, tie)) for tie in snapshot.entries_stuck_by(problem.id)]
        )
        self.steps.show_lines(_way(problem, snapshot))


def _facts(problem: Problem, snapshot: Snapshot, as_of: date) -> list[str]:
    raised = " ".join(filter(None, (snapshot.unit_label(problem.raising_unit), problem.raised_by)))
    day = f"{problem.raised_on.month}月{problem.raised_on.day}日" if problem.raised_on else ""
    facts = [f"需要：{problem.needs}"] if problem.needs else []
    facts.append(
        f"提出：{raised} {day}（第 {problem.days_open(as_of) + 1} 天）".replace("：  ", "：").replace(
            "： ", "："
        )
    )
    facts.append(f"解决单位：{snapshot.unit_label(problem.solving_unit) or wording.UNASSIGNED}")
    if problem.promised_on:
        facts.append(f"承诺解决：{problem.promised_on.month}月{problem.promised_on.day}日")
    rises = snapshot.rises_on(problem)
    if rises:
        facts.append(f"仍未解决则 {rises.month}月{rises.day}日自动提级")
    if problem.answer and problem.is_open:
        facts.append(f"答复：{problem.answer}（{problem.answered_by}）")
    if not problem.is_open:
        facts.append(f"解决情况：{problem.outcome}")
    return facts


def _way(problem: Problem, snapshot: Snapshot) -> list[Line]:
    lines = []
    for step in snapshot.steps_of(problem.id):
        name = wording.PROBLEM_DEEDS[step.deed]
        level = (
            f"到{wording.PROBLEM_LEVELS[step.level]}" if step.deed in ("escalate", "auto", "lower") else ""
        )
        by = "" if step.deed == "auto" else step.actor
        parts = (f"{step.happened_on.month}月{step.happened_on.day}日", name + level, by, step.words)
        lines.append(Line(step.id, "　".join(filter(None, parts))))
    return lines
