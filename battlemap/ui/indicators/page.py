"""运行: all indicators as lamps with one enlarged beside them, the grid by which figures are entered, and 收支."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.indicator import EnterFigures, TakePresets
from battlemap.domain.judging.lamp import LAMPS
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.indicator import STATUSES, Status
from battlemap.domain.reach import Reach
from battlemap.domain.series.grid import FigureEntry
from battlemap.domain.series.reading import dependents
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError
from battlemap.theme import Theme
from battlemap.ui.indicators.figure_files import ask_export, ask_import, import_figures
from battlemap.ui.indicators.figure_grid import FigureTable, FigureView
from battlemap.ui.indicators.money_view import TABLES as _OF_MONEY
from battlemap.ui.indicators.money_view import MoneyView
from battlemap.ui.indicators.series_panel import SeriesPanel
from battlemap.ui.indicators.standing_table import StandingTable
from battlemap.ui.indicators.unit_view import UnitChoice, UnitView
from battlemap.ui.labels import Sums
from battlemap.ui.page import Page, Tools
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import plain_commands

_TABLES = (
    "indicator", "observation", "target", "indicator_forecast", "judgement", "unit", "period", "campaign",
)  # fmt: skip
#: Lamps of so many indicators are counted, so many at a time.
_COUNTED, _SOME = 500, 24
#: The views beside the lamps.
UNITS, GRID, MONEY = 1, 2, 3
_WIDTHS = (30, 168, 58, 74, 80, 72, 62, 62, 60, 56, 84)


class IndicatorsPage(Page):
    """The views of the same indicators, and of the budget; every entry is a step of its own."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._can_change = True
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._count)
        # who has figures is asked of them all: not before the page stands there
        self._naming = QTimer(self, singleShot=True, interval=0)
        self._naming.timeout.connect(self._list_units)
        self.standings = StandingTable(tools.look)
        self.lamps = QTableView()
        self.lamps.setModel(self.standings)
        self.lamps.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.lamps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.lamps.setAlternatingRowColors(True)
        self.lamps.setShowGrid(False)
        self.lamps.setAccessibleName("指标亮灯表")
        self.lamps.verticalHeader().hide()
        self.lamps.verticalHeader().setDefaultSectionSize(28)
        for place, width in enumerate(_WIDTHS):
            self.lamps.setColumnWidth(place, width)
        self.lamps.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.lamps.selectionModel().currentRowChanged.connect(self._on_current)
        self.lamps.doubleClicked.connect(lambda _: self._edit_indicator())
        self.panel = SeriesPanel(tools.look, tools.icons, self._add_to)
        self.figures = FigureTable(self._enter, self.refused.emit)
        self.grid = FigureView(self.figures)
        self.units = UnitView(tools.look)
        self.money = MoneyView(tools, self._ask)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(self.lamps)
        beside.addWidget(self.panel)
        beside.setStretchFactor(0, 3)
        beside.setStretchFactor(1, 2)
        beside.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(beside)
        self._stack.addWidget(self.units)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.money)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top())
        column.addWidget(self._stack, 1)
        beside.setSizes([820, 460])

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        self.modes = QButtonGroup(self)
        for place, words in enumerate(("亮灯", "分单位", "录入", "收支")):
            mode = QToolButton()
            mode.setText(words)
            mode.setCheckable(True)
            mode.setChecked(place == 0)
            self.modes.addButton(mode, place)
            row.addWidget(mode)
        self.modes.idToggled.connect(self._on_mode)
        self.year = QSpinBox()
        self.year.setRange(1990, 2100)
        self.year.setSuffix(" 年")
        self.year.setAccessibleName("年份")
        self.year.valueChanged.connect(self._on_year)
        self.span, self.status = QComboBox(), QComboBox()
        for span in ("ytd", "month"):
            self.span.addItem(wording.SPANS[span], span)
        for status in STATUSES:
            self.status.addItem(f"{wording.STATUSES[status]}数", status)
        self.span.setAccessibleName("口径期")
        self.status.setAccessibleName("数据状态")
        self.status.setToolTip("录入的数据是预计、快报、正式还是修订；修订另存一条，原值仍可查")
        self.status.setCurrentIndex(STATUSES.index("final"))
        self.span.currentIndexChanged.connect(lambda _: self._on_year())
        self.unit = UnitChoice()
        self.unit.activated.connect(lambda _: self.show_unit(self.unit.currentData()))
        row.addWidget(self.unit)
        self._of_grid: tuple[QWidget, ...] = (self.year, self.span, self.status)
        for one in self._of_grid:
            one.setVisible(False)
            row.addWidget(one)
        self.counts = Sums("muted", mark="　")
        row.addWidget(self.counts, 1)
        self.buttons: dict[str, QPushButton] = {}
        for name, words, icon, deed in (
            ("new", "设立…", "add", lambda: self._ask("indicator")),
            ("edit", "修改…", "edit", self._edit_indicator),
            ("presets", "常用指标", "playlist-plus", self.take_presets),
            ("import", "导入…", "table-arrow-right", self._ask_import),
            ("excel", "导出…", "table-arrow-left", self._ask_excel),
        ):
            button = self.buttons[name] = QPushButton(self._tools.icons.icon(icon), words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            row.addWidget(button)
        self.buttons["presets"].setToolTip("载入规上工业增加值、税收占比等常用指标中还没有的")
        return row

    # -- what every page can do -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew as of a day."""
        is_first, self._snapshot, self._as_of = self._snapshot is None, snapshot, as_of
        if is_first:
            self.figures.year = as_of.year
            self.year.setValue(as_of.year)
        self._show_anew()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step: works out anew what it touches."""
        self._snapshot = snapshot
        if self._stack.currentIndex() == MONEY and reach.touches(*_OF_MONEY):
            self.money.present(snapshot, self._as_of)
        if not reach.touches(*_TABLES):
            return
        if reach.touches("indicator", "period", "campaign"):
            self._show_anew()
            return
        touched = {
            id for change in step.changes if (id := getattr(change.after, "indicator", None)) is not None
        }
        reached = dependents(snapshot, frozenset(touched))
        self.standings.renew(snapshot, reached)
        self.figures.renew(snapshot, reached)
        if self._stack.currentIndex() == UNITS:
            self.units.present(snapshot, self._as_of)
        self._count()
        if reach.touches("unit"):
            self._naming.start()
        if reach.touches("unit") or self.chosen in reached or reach.touches("judgement"):
            self._show_chosen()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Nothing: the filter is one for tasks."""

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = self.figures.can_change = can_change
        self._allow()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.standings.set_look(look)
        self.panel.set_look(look)
        self.units.set_look(look)
        self.money.set_look(look)

    def places(self) -> dict[str, QRect]:
        """Returns where the cells of the grid stand on the screen."""
        return self.grid.places() if self.grid.isVisible() else {}

    def take_focus(self) -> None:
        """Takes the keyboard."""
        (self.lamps, self.units, self.grid, self.money)[self._stack.currentIndex()].setFocus()

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str | None:
        """The indicator that is enlarged."""
        index = self.lamps.currentIndex()
        return self.standings.indicators[index.row()].id if index.isValid() else None

    def choose(self, indicator: str) -> None:
        """Enlarges an indicator."""
        place = self.standings.place(indicator)
        if place is not None:
            self.lamps.setCurrentIndex(self.standings.index(place, 1))

    def choose_titled(self, title: str) -> None:
        """Enlarges the indicator of that title."""
        for indicator in self.standings.indicators:
            if indicator.title == title:
                self.choose(indicator.id)

    def show_grid(self, is_on: bool = True) -> None:
        """Shows the grid of entry, or the lamps."""
        self.modes.button(GRID if is_on else 0).setChecked(True)

    def show_units(self) -> None:
        """Shows the chosen indicator street by street."""
        self.modes.button(UNITS).setChecked(True)

    def show_money(self) -> None:
        """Shows what came in and went out against the budget."""
        self.modes.button(MONEY).setChecked(True)

    def show_unit(self, unit: str | None) -> None:
        """Shows, and enters, the figures of a unit, of the whole for None."""
        self.standings.unit = self.figures.unit = unit
        self._show_anew()

    def _show_anew(self) -> None:
        assert self._snapshot is not None
        chosen = self.chosen
        self.standings.present(self._snapshot, self._as_of)
        self.figures.present(self._snapshot, self._as_of)
        self._naming.start()
        self._show_mode()
        place = self.standings.place(chosen) if chosen else None
        if self.standings.indicators:
            self.lamps.setCurrentIndex(self.standings.index(place or 0, 1))
        self._count()
        self._show_chosen()

    def _list_units(self) -> None:
        if self._snapshot is not None:
            self.unit.offer(self._snapshot, self.standings.unit)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self._show_chosen()

    def _show_chosen(self) -> None:
        if self._snapshot is not None:
            index = self.lamps.currentIndex()
            shown = self.standings.standing(index.row()) if index.isValid() else None
            self.panel.show_standing(shown, self._snapshot, self._as_of)
            self._allow()

    def _on_mode(self, mode: int, is_on: bool) -> None:
        if not is_on:
            return
        self._stack.setCurrentIndex(mode)
        for one in self._of_grid:
            one.setVisible(mode == GRID)
        for button in self.buttons.values():
            button.setVisible(mode != MONEY)
        self.unit.setVisible(mode not in (UNITS, MONEY))
        self._show_mode()
        if mode == UNITS and self.chosen is not None:
            self.units.choose(self.chosen)
        self._count()
        self.take_focus()

    def _show_mode(self) -> None:
        """Brings the view in sight up to date."""
        present = {UNITS: self.units.present, MONEY: self.money.present}
        if self._snapshot is not None and (mode := self._stack.currentIndex()) in present:
            present[mode](self._snapshot, self._as_of)

    def _on_year(self) -> None:
        self.figures.year, self.figures.covers = self.year.value(), self.span.currentData()
        if self._snapshot is not None:
            self.figures.present(self._snapshot, self._as_of)

    def _count(self) -> None:
        """Counts the lamps where there are not too many to be asked at once."""
        if self._stack.currentIndex() == MONEY:
            self.counts.tell("预算执行")
            return
        every = len(self.standings.indicators)
        if not every:
            self.counts.tell("还没有指标：可载入常用指标，或自行设立")
            return
        is_known = every <= _COUNTED and self.standings.judge_some(_SOME)
        if not is_known:
            self.counts.tell(f"共 {every} 项")
            if every <= _COUNTED:
                self._rest.start()
            return
        lamps = Counter(self.standings.standing(place).lamp for place in range(every))
        words = "　".join(f"{wording.LAMPS[lamp]} {lamps[lamp]}" for lamp in LAMPS if lamps[lamp])
        self.counts.tell(f"共 {every} 项　{words}")

    def _allow(self) -> None:
        can_change = self._can_change
        for name in ("new", "presets", "import"):
            self.buttons[name].setEnabled(can_change)
        self.buttons["edit"].setEnabled(can_change and self.chosen is not None)
        self.buttons["excel"].setEnabled(bool(self.standings.indicators))
        self.panel.set_can_change(can_change)
        self.money.set_can_change(can_change)

    # -- deeds ------------------------------------------------------------------------------------------------------

    def take_presets(self) -> None:
        """Takes in the delivered indicators that are not there yet."""
        self._tools.deeds.run(TakePresets())

    def import_from(self, path: Path) -> bool:
        """Enters a year's figures from a table, all of them or none; False where it was refused."""
        assert self._snapshot is not None
        year, unit = self.year.value(), self.figures.unit
        is_done, said = import_figures(
            self._tools, path, self._snapshot, year, unit, self._as_of, self._status
        )
        if said:
            self.refused.emit(said)
        return is_done

    @property
    def _status(self) -> Status:
        return STATUSES[self.status.currentIndex()]

    def _enter(self, entries: Sequence[FigureEntry]) -> bool:
        return bool(self._tools.deeds.run(EnterFigures(tuple(entries), self._status)))

    def _add_to(self, table: str) -> None:
        of: dict[str, str | None] = {"indicator": self.chosen} if self.chosen else {}
        if table == "target" and self.standings.unit is not None:
            of["unit"] = self.standings.unit
        self._ask(table, of)

    def _ask(self, table: str, of: dict[str, str | None] | None = None) -> None:
        """Asks for a new row; what belongs to the enlarged indicator is filled in."""
        assert self._snapshot is not None
        kind, commands = KINDS[table], plain_commands(table, of)
        keys = [field.key for field in kind.form_fields if field.key not in (of or {})]
        dialog = RowDialog(kind, commands, None, self._snapshot, self._tools.icons, self.window(), keys=keys)
        self._tools.deeds.ask(dialog, dialog.answer)

    def _edit_indicator(self) -> None:
        if self._snapshot is None or self.chosen is None or not self._can_change:
            return
        kind, row = KINDS["indicator"], self._snapshot.indicators[self.chosen]
        commands = plain_commands(kind.table)
        dialog = RowDialog(kind, commands, row, self._snapshot, self._tools.icons, self.window())
        self._tools.deeds.ask(dialog, dialog.answer)

    def _ask_import(self) -> None:
        path = ask_import(self)
        if path is not None:
            self.import_from(path)

    def _ask_excel(self) -> None:
        assert self._snapshot is not None
        year, span = self.year.value(), self.figures.covers
        try:
            ask_export(self, self._snapshot, year, span, self.figures.unit, self._as_of)
        except BattlemapError as error:
            self.refused.emit(str(error))
