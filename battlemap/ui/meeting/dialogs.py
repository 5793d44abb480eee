"""What is asked for a meeting: where and who, before it begins and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from battlemap.commands.command import Command
from battlemap.commands.meeting import EditMeeting, OpenMeeting, ReopenMeeting
from battlemap.domain.kinds.meeting import Meeting, MeetingSeries
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label

_FIELDS: Final = (
    ("time", "时间"), ("place", "地点"), ("chair", "主持人"), ("keeper", "记录人"), ("present", "出席"), ("absent", "请假"),
    ("observers", "列席"),
)  # fmt: skip


class MeetingDialog(Ask):
    """A new meeting of one of the series, or who was at one that is there."""

    def __init__(
        self,
        icons: IconBook,
        snapshot: Snapshot,
        series: Sequence[MeetingSeries],
        meeting: Meeting | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "参会人员" if meeting else "召开会议"
        super().__init__(title, "保存" if meeting else "召开", parent)
        self._meeting = meeting
        self.series = QComboBox()
        self.series.setAccessibleName("会议")
        for one in series:
            self.series.addItem(one.title, one.id)
        self.day = DayField(icons, "今日")
        self.day.setAccessibleName("日期")
        self.day.show_value(meeting.held_on if meeting else None, "", snapshot.campaign)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        if meeting is None:
            form.addRow("会议", self.series)
            form.addRow("日期", self.day)
        self.fields: dict[str, QLineEdit] = {}
        for key, name in _FIELDS:
            field = self.fields[key] = QLineEdit(getattr(meeting, key) if meeting else "")
            field.setAccessibleName(name)
            form.addRow(name, field)
        if meeting is None and series:
            self.fields["chair"].setText(series[0].chair)
            self.fields["place"].setText(series[0].place)
        self.fill(form)
        self.setMinimumWidth(480)

    def command(self) -> Command | None:
        """Returns what was asked for, None where nothing was changed."""
        values = {key: field.text().strip() for key, field in self.fields.items()}
        if self._meeting is None:
            day = self.day.understood(self.day.line.text())[0]
            given = {key: value for key, value in values.items() if value}
            return OpenMeeting(self.series.currentData(), given, day)
        changes = {key: value for key, value in values.items() if getattr(self._meeting, key) != value}
        return EditMeeting(self._meeting.id, changes) if changes else None


class ReopenDialog(Ask):
    """Why a meeting goes on after its end."""

    def __init__(self, snapshot: Snapshot, meeting: Meeting, parent: QWidget | None = None) -> None:
        super().__init__("重开会议", "重开", parent)
        self._meeting = meeting.id
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("如 漏记一项议定")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow("会议", label(snapshot.called("meeting", meeting.id), wraps=True))
        form.addRow("理由", self.reason)
        form.addRow(
            "",
            label("再次结束时拟出纪要的下一版；已签发的一版在新版签发时作废，号码保留", "muted", wraps=True),
        )
        self.fill(form)
        self.setMinimumWidth(440)

    def command(self) -> Command:
        """Returns the deed."""
        return ReopenMeeting(self._meeting, self.reason.text().strip())
