"""What is asked for on duty: the span of a roster, a swap, a hand-over."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from battlemap.commands.duty import AskSwap, WriteRoster
from battlemap.commands.duty_log import HandOver
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.faults import day_words
from battlemap.domain.duty.seats import Draft
from battlemap.domain.kinds.duty import Duty
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, BattlemapError
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import Paragraph, label

#: Gaps and strains that are told before the roster is written.
_TOLD = 8


class RosterDialog(Ask):
    """From which day to which a roster is made; what cannot be filled is told before it is written."""

    def __init__(
        self, icons: IconBook, snapshot: Snapshot, first: date, last: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("自动排班", "排班", parent)
        self._snapshot = snapshot
        self.first, self.last = DayField(icons), DayField(icons)
        for field, day, name in ((self.first, first, "开始日期"), (self.last, last, "结束日期")):
            field.show_value(day, "", snapshot.campaign)
            field.setAccessibleName(name)
        self.post = QComboBox()
        self.post.setAccessibleName("岗位")
        self.post.addItem("全部岗位", "")
        for post in DutyBook(snapshot).posts:
            self.post.addItem(post.title, post.id)
        self.keeps = QCheckBox("已排的不动，只补缺岗")
        self.seed = QSpinBox()
        self.seed.setRange(0, 9999)
        self.seed.setAccessibleName("换一种排法")
        self.note = Paragraph("muted")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow("开始日期", self.first)
        form.addRow("结束日期", self.last)
        form.addRow("岗位", self.post)
        form.addRow("", self.keeps)
        form.addRow("换一种排法", self.seed)
        form.addRow(self.note)
        self.fill(form)
        self.setMinimumWidth(520)
        for signal in (self.post.currentIndexChanged, self.keeps.toggled, self.seed.valueChanged):
            signal.connect(lambda _: self._try())
        for field in (self.first, self.last):
            field.left.connect(lambda *_: self._try())
        self._try()

    def _day(self, field: DayField) -> date:
        day, _ = field.understood(field.line.text())
        if day is None:
            raise BadInput(f"看不懂日期“{field.line.text().strip()}”，请写成 2018-11-01。")
        return day

    def _planned(self) -> tuple[WriteRoster, Draft]:
        posts = [self.post.currentData()] if self.post.currentData() else []
        return WriteRoster.planned(
            self._snapshot, self._day(self.first), self._day(self.last), self.seed.value(), keeps=self.keeps.isChecked(),
            posts=posts,
        )  # fmt: skip

    def _try(self) -> None:
        """Tells what the roster would be like."""
        try:
            _, draft = self._planned()
        except BattlemapError as error:
            self.note.setText(str(error))
            return
        self.note.setText("\n".join(draft_words(draft, self._snapshot)))

    def check(self) -> None:
        """Raises BadInput for days that cannot be read."""
        self._day(self.first)
        self._day(self.last)

    def answer(self) -> WriteRoster:
        """Returns the roster."""
        return self._planned()[0]


def draft_words(draft: Draft, snapshot: Snapshot) -> list[str]:
    """Returns what a roster would leave undone, by day and name, a line each; the first says how many places it fills."""
    lines = [
        f"可排 {len(draft.seats)} 个班次，{len(draft.gaps)} 个无人可排，{len(draft.strains)} 个间隔或次数超限。"
    ]
    for seat, reason in draft.gaps[:_TOLD]:
        lines.append(
            f"● {day_words(seat.day)}{snapshot.called('duty_post', seat.post)}{_shift(seat.shift)}无人可排：{reason}"
        )
    for strain in draft.strains[: max(0, _TOLD - len(draft.gaps))]:
        seat = strain.seat
        name = snapshot.person_name(draft.seats[seat])
        lines.append(
            f"○ {day_words(seat.day)}{snapshot.called('duty_post', seat.post)}{name}：{strain.words}"
        )
    more = len(draft.gaps) + len(draft.strains) - (len(lines) - 1)
    return [*lines, f"另有 {more} 处"] if more > 0 else lines


def _shift(name: str) -> str:
    return "" if name == "全天" else name


class SwapDialog(Ask):
    """A swap: with which duty, or who stands in, and why."""

    def __init__(self, snapshot: Snapshot, duty: Duty, parent: QWidget | None = None) -> None:
        super().__init__("换班申请", "提出申请", parent)
        self._duty = duty
        book = DutyBook(snapshot)
        self.way, self.other, self.stand_in = QComboBox(), QComboBox(), QComboBox()
        self.way.addItem("与另一班对换", "other")
        self.way.addItem("由他人替班", "stand_in")
        self.other.setAccessibleName("与哪一班对换")
        self.stand_in.setAccessibleName("由谁替班")
        for day in sorted(book_days(book, duty)):
            for there in book.on(day):
                if there.post == duty.post and there.person not in (None, duty.person):
                    self.other.addItem(f"{day_words(day)}　{there.name_then}", there.id)
        for member in book.members(duty.post):
            if member.person != duty.person:
                away = "（请假）" if book.is_away(member.person, duty.day) else ""
                self.stand_in.addItem(snapshot.person_name(member.person) + away, member.person)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("事由")
        self.reason.setPlaceholderText("为什么换班")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(
            "申请人",
            label(f"{duty.name_then}　{day_words(duty.day)}　{snapshot.called('duty_post', duty.post)}"),
        )
        form.addRow("方式", self.way)
        form.addRow("对换班次", self.other)
        form.addRow("替班人", self.stand_in)
        form.addRow("事由", self.reason)
        self.way.currentIndexChanged.connect(lambda _: self._allow())
        self.way.setAccessibleName("方式")
        self.fill(form)
        self.setMinimumWidth(460)
        self._allow()

    def _allow(self) -> None:
        is_other = self.way.currentData() == "other"
        self.other.setEnabled(is_other)
        self.stand_in.setEnabled(not is_other)

    def answer(self) -> AskSwap:
        """Returns the question."""
        is_other = self.way.currentData() == "other"
        return AskSwap(
            self._duty.id,
            self.other.currentData() if is_other else None,
            None if is_other else self.stand_in.currentData(),
            self.reason.text(),
        )


def book_days(book: DutyBook, duty: Duty) -> set[date]:
    """Returns the days within a month of a duty on which the same post has one."""
    return {
        there.day
        for there in book.between(
            date.fromordinal(duty.day.toordinal() - 31), date.fromordinal(duty.day.toordinal() + 31)
        )
        if there.day != duty.day
    }


class HandoverDialog(Ask):
    """A hand-over: from whom to whom, what happened, and what is open, which goes along by itself."""

    def __init__(
        self,
        names: tuple[str, str],
        open_items: list[str],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("交接班", "交接", parent)
        self.from_name, self.to_name = QLineEdit(names[0]), QLineEdit(names[1])
        self.at = QDateTimeEdit(QDateTime(now.year, now.month, now.day, now.hour, now.minute, 0))
        self.at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.at.setCalendarPopup(True)
        self.weather, self.things = QLineEdit(), QLineEdit()
        self.log, self.notes = QPlainTextEdit(), QLineEdit()
        self.log.setTabChangesFocus(True)
        self.log.setFixedHeight(72)
        self.log.setPlaceholderText("来电来文、巡查、处置情况")
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        rows = (
            ("交班人", self.from_name), ("接班人", self.to_name), ("时间", self.at), ("天气", self.weather),
            ("值班情况", self.log), ("交接物品", self.things), ("备注", self.notes),
        )  # fmt: skip
        for name, field in rows:
            field.setAccessibleName(name)
            form.addRow(name, field)
        items = (
            "\n".join(f"{number}. {line}" for number, line in enumerate(open_items, 1))
            or "没有未办结的值班事项。"
        )
        form.addRow("移交事项", label(items, wraps=True))
        self.fill(form)
        self.setMinimumWidth(560)

    def check(self) -> None:
        """Raises BadInput where a name is missing."""
        if not self.from_name.text().strip() or not self.to_name.text().strip():
            raise BadInput("请写明交班人和接班人。")

    def answer(self) -> HandOver:
        """Returns the hand-over."""
        return HandOver(
            self.from_name.text(), self.to_name.text(), self.at.dateTime().toPython(), self.weather.text(),  # type: ignore[arg-type]
            self.log.toPlainText(), self.things.text(), self.notes.text(),
        )  # fmt: skip
