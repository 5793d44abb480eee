"""The card sheet at the right: one task with all its fields, each saved on leaving it as one undoable step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.board import MoveTasks
from battlemap.commands.command import Command
from battlemap.commands.loop import ReportProgress
from battlemap.commands.people import AssignTask
from battlemap.commands.task import EditTask
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.reach import Reach, changed_task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.theme import Theme
from battlemap.ui.attachment_list import AttachmentList
from battlemap.ui.card.judgement import Judgement
from battlemap.ui.card.layout import EDGE, body_of, form_of, holding, side_by_side
from battlemap.ui.card.parts import CardParts
from battlemap.ui.card.section import Section
from battlemap.ui.day_field import DayField
from battlemap.ui.fields import AreaField, ChoiceField, NameField, NamesField, PercentField
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, set_look

#: Runs a command; False where a rule refused it, None where the file did not take it; it has told why already.
Run = Callable[[Command], bool | None]
#: Kinds whose rows the sheet offers to choose from.
_OFFERED: Final = ("action", "measure", "unit", "person")


class CardSheet(QFrame):
    """Shows one task; `run` carries out its commands, `set_due(task, day, words)` asks before an extension.

    Emits `shut()` when it is to be put away, `dropped(words)` when what was typed is lost with a deleted task,
    `report_wanted(task)` and `problem_wanted(task)` for the two daily deeds, once what was typed is saved.
    """

    shut = Signal()
    dropped = Signal(str)
    report_wanted = Signal(str)
    problem_wanted = Signal(str)

    def __init__(
        self,
        icons: IconBook,
        run: Run,
        set_due: Callable[[str, date | None, str], bool | None],
        history: Callable[[str], list[Step]],
        parts: CardParts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._run, self._set_due = run, set_due
        self.judgement = Judgement(history, self)
        self.parts = parts
        self._task: Task | None = None
        self._snapshot: Snapshot | None = None
        self._make_fields(icons)
        self._wire()
        top = QVBoxLayout(self)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        top.addLayout(self._head(icons))
        top.addWidget(self._deeds(icons))
        self._hint = label("选中一张任务卡，按 Enter 或双击，在此查看和编辑。", "muted", wraps=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._hint.setContentsMargins(16, 8, 16, 8)
        top.addWidget(self._hint, 1)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setWidget(self._body())
        top.addWidget(self.scroller, 1000)
        self.show_task(None, None, date.min, None)

    @property
    def task(self) -> str | None:
        """The id of the task that is shown."""
        return self._task.id if self._task else None

    # -- making -------------------------------------------------------------------------------------------------

    def _make_fields(self, icons: IconBook) -> None:
        self._title = AreaField("任务名称", lines=2)
        self._detail = AreaField("要做什么、做到什么程度", lines=4)
        self._action, self._measure, self._lane = ChoiceField(), ChoiceField(), ChoiceField()
        self._emphasis, self._counting, self._course = ChoiceField(), ChoiceField(), ChoiceField()
        self._unit = NameField(wording.UNASSIGNED)
        self._owner = NameField("责任人姓名")
        self._coop_units = NamesField("多个单位用顿号隔开")
        self._start_on = DayField(icons, "日期")
        self._due = DayField(icons, "日期，或 11月底前")
        self._progress = PercentField()
        self.attachments = AttachmentList(icons)
        self._visible_progress = AreaField("干到哪一步了", lines=2)
        self._typed = (
            self._title, self._detail, self._visible_progress, self._coop_units, self._unit,
            self._owner, self._progress, self._start_on, self._due,
        )  # fmt: skip
        self._lane.fill((lane, wording.LANES[lane]) for lane in LANES)
        self._counting.fill([(False, "工作日"), (True, "自然日（含休息日）")])
        self._course.fill([(False, "按工期匀速推算"), (True, "按节点推算")])
        self._emphasis.fill([(None, "无"), ("key", "重　重点"), ("highlight", "亮　亮点")])

    def _wire(self) -> None:
        for name in ("title", "detail", "measure", "emphasis", "coop_units"):
            getattr(self, f"_{name}").left.connect(lambda value, name=name: self._edit(**{name: value}))
        self._counting.left.connect(lambda value: self._edit(counts_natural_days=value))
        self._course.left.connect(lambda value: self._edit(follows_milestones=value))
        self._start_on.left.connect(lambda day, _: self._edit(start_on=day))
        self._due.left.connect(self._on_due)
        self._action.left.connect(lambda action: self._move(action=action))
        self._lane.left.connect(lambda lane: self._move(lane=lane))
        self._unit.left.connect(lambda name: self._save(lambda task: AssignTask(task.id, unit=name)))
        self._owner.left.connect(lambda name: self._save(lambda task: AssignTask(task.id, owner=name)))
        self._progress.left.connect(lambda value: self._save(lambda task: ReportProgress(task.id, value)))
        self._visible_progress.left.connect(self._on_visible_progress)

    def _head(self, icons: IconBook) -> QHBoxLayout:
        judgement = self.judgement
        self._saved = label(look="saved")
        shut = QToolButton()
        shut.setIcon(icons.icon("close"))
        shut.setIconSize(QSize(16, 16))
        shut.setToolTip("收起任务卡（F4）")
        shut.setAccessibleName("收起任务卡")
        shut.clicked.connect(self.shut)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 8)
        head.setSpacing(8)
        for widget in (judgement.mark, judgement.code):
            head.addWidget(widget)
        head.addWidget(judgement.lamp, 1)
        head.addWidget(self._saved)
        head.addWidget(shut)
        return head

    def _deeds(self, icons: IconBook) -> QWidget:
        """The two deeds of every day, above everything that can be scrolled away."""
        self.report, self.problem = QPushButton("反馈进度…"), QPushButton("登记卡点…")
        bar = self._bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(EDGE, 0, EDGE, 8)
        row.setSpacing(8)
        for button, icon, wanted in (
            (self.report, "progress-check", self.report_wanted),
            (self.problem, "alert-octagon-outline", self.problem_wanted),
        ):
            button.setIcon(icons.icon(icon))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, wanted=wanted: self._want(wanted))
            row.addWidget(button, 1)
        self.problem.setToolTip("登记挡住这项任务的卡点（Ctrl+B）")
        return bar

    def _want(self, wanted: SignalInstance) -> None:
        self.flush()
        if self._task is not None and not self.has_unsaved:
            wanted.emit(self._task.id)

    def _body(self) -> QWidget:
        judgement = self.judgement
        self._lane.setAccessibleName("状态")
        facts = form_of(
            (
                ("同时", judgement.others),
                ("研判", judgement.reasons),
                ("任务名称", self._title),
                ("状态", side_by_side(self._lane, "进度", self._progress)),
                ("形象进度", self._visible_progress),
                ("完成时限", self._due),
                ("", judgement.note),
                ("责任单位", self._unit),
                ("责任人", self._owner),
                ("推算", judgement.forecast),
            )
        )
        details = form_of(
            (
                ("具体内容", self._detail),
                ("配合单位", self._coop_units),
                ("专项行动", self._action),
                ("工作要点", self._measure),
                ("启动日期", self._start_on),
                ("工期按", self._counting),
                ("序时进度", self._course),
                ("标记", self._emphasis),
                ("方案原文", judgement.source),
            )
        )
        judgement.stand_in(facts, details)
        self.parts.add(Section("details", "详细内容", holding(details)), before="checklist")
        self.parts.add(Section("attachments", "附件", self.attachments))
        self.parts.add(judgement.past)
        self.facts = holding(facts)
        self._body_widget = body_of(self.facts, self.parts)
        return self._body_widget

    # -- showing ------------------------------------------------------------------------------------------------

    def show_task(
        self,
        task: Task | None,
        snapshot: Snapshot | None,
        as_of: date,
        look: Theme | None,
        *,
        can_write: bool = True,
    ) -> None:
        """Shows a task as of a day, or a hint where there is none; what was typed before is saved first.

        Where the file does not take that, the sheet stays with the task for which it was typed. A task that has been
        deleted is not edited any more.
        """
        if self._task is not None and (task is None or task.id != self._task.id):
            now = snapshot.tasks.get(self._task.id) if snapshot is not None and can_write else None
            if now is not None and now.deleted:
                self._drop(now)
            self.flush()
            if self.has_unsaved:
                return
            self._saved.clear()
        self._task, self._snapshot = task, snapshot
        self.scroller.setVisible(task is not None)
        self._bar.setVisible(task is not None)
        self._hint.setVisible(task is None)
        for widget in (self.judgement.mark, self.judgement.code, self.judgement.lamp):
            widget.setVisible(task is not None)
        if task is not None and snapshot is not None and look is not None:
            self.judgement.show_task(task, snapshot, as_of, look, self.devicePixelRatioF())
            self._show_fields(task, snapshot)
            self.parts.show_task(task.id, snapshot, as_of)
            self._body_widget.setEnabled(can_write)
            self.problem.setEnabled(can_write)
            self.report.setEnabled(can_write and not task.is_finished)
            self.report.setToolTip("已办结，不再反馈进度" if task.is_finished else "填报进度和形象进度（F8）")
        else:
            self.judgement.forget()

    def _show_fields(self, task: Task, snapshot: Snapshot) -> None:
        campaign = snapshot.campaign
        units = sorted(
            (unit for unit in snapshot.units.values() if not unit.deleted), key=lambda unit: unit.rank
        )
        persons = [person for person in snapshot.persons.values() if not person.deleted]
        own = task.responsible_unit
        persons.sort(key=lambda person: (person.unit != own, person.rank))
        self._action.fill((action.id, f"{action.ordinal}、{action.title}") for action in snapshot.columns)
        measures = snapshot.measures_of(task.action)
        self._measure.fill([(None, "（未归入要点）"), *((m.id, f"{m.number}. {m.title}") for m in measures)])
        self._unit.fill(unit.name for unit in units)
        self._coop_units.fill(unit.name for unit in units)
        self._owner.fill(dict.fromkeys(person.name for person in persons))
        unit = snapshot.units.get(own or "")
        shown: list[tuple[Any, Any]] = [
            (self._title, task.title),
            (self._detail, task.detail),
            (self._action, task.action),
            (self._measure, task.measure),
            (self._lane, task.lane),
            (self._emphasis, task.emphasis),
            (self._counting, task.counts_natural_days),
            (self._course, task.follows_milestones),
            (self._unit, unit.name if unit else ""),
            (self._owner, snapshot.person_name(task.owner)),
            (self._coop_units, task.coop_units),
            (self._progress, task.progress),
            (self._visible_progress, task.visible_progress),
        ]
        for field, value in shown:
            field.show_value(value)
        self._start_on.show_value(task.start_on, "", campaign)
        self._due.show_value(task.due_on, task.due_text, campaign)
        attachments = snapshot.attachments_of(task.id)
        self.attachments.show_attachments(attachments)
        self.parts.count("attachments", f"{len(attachments)} 个" if attachments else "")
        said = (task.detail, task.coop_units, task.measure, task.start_on, task.emphasis, task.source)
        filled = sum(bool(value) for value in said)
        self.parts.count("details", f"已填 {filled} 项" if filled else "")

    def is_reached(self, reach: Reach) -> bool:
        """Whether a step may have changed anything that the sheet shows or offers; always while something is unsaved."""
        if self._task is None:
            return False
        return (
            reach.is_everything
            or self._task.id in reach.tasks
            or reach.touches(*_OFFERED)
            or self.has_unsaved
        )

    def keep_up(self, snapshot: Snapshot) -> None:
        """Takes the snapshot of a step that does not reach the sheet."""
        if self._task is not None:
            self._snapshot = snapshot

    def is_told_of(self, step: Step) -> bool:
        """Whether a step changed the task, something of its lists or a problem that stands in its way."""
        if self._task is None or self._snapshot is None:
            return False
        stuck = {problem.id for problem in self._snapshot.problems_ever_of(self._task.id)}
        return any(
            self._task.id in (change.id, changed_task(change)) or change.id in stuck
            for change in step.changes
        )

    def say_saved(self, at: datetime) -> None:
        """Shows the mark 已保存 with the time, unless something typed is still to be saved."""
        if not self.has_unsaved:
            set_look(self._saved, "saved")
            self._saved.setText(f"✓ {at:%H:%M} 已保存")

    def begin(self) -> None:
        """Puts the cursor behind the title: what is typed by mistake does not overwrite it."""
        self.scroller.ensureWidgetVisible(self._title)
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)
        self._title.moveCursor(QTextCursor.MoveOperation.End)

    # -- saving -------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Saves what is still being typed."""
        for field in self._typed:
            if self._task is not None:
                field.commit()

    def _drop(self, task: Task) -> None:
        """Lets go of what was typed for a task that has been deleted, and says what it was."""
        lost = [
            f"{field.accessibleName()}“{field.typed}”" for field in self._typed if field.kept.is_waiting(field.typed)
        ]  # fmt: skip
        for field in self._typed:
            field.kept.drop(field.typed)
        if lost:
            self.dropped.emit(f"任务 {task.code} 已删除，任务卡上刚写的内容没有保存：{'、'.join(lost)}。")

    @property
    def has_unsaved(self) -> bool:
        """Whether something was typed that the file did not take."""
        return any(field.kept.is_held for field in self._typed)

    def _save(self, command_of: Callable[[Task], Command]) -> None:
        task = self._task
        if task is not None:
            self._heed(self._run(command_of(task)))

    def _heed(self, is_done: bool | None) -> None:
        """Puts what was refused back; what the file did not take stays as it was typed."""
        for field in self._typed:
            field.kept.keep() if is_done is None else field.kept.settle()
        if is_done is None:
            set_look(self._saved, "warning")
            self._saved.setText("未保存")
        if not is_done:
            self._put_back()

    def _edit(self, **changes: Any) -> None:
        self._save(lambda task: EditTask(task.id, changes))

    def _move(self, **to: Any) -> None:
        self._save(
            lambda task: MoveTasks((task.id,), to.get("action", task.action), to.get("lane", task.lane))
        )

    def _on_due(self, day: date | None, words: str) -> None:
        if self._task is not None:
            self._heed(self._set_due(self._task.id, day, words))

    def _on_visible_progress(self, words: str) -> None:
        if words and self._task is not None and not self._task.is_finished:
            self._save(lambda task: ReportProgress(task.id, task.progress, words))
        else:
            self._edit(visible_progress=words)

    def _put_back(self) -> None:
        """Shows the saved values again, but for what was typed and not taken."""
        if self._task is not None and self._snapshot is not None:
            self._show_fields(self._task, self._snapshot)
