"""信息快报: the next report of an incident, with the fields that the regulation asks for; a new incident goes with it."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.duty_log import NewIncident, ReportIncident
from battlemap.domain.kinds.incident import Incident, IncidentReport
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label


class IncidentDialog(Ask):
    """Choose an incident that still needs reports, or a new one; what the last report said stands there already."""

    def __init__(self, snapshot: Snapshot, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__("信息快报", "报送", parent)
        self._snapshot = snapshot
        self.incident = QComboBox()
        self.incident.addItem("新的突发事件", "")
        for row in reversed(cast("list[Incident]", snapshot.live_rows("incident"))):
            last = self._last(row.id)
            if last is None or last.stage != "final":
                self.incident.addItem(f"{row.title}（{last.title if last else '未报'}）", row.id)
        self.title, self.place, self.unit, self.contact = (QLineEdit() for _ in range(4))
        self.kind, self.level = QComboBox(), QComboBox()
        for box, words in ((self.kind, wording.INCIDENT_KINDS), (self.level, wording.FOUR_LEVELS)):
            for key, name in words.items():
                box.addItem(name, key)
        moment = QDateTime(now.year, now.month, now.day, now.hour, now.minute, 0)
        self.happened_at, self.at = QDateTimeEdit(moment), QDateTimeEdit(moment)
        for clock in (self.happened_at, self.at):
            clock.setDisplayFormat("yyyy-MM-dd HH:mm")
            clock.setCalendarPopup(True)
        self.source, self.casualties, self.loss, self.scope, self.sent_to = (QLineEdit() for _ in range(5))
        self.trend, self.handling = QPlainTextEdit(), QPlainTextEdit()
        for text in (self.trend, self.handling):
            text.setTabChangesFocus(True)
            text.setFixedHeight(48)
        self.is_final = QCheckBox("终报")
        self._new = (self.title, self.place, self.happened_at, self.kind, self.level, self.unit, self.contact)
        sides, forms = QHBoxLayout(), (QFormLayout(), QFormLayout())
        sides.setSpacing(20)
        for form in forms:
            form.setHorizontalSpacing(12)
            form.setVerticalSpacing(5)
            sides.addLayout(form, 1)
        rows = (
            ("突发事件", self.incident), ("事件名称", self.title), ("地点", self.place), ("发生时间", self.happened_at),
            ("类别", self.kind), ("级别", self.level), ("事发单位", self.unit), ("联系方式", self.contact),
            ("报送时间", self.at), ("信息来源", self.source), ("人员伤亡", self.casualties), ("经济损失", self.loss),
            ("影响范围", self.scope), ("发展态势", self.trend), ("处置情况", self.handling), ("报送", self.sent_to),
        )  # fmt: skip
        for place, (name, field) in enumerate(rows):
            field.setAccessibleName(name)
            forms[place // 8].addRow(name, field)
        forms[1].addRow("", self.is_final)
        column = QVBoxLayout()
        column.addLayout(sides)
        column.addWidget(label("第一份是首报，以后是续报；终报以后不能再报。", "muted"))
        self.fill(column)
        self.setMinimumWidth(780)
        self.incident.currentIndexChanged.connect(lambda _: self._allow())
        self._allow()

    def _last(self, incident: str) -> IncidentReport | None:
        reports = cast("list[IncidentReport]", self._snapshot.live_rows("incident_report"))
        own = [report for report in reports if report.incident == incident]
        return max(own, key=lambda report: report.number, default=None)

    def _allow(self) -> None:
        """A known incident keeps its own data; its last report is gone on from."""
        id = self.incident.currentData()
        for field in self._new:
            field.setEnabled(not id)
        last = self._last(id) if id else None
        self.is_final.setEnabled(last is not None)
        if last is not None:
            for field, words in (
                (self.source, last.source), (self.casualties, last.casualties), (self.loss, last.loss),
                (self.scope, last.scope), (self.sent_to, last.sent_to),
            ):  # fmt: skip
                field.setText(words)

    def check(self) -> None:
        """Raises BadInput for what the regulation asks for and is missing."""
        is_new = not self.incident.currentData()
        if is_new and not (self.title.text().strip() and self.place.text().strip()):
            raise BadInput("请写明突发事件的名称和地点。")
        if not self.casualties.text().strip() or not self.handling.toPlainText().strip():
            raise BadInput("请写明人员伤亡和处置情况；不清楚的写“待核”。")

    def answer(self) -> Command:
        """Returns the report, with its incident where that is new."""
        report = ReportIncident(
            self.incident.currentData(), self.casualties.text(), self.handling.toPlainText(), _moment(self.at),
            self.is_final.isChecked(), self.source.text(), self.loss.text(), self.scope.text(),
            self.trend.toPlainText(), self.sent_to.text(),
        )  # fmt: skip
        if self.incident.currentData():
            return report
        return NewIncident(
            self.title.text(), self.place.text(), _moment(self.happened_at), report, self.kind.currentData(),
            self.level.currentData(), self.unit.text(), self.contact.text(),
        )  # fmt: skip


def _moment(field: QDateTimeEdit) -> datetime:
    return cast(datetime, field.dateTime().toPython())
