"""The form of one deed of the loop: words, a day, a unit or yes and no, and the 销号条件 where they matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.command import Command
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.shown.loop.deeds import Answer, LoopDeed, condition_lines
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.fields import PercentField
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label


class LoopDialog(Ask):
    """Asks for what the deed needs, for all the tasks alike."""

    def __init__(
        self,
        icons: IconBook,
        snapshot: Snapshot,
        deed: LoopDeed,
        tasks: Sequence[str],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(deed.title, deed.title, parent)
        self._snapshot, self._what, self._tasks, self._today = snapshot, deed, tuple(tasks), today
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        named = [f"{snapshot.tasks[task].code} {snapshot.tasks[task].title}" for task in tasks[:3]]
        more = f" 等 {len(tasks)} 项" if len(tasks) > 3 else ""
        form.addRow("任务", label("；".join(named) + more, wraps=True))
        if deed.shows_conditions and len(tasks) == 1:
            form.addRow("销号条件", self._conditions())
        self.yes_button, self.no_button = QRadioButton(), QRadioButton()
        if deed.choice:
            form.addRow("结论", self._choice(*deed.choice))
        self.unit = QComboBox()
        if deed.asks_unit:
            self.unit.setEditable(True)
            self.unit.setAccessibleName("转给单位")
            units = sorted(snapshot.units.values(), key=lambda unit: (unit.rank, unit.id))
            self.unit.addItems([unit.name for unit in units if not unit.deleted])
            self.unit.setCurrentText("")
            form.addRow("转给单位", self.unit)
        self.day = DayField(icons, "日期，或 月底前")
        self.day.show_value(None, "", snapshot.campaign)
        if deed.day:
            self.day.line.setAccessibleName(deed.day)
            form.addRow(deed.day, self.day)
        self.percent = PercentField()
        self.percent.show_value(min(snapshot.tasks[tasks[0]].progress, 90))
        if deed.percent:
            self.percent.setAccessibleName(deed.percent)
            form.addRow(deed.percent, self.percent)
        self.words = QPlainTextEdit()
        self.words.setPlaceholderText(deed.hint)
        self.words.setAccessibleName(deed.words)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(72)
        if deed.words:
            form.addRow(deed.words, self.words)
        self.fill(form)
        self.setMinimumWidth(500)
        if deed.words and not deed.asks_unit:
            self.words.setFocus()

    def check(self) -> None:
        """Raises BadInput for a day that cannot be read."""
        typed = self.day.line.text().strip()
        if self._what.day and typed and self.day.understood(typed)[0] is None:
            raise BadInput(f"看不懂日期“{typed}”，请写成 2018-11-30 或“月底前”。")
        if self._what.asks_unit and not self.unit.currentText().strip():
            raise BadInput("请选择转给哪个单位。")

    def command(self) -> Command:
        """Returns what was asked for as a command; raises as `LoopDeed.for_tasks`."""
        answer = Answer(
            " ".join(self.words.toPlainText().split()),
            self.unit.currentText().strip(),
            self.day.understood(self.day.line.text())[0],
            self.yes_button.isChecked() or self._what.choice is None,
            self.percent.value(),
        )
        return self._what.for_tasks(self._snapshot, self._tasks, answer, self._today)

    def _conditions(self) -> QWidget:
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for is_met, words in condition_lines(
            self._snapshot, self._snapshot.tasks[self._tasks[0]], self._today
        ):
            column.addWidget(
                label(f"{'✓' if is_met else '✗'} {words}", "" if is_met else "warning", wraps=True)
            )
        return listed

    def _choice(self, yes: str, no: str) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(held)
        for button, words in ((self.yes_button, yes), (self.no_button, no)):
            button.setText(words)
            group.addButton(button)
            column.addWidget(button)
        self.yes_button.setChecked(True)
        return held
