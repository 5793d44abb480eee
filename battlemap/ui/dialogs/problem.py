"""A problem (卡点) in a form: what, of which kind, who must clear it, until when, and how it was solved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from battlemap import wording
from battlemap.commands.problem import RaiseProblem
from battlemap.commands.rows import EditRow
from battlemap.domain.kinds.problem import KINDS, LEVELS, Problem
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.problem_reach import entry_name
from battlemap.errors import BadInput
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label


class ProblemDialog(Ask):
    """The form for the tasks, and the entries of ledgers (id → what each is called), that are stuck.

    For a `problem` that was raised before also with its outcome.
    """

    def __init__(
        self,
        icons: IconBook,
        snapshot: Snapshot,
        tasks: tuple[str, ...],
        parent: QWidget | None = None,
        problem: Problem | None = None,
        entries: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            f"卡点 {problem.number} 号" if problem else "登记卡点", "保存" if problem else "登记", parent
        )
        self._tasks, self._problem = tasks, problem
        self._entries = tuple(entries or ())
        self.what = QPlainTextEdit()
        self.what.setPlaceholderText("卡在哪里、需要谁解决什么")
        self.what.setTabChangesFocus(True)
        self.what.setFixedHeight(72)
        self.kind, self.level, self.unit = QComboBox(), QComboBox(), QComboBox()
        for kind in KINDS:
            self.kind.addItem(wording.PROBLEM_KINDS[kind], kind)
        self.kind.setCurrentIndex(self.kind.findData("other"))
        for level in LEVELS:
            self.level.addItem(wording.PROBLEM_LEVELS[level], level)
        self.unit.addItem(wording.UNASSIGNED, None)
        for unit in sorted(snapshot.units.values(), key=lambda unit: (unit.rank, unit.id)):
            if not unit.deleted:
                self.unit.addItem(unit.name, unit.id)
        self.needs, self.red = QLineEdit(), QCheckBox("红信封：直报总指挥")
        self.needs.setPlaceholderText("需要谁给什么，如 新增指标 20 亩；可空")
        self.needs.setAccessibleName("需要什么")
        self.promised_on = DayField(icons, "日期，或 月底前；可空")
        self.promised_on.show_value(None, "", snapshot.campaign)
        names = list((entries or {}).values())
        if problem is not None:
            names = [entry_name(snapshot, tie) for tie in snapshot.entries_stuck_by(problem.id)]
        codes = "、".join([*(snapshot.tasks[task].code for task in tasks), *names])
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("涉及", label(codes, wraps=True))
        form.addRow("卡点内容", self.what)
        form.addRow("需要什么", self.needs)
        form.addRow("分类", self.kind)
        form.addRow("提交层级", self.level)
        if problem is None:
            form.addRow("", self.red)
        form.addRow("解决单位", self.unit)
        self.promised_on.setAccessibleName("承诺解决")
        form.addRow("承诺解决", self.promised_on)
        self.solved_on, self.outcome = DayField(icons, "未解决则留空"), QPlainTextEdit()
        self.solved_on.show_value(problem.solved_on if problem else None, "", snapshot.campaign)
        self.outcome.setPlaceholderText("怎样解决的；写明即为今日解决")
        self.outcome.setTabChangesFocus(True)
        self.outcome.setFixedHeight(56)
        if problem:
            self._show(problem, snapshot)
            form.addRow("解决日期", self.solved_on)
            form.addRow("解决情况", self.outcome)
        self.fill(form)
        self.setMinimumWidth(520)
        self.what.setFocus()

    def check(self) -> None:
        """Raises BadInput for a problem without words or a day that cannot be read."""
        if not self.what.toPlainText().strip():
            raise BadInput("请写明卡在哪里。")
        for field in (self.promised_on, self.solved_on):
            typed = field.line.text().strip()
            if typed and field.understood(typed)[0] is None:
                raise BadInput(f"看不懂日期“{typed}”，请写成 2018-11-30 或“月底前”。")

    def answer(self) -> RaiseProblem:
        """Returns what the form holds."""
        return RaiseProblem(
            self._words,
            self._tasks,
            self.kind.currentData(),
            self.level.currentData(),
            self.unit.currentData(),
            self._day(self.promised_on),
            " ".join(self.needs.text().split()),
            is_red=self.red.isChecked(),
            entries=self._entries,
        )

    def changed(self) -> EditRow | None:
        """Returns what was changed of the known problem, None where nothing was; without a day it is open again."""
        assert self._problem is not None
        solved_on = self._day(self.solved_on)
        is_reopened = self._problem.solved_on is not None and solved_on is None
        wanted = {
            "title": self._words,
            "kind": self.kind.currentData(),
            "level": self.level.currentData(),
            "solving_unit": self.unit.currentData(),
            "needs": " ".join(self.needs.text().split()),
            "promised_on": self._day(self.promised_on),
            "solved_on": solved_on,
            "outcome": "" if is_reopened else self.outcome.toPlainText().strip(),
        }
        changes = {name: value for name, value in wanted.items() if getattr(self._problem, name) != value}
        return EditRow("problem", self._problem.id, changes) if changes else None

    def _show(self, problem: Problem, snapshot: Snapshot) -> None:
        self.what.setPlainText(problem.title)
        self.needs.setText(problem.needs)
        self.kind.setCurrentIndex(self.kind.findData(problem.kind))
        self.level.setCurrentIndex(self.level.findData(problem.level))
        if problem.solving_unit and self.unit.findData(problem.solving_unit) < 0:
            self.unit.addItem(snapshot.units[problem.solving_unit].name, problem.solving_unit)
        self.unit.setCurrentIndex(self.unit.findData(problem.solving_unit))
        self.promised_on.show_value(problem.promised_on, "", snapshot.campaign)
        self.outcome.setPlainText(problem.outcome)

    @property
    def _words(self) -> str:
        return " ".join(self.what.toPlainText().split())

    def _day(self, field: DayField) -> date | None:
        return field.understood(field.line.text())[0]
