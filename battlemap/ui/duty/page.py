"""The page 值班: a month of duty as a painted table, beside it what is wrong, how fair it is, and who wants to swap."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.duty import AnswerSwap, ApproveSwap, ExchangeDuties, ManDuty, SeatAnswer
from battlemap.commands.roster_sheet import roster_from
from battlemap.commands.rows import Together
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.fairness import fairness, times
from battlemap.domain.duty.faults import Fault, day_words, faults, hour_gaps
from battlemap.domain.duty.roster_table import month_of, next_month, roster_table
from battlemap.domain.duty.today import today_words
from battlemap.domain.duty.trial import exchanged
from battlemap.domain.kinds.duty import Duty
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.exchange.roster_xlsx import read_roster, roster_xlsx
from battlemap.shown.duty.month import Spot
from battlemap.theme import Theme
from battlemap.ui.duty.dialogs import RosterDialog, SwapDialog
from battlemap.ui.duty.month_view import MonthView
from battlemap.ui.duty.side import DutySide
from battlemap.ui.labels import Paragraph, label
from battlemap.ui.page import Page, Tools
from battlemap.ui.rows.save_excel import excel_place, save_excel

_TABLES: Final = (
    "duty",
    "duty_post",
    "duty_member",
    "shift_rule",
    "leave_of_absence",
    "duty_swap",
    "alert",
    "period",
    "person",
    "nil_rule",
    "nil_report",
)
_NONE: Final = "还没有值班岗位。请在“台账”里依次设好“班制”“值班岗位”“值班人员”，再回到这里自动排班；也可以导入办公室的值班表。"


class DutyPage(Page):
    """Follows every step that touches duty; one month is in sight."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self.month = date.min
        self._can_change = True
        self.view = MonthView(tools.look)
        self.view.exchange_wanted.connect(self._exchange)
        self.view.tried.connect(self._try)
        self.view.man_wanted.connect(self._offer)
        self.view.clear_wanted.connect(self._clear)
        self.side = DutySide(tools.look)
        self.side.fault_chosen.connect(self._go_to)
        self.side.agree_wanted.connect(lambda swap: tools.deeds.run(AnswerSwap(swap, "")))
        self.side.refuse_wanted.connect(lambda swap: tools.deeds.run(AnswerSwap(swap, "", agrees=False)))
        self.side.approve_wanted.connect(lambda swap: tools.deeds.run(ApproveSwap(swap, "")))
        self._area = QScrollArea()
        self._area.setWidget(self.view)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.verticalScrollBar().valueChanged.connect(lambda _: self.view.update())
        self.nothing = Paragraph("muted")
        self.nothing.setText(_NONE)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self._arrange()

    def _arrange(self) -> None:
        icons = self._tools.icons
        self.title = label("", "head")
        bar = QFrame()
        bar.setObjectName("filters")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        for icon, words, by in (("back", "上一个月", -1), ("forward", "下一个月", 1)):
            button = QToolButton()
            button.setIcon(icons.icon(icon))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _=False, by=by: self.turn(by))
            row.addWidget(button)
            if by < 0:
                row.addWidget(self.title)
        row.addSpacing(12)
        self.make = QPushButton("自动排班…")
        self.swap = QPushButton("换班申请…")
        self.bring, self.give = QPushButton("导入 Excel…"), QPushButton("导出 Excel…")
        deeds = (
            (self.make, self.make_roster),
            (self.swap, self.ask_swap),
            (self.bring, self.take_excel),
            (self.give, self.give_excel),
        )
        for push, deed in deeds:
            push.clicked.connect(lambda _=False, deed=deed: deed())
            row.addWidget(push)
        row.addStretch(1)
        self._hours = label(look="warning")
        row.addWidget(self._hours)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._area)
        side = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)  # type: ignore[call-arg]
        side.setWidget(self.side)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setMinimumWidth(300)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([2000, 320])
        self._split = split
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.nothing)
        column.addWidget(split, 1)
        self.setFocusProxy(self.view)

    # -- what every page does -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows the month of a day."""
        if as_of != self._as_of:
            self.month = as_of.replace(day=1)
        self._snapshot, self._as_of = snapshot, as_of
        self._show()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows the month anew where a step touches duty."""
        self._snapshot = snapshot
        if step.touches(*_TABLES):
            self._show()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Does nothing: duty has no tasks."""

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.view.set_look(look)
        self.side.set_look(look)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = self.view.can_change = can_change
        self.side.set_can_change(can_change)
        for button in (self.make, self.swap, self.bring):
            button.setEnabled(can_change)

    def take_focus(self) -> None:
        """Takes the keyboard."""
        self.view.setFocus()

    def places(self) -> dict[str, QRect]:
        """Returns where the duties of the month stand on the screen, by day, post and place."""
        stage, places = self.view.stage, {}
        for spot in stage.spots():
            line, column = stage.table.lines[spot.line], stage.table.columns[spot.column]
            places[f"{line.day.isoformat()} {column.title} {spot.place + 1}"] = self.view.place(spot)
        return places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays out for the room."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Lays out when it is first seen."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        port = self._area.viewport()
        self.view.set_room(self._area.width() - 12, port.height())

    # -- showing ----------------------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """Shows another month."""
        self.month = next_month(self.month, by)
        self._show()

    def _show(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        book = DutyBook(snapshot)
        first, last = month_of(self.month)
        table = roster_table(book, first, last)
        wrong = () if table.is_empty else faults(book, first, last)
        self.title.setText(f"{first.year}年{first.month}月")
        self.nothing.setVisible(not book.posts)
        self._split.setVisible(bool(book.posts))
        self._hours.setText("　".join(hour_gaps(book)))
        kinds: dict[str, str] = {}
        words: dict[str, list[str]] = {}
        for fault in sorted(wrong, key=lambda fault: fault.is_grave):
            for id in fault.duties:
                kinds[id] = fault.kind
                words.setdefault(id, []).append(fault.words)
        today = (self._as_of - first).days if first <= self._as_of <= last else None
        self.view.show_table(table, kinds, {id: "\n".join(lines) for id, lines in words.items()}, today)
        clock = self._tools.session.clock()
        now = clock if clock.date() == self._as_of else datetime.combine(self._as_of, time(23, 59))
        self.side.show_today(today_words(snapshot, now))
        self.side.show_faults(wrong)
        self.side.show_fairness(() if table.is_empty else fairness(book, first, last))
        self.side.show_swaps(book.swaps, snapshot)
        if table.is_empty and book.posts:
            self.side.show_today("这个月还没有排班，请点“自动排班…”。")

    def _duty(self, spot: Spot) -> Duty | None:
        return self.view.stage.duty(spot)

    def _try(self, one: Spot | None, other: Spot | None) -> None:
        """Shows beside the month what it would be like if the name were dropped here."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        book = DutyBook(snapshot)
        first, last = month_of(self.month)
        fair, duties = (
            fairness(book, first, last),
            [self._duty(spot) for spot in (one, other) if spot is not None],
        )
        if len(duties) == 2 and duties[0] is not None and duties[1] is not None:
            tried = DutyBook(exchanged(snapshot, duties[0], duties[1]))
            self.side.show_faults(faults(tried, first, last), tried=True)
            self.side.show_fairness(fair, fairness(tried, first, last))
        else:
            self.side.show_faults(faults(book, first, last))
            self.side.show_fairness(fair)

    def _go_to(self, fault: Fault) -> None:
        """Brings the place of a fault into sight."""
        stage = self.view.stage
        spot = stage.spot_of(fault.duties[0]) if fault.duties else None
        if spot is None:
            spot = next(
                (
                    spot for spot in stage.spots()
                    if stage.table.lines[spot.line].day == fault.day
                    and (not fault.post or stage.table.columns[spot.column].post == fault.post)
                    and ((duty := stage.duty(spot)) is None or duty.person is None)
                ),
                None,
            )  # fmt: skip
        if spot is not None:
            self.view.choose(spot)
            self.view.setFocus()

    # -- deeds ------------------------------------------------------------------------------------------------------

    def _exchange(self, one: Spot, other: Spot) -> None:
        first, second = self._duty(one), self._duty(other)
        if first is None:
            return
        if second is not None:
            self._tools.deeds.run(ExchangeDuties(first.id, second.id))
            return
        put = ManDuty(seated(self._seat(other), first.person))
        taken = ManDuty(seated(self._seat(one), None))
        self._tools.deeds.run(
            Together(f"{first.name_then} 调到 {day_words(self._seat(other).day)}", (taken, put))
        )

    def _seat(self, spot: Spot) -> SeatAnswer:
        line, column = self.view.stage.table.lines[spot.line], self.view.stage.table.columns[spot.column]
        return SeatAnswer(line.day, column.post, column.shift, spot.place + 1)

    def _clear(self, spot: Spot) -> None:
        duty = self._duty(spot)
        if duty is not None and duty.person is not None:
            self._tools.deeds.run(ManDuty(seated(self._seat(spot), None)))

    def _offer(self, spot: Spot, at: QPoint) -> None:
        """Offers who may stand there, the least burdened first, and what else can be done."""
        if self._snapshot is None or not self._can_change:
            return
        menu = QMenu(self)
        self.fill_menu(menu, spot)
        menu.exec(at)

    def fill_menu(self, menu: QMenu, spot: Spot) -> None:
        """Puts into a menu what can be done with a place."""
        assert self._snapshot is not None
        book, duty = DutyBook(self._snapshot), self._duty(spot)
        seat = self._seat(spot)
        loads = {
            one.person: one.load
            for fair in fairness(book, *month_of(self.month))
            if fair.post == seat.post
            for one in fair.burdens
        }
        there = {other.person for other in book.on(seat.day)}
        people = sorted(book.members(seat.post), key=lambda member: loads.get(member.person, 0))
        menu.addSection(f"{day_words(seat.day)}由谁值班")
        for member in people:
            if duty is not None and duty.person == member.person:
                continue
            state = (
                "（请假）"
                if book.is_away(member.person, seat.day)
                else "（当天已有班）"
                if member.person in there
                else ""
            )
            words = (
                f"{self._snapshot.person_name(member.person)}　{times(loads.get(member.person, 0))} 次{state}"
            )
            entry = menu.addAction(words)
            entry.setEnabled(not state)
            entry.triggered.connect(
                lambda _=False, person=member.person: self._tools.deeds.run(ManDuty(seated(seat, person)))
            )
        if duty is not None and duty.person is not None:
            menu.addSeparator()
            menu.addAction("换班申请…", lambda: self.ask_swap(spot))
            menu.addAction("改为缺岗", lambda: self._clear(spot))

    def make_roster(self) -> None:
        """Asks for which days a roster is to be made, and writes it."""
        if self._snapshot is None:
            return
        dialog = RosterDialog(self._tools.icons, self._snapshot, *month_of(self.month), self)
        self._tools.deeds.ask(dialog, dialog.answer)

    def ask_swap(self, spot: Spot | None = None) -> None:
        """Asks for a swap of the duty that is chosen."""
        duty = self._duty(spot or self.view.focus)
        if self._snapshot is None or duty is None or duty.person is None:
            self.refused.emit("请先在值班表上选中要换的班次。")
            return
        dialog = SwapDialog(self._snapshot, duty, self)
        self._tools.deeds.ask(dialog, dialog.answer)

    def give_excel(self) -> None:
        """Writes the month as an Excel sheet."""
        if self._snapshot is None:
            return
        name = f"{self.month.year}年{self.month.month}月值班表"
        path = excel_place(self, name)
        if path is not None:
            table = roster_table(DutyBook(self._snapshot), *month_of(self.month))
            self._tools.deeds.attempt(lambda: save_excel(path, roster_xlsx(table, name)))

    def take_excel(self) -> None:
        """Reads an office's roster; all of it comes in, or nothing."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, "导入值班表", str(Path.home()), "Excel 工作簿 (*.xlsx *.xls *.ods *.et)"
        )
        if chosen and self._snapshot is not None:
            self.take_roster(Path(chosen))

    def take_roster(self, path: Path) -> None:
        """Writes the roster of a workbook."""
        assert self._snapshot is not None
        snapshot = self._snapshot

        def deed() -> None:
            columns = roster_table(DutyBook(snapshot), self.month, self.month).columns
            seats, _ = read_roster(path, columns, snapshot.span)
            table_seats = [(s.day, s.column.post, s.column.shift, s.place, s.name, s.row) for s in seats]
            self._tools.session.run(roster_from(snapshot, table_seats, path.name))
            self.month = seats[0].day.replace(day=1)
            self._show()

        self._tools.deeds.attempt(deed)


def seated(seat: SeatAnswer, person: str | None) -> SeatAnswer:
    """Returns the same place with somebody else on it."""
    return SeatAnswer(seat.day, seat.post, seat.shift, seat.place, person)
