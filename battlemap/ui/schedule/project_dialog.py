"""Before a plan of MS Project is taken over: what is new, what it changes, and what cannot be taken over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.project import ImportProject
from battlemap.domain.planning.project import ProjectDraft, ProjectTask
from battlemap.domain.planning.project_match import Matched, ProjectMatch, match_project
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, tip

_HEADS: Final = ("编号", "任务", "说明")


class ProjectDialog(Ask):
    """Asks whether the plan shall be taken over; `answer` is one command."""

    def __init__(
        self, draft: ProjectDraft, snapshot: Snapshot, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("导入 MS Project 计划", "导入", parent)
        self._draft, self._snapshot = draft, snapshot
        self.match: ProjectMatch = match_project(draft, snapshot)
        self.by_code = QCheckBox("与现有任务对应（按编号，没有编号的按名称），只更新工期和进度")
        self.by_code.setChecked(bool(self.match.matched))
        self.by_code.setEnabled(bool(self.match.matched))
        self.by_code.toggled.connect(lambda _: self._show())
        self.summary = label(wraps=True)
        self.changed, self.new = _table("更新的任务"), _table("新增的任务")
        self.left_out = QListWidget()
        self.left_out.setAccessibleName("不能导入的内容")
        self.left_out.addItems(list(draft.left_out))
        self.reason = QLineEdit(f"按项目计划“{draft.title[:30]}”调整")
        self.reason.setAccessibleName("延期理由")
        self._asked = label(wraps=True)
        self.tabs = QTabWidget()
        for widget, title in (
            (self.changed, "更新"),
            (self.new, "新增"),
            (self.left_out, "不能导入"),
        ):
            self.tabs.addTab(widget, title)
        row = QHBoxLayout()
        row.addWidget(self._asked)
        row.addWidget(self.reason, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label(f"{name}　{draft.title}", "head", wraps=True))
        column.addWidget(self.by_code)
        column.addWidget(self.summary)
        column.addWidget(self.tabs, 1)
        column.addLayout(row)
        self.fill(column)
        self.resize(820, 560)
        self._show()
        self.tabs.setCurrentIndex(2 if draft.left_out else 0 if self.match.changed else 1)

    @property
    def matches(self) -> bool:
        """Whether tasks with known codes are changed instead of doubled."""
        return self.by_code.isChecked()

    def _show(self) -> None:
        everything: list[ProjectTask] = [task for action in self._draft.actions for task in action.tasks]
        new = self.match.new if self.matches else tuple(everything)
        listed = self.match.matched if self.matches else ()
        _fill(self.changed, [(one.code, one.title, _words(one)) for one in listed])
        _fill(self.new, [(one.code, one.title, _days(one)) for one in new])
        changed = len(self.match.changed) if self.matches else 0
        stones = sum(len(task.milestones) for task in new)
        out = len(self._draft.left_out)
        for place, (title, number) in enumerate((("更新", changed), ("新增", len(new)), ("不能导入", out))):
            self.tabs.setTabText(place, f"{title} {number}")
        parts = [f"更新 {changed} 项任务" if self.matches else "", f"新增 {len(new)} 项任务、{stones} 个节点"]
        parts += [f"先后关系 {len(self._draft.links)} 条", f"日历时段 {len(self._draft.periods)} 个"]
        words = "，".join(part for part in parts if part)
        end = f"；{out} 类内容不能导入，见下表" if out else ""
        self.summary.setText(f"将{words}{end}。作为一步操作，可一步撤销。")
        extended = [one.code for one in self.match.extended] if self.matches else []
        named = "、".join(extended[:5]) + ("等" if len(extended) > 5 else "")
        self._asked.setText(f"{named} 属于延期，理由：")
        for widget in (self._asked, self.reason):
            widget.setVisible(bool(extended))

    def check(self) -> None:
        """Raises BadInput for an extension without a reason."""
        if self.matches and self.match.extended and not self.reason.text().strip():
            raise BadInput("请写明延期理由。")

    def answer(self) -> ImportProject:
        """Returns the command."""
        return ImportProject(self._draft, self.matches, self.reason.text().strip())


def _words(matched: Matched) -> str:
    if matched.is_finished:
        return "已办结，不更新"
    return (matched.words + ("（延期）" if matched.is_extension else "")) or "没有变化"


def _days(task: ProjectTask) -> str:
    days = [day.isoformat() for day in (task.start_on, task.due_on) if day]
    if task.due_words:
        days.append(task.due_words)
    return " 至 ".join(days) + (f"，{len(task.milestones)} 个节点" if task.milestones else "")


def _table(name: str) -> QTableWidget:
    table = QTableWidget(0, len(_HEADS))
    table.setHorizontalHeaderLabels(list(_HEADS))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setColumnWidth(0, 90)
    table.setColumnWidth(2, 350)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setAccessibleName(name)
    return table


def _fill(table: QTableWidget, rows: Sequence[tuple[str, str, str]]) -> None:
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(tip(text))
            table.setItem(number, place, item)
