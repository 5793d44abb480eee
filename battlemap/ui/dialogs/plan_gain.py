"""What a second plan would add to the campaign, shown before anything is written."""

from __future__ import annotations

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from battlemap.commands.plan_gain import MergePlan, gain_of
from battlemap.domain.planning.plan import PlanDraft
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, tip


class PlanGainDialog(Ask):
    """Lists the new tasks under their actions and measures; those that are new themselves say so."""

    def __init__(
        self, draft: PlanDraft, snapshot: Snapshot, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("并入方案", "并入", parent)
        self._draft, self._gain = draft, gain_of(draft, snapshot)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["新增内容", "责任单位", "完成时限"])
        self.tree.setAccessibleName("将新增的内容")
        self.tree.setColumnWidth(0, 460)
        self.tree.setColumnWidth(1, 140)
        self._fill_tree()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(f"{name}　{draft.title}", "head", wraps=True))
        column.addWidget(label(f"{self._gain.words}。作为一步操作，可一步撤销。", wraps=True))
        column.addWidget(self.tree, 1)
        self.fill(column)
        self.resize(820, 560)

    def check(self) -> None:
        """Raises BadInput where the plan brings nothing new."""
        if not self._gain.actions:
            raise BadInput("方案中没有新的内容，不用并入。")

    def answer(self) -> MergePlan:
        """Returns the command."""
        return MergePlan(self._draft)

    def _fill_tree(self) -> None:
        for gain in self._gain.actions:
            title = gain.draft.title if gain.standing else f"{gain.draft.title}（新专项）"
            action = QTreeWidgetItem([title])
            self.tree.addTopLevelItem(action)
            for measure, place in zip(gain.draft.measures, gain.into, strict=True):
                item = QTreeWidgetItem([measure.title if place else f"{measure.title}（新要点）"])
                action.addChild(item)
                for task in measure.tasks:
                    line = QTreeWidgetItem([task.title, task.unit, task.due_text or str(task.due_on or "")])
                    line.setToolTip(0, tip(task.source))
                    item.addChild(line)
        self.tree.expandAll()
