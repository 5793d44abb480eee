"""Starting and ending 临战状态: level, days, basis; what it will change stands there before it is done."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from battlemap import wording
from battlemap.commands.alert import EndAlert, StartAlert
from battlemap.domain.days.calendar import Period
from battlemap.domain.days.shifts import read_clock
from battlemap.domain.duty.alert_effects import effect_words
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.risk.plans import plans, responses_of
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, BattlemapError
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import Paragraph, label


def _day(field: DayField, is_optional: bool = False) -> date | None:
    typed = field.line.text().strip()
    if not typed and is_optional:
        return None
    day, _ = field.understood(typed)
    if day is None:
        raise BadInput(f"看不懂日期“{typed}”，请写成 2018-11-05。")
    return day


class StartAlertDialog(Ask):
    """Level, from, to, basis; with a key `period` its days and level stand there already."""

    def __init__(
        self,
        icons: IconBook,
        snapshot: Snapshot,
        day: date,
        period: Period | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("启动临战状态", "启动", parent)
        self._snapshot, self._period = snapshot, period
        self.title = QLineEdit(period.title if period else "")
        self.level, self.action = QComboBox(), QComboBox()
        for level, words in wording.ALERT_LEVELS.items():
            self.level.addItem(words, level)
        self.level.setCurrentIndex(self.level.findData(period.alert_level if period else 2))
        self.first, self.last = DayField(icons), DayField(icons, "不填即另行决定")
        self.first.show_value(max(day, period.starts_on) if period else day, "", snapshot.campaign)
        self.last.show_value(period.ends_on if period else None, "", snapshot.campaign)
        self.basis, self.decided_by = QLineEdit(), QLineEdit()
        self.basis.setPlaceholderText("会议决定、文号或领导批示")
        if period is not None:
            self.basis.setText(f"工作日历重点时段“{period.title}”")
        self.action.addItem("不下达", None)
        for action in snapshot.columns:
            self.action.addItem(action.title, action.id)
        chosen = next((n for n, action in enumerate(snapshot.columns, 1) if action.code == "STAB"), 0)
        self.action.setCurrentIndex(chosen)
        self.plan, self.at = QComboBox(), QLineEdit()
        self.plan.addItem("通用响应任务", None)
        for plan in plans(snapshot):
            self.plan.addItem(f"{plan.title}（第 {plan.version} 版）", plan.id)
        self.at.setPlaceholderText("如 09:30；不填即现在")
        self.effects, self.gaps = Paragraph("muted"), label(look="warning", wraps=True)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        rows = (
            ("名称", self.title), ("级别", self.level), ("开始日期", self.first), ("启动时间", self.at),
            ("结束日期", self.last), ("启动依据", self.basis),
            ("决定人", self.decided_by), ("启动预案", self.plan), ("任务下达到", self.action),
        )  # fmt: skip
        for name, field in rows:
            field.setAccessibleName(name)
            form.addRow(name, field)
        form.addRow("将会", self.effects)
        form.addRow(self.gaps)
        self.fill(form)
        self.setMinimumWidth(520)
        for box in (self.level, self.plan):
            box.currentIndexChanged.connect(lambda _: self._tell())
        self._tell()

    def _tell(self) -> None:
        level, plan = self.level.currentData(), self.plan.currentData()
        count = None if plan is None else len(responses_of(self._snapshot, plan, level))
        self.effects.setText("\n".join(f"· {words}" for words in effect_words(level, count)))

    def check(self) -> None:
        """Raises BadInput for what is missing."""
        if not self.title.text().strip():
            raise BadInput("请写明临战状态的名称，如“进博会期间保障”。")
        if not self.basis.text().strip():
            raise BadInput("请写明进入临战状态的依据，如会议决定、文号或批示。")
        self._clock()

    def _clock(self) -> int | None:
        typed = self.at.text().strip()
        if not typed:
            return None
        try:
            return read_clock(typed)
        except BattlemapError:
            raise BadInput(f"看不懂启动时间“{typed}”，请写成 09:30。") from None

    def answer(self) -> StartAlert:
        """Returns the command with the people whom the roster's rules add."""
        first = _day(self.first)
        assert first is not None
        command, _ = StartAlert.planned(
            self._snapshot, self.level.currentData(), first, self.title.text(), self.basis.text(),
            _day(self.last, is_optional=True), self.decided_by.text(), self._period.id if self._period else None,
            self.action.currentData(), self.plan.currentData(), self._clock(),
        )  # fmt: skip
        return command


class EndAlertDialog(Ask):
    """By which decision 临战状态 ends, and with which day."""

    def __init__(
        self, icons: IconBook, snapshot: Snapshot, alert: Alert, day: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("解除临战状态", "解除", parent)
        self._alert = alert
        self.basis = QLineEdit()
        self.basis.setPlaceholderText("如 指挥部 11月10日会议决定")
        self.on = DayField(icons)
        self.on.show_value(day, "", snapshot.campaign)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("临战状态", label(alert.words))
        for name, field in (("解除依据", self.basis), ("截止日期", self.on)):
            field.setAccessibleName(name)
            form.addRow(name, field)
        words = "此后各日增补的值班人员撤下，没有开展的响应任务移入回收站，请假、交接班和零报告恢复平时。"
        form.addRow(label(words, "muted", wraps=True))
        self.fill(form)
        self.setMinimumWidth(480)

    def answer(self) -> EndAlert:
        """Returns the command."""
        return EndAlert(self._alert.id, self.basis.text(), _day(self.on))
