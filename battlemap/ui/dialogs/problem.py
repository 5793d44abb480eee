"""Quick entry of a problem (卡点堵点): what, of which kind, who must clear it, until when."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QPlainTextEdit, QWidget

from battlemap import wording
from battlemap.commands.problem import RaiseProblem
from battlemap.domain.problem import KINDS, LEVELS
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.plain import label


class ProblemDialog(Ask):
    """The form for the tasks that are stuck."""

    def __init__(
        self, icons: IconBook, snapshot: Snapshot, tasks: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__("登记卡点", "登记", parent)
        self._tasks = tasks
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
        self.promised_on = DayField(icons, "日期，或 月底前；可空")
        self.promised_on.show_value(None, "", snapshot.campaign)
        codes = "、".join(snapshot.tasks[task].code for task in tasks)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("涉及任务", label(codes, wraps=True))
        form.addRow("卡点内容", self.what)
        form.addRow("分类", self.kind)
        form.addRow("提交层级", self.level)
        form.addRow("解决单位", self.unit)
        self.promised_on.setAccessibleName("承诺解决")
        form.addRow("承诺解决", self.promised_on)
        self.fill(form)
        self.setMinimumWidth(520)
        self.what.setFocus()

    def check(self) -> None:
        """Raises BadInput for a problem without words or a day that cannot be read."""
        if not self.what.toPlainText().strip():
            raise BadInput("请写明卡在哪里。")
        typed = self.promised_on.line.text().strip()
        if typed and self.promised_on.understood(typed)[0] is None:
            raise BadInput(f"看不懂日期「{typed}」，请写成 2018-11-30 或「月底前」。")

    def answer(self) -> RaiseProblem:
        """Returns what the form holds."""
        day, _ = self.promised_on.understood(self.promised_on.line.text())
        words = " ".join(self.what.toPlainText().split())
        return RaiseProblem(
            words,
            self._tasks,
            self.kind.currentData(),
            self.level.currentData(),
            self.unit.currentData(),
            day,
        )
