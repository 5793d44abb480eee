"""What stands beside the tree: the chosen node, gaps, places with the bottom third, faults, and the trail of changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.assessing.checks import Fault
from battlemap.domain.assessing.evaluating import leverage
from battlemap.domain.assessing.gaps import Gap, gaps
from battlemap.domain.assessing.node_words import points_words
from battlemap.domain.assessing.places import PlaceLine, Proposal, ahead_words, border, border_ties_words
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.assessing.sources import tasks_of
from battlemap.domain.decimal_figures import plain, signed
from battlemap.domain.kinds.scheme import Scheme
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.assessing_words import source_words
from battlemap.ui.jobs import Background, Progress
from battlemap.ui.labels import Paragraph, label
from battlemap.ui.quiet_list import QuietList

_NODE: Final = Qt.ItemDataRole.UserRole
_MOST_TRAILS: Final = 50
_MOST_FAULTS: Final = 200
#: Gaps of a tree of more nodes are worked out aside.
_AT_ONCE: Final = 600


class Side(QTabWidget):
    """`choose(node)` shows a node in the tree, `decide(proposal)` asks for a decision, `open_task(task)` opens a card."""

    def __init__(
        self,
        choose: Callable[[str], object],
        decide: Callable[[Proposal], object],
        open_task: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._decide = decide
        self._work = Background()
        self.destroyed.connect(self._work.leave)
        # what the six tabs and the table of gaps need
        self.setMinimumWidth(372)
        self.head, self.facts = Paragraph(), Paragraph("muted")
        self.effect, self.formula, self.assessed = Paragraph(), Paragraph(), Paragraph()
        self.tasks = QuietList("没有支撑任务")
        self.tasks.setAccessibleName("支撑任务")
        self.tasks.itemActivated.connect(lambda item: open_task(item.data(_NODE)))
        self.gaps = _table(("指标", "差多少", "达标总分", "每 1% 带来"))
        self.gaps.itemSelectionChanged.connect(lambda: _choose(self.gaps, choose))
        self.places = QuietList("还没有登记位次")
        self.places.setWordWrap(True)
        self.places.setSpacing(3)
        self.places.setAccessibleName("位次与后三分之一")
        self.faults = QuietList("校验没有问题")
        self.faults.setWordWrap(True)
        self.faults.setAccessibleName("校验问题")
        self.faults.itemClicked.connect(lambda item: choose(item.data(_NODE)) if item.data(_NODE) else None)
        self.trails = QuietList("还没有变动")
        self.trails.setWordWrap(True)
        self.trails.setAccessibleName("变动轨迹")
        self.proposals = QVBoxLayout()
        self.addTab(self._detail(), "详情")
        self.addTab(self.gaps, "短板")
        self.addTab(self._of_places(), "位次")
        self.addTab(self.faults, "校验")
        self.addTab(self.trails, "变动")

    def _detail(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.facts)
        for words, body in (
            ("对总分的影响", self.effect),
            ("评分标准", self.formula),
            ("考评", self.assessed),
        ):
            column.addSpacing(4)
            column.addWidget(label(words, "field"))
            column.addWidget(body)
        column.addSpacing(4)
        column.addWidget(label("支撑任务（双击打开任务卡）", "field"))
        column.addWidget(self.tasks, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _of_places(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.places, 1)
        column.addLayout(self.proposals)
        return made

    def show_node(self, id: str | None, standing: Evaluation, snapshot: Snapshot) -> None:
        """Shows the chosen node."""
        self.tasks.clear()
        if id is None or id not in standing.tree.nodes:
            self.head.setText("选择一项指标，这里显示来源、影响和支撑任务。")
            for body in (self.facts, self.effect, self.formula, self.assessed):
                body.setText("")
            return
        node, gauge = standing.tree.nodes[id], standing.gauges[id]
        self.head.setText(f"{node.number} {node.title}".strip())
        done = f"完成率 {plain(gauge.done, 2)}%" if gauge.done is not None else ""
        base = f"上年 {node.base}" if node.base else ""
        average = f"全国平均 {node.average}" if node.average else ""
        best = f"标杆 {node.best}" if node.best else ""
        given = standing.given.get(id)
        facts = (
            f"得分 {points_words(gauge)}", done, base, average, best, gauge.coverage,
            source_words(node, given) if standing.tree.is_leaf(id) else f"汇总：{wording.ROLLUPS[node.rollup]}",
            node.data_source,
        )  # fmt: skip
        self.facts.setText("　".join(filter(None, facts)))
        self.effect.setText(_effect(id, standing))
        rule = wording.SCORING_RULES[node.rule] + (f"（{node.parameters}）" if node.parameters else "")
        self.formula.setText("　".join(filter(None, (rule, node.formula))))
        scores = (
            f"自评 {node.self_score}" if node.self_score else "", f"考评 {node.given_score}" if node.given_score else "",
            f"扣分原因：{node.reason}" if node.reason else "", f"申诉：{node.appeal}" if node.appeal else "",
            f"答复：{node.answer}" if node.answer else "",
        )  # fmt: skip
        self.assessed.setText(f"{wording.STAGES[node.stage]}　{'　'.join(filter(None, scores))}".strip())
        for task, weight in tasks_of(snapshot, id):
            shown = f"　权重 {plain(weight)}" if weight != 1 else ""
            item = QListWidgetItem(f"{task.code}　{task.title}　{task.progress}%{shown}")
            item.setData(_NODE, task.id)
            self.tasks.addItem(item)

    def list_gaps(self, standing: Evaluation) -> None:
        """Has the gaps worked out, those of a large tree aside, and lists them all."""
        if len(standing.tree.nodes) <= _AT_ONCE:
            self.show_gaps(gaps(standing))
            return
        self.setTabText(1, "短板 …")
        self._work.leave()
        self._work.start(lambda progress: _gaps_of(standing, progress), self.show_gaps, _raise)

    @property
    def is_busy(self) -> bool:
        """Whether gaps are still being worked out."""
        return self._work.is_busy

    def show_gaps(self, all_gaps: Sequence[Gap]) -> None:
        """Lists where points are lost, the most worth first."""
        self.gaps.setRowCount(len(all_gaps))
        for row, gap in enumerate(all_gaps):
            lost = plain(gap.lost, 2) if gap.gauge.points is not None else "缺数据"
            gain = "--" if gap.leverage.gain is None else signed(gap.leverage.gain, 2)
            for column, words in enumerate((gap.node.title, lost, gain, plain(gap.worth, 3))):
                item = QTableWidgetItem(words)
                item.setData(_NODE, gap.node.id)
                item.setToolTip(gap.words)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.gaps.setItem(row, column, item)
        self.setTabText(1, f"短板 {len(all_gaps)}" if all_gaps else "短板")

    def show_places(
        self,
        lines: Sequence[PlaceLine],
        scheme: Scheme,
        proposed: Sequence[Proposal],
        snapshot: Snapshot,
        can_change: bool,
    ) -> None:
        """Lists places with their distance to the bottom third, and vetoes that are proposed or decided."""
        self.places.clear()
        if lines:
            ties = border_ties_words(scheme.border_ties)
            self.places.addItem(
                f"{border(lines[-1].newest, scheme).size}，{wording.ROUNDINGS[scheme.bottom_rounding]}，{ties}"
            )
        for line in lines:
            name = snapshot.called("scheme_node", line.node) if line.node else "总位次"
            expected = f"；预测第 {line.expected.place} 名" if line.expected else ""
            lies = f"{border(line.newest, scheme).words}{expected}"
            rows = (f"{name}　{line.change_words}", lies, ahead_words(line.newest), line.history_words)
            self.places.addItem("\n".join(filter(None, rows)))
        for veto in snapshot.vetoes.values():
            if not veto.deleted and veto.scheme == scheme.id:
                basis = f"《{veto.document}》{veto.clause}，{veto.decided_by}决定"
                self.places.addItem(
                    f"一票否决：{snapshot.unit_label(veto.unit)}，{wording.VETO_EFFECTS[veto.effect]}\n{basis}"
                )
        if not self.places.count():
            self.places.addItem("还没有登记位次，可在“台账 › 考核位次”中登记。")
        while self.proposals.count():
            taken = self.proposals.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.deleteLater()
        for one in proposed:
            button = QPushButton(f"{snapshot.unit_label(one.unit)}：建议一票否决，作出决定…")
            button.setToolTip(one.computation)
            button.setEnabled(can_change)
            button.clicked.connect(lambda _=False, one=one: self._decide(one))
            self.proposals.addWidget(button)
        self.setTabText(2, f"位次 ⚠{len(proposed)}" if proposed else "位次")

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Lists what is wrong with the scheme."""
        self.faults.clear()
        for fault in faults[:_MOST_FAULTS]:
            item = QListWidgetItem(f"{'提示' if fault.is_note else '问题'}：{fault.words}")
            item.setData(_NODE, fault.node)
            self.faults.addItem(item)
        if len(faults) > _MOST_FAULTS:
            self.faults.addItem(
                f"还有 {len(faults) - _MOST_FAULTS} 条，可用 battlemap scheme check 全部列出。"
            )
        wrong = sum(not fault.is_note for fault in faults)
        if not faults:
            self.faults.addItem("没有问题。")
        self.setTabText(3, f"校验 {wrong}" if wrong else "校验")

    def add_trail(self, words: str) -> None:
        """Puts a trail at the top of the changes."""
        self.trails.insertItem(0, words)
        while self.trails.count() > _MOST_TRAILS:
            self.trails.takeItem(self.trails.count() - 1)

    def clear_trails(self) -> None:
        """Forgets the trails of another scheme."""
        self.trails.clear()


def _gaps_of(standing: Evaluation, progress: Progress) -> list[Gap]:
    progress.report(0, 1)
    return gaps(standing)


def _raise(error: BaseException) -> None:
    raise error


def _effect(id: str, standing: Evaluation) -> str:
    if not standing.tree.is_leaf(id):
        return f"下级 {standing.gauges[id].leaves} 项，满分 {plain(standing.gauges[id].full, 2)} 分"
    lever = leverage(standing, id)
    parts = [f"本项每 1 分 = 总分 {plain(lever.per_point, 3)} 分" if lever.per_point else ""]
    if lever.gain is not None and lever.wanted is not None:
        parts.append(f"达到 {plain(lever.wanted)}，总分 {signed(lever.gain, 2)}")
    return "；".join(filter(None, parts)) or "没有数据或目标，暂不能测算"


def _table(titles: Sequence[str]) -> QTableWidget:
    made = QTableWidget(0, len(titles))
    made.setHorizontalHeaderLabels(titles)
    made.verticalHeader().hide()
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setShowGrid(False)
    made.setAccessibleName("短板清单")
    made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column in range(1, len(titles)):
        made.setColumnWidth(column, 76)
    return made


def _choose(table: QTableWidget, choose: Callable[[str], object]) -> None:
    items = table.selectedItems()
    if items:
        choose(items[0].data(_NODE))
