"""Duty at the window's service: who is on duty in the status line, and the menu 值守."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from battlemap.commands.duty_log import SignHandover, item_line
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.on_duty import status_words
from battlemap.domain.duty.today import today_words
from battlemap.domain.kinds.duty import Duty
from battlemap.domain.kinds.shift_handover import DutyItem, ShiftHandover
from battlemap.domain.reach import Reach
from battlemap.domain.step import Step
from battlemap.ui.desk import Desk
from battlemap.ui.labels import Elided, tip
from battlemap.ui.shell import Shell
from battlemap.ui.workspace import Workspace


class DutyDesk(Desk):
    """Says in the status line who is on duty on the day judged by, and asks for what the menu offers."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.words = Elided()
        self.words.setMinimumWidth(0)
        shell.statusBar().addPermanentWidget(self.words, 1)

    def take(self, workspace: Workspace | None) -> None:
        """Serves another campaign."""
        self.refresh()

    def follow(self, step: Step, reach: Reach) -> None:
        """Says it anew."""
        self.refresh()

    def refresh(self) -> None:
        """Says who is on duty."""
        workspace = self.workspace
        words = status_words(workspace.shown, workspace.as_of) if workspace else ""
        self.words.setText(words)
        self.words.setToolTip(
            tip(today_words(workspace.shown, _moment(workspace))) if workspace and words else ""
        )
        self.words.setVisible(bool(words))

    def show_page(self) -> None:
        """Turns to the page."""
        if self.workspace is not None:
            self.workspace.turn_to("duty")

    def make_roster(self) -> None:
        """Turns to the page and asks for which days a roster is to be made."""
        from battlemap.ui.duty.page import DutyPage

        self.show_page()
        if self.workspace is not None and isinstance(self.workspace.pages.current, DutyPage):
            self.workspace.pages.current.make_roster()

    def hand_over(self) -> None:
        """Asks for a hand-over; what is open goes along by itself."""
        from battlemap.ui.duty.dialogs import HandoverDialog

        workspace = self.workspace
        if workspace is None:
            return
        snapshot = workspace.session.snapshot
        now = workspace.session.clock()
        items = [row for row in snapshot.live_rows("duty_item") if isinstance(row, DutyItem)]
        open_ = [
            item_line(item)
            for item in sorted(items, key=lambda item: item.opened_on)
            if item.is_open(now.date())
        ]
        book = DutyBook(snapshot)
        names = _officers(book, now.date() - timedelta(1)), _officers(book, now.date())
        dialog = HandoverDialog(names, open_, now, self.shell)
        workspace.deeds.ask(dialog, dialog.answer)

    def sign(self) -> None:
        """Has both sides sign the newest hand-over that is not signed yet."""
        workspace = self.workspace
        if workspace is None:
            return
        rows = [
            row
            for row in workspace.session.snapshot.live_rows("shift_handover")
            if isinstance(row, ShiftHandover)
        ]
        waiting = [row for row in rows if not (row.signed_from and row.signed_to)]
        if not waiting:
            self.shell.bar.show_words("没有等待签字的交接班。", is_note=True)
            return
        workspace.deeds.run(SignHandover(max(waiting, key=lambda row: row.at).id))

    def report(self) -> None:
        """Asks for the next report of an incident, or for an incident where none is known."""
        from battlemap.ui.duty.incident_dialog import IncidentDialog

        workspace = self.workspace
        if workspace is not None:
            dialog = IncidentDialog(workspace.session.snapshot, workspace.session.clock(), self.shell)
            workspace.deeds.ask(dialog, dialog.answer)


def _moment(workspace: Workspace) -> datetime:
    """Returns now, or the evening of the day judged by where that is another."""
    now = workspace.session.clock()
    return now if now.date() == workspace.as_of else datetime.combine(workspace.as_of, time(23, 59))


def _officers(book: DutyBook, day: date) -> str:
    """Returns the names of those who keep the duty room on a day."""
    duties: list[Duty] = [
        duty
        for duty in book.on(day)
        if duty.post in book.post_of and book.post_of[duty.post].kind == "officer"
    ]
    return "、".join(duty.name_then for duty in duties if duty.person)
