"""The 卡点 of an entry of a ledger on its record: those that stand in its way, solved by a tick, and a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from battlemap.commands.problem import SolveProblem
from battlemap.commands.problem_entry import DropEntryProblem
from battlemap.commands.rows import EditRow
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.ui.card.part_list import PartList
from battlemap.ui.card.problems import problem_line
from battlemap.ui.deeds import Deeds
from battlemap.ui.icons import IconBook


class EntryProblems(QWidget):
    """A line per 卡点, the open ones first; Enter opens one, Delete takes it from this entry alone."""

    def __init__(self, rows: EntryList, entry: str, icons: IconBook, deeds: Deeds, can_change: bool) -> None:
        super().__init__()
        self._rows, self._entry, self._icons, self._deeds = rows, entry, icons, deeds
        snapshot = rows.snapshot
        self.problems = snapshot.problems_on_entry(entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.list = PartList("卡点")
        if self.problems:
            self.list.show_lines([problem_line(one, snapshot, rows.as_of) for one in self.problems])
            self.list.setEnabled(can_change)
            self.list.ticked.connect(self._on_ticked)
            self.list.opened.connect(self._on_opened)
            self.list.removed.connect(lambda id: deeds.run(DropEntryProblem(id, entry)))
            column.addWidget(self.list)
        self.add = QPushButton(icons.icon("add"), "登记卡点…")
        self.add.setAutoDefault(False)
        self.add.setEnabled(can_change)
        self.add.clicked.connect(self.raise_problem)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def words(self) -> str:
        """How many there are, for a heading; "" for none."""
        still = sum(one.is_open for one in self.problems)
        return f"{len(self.problems)} 个，{still} 个未解决" if self.problems else ""

    def raise_problem(self) -> None:
        """Asks for a new 卡点 on this entry, and on the tasks to which it is tied."""
        from battlemap.ui.dialogs.problem import ProblemDialog

        ledger = self._rows.definition.ledger.title
        name = {self._entry: f"{ledger}“{self._rows.masking.title(self._rows.called(self._entry))}”"}
        dialog = ProblemDialog(self._icons, self._rows.snapshot, (), self.window(), None, name)
        self._deeds.ask(dialog, dialog.answer)

    def _on_ticked(self, id: str, is_solved: bool) -> None:
        command = (
            SolveProblem(id) if is_solved else EditRow("problem", id, {"solved_on": None, "outcome": ""})
        )
        if not self._deeds.run(command):
            self.list.forget()

    def _on_opened(self, id: str) -> None:
        from battlemap.ui.dialogs.problem import ProblemDialog

        snapshot = self._rows.snapshot
        tasks = snapshot.tasks_stuck_by(id)
        dialog = ProblemDialog(self._icons, snapshot, tasks, self.window(), snapshot.problems[id])
        self._deeds.ask(dialog, dialog.changed)
