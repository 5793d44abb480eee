"""会议 as a page: meetings at the left, the agenda as it stands, what was decided and what is still owed."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.commands.loop_rules import set_up_meetings
from battlemap.commands.meeting import CloseDecision, CloseMeeting
from battlemap.domain.kinds.meeting import Meeting, MeetingSeries
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.agenda import (
    KIND_NAMES,
    agenda,
    decision_words,
    decisions_of,
    is_open_decision,
    minutes_facts,
    version_lines,
)
from battlemap.domain.telling.letter_words import drawn_up
from battlemap.errors import Refused
from battlemap.ui.card.part_list import Line, PartList
from battlemap.ui.labels import label
from battlemap.ui.meeting.mode import MeetingMode
from battlemap.ui.page import Page, Tools

_LIST_WIDE: Final = 300
_KINDS: Final = (
    "meeting", "meeting_series", "decision", "task", "problem", "problem_task", "problem_entry", "instruction", "action", "letter", "unit",
    "campaign", "period",
)  # fmt: skip


class MeetingsPage(Page):
    """Shows the agenda of the chosen meeting's series as of the day, and its decisions."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._can_change = True
        self._chosen = ""
        self.mode: MeetingMode | None = None
        self.list = PartList("会议", fits=False, empty="还没有会议")
        self.list.currentItemChanged.connect(lambda *_: self._on_chosen())
        self.agenda = PartList("议程", fits=False, empty="没有要上会的事项")
        self.decisions = PartList("议定事项", fits=False, empty="会上议定的事项列在这里")
        self.agenda.opened.connect(self._on_item)
        self.decisions.ticked.connect(self._on_ticked)
        self.head, self.count = label(look="page"), label(look="muted")
        self.versions = label(look="muted", wraps=True)
        self.versions.setAccessibleName("纪要各版")
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(6)
        for name, title, deed in (
            ("setup", "设立会议", self.set_up), ("open", "召开会议…", self.open_meeting), ("mode", "会议模式（F5）", self.begin),
            ("people", "参会人员…", self.edit), ("close", "结束并拟纪要", self.finish), ("reopen", "重开会议…", self.reopen),
        ):  # fmt: skip
            button = self.buttons[name] = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            bar.addWidget(button)
        self.buttons["mode"].setShortcut("F5")
        bar.addStretch(1)
        left, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column, title, shown in (
            (left, "会议", self.list),
            (middle, "议程", self.agenda),
            (right, "议定事项", self.decisions),
        ):
            heading = label(title, "field")
            column.addWidget(heading)
            column.addWidget(shown, 1)
        right.addWidget(self.versions)
        left.setContentsMargins(0, 0, 0, 0)
        held = QWidget()
        held.setFixedWidth(_LIST_WIDE)
        held.setLayout(left)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 12)
        row.setSpacing(8)
        row.addWidget(held)
        row.addLayout(middle, 3)
        row.addLayout(right, 2)
        top = QVBoxLayout(self)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        top.addLayout(bar)
        words = QHBoxLayout()
        words.setContentsMargins(12, 0, 12, 0)
        words.addWidget(self.head)
        words.addWidget(self.count, 1)
        top.addLayout(words)
        top.addLayout(row, 1)

    # -- deeds ----------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Meeting | None:
        """The chosen meeting."""
        return self._snapshot.meetings.get(self._chosen) if self._snapshot else None

    @property
    def series(self) -> MeetingSeries | None:
        """The series of the chosen meeting, else the first."""
        if self._snapshot is None:
            return None
        if self.chosen is not None:
            return self._snapshot.meeting_series[self.chosen.series]
        live = [one for one in self._snapshot.meeting_series.values() if not one.deleted]
        return min(live, key=lambda one: (one.rank, one.id), default=None)

    def set_up(self) -> None:
        """Brings in the delivered meetings."""
        self._tools.deeds.attempt(lambda: self._tools.session.run(set_up_meetings()))

    def open_meeting(self) -> None:
        """Asks for the next meeting; it is chosen then."""
        from battlemap.ui.meeting.dialogs import MeetingDialog

        if self._snapshot is None:
            return
        series = [one for one in self._snapshot.meeting_series.values() if not one.deleted]
        dialog = MeetingDialog(self._tools.icons, self._snapshot, series, None, self.window())
        step = self._tools.deeds.ask(dialog, dialog.command)
        made = [change.id for change in step.changes if isinstance(change.after, Meeting)] if step else []
        if made:
            self._chosen = made[0]
            self._show()

    def edit(self) -> None:
        """Asks who was there."""
        from battlemap.ui.meeting.dialogs import MeetingDialog

        if self._snapshot is not None and self.chosen is not None:
            dialog = MeetingDialog(self._tools.icons, self._snapshot, (), self.chosen, self.window())
            self._tools.deeds.ask(dialog, dialog.command)

    def begin(self) -> None:
        """Goes into meeting mode with the chosen meeting, if it still goes on."""
        meeting = self.chosen
        if meeting is None or not meeting.is_open or not self._can_change:
            return
        self.mode = MeetingMode(self._tools.session, meeting, self._tools.deeds.run, self.finish)
        self.mode.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.mode.destroyed.connect(self._on_left)
        self.mode.showFullScreen()

    def finish(self) -> None:
        """Ends the chosen meeting; its minutes are drafted in the same step."""
        meeting = self.chosen

        def deed() -> None:
            now = self._tools.session.snapshot
            if meeting is None or not now.meetings[meeting.id].is_open:
                raise Refused("没有正在开的会议。")
            values = drawn_up(
                "minutes", now, meeting.held_on, more=minutes_facts(now, now.meetings[meeting.id])
            )
            self._tools.session.run(CloseMeeting(meeting.id, values))

        self._tools.deeds.attempt(deed)

    def reopen(self) -> None:
        """Asks why the chosen meeting goes on after its end; its minutes get another version then."""
        from battlemap.ui.meeting.dialogs import ReopenDialog

        if self._snapshot is not None and self.chosen is not None:
            dialog = ReopenDialog(self._snapshot, self.chosen, self.window())
            self._tools.deeds.ask(dialog, dialog.command)

    def _on_left(self) -> None:
        self.mode = None

    def _on_ticked(self, id: str, is_done: bool) -> None:
        if not self._tools.deeds.run(CloseDecision(id, is_done=is_done)):
            self.decisions.forget()

    def _on_item(self, id: str) -> None:
        task = id.partition(":")[2]
        if task:
            self.opened.emit(task)

    # -- showing --------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew."""
        self._snapshot, self._as_of = snapshot, as_of
        self._show()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step."""
        self._snapshot = snapshot
        if reach.is_everything or reach.touches(*_KINDS):
            self._show()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Nothing: the filter is one for tasks."""

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = can_change
        self._show()

    def take_focus(self) -> None:
        """Takes the keyboard."""
        self.list.setFocus()

    def _meetings(self) -> list[Meeting]:
        live = [one for one in self._snapshot.meetings.values() if not one.deleted] if self._snapshot else []
        return sorted(live, key=lambda one: (one.is_open, one.held_on, one.number), reverse=True)

    def _on_chosen(self) -> None:
        meetings, row = self._meetings(), self.list.currentRow()
        if 0 <= row < len(meetings) and meetings[row].id != self._chosen:
            self._chosen = meetings[row].id
            self._show_chosen()

    def _show(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        meetings = self._meetings()
        if not any(one.id == self._chosen for one in meetings):
            self._chosen = meetings[0].id if meetings else ""
        self.list.blockSignals(True)
        self.list.show_lines(
            [
                Line(
                    one.id,
                    f"{snapshot.called('meeting', one.id)}\n{one.held_on.month}月{one.held_on.day}日 {one.time}　"
                    + _state(one, self._as_of),
                )
                for one in meetings
            ]
        )
        for row, one in enumerate(meetings):
            if one.id == self._chosen:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        snapshot, series, meeting = self._snapshot, self.series, self.chosen
        assert snapshot is not None
        is_open = meeting is not None and meeting.is_open
        self.buttons["setup"].setVisible(not snapshot.live_rows("meeting_series"))
        self.buttons["open"].setVisible(bool(snapshot.live_rows("meeting_series")))
        for name in ("mode", "close"):
            self.buttons[name].setEnabled(is_open and self._can_change)
        is_over = meeting is not None and not meeting.is_open
        self.buttons["reopen"].setVisible(is_over)
        self.buttons["reopen"].setEnabled(self._can_change)
        self.versions.setText("\n".join(version_lines(snapshot, meeting)) if meeting else "")
        self.versions.setVisible(bool(self.versions.text()))
        self.buttons["people"].setEnabled(meeting is not None and self._can_change)
        for name in ("setup", "open"):
            self.buttons[name].setEnabled(self._can_change)
        parts = agenda(snapshot, series, self._as_of) if series else ()
        lines = []
        for part in parts:
            lines.append(
                Line(
                    f"part-{part.title}",
                    f"{part.title}　{part.note}（{part.minutes} 分钟）",
                    is_late=part.action is None,
                )
            )
            for place, item in enumerate(part.items):
                words = f"　{KIND_NAMES[item.kind]}　{item.title}\n　　　{item.words}"
                lines.append(Line(f"{part.title}-{place}:{item.task or ''}", words))
        self.agenda.show_lines(lines)
        name = (
            snapshot.called("meeting", meeting.id)
            if meeting
            else series.title
            if series
            else "还没有设立会议"
        )
        self.head.setText(name)
        minutes = sum(part.minutes for part in parts)
        self.count.setText(
            f"　{sum(len(part.items) for part in parts)} 项，预计 {minutes} 分钟；议程在“出图”里打印"
            if parts
            else ""
        )
        shown = decisions_of(snapshot, meeting.id) if meeting else []
        self.decisions.show_lines(
            [
                Line(
                    one.id,
                    f"{one.number}．[{wording.DECISION_KINDS[one.kind]}] {decision_words(snapshot, one)}"
                    + (f"\n{one.outcome}" if one.outcome else ""),
                    not is_open_decision(snapshot, one),
                    "勾选即为已落实",
                    is_open_decision(snapshot, one) and one.due_on is not None and one.due_on < self._as_of,
                )
                for one in shown
            ]
        )


def _state(meeting: Meeting, as_of: date) -> str:
    if not meeting.is_open:
        return "已结束"
    return "待开" if meeting.held_on > as_of else "正在开"
