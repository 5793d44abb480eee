"""The working calendar of a campaign: days off and at work by click, 封土期 and key periods as tables, .xlsx in and out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.calendar import SetPeriods
from battlemap.domain.days.calendar import Period, WorkCalendar
from battlemap.domain.planning.own_days import with_day
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.arrears import recheck_marks
from battlemap.errors import BadInput, BattlemapError, FileProblem
from battlemap.exchange.calendar_xlsx import calendar_xlsx, read_calendar
from battlemap.render.saving import write_whole
from battlemap.safe_names import safe_name
from battlemap.theme import Theme
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label, set_look
from battlemap.ui.schedule.month_grid import MonthGrid
from battlemap.ui.schedule.period_table import PeriodTable

_EXCEL = "Excel 表格 (*.xlsx *.xls *.ods)"


class CalendarDialog(Ask):
    """Nothing is written before 保存; `answer` is one command."""

    def __init__(self, snapshot: Snapshot, look: Theme, folder: str, parent: QWidget | None = None) -> None:
        super().__init__("工作日历", "保存", parent)
        self._snapshot, self._folder = snapshot, folder
        campaign = snapshot.campaign
        live = [period for period in snapshot.periods.values() if not period.deleted]
        self.own: tuple[Period, ...] = tuple(p for p in live if p.kind in ("off", "work"))
        self.grid = MonthGrid(look)
        self.grid.show_months(campaign.starts_on, campaign.ends_on)
        self.grid.show_marks(recheck_marks(snapshot))
        self.grid.day_wanted.connect(self.set_day)
        self.bans, self.keys = PeriodTable("ban", campaign), PeriodTable("key", campaign)
        for table in (self.bans, self.keys):
            table.show_periods(live)
            table.edited.connect(self._show)
        self.count = label(wraps=True)
        self.announced = label(look="warning", wraps=True)
        self.confirmation = label(look="saved", wraps=True)
        self.confirmation.hide()
        self._fill()
        self.resize(1200, 690)
        self._show()

    def _fill(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.grid)
        scroll.setMinimumWidth(290)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(8)
        words = "单击一天改为休息或上班，按住拖动可连改几天。休、班为与平常不同的日子，蓝框为本行动自定，红线为重点时段。"
        inner.addWidget(label(words, "muted", wraps=True))
        inner.addWidget(scroll, 1)
        tabs = QTabWidget()
        tabs.addTab(self.bans, "封土期")
        tabs.addTab(self.keys, "重点时段")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(tabs)
        split.setChildrenCollapsible(False)
        split.setSizes([560, 620])
        self.load, self.store = QPushButton("导入 Excel…"), QPushButton("导出 Excel…")
        for button in (self.load, self.store):
            button.setAutoDefault(False)
        self.load.clicked.connect(self._on_load)
        self.store.clicked.connect(self._on_store)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.load)
        row.addWidget(self.store)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.announced)
        column.addWidget(split, 1)
        column.addWidget(self.confirmation)
        column.addLayout(row)
        self.fill(column)

    # -- days -----------------------------------------------------------------------------------------------------

    def set_day(self, day: date, is_working: bool) -> None:
        """Sets a day to work or rest; nothing is written yet."""
        self.own = with_day(self.own, day, is_working, self._snapshot.notice)
        self._show()

    def periods(self) -> tuple[Period, ...]:
        """Returns all periods as they stand; raises BadInput for a row that cannot be understood."""
        return (*self.own, *self.bans.periods(), *self.keys.periods())

    def _show(self) -> None:
        campaign, notice = self._snapshot.campaign, self._snapshot.notice
        try:
            shown = self.periods()
            self.wrong.hide()
        except BadInput as error:
            shown = self.own
            self._say(str(error))
        self.grid.show_periods(shown, notice)
        calendar = WorkCalendar.of(notice, shown)
        whole = (campaign.ends_on - campaign.starts_on).days + 1
        working = calendar.working_days(campaign.starts_on, campaign.ends_on)
        self.count.setText(
            f"本行动 {whole} 天，{working} 个工作日；自定休息 {len(calendar.own_off)} 天、上班 {len(calendar.own_work)} 天。"
        )
        unknown = calendar.unknown_years(campaign.starts_on, campaign.ends_on)
        self.announced.setVisible(bool(unknown))
        if unknown:
            years = "、".join(map(str, unknown))
            own_years = {day.year for day in calendar.own_off | calendar.own_work}
            done = (
                "已有自定日期，请核对是否齐全"
                if own_years >= set(unknown)
                else "请按国务院通知点选，或从表格导入"
            )
            self.announced.setText(
                f"{years} 年的放假调休安排未收录，暂按周一至周五上班推算。{done}休息日和调休上班日。"
            )

    # -- files ----------------------------------------------------------------------------------------------------

    def _on_load(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入日历", self._folder, _EXCEL)
        if not name:
            return
        try:
            periods = read_calendar(Path(name))
        except BattlemapError as error:
            self._say(str(error))
            return
        box = QMessageBox(self)
        box.setWindowTitle("导入日历")
        box.setText(f"表格里有 {len(periods)} 个时段，其中 {self._new(periods)} 个是现在没有的。")
        join = box.addButton("并入", QMessageBox.ButtonRole.AcceptRole)
        replace = box.addButton("替换现有的", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() in (join, replace):
            self.take(periods, is_replacing=box.clickedButton() is replace)

    def take(self, periods: tuple[Period, ...], *, is_replacing: bool) -> None:
        """Joins the periods of a list to those shown, or shows them instead; nothing is written yet."""
        present = {_without_id(period): period for period in self.periods()}
        wanted = {_without_id(period): present.get(_without_id(period), period) for period in periods}
        shown = list((wanted if is_replacing else present | wanted).values())
        self.own = tuple(period for period in shown if period.kind in ("off", "work"))
        for table in (self.bans, self.keys):
            table.show_periods(shown)
        self._show()
        self._confirm(f"已读入 {len(periods)} 个时段，保存后生效。")

    def _new(self, periods: tuple[Period, ...]) -> int:
        present = {_without_id(period) for period in self.periods()}
        return len({_without_id(period) for period in periods} - present)

    def _on_store(self) -> None:
        start = str(Path(self._folder) / f"{safe_name(self._snapshot.campaign.title, '作战图')}日历.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "导出日历", start, "Excel 表格 (*.xlsx)")
        if name:
            path = Path(name)
            try:
                self.write(path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx"))
            except BattlemapError as error:
                self._say(str(error))

    def write(self, path: Path) -> None:
        """Writes the periods as they are shown; raises FileProblem where that cannot be."""
        try:
            write_whole(path, calendar_xlsx(self.periods()))
        except BattlemapError as error:
            raise FileProblem(
                f"“{path}”写不进去，请检查文件夹是否存在、是否可写。", error.detail or str(error)
            ) from error
        self._confirm(f"已导出到“{path}”。")

    def _confirm(self, words: str) -> None:
        self.confirmation.setText(words)
        self.confirmation.show()

    def _say(self, words: str) -> None:
        self.confirmation.hide()
        self.wrong.setText(words)
        set_look(self.wrong, "warning")
        self.wrong.show()

    # -- answer ---------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Raises BadInput for a row that cannot be understood, or codes that are not there."""
        actions = {action.code for action in self._snapshot.columns}
        for row, period in enumerate(self.bans.periods(), 1):
            strangers = [code for code in period.actions.split() if code not in actions]
            strangers += [code for code in period.exempt.split() if self._snapshot.task_by_code(code) is None]
            if strangers:
                raise BadInput(f"封土期第 {row} 行：没有代号或编号为“{'、'.join(strangers)}”的专项或任务。")
        self.keys.periods()

    def answer(self) -> SetPeriods:
        """Returns the command."""
        return SetPeriods(self.periods())


def _without_id(period: Period) -> Period:
    return attrs.evolve(period, id="", deleted=False)
