"""倒排工期: a template is laid backwards from the due days of one or many tasks, seen before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.backward_schedule import Answer, ScheduleBackwards
from battlemap.domain.kinds.task import is_extension
from battlemap.domain.planning.backward_schedule import BackwardSchedule, PlannedStep, schedule_task
from battlemap.domain.planning.ban import effective_bans
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, BattlemapError
from battlemap.shown.chinese_days import long_day, short_day
from battlemap.shown.settings import Settings
from battlemap.theme import Theme
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, set_look, tip
from battlemap.ui.schedule.bars import Bar, BarRow, Bars, Marked
from battlemap.ui.schedule.step_table import StepTable
from battlemap.ui.schedule.template_choice import TemplateChoice

_TASK: Final = Qt.ItemDataRole.UserRole
_ANSWERS: Final[tuple[tuple[Answer, str], ...]] = (
    ("refuse", "不倒排"),
    ("compress", "压缩各步工期"),
    ("shift", "顺延完成时限"),
)


class BackwardDialog(Ask):
    """Asks template, first day and what is done where the time is too short; `answer` is one command."""

    def __init__(
        self,
        snapshot: Snapshot,
        tasks: Sequence[str],
        as_of: date,
        settings: Settings,
        look: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("倒排工期", "写入工期和节点", parent)
        self._snapshot, self._tasks = snapshot, tuple(tasks)
        self.schedules: dict[str, BackwardSchedule] = {}
        self.steps = StepTable()
        self.steps.edited.connect(self.preview)
        self.template = TemplateChoice(settings, self.steps)
        self.template.changed.connect(self.preview)
        self.template.refused.connect(self._say)
        self.not_before = QDateEdit(QDate(as_of.year, as_of.month, as_of.day))
        self.not_before.setCalendarPopup(True)
        self.not_before.setDisplayFormat("yyyy-MM-dd")
        self.not_before.setAccessibleName("最早启动日期")
        self.not_before.dateChanged.connect(self.preview)
        self.follows = QCheckBox("序时进度按节点推算")
        self.follows.setToolTip("勾选后，亮灯按各节点的时限和权重研判，不再按匀速推算")
        self.list = QListWidget()
        self.list.setAccessibleName("要倒排的任务")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show_current())
        self.bars = Bars(look)
        self.verdict = label(wraps=True)
        self.summary = label(wraps=True)
        self.answers = QButtonGroup(self)
        self._answer_of: dict[Answer, QRadioButton] = {}
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("写明延期理由")
        self.reason.setAccessibleName("延期理由")
        self._fill()
        self.resize(1040, 620)
        self.preview()

    def _fill(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.template)
        head.addSpacing(12)
        head.addWidget(label("最早启动"))
        head.addWidget(self.not_before)
        head.addSpacing(12)
        head.addWidget(self.follows)
        head.addStretch(1)
        picture = QScrollArea()
        picture.setWidgetResizable(True)
        picture.setWidget(self.bars)
        right = QWidget()
        below = QVBoxLayout(right)
        below.setContentsMargins(10 if len(self._tasks) > 1 else 0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.verdict)
        below.addWidget(self.steps, 1)
        below.addWidget(picture, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([280, 760])
        split.setChildrenCollapsible(False)
        self.list.setVisible(len(self._tasks) > 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._asked = label("时间不够的：")
        row.addWidget(self._asked)
        for name, words in _ANSWERS:
            button = QRadioButton(words)
            self._answer_of[name] = button
            self.answers.addButton(button)
            row.addWidget(button)
        self._answer_of["refuse"].setChecked(True)
        self.answers.buttonClicked.connect(lambda _: self._show_answer())
        row.addWidget(self.reason, 1)
        row.addStretch(0)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(split, 1)
        column.addWidget(self.summary)
        column.addLayout(row)
        self.fill(column)
        for id in self._tasks:
            item = QListWidgetItem()
            item.setData(_TASK, id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    # -- preview --------------------------------------------------------------------------------------------------

    def preview(self) -> None:
        """Works the plans out anew and shows them."""
        chosen = self.not_before.date()
        not_before = date(chosen.year(), chosen.month(), chosen.day())
        try:
            steps = self.steps.steps()
            self.schedules = {
                id: schedule_task(self._snapshot, self._snapshot.tasks[id], steps, not_before)
                for id in self._tasks
            }
        except BattlemapError as error:
            self.schedules = {}
            self._say(str(error))
            return
        self.wrong.hide()
        short = [id for id, plan in self.schedules.items() if not plan.fits]
        for widget in (self._asked, *self._answer_of.values()):
            widget.setVisible(bool(short))
        self._answer_of["compress"].setEnabled(any(self.schedules[id].compressed for id in short))
        self._show_answer()

    @property
    def chosen(self) -> Answer:
        """What is done where the time is too short."""
        if all(plan.fits for plan in self.schedules.values()):
            return "refuse"
        return next(name for name, button in self._answer_of.items() if button.isChecked())

    def planned(self, id: str) -> tuple[PlannedStep, ...]:
        """Returns the steps of a task as they would be written; those that do not fit where nothing is chosen."""
        plan = self.schedules[id]
        if plan.fits or self.chosen == "refuse":
            return plan.steps
        return plan.shifted if self.chosen == "shift" else plan.compressed or plan.steps

    def _show_answer(self) -> None:
        self.wrong.hide()
        self._list_tasks()
        extended = [id for id in self._tasks if self._is_extended(id)]
        self.reason.setVisible(bool(extended))
        short = [plan for plan in self.schedules.values() if not plan.fits]
        fitting = len(self.schedules) - len(short)
        parts = [
            f"{fitting} 项排得下，" if short and fitting else "",
            f"{len(short)} 项排不下。" if short else "",
        ]
        if self.chosen == "compress":
            stuck = [plan for plan in short if plan.compressed is None]
            parts.append(f"其中 {len(stuck)} 项压缩后仍排不下。" if stuck else "压缩后都排得下。")
        elif self.chosen == "shift":
            parts.append(
                "完成时限顺延到排得下的日期" + ("，其中属于延期的须写明理由。" if extended else "。")
            )
        if not short:
            parts = ["全部排得下，" if len(self.schedules) > 1 else ""]
        self.summary.setText("".join(parts) + "写入后为一步操作，可一步撤销；已完成的节点保留。")
        self._show_current()

    def _list_tasks(self) -> None:
        """Says of each task whether it can be written by the chosen answer, and what it lacks where not."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            task, plan = self._snapshot.tasks[item.data(_TASK)], self.schedules[item.data(_TASK)]
            squeezed = self.chosen == "compress"
            is_good = plan.fits or self.chosen == "shift" or (squeezed and plan.compressed is not None)
            lacking = plan.still_short_by if squeezed else plan.short_by
            end = "" if is_good else f"{'仍' if squeezed else ''}缺 {lacking} 天 "
            item.setText(f"{'✓' if is_good else '✗'} {task.code} {end}{task.title}")
            item.setToolTip(tip(f"{task.title}\n{plan.words}"))

    def _is_extended(self, id: str) -> bool:
        plan = self.schedules.get(id)
        if plan is None or plan.fits or self.chosen != "shift":
            return False
        return is_extension(self._snapshot.tasks[id], plan.shifted[-1].ends_on)

    def _show_current(self) -> None:
        item = self.list.currentItem()
        if item is None or item.data(_TASK) not in self.schedules:
            return
        task = self._snapshot.tasks[item.data(_TASK)]
        plan, planned = self.schedules[task.id], self.planned(task.id)
        self.steps.show_days(planned)
        words = f"{task.code} {task.title}，时限 {long_day(plan.due_on)}：{self._verdict(plan, planned)}"
        self.verdict.setText(words)
        is_bad = not plan.fits and (self.chosen == "refuse" or planned is plan.steps)
        set_look(self.verdict, "warning" if is_bad else "")
        self._draw(task.id, planned, plan, is_bad)

    def _verdict(self, plan: BackwardSchedule, planned: Sequence[PlannedStep]) -> str:
        if plan.fits or self.chosen == "refuse":
            return f"{plan.words}。"
        if self.chosen == "shift":
            return f"{plan.why}；顺延后 {short_day(planned[-1].ends_on)}完成。"
        if plan.compressed is None:
            return f"{plan.why}；每步压缩到 1 天仍缺 {plan.still_short_by} 天，只能顺延或调整步骤。"
        days = sum(step.working_days for step in planned)
        return f"{plan.why}；压缩为 {days} 天后排得下，{short_day(planned[0].starts_on)}启动。"

    def _draw(self, id: str, planned: Sequence[PlannedStep], plan: BackwardSchedule, is_bad: bool) -> None:
        task, snapshot = self._snapshot.tasks[id], self._snapshot
        chosen = self.not_before.date()
        begin = date(chosen.year(), chosen.month(), chosen.day())
        rows = [
            BarRow(
                step.title,
                (
                    Bar(
                        step.starts_on,
                        step.ends_on,
                        "red" if is_bad and step.starts_on < begin else "accent",
                    ),
                ),
            )
            for step in planned
        ]
        code = snapshot.actions[task.action].code
        bans = [
            (period.starts_on, period.ends_on)
            for period in effective_bans(snapshot)
            if period.stops_work_on(code, task.code)
        ]
        calendar = snapshot.calendar_of(task)
        marks = (Marked(plan.due_on, "red", "时限"), Marked(begin, "today", "最早启动"))
        self.bars.show_rows(rows, marks, bans, lambda day: not calendar.is_working_day(day))

    # -- answer ---------------------------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()

    def check(self) -> None:
        """Raises BadInput for an extension without a reason, Refused where a task cannot be done in time."""
        if any(self._is_extended(id) for id in self._tasks) and not self.reason.text().strip():
            raise BadInput("顺延属于延期，请写明延期理由。")
        self.answer()

    def answer(self) -> ScheduleBackwards:
        """Returns the command; raises Refused where a task cannot be done in time, saying by how much."""
        chosen = self.not_before.date()
        return ScheduleBackwards.planned(
            self._snapshot,
            self._tasks,
            self.steps.steps(),
            date(chosen.year(), chosen.month(), chosen.day()),
            self.chosen,
            self.reason.text().strip(),
            follows_milestones=self.follows.isChecked(),
        )
