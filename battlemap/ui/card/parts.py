"""The lists of a card, one foldable section below the other."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from battlemap.domain.snapshot import Snapshot
from battlemap.shown.settings import Settings
from battlemap.ui.card.checklist import ChecklistPart
from battlemap.ui.card.instructions import InstructionsPart
from battlemap.ui.card.milestones import MilestonesPart
from battlemap.ui.card.problems import ProblemsPart
from battlemap.ui.card.reports import ReportsPart
from battlemap.ui.card.section import Section
from battlemap.ui.deeds import Deeds
from battlemap.ui.icons import IconBook


class CardParts(QWidget):
    """Shows all that belongs to one task; which sections are folded is remembered for all cards."""

    def __init__(
        self, icons: IconBook, deeds: Deeds, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.checklist = ChecklistPart(deeds)
        self.milestones = MilestonesPart(icons, deeds)
        self.reports = ReportsPart(icons, deeds)
        self.problems = ProblemsPart(icons, deeds)
        self.instructions = InstructionsPart(icons, deeds)
        self.sections: dict[str, Section] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for name, title, content in (
            ("checklist", "工作清单", self.checklist),
            ("milestones", "节点", self.milestones),
            ("reports", "进度反馈", self.reports),
            ("problems", "卡点问题", self.problems),
            ("instructions", "批示", self.instructions),
        ):
            section = Section(name, title, content)
            section.set_folded(name in settings.folded_parts)
            section.folded.connect(self._on_folded)
            self.sections[name] = section
            column.addWidget(section)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> None:
        """Shows what belongs to a task as of a day."""
        counts = {
            "checklist": self.checklist.show_task(task, snapshot),
            "milestones": self.milestones.show_task(task, snapshot, as_of),
            "reports": self.reports.show_task(task, snapshot),
            "problems": self.problems.show_task(task, snapshot, as_of),
            "instructions": self.instructions.show_task(task, snapshot, as_of),
        }
        for name, words in counts.items():
            self.sections[name].set_count(words)

    def _on_folded(self, name: str, is_folded: bool) -> None:
        kept = [other for other in self._settings.folded_parts if other != name]
        self._settings.folded_parts = [*kept, name] if is_folded else kept
        self._settings.save()
