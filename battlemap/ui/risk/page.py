"""The page 风险: the matrix at one of three stages with what stands in the chosen cell, and the registers beside it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.commands.risk import AssessRisk, preset_matrices
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.risk import Stage, level_of
from battlemap.domain.reach import Reach
from battlemap.domain.risk.judged import STAGES, JudgedRisk, judged_risks, ls_matrix
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.theme import Theme
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import Paragraph, label
from battlemap.ui.page import Page, Tools
from battlemap.ui.quiet_list import QuietList
from battlemap.ui.risk.matrix_view import Cell, MatrixView
from battlemap.ui.risk.register_view import RegisterView
from battlemap.ui.risk.registers import REGISTERS
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import plain_commands

_TABLES: Final = ("risk", "risk_matrix", "risk_assessment", "unit", "person")
_MATRIX: Final = "风险矩阵"
_NONE: Final = "还没有风险。先点“预置矩阵”添加 LS、LEC、债务率三种方法，再点“登记风险…”，登记后在矩阵上评估。"


_COMMANDS: Final = plain_commands("risk")


class ReasonDialog(Ask):
    """A risk goes to another cell: what it was and will be, and why."""

    def __init__(self, judged: JudgedRisk, stage: Stage, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__("重新评估", "评估", parent)
        self._risk, self._stage, self._cell = judged.risk.id, stage, cell
        before = judged.cell(stage)
        after = cell[0] * cell[1]
        was = f"L{before[0]}×S{before[1]}＝{before[0] * before[1]}" if before else "未评估"
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("风险升高必须写明理由")
        form = QFormLayout()
        form.addRow("风险", label(f"{judged.risk.number} {judged.risk.title}", wraps=True))
        form.addRow(f"{wording.RISK_STAGES[stage]}风险", label(f"{was}　→　L{cell[0]}×S{cell[1]}＝{after}"))
        form.addRow("等级", label(wording.RISK_LEVELS[level_of(judged.matrix, after)]))
        form.addRow("理由", self.reason)
        self.fill(form)
        self.setMinimumWidth(440)

    def answer(self) -> AssessRisk:
        """Returns the assessment."""
        return AssessRisk(self._risk, self._stage, self._cell[0], self._cell[1], reason=self.reason.text())


class RiskPage(Page):
    """Follows every step that touches a risk."""

    hears_filter = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self._can_change = True
        self.risks: tuple[JudgedRisk, ...] = ()
        self.view = MatrixView(tools.look)
        self.view.cell_chosen.connect(lambda _: self._list())
        self.view.moved.connect(self._move)
        self.stage = QComboBox()
        self.stage.setAccessibleName("评估对象")
        for stage in STAGES:
            self.stage.addItem(f"{wording.RISK_STAGES[stage]}风险", stage)
        self.stage.setCurrentIndex(1)
        self.stage.currentIndexChanged.connect(lambda _: self._show())
        self.presets, self.add = QPushButton("预置矩阵"), QPushButton("登记风险…")
        self.presets.clicked.connect(lambda: tools.deeds.run(preset_matrices()))
        self.add.clicked.connect(lambda: self._edit(None))
        self.assess, self.edit = QPushButton("放入所选格…"), QPushButton("修改…")
        self.assess.clicked.connect(lambda: self._move(self._chosen(), self.view.cell))
        self.edit.clicked.connect(lambda: self._edit(self._chosen()))
        self.list, self.detail, self.counts = QuietList("这一格没有风险"), Paragraph(), label(look="muted")
        self.list.setAccessibleName("风险清单")
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(lambda _: self._tell())
        self.nothing = Paragraph("muted")
        self.nothing.setText(_NONE)
        self.nothing.setContentsMargins(24, 16, 24, 16)
        self.registers = {spec.title: RegisterView(spec, tools) for spec in REGISTERS}
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self._arrange()

    def _arrange(self) -> None:
        bar = QFrame()
        bar.setObjectName("filters")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        for widget in (self.stage, self.add, self.presets):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.counts)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 10, 12, 10)
        self.head = label("", "head")
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self.detail)
        deeds = QHBoxLayout()
        deeds.addWidget(self.assess)
        deeds.addWidget(self.edit)
        deeds.addStretch(1)
        column.addLayout(deeds)
        side.setMinimumWidth(300)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([2000, 340])
        matrix = QWidget()
        whole = QVBoxLayout(matrix)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.nothing)
        whole.addWidget(split, 1)
        self._stack.addWidget(matrix)
        self.tabs.addTab(_MATRIX)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("风险防控")
        for title, register in self.registers.items():
            self.tabs.addTab(title)
            self._stack.addWidget(register)
        self.tabs.currentChanged.connect(self._turn)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.tabs)
        page.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _turn(self, place: int) -> None:
        """Shows another register, or the matrix."""
        self._stack.setCurrentIndex(place)
        shown = self._stack.currentWidget()
        self.setFocusProxy(shown if isinstance(shown, RegisterView) else self.view)
        self._present_register()

    def turn_to(self, title: str) -> RegisterView:
        """Shows a register and returns it."""
        self.tabs.setCurrentIndex([_MATRIX, *self.registers].index(title))
        return self.registers[title]

    def _present_register(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, RegisterView) and self._snapshot is not None:
            shown.present(self._snapshot, self._as_of)

    # -- what every page does -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows the risks as of a day."""
        self._snapshot, self._as_of = snapshot, as_of
        self._show()
        self._present_register()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows them anew where a step touches one."""
        self._snapshot = snapshot
        if step.touches(*_TABLES):
            self._show()
        shown = self._stack.currentWidget()
        if isinstance(shown, RegisterView) and step.touches(*shown.spec.touched_by):
            shown.present(snapshot, self._as_of)

    def show_only(self, only: frozenset[str] | None) -> None:
        """Does nothing: risks are no tasks."""

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.view.set_look(look)
        for register in self.registers.values():
            register.set_look(look)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids assessments."""
        self._can_change = self.view.can_change = can_change
        for button in (self.presets, self.add, self.assess, self.edit):
            button.setEnabled(can_change)
        for register in self.registers.values():
            register.set_can_change(can_change)

    def take_focus(self) -> None:
        """Takes the keyboard."""
        shown = self._stack.currentWidget()
        (shown if isinstance(shown, RegisterView) else self.view).setFocus()

    def places(self) -> dict[str, QRect]:
        """Returns where the risks' numbers stand on the screen, by title."""
        return {judged.risk.title: self.view.place(judged.risk.id) for judged in self.risks}

    # -- showing ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        self.risks = judged_risks(snapshot, self._as_of)
        self.presets.setVisible(not snapshot.live_rows("risk_matrix"))
        self.nothing.setVisible(not self.risks)
        self.view.show_risks(self.risks, ls_matrix(self.risks), self.stage.currentData())
        levels = [judged.level for judged in self.risks]
        counts = [
            f"{words} {levels.count(level)}"
            for level, words in wording.RISK_LEVELS.items()
            if level in levels
        ]
        due = sum(judged.is_to_be_reviewed(self._as_of) for judged in self.risks)
        self.counts.setText("　".join([*counts, *([f"应评审 {due} 项"] if due else [])]))
        self._list()

    def _list(self) -> None:
        """Lists what stands in the chosen cell, then what has no place in the matrix."""
        cell, stage = self.view.cell, self.stage.currentData()
        chosen = self._chosen()
        there = self.view.risks_in(cell)
        apart = [judged for judged in self.risks if judged.cell(stage) is None]
        self.head.setText(
            f"可能性 {cell[0]} × 严重性 {cell[1]}：{len(there)} 项"
            + (f"　未入格 {len(apart)} 项" if apart else "")
        )
        self.list.blockSignals(True)
        self.list.clear()
        for judged in (*there, *apart):
            item = QListWidgetItem(
                f"{judged.risk.number} {judged.risk.title}{'' if judged in there else '（未入格）'}"
            )
            item.setData(Qt.ItemDataRole.UserRole, judged.risk.id)
            self.list.addItem(item)
        ids = [self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())]
        wanted = (
            self.view.risk if self.view.risk in ids else chosen if chosen in ids else ids[0] if ids else ""
        )
        self.list.setCurrentRow(ids.index(wanted) if wanted else -1)
        self.list.blockSignals(False)
        self._tell()

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _of(self, id: str) -> JudgedRisk | None:
        return next((judged for judged in self.risks if judged.risk.id == id), None)

    def _tell(self) -> None:
        judged = self._of(self._chosen())
        if judged is None or self._snapshot is None:
            self.detail.setText("")
            return
        lines = [wording.RISK_LEVELS[judged.level] if judged.level else "还没有评估"]
        for stage in STAGES:
            made = judged.stages.get(stage)
            if made is not None:
                lines.append(
                    f"{wording.RISK_STAGES[stage]}　{made.value}　{wording.RISK_LEVELS[made.level]}　{made.assessment.reason}".rstrip()
                )
        unit = self._snapshot.unit_label(judged.risk.unit)
        lines += [f"管控层级：{wording.RISK_CONTROLS[judged.control]}", f"责任单位：{unit}" if unit else ""]
        self.detail.setText("\n".join(filter(None, lines)))

    # -- deeds ------------------------------------------------------------------------------------------------------

    def _move(self, risk: str, cell: Cell) -> None:
        """Asks why a risk goes to another cell, and judges it there."""
        judged = self._of(risk)
        if judged is None or not self._can_change:
            return
        if judged.matrix.method != "ls":
            self.refused.emit(
                f"“{judged.risk.title}”按{wording.RISK_METHODS[judged.matrix.method]}评估，不在 5×5 矩阵上。"
            )
            return
        dialog = ReasonDialog(judged, self.stage.currentData(), cell, self)
        self._tools.deeds.ask(dialog, dialog.answer)

    def _edit(self, risk: str | None) -> None:
        """Shows the form of a risk, new or known."""
        if self._snapshot is None or risk == "":
            return
        row = self._snapshot.rows["risk"][risk] if risk else None
        dialog = RowDialog(KINDS["risk"], _COMMANDS, row, self._snapshot, self._tools.icons, self)
        self._tools.deeds.ask(dialog, dialog.answer)
