"""Two questions that people answer: the score of a node at its stage, and a veto that the rules propose."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.commands.assess import Appeal, Assess, DecideVeto
from battlemap.commands.command import Command
from battlemap.domain.assessing.places import Proposal
from battlemap.domain.kinds.scheme import SchemeNode, Stage
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label

#: Where a node stands → what can follow, the usual one first.
_NEXT: dict[Stage, tuple[Stage, ...]] = {
    "drafted": (), "set": ("self",), "self": ("judged", "self"), "judged": ("final", "appealed", "judged"),
    "appealed": ("final",), "final": (),
}  # fmt: skip


class AssessDialog(Ask):
    """Asks for the score and the words that go with it, or for the reason of an appeal."""

    def __init__(self, node: SchemeNode, parent: QWidget | None = None) -> None:
        super().__init__("考核评分", "确定", parent)
        self._node = node
        self.stage = QComboBox()
        for stage in _NEXT[node.stage]:
            self.stage.addItem(wording.STAGES[stage], stage)
        self.stage.setAccessibleName("环节")
        self.stage.currentIndexChanged.connect(lambda _: self._fit())
        self.score = QLineEdit(node.given_score or node.self_score or "")
        self.score.setAccessibleName("得分")
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(80)
        self._of_words = label("说明")
        form = QFormLayout()
        form.addRow(label(f"{node.number} {node.title}".strip(), wraps=True))
        weight = f"，分值 {node.weight}" if node.weight else ""
        form.addRow(label(f"现在：{wording.STAGES[node.stage]}{weight}", "muted"))
        form.addRow("环节", self.stage)
        form.addRow("得分", self.score)
        form.addRow(self._of_words, self.words)
        self.fill(form)
        self.setMinimumWidth(440)
        self.yes.setEnabled(self.stage.count() > 0)
        if not self.stage.count():
            self.wrong.setText("方案下达后才能自评。" if node.stage == "drafted" else "已审定，不能再改分。")
            self.wrong.show()
        self._fit()

    def _fit(self) -> None:
        stage = self.stage.currentData()
        self.score.setEnabled(stage != "appealed")
        words = {
            "self": "说明",
            "judged": "扣分原因",
            "appealed": "申诉理由",
            "final": "答复（有申诉时必填）",
        }
        name = words.get(stage, "说明")
        self._of_words.setText(name)
        self.words.setAccessibleName(name)

    def answer(self) -> Command:
        """Returns the command."""
        stage, words = self.stage.currentData(), self.words.toPlainText().strip()
        if stage == "appealed":
            return Appeal(self._node.id, words)
        return Assess(self._node.id, stage, self.score.text().strip(), words)


class VetoDialog(Ask):
    """Shows the computation and asks for the basis; the program decides nothing."""

    def __init__(
        self, proposal: Proposal, snapshot: Snapshot, actor: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("一票否决", "作出决定", parent)
        self._proposal = proposal
        self.effect = QComboBox()
        for key, words in wording.VETO_EFFECTS.items():
            self.effect.addItem(words, key)
        self.effect.setCurrentIndex(self.effect.findData("not_excellent"))
        self.document, self.clause = QLineEdit(proposal.scheme.bottom_basis), QLineEdit()
        self.by, self.note = QLineEdit(actor), QLineEdit()
        form = QFormLayout()
        for name, field in (
            ("后果", self.effect), ("依据文件", self.document), ("条款", self.clause), ("决定人", self.by), ("说明", self.note),
        ):  # fmt: skip
            field.setAccessibleName(name)
            form.addRow(name, field)
        column = QVBoxLayout()
        column.addWidget(label(f"{snapshot.unit_label(proposal.unit)}（主管部门负全责）", "head"))
        column.addWidget(label(proposal.computation, wraps=True))
        column.addWidget(label("以上是按规则测算的建议，由有权的人依据文件条款决定。", "muted", wraps=True))
        column.addLayout(form)
        self.fill(column)
        self.setMinimumWidth(480)

    def answer(self) -> Command:
        """Returns the command."""
        one = self._proposal
        return DecideVeto(
            one.unit, one.scheme.id, one.year, one.computation, self.document.text(), self.clause.text(), self.by.text(),
            self.effect.currentData(), one.node, self.note.text(),
        )  # fmt: skip
