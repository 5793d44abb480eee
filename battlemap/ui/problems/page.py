"""卡点 as a page: a board by level, the same rows as a list, and figures by level, unit and kind."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.problem_way import FormBatch
from battlemap.domain.kinds.problem import LEVELS
from battlemap.domain.kinds.problem_kind import PROBLEM
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.problem_figures import (
    ProblemFigures,
    all_problems,
    by_kind,
    by_ledger,
    by_level,
    by_unit,
)
from battlemap.shown.problems.board import PLACES, Place, columns_of, next_up
from battlemap.shown.problems.deeds import DEED
from battlemap.theme import Theme
from battlemap.ui.labels import label
from battlemap.ui.page import Page, Tools
from battlemap.ui.problems.column import ProblemColumn
from battlemap.ui.problems.detail import ProblemDetail
from battlemap.ui.rows.kind_list import KindList

_VIEWS: Final = ("看板", "列表", "统计")
_HEADS: Final = ("", "新增", "办结", "未结", "超期", "平均天数")


class ProblemsPage(Page):
    """Cards rise to the right: dragged, by Ctrl+Right, or by the buttons beside them."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._can_change = True
        self._chosen = ""
        self._list: KindList | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找卡点")
        self.search.setAccessibleName("查找卡点")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda: self._show())
        self.count = label(look="muted")
        self.batch = QPushButton(tools.icons.icon("playlist-plus"), "汇总批次…")
        self.batch.setToolTip("把全部未解决的卡点汇总成下一批，供调度会过堂")
        self.batch.clicked.connect(self.form_batch)
        self.views: dict[str, QToolButton] = {}
        self.columns: dict[Place, ProblemColumn] = {
            place: ProblemColumn(place, title, tools.look) for place, title in PLACES.items()
        }
        self.detail = ProblemDetail()
        self.detail.wanted.connect(self.do)
        self.detail.task_wanted.connect(self.opened)
        self.figures = QTableWidget()
        self.figures.setAccessibleName("卡点统计")
        self.figures.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.figures.verticalHeader().hide()
        self._stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 8, 6)
        top.setSpacing(8)
        top.addWidget(self.search, 2)
        top.addWidget(self.count, 3)
        for place, name in enumerate(_VIEWS):
            button = self.views[name] = QToolButton()
            button.setText(f" {name} ")
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(not place)
            button.clicked.connect(lambda _=False, place=place: self._turn(place))
            top.addWidget(button)
        top.addWidget(self.batch)
        board = QWidget()
        row = QHBoxLayout(board)
        row.setContentsMargins(8, 0, 0, 8)
        row.setSpacing(6)
        for column in self.columns.values():
            column.chosen.connect(self.choose)
            column.opened.connect(lambda id: self.do("edit", id))
            column.dropped.connect(lambda id, place=column.place: self._on_dropped(id, place))
            column.lifted.connect(lambda id: self.do("lift", id))
            row.addWidget(column, 1)
        row.addWidget(self.detail)
        self._stack.addWidget(board)
        self._listed = QWidget()
        QVBoxLayout(self._listed).setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._listed)
        self._stack.addWidget(self.figures)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addLayout(top)
        column_.addWidget(self._stack, 1)

    # -- deeds ----------------------------------------------------------------------------------------------------

    def choose(self, id: str) -> None:
        """Shows a 卡点 in the panel at the right; one is chosen on the whole board."""
        self._chosen = id
        self._show()

    def do(self, name: str, id: str) -> None:
        """Does a deed on a 卡点, asked for where it needs words."""
        from battlemap.ui.dialogs.problem import ProblemDialog
        from battlemap.ui.problems.dialog import ProblemDeedDialog

        snapshot = self._snapshot
        if snapshot is None or id not in snapshot.problems or not self._can_change:
            return
        problem, deeds, icons = snapshot.problems[id], self._tools.deeds, self._tools.icons
        if name == "edit":
            form = ProblemDialog(icons, snapshot, snapshot.tasks_stuck_by(id), self.window(), problem)
            deeds.ask(form, form.changed)
            return
        deed = DEED[name]
        if not deed.words:
            deeds.attempt(lambda: self._tools.session.run(deed.checked(problem, "", None)))
            return
        dialog = ProblemDeedDialog(icons, snapshot, deed, problem, self.window())
        deeds.ask(dialog, dialog.command)

    def form_batch(self) -> None:
        """Takes every open 卡点 into the next batch, in one step that can be undone."""
        if self._snapshot is not None:
            still = tuple(one.id for one in self._snapshot.problems.values() if one.is_open)
            self._tools.deeds.run(FormBatch(still))

    def _on_dropped(self, id: str, place: Place) -> None:
        """A card was dropped on a column: to the level above it rises, in the last two it is answered or solved."""
        if self._snapshot is None:
            return
        problem = self._snapshot.problems[id]
        if place == "answered":
            self.do("answer", id)
        elif place == "solved":
            self.do("confirm" if problem.awaits_confirmation else "solve", id)
        elif place == next_up(problem):
            self.do("lift", id)
        elif place == LEVELS[-1]:
            self.do("red", id)
        else:
            self.refused.emit("卡点只能逐级上提；确需直报请用红信封。退回下级请在“修改”中改层级。")

    # -- showing --------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew."""
        self._snapshot, self._as_of = snapshot, as_of
        if self._list is not None:
            self._list.present(snapshot, as_of)
        self._show()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a committed step."""
        self._snapshot = snapshot
        if self._list is not None:
            self._list.follow(step, reach, snapshot)
        kinds = (
            "problem",
            "problem_task",
            "problem_entry",
            "problem_step",
            "problem_batch",
            "unit",
            "escalation_rule",
            "period",
            "task",
        )
        if reach.is_everything or reach.touches(*kinds):
            self._show()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Nothing: the filter is one for tasks."""

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        self._can_change = can_change
        self.batch.setEnabled(can_change)
        if self._list is not None:
            self._list.set_can_change(can_change)
        self._show()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        for column in self.columns.values():
            column.face.look = look
            column.list.viewport().update()

    def begin_search(self) -> bool:
        """Puts the cursor into the search field."""
        field = (
            self._list.search if self._list is not None and self._stack.currentIndex() == 1 else self.search
        )
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        return True

    def take_focus(self) -> None:
        """Takes the keyboard: to the chosen card, else to the first."""
        for column in self.columns.values():
            if column.list.count() and (not self._chosen or self._chosen in column.ids()):
                column.list.setFocus()
                return
        self.search.setFocus()

    def places(self) -> dict[str, QRect]:
        """Returns where cards and heads stand on the screen: 「problem-4」, 「column-commander」."""
        places = {}
        for place, column in self.columns.items():
            corner = column.list.viewport().mapToGlobal(column.list.viewport().rect().topLeft())
            places[f"column-{place}"] = QRect(corner, column.list.viewport().size())
            for id in column.ids():
                assert self._snapshot is not None
                places[f"problem-{self._snapshot.problems[id].number}"] = column.place_of(id)
        return places

    def _turn(self, place: int) -> None:
        if place == 1 and self._list is None and self._snapshot is not None:
            self._list = KindList(PROBLEM, self._tools, self._snapshot, self._as_of, self.refused.emit)
            self._list.set_can_change(self._can_change)
            layout = self._listed.layout()
            assert layout is not None
            layout.addWidget(self._list)
        self.search.setVisible(place == 0)
        self._stack.setCurrentIndex(place)
        self._show()

    def _show(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        cards = columns_of(snapshot, self._as_of, self.search.text())
        for place, column in self.columns.items():
            column.show_cards(cards[place], self._chosen)
        first = snapshot.campaign.starts_on
        every = all_problems(snapshot, first, self._as_of)
        self.count.setText(
            f"未结 {every.open}，超期 {every.late}；行动以来新增 {every.raised}，办结 {every.solved}，平均 {every.mean_words} 天"
        )
        chosen = snapshot.problems.get(self._chosen)
        is_there = chosen is not None and not chosen.deleted
        self.detail.show_problem(chosen if is_there else None, snapshot, self._as_of, self._can_change)
        if self._stack.currentIndex() == 2:
            self._count(snapshot, first, every)

    def _count(self, snapshot: Snapshot, first: date, every: ProblemFigures) -> None:
        groups = (("按层级", by_level), ("按解决单位", by_unit), ("按分类", by_kind), ("按台账", by_ledger))
        lines: list[ProblemFigures | str] = []
        for title, lines_of in groups:
            lines += [title, *lines_of(snapshot, first, self._as_of)]
        lines += ["合计", every]
        self.figures.setColumnCount(len(_HEADS))
        self.figures.setHorizontalHeaderLabels(list(_HEADS))
        self.figures.setRowCount(len(lines))
        for row, line in enumerate(lines):
            cells = (
                [line, *[""] * 5]
                if isinstance(line, str)
                else [line.name, *map(str, (line.raised, line.solved, line.open, line.late)), line.mean_words]
            )
            for place, text in enumerate(cells):
                item = QTableWidgetItem(text)
                font = item.font()
                font.setBold(isinstance(line, str))
                item.setFont(font)
                if place:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.figures.setItem(row, place, item)
        self.figures.setColumnWidth(0, 200)
