"""The problems (卡点) in the card sheet: solved by a tick, opened for all that is known of them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.problem import DropProblem, SolveProblem
from battlemap.commands.rows import EditRow
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.card.part_list import Line, PartList, day_or_blank
from battlemap.ui.feature import PartOfCard
from battlemap.ui.page import Tools


class ProblemsPart(PartOfCard):
    """A line per problem, the open ones first; Enter opens it. The sheet itself offers to raise one."""

    takes_new = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icons, deeds = tools.icons, tools.deeds
        self._icons, self._deeds = icons, deeds
        self._task = ""
        self._snapshot: Snapshot | None = None
        self.list = PartList("卡点")
        self.list.ticked.connect(self._on_ticked)
        self.list.opened.connect(self._on_opened)
        self.list.removed.connect(lambda id: self._run(DropProblem(id, self._task)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows the problems of a task as of a day and returns their count."""
        self._task, self._snapshot = task, snapshot
        problems = snapshot.problems_ever_of(task)
        self.list.show_lines([problem_line(problem, snapshot, as_of) for problem in problems])
        still = sum(problem.is_open for problem in problems)
        return f"{len(problems)} 个，{still} 个未解决" if still else f"{len(problems)} 个" if problems else ""

    def _on_ticked(self, id: str, is_solved: bool) -> None:
        self._run(
            SolveProblem(id) if is_solved else EditRow("problem", id, {"solved_on": None, "outcome": ""})
        )

    def _on_opened(self, id: str) -> None:
        from battlemap.ui.dialogs.problem import ProblemDialog

        if self._snapshot is not None:
            tasks = self._snapshot.tasks_stuck_by(id)
            problem = self._snapshot.problems[id]
            dialog = ProblemDialog(self._icons, self._snapshot, tasks, self.window(), problem)
            self._deeds.ask(dialog, dialog.changed)

    def _run(self, command: Command) -> None:
        if not self._deeds.run(command):
            self.list.forget()


def problem_line(problem: Problem, snapshot: Snapshot, as_of: date) -> Line:
    """Returns the line of a 卡点 as of a day."""
    head = [
        f"{problem.number} 号",
        wording.PROBLEM_KINDS[problem.kind],
        wording.PROBLEM_LEVELS[problem.level],
    ]
    if problem.solving_unit:
        head.append(snapshot.unit_label(problem.solving_unit))
    promised = problem.promised_on
    is_late = problem.is_open and promised is not None and promised < as_of
    if promised:
        head.append(f"承诺 {day_or_blank(promised)}")
    if is_late and promised:
        head.append(f"超 {(as_of - promised).days} 天")
    words = f"{' · '.join(head)}\n{problem.title}"
    if not problem.is_open:
        words += f"\n{day_or_blank(problem.solved_on)}解决{'：' if problem.outcome else ''}{problem.outcome}"
    hint = "勾选即为今日解决；回车或双击查看、修改，Del 移除"
    return Line(problem.id, words, not problem.is_open, hint, is_late)
