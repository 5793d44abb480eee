"""Assessment step by step (下达、自评、考评、申诉、审定), the veto that a person decides, and KPIs proposed from tasks."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

import attrs

from battlemap import wording
from battlemap.commands.command import BringsMuch, Command, rank_before
from battlemap.commands.scheme import put_nodes
from battlemap.domain.assessing.kpi_proposal import KpiProposal, kpi_proposal
from battlemap.domain.assessing.scoring import ON_TOP
from battlemap.domain.decimal_figures import decimal_of, plain
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.scheme import NodeTask, Scheme, SchemeNode, Stage
from battlemap.domain.kinds.veto import Effect, Veto
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository

#: Stage → from which it is reached.
_BEFORE: Final[dict[Stage, tuple[Stage, ...]]] = {
    "self": ("set", "self"),
    "judged": ("self", "judged"),
    "appealed": ("judged",),
    "final": ("judged", "appealed"),
}


@attrs.frozen
class SetOut(Command):
    """下达: every node of a scheme that is still being drafted is handed out."""

    scheme: str

    def label(self, snapshot: Snapshot) -> str:
        return f"下达考核方案“{brief(snapshot.schemes[self.scheme].title)}”"

    def apply(self, repository: Repository) -> None:
        scheme = repository.get(Scheme, self.scheme)
        drafted = repository.live(SchemeNode, scheme=scheme.id, stage="drafted")
        if not drafted:
            raise Refused(f"“{brief(scheme.title)}”没有草拟中的指标可以下达。")
        for node in drafted:
            repository.put(evolved(node, stage="set"))


@attrs.frozen
class Assess(Command):
    """A score of a node: 自评 by its unit, 考评 by the assessing office, 审定 at the end; with reason or answer."""

    node: str
    stage: Stage
    score: str
    words: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return (
            f"{wording.STAGES[self.stage]}“{brief(snapshot.scheme_nodes[self.node].title)}” {self.score} 分"
        )

    def apply(self, repository: Repository) -> None:
        if self.stage not in ("self", "judged", "final"):
            raise Refused("打分只有自评、考评和审定三个环节。")
        node = _ready(repository, self.node, self.stage)
        score = _score(self.score, node)
        weight = decimal_of(node.weight)
        words = self.words.strip()
        if self.stage == "final" and node.stage == "appealed" and not words:
            raise Refused(f"“{brief(node.title)}”有申诉，审定时请写明答复。")
        if self.stage == "judged" and weight is not None and score < weight and not words:
            raise Refused(f"“{brief(node.title)}”扣了 {plain(weight - score)} 分，请写明扣分原因。")
        changes = {
            "stage": self.stage,
            ("self_score" if self.stage == "self" else "given_score"): f"{score:f}",
        }
        if words:
            changes["answer" if node.stage == "appealed" else "reason"] = words
        repository.put(evolved(node, **changes))


@attrs.frozen
class Appeal(Command):
    """申诉: the unit does not agree with a score; it is settled by an answer."""

    node: str
    words: str

    def label(self, snapshot: Snapshot) -> str:
        return f"对“{brief(snapshot.scheme_nodes[self.node].title)}”考评提出申诉"

    def apply(self, repository: Repository) -> None:
        if not self.words.strip():
            raise Refused("申诉理由不能为空。")
        node = _ready(repository, self.node, "appealed")
        repository.put(evolved(node, stage="appealed", appeal=self.words.strip()))


@attrs.frozen
class DecideVeto(Command):
    """一票否决: what the rules suggest is decided by a person, by a document and its clause; the computation is kept."""

    unit: str
    scheme: str
    year: int
    computation: str
    document: str
    clause: str
    decided_by: str
    effect: Effect = "not_excellent"
    node: str | None = None
    note: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"对{snapshot.unit_label(self.unit)}一票否决（{wording.VETO_EFFECTS.get(self.effect, '')}）"

    def apply(self, repository: Repository) -> None:
        for text, what in ((self.document, "依据文件"), (self.clause, "条款"), (self.decided_by, "决定人")):
            if not text.strip():
                raise Refused(f"一票否决必须写明{what}，程序只提出测算，不作决定。")
        if type(self.year) is not int or not 1990 <= self.year <= 2100:
            raise Refused("一票否决的年度不对，请核对。")
        alike = repository.live(Veto, unit=self.unit, scheme=self.scheme, node=self.node, year=self.year)
        if alike:
            raise Refused("这一项已经作出过一票否决，请先撤回那一条。")
        repository.put(
            Veto(
                repository.new_id(), self.unit, self.scheme, self.year, self.document.strip(), self.clause.strip(),
                self.computation, self.decided_by.strip(), self.effect, self.node, repository.today, self.note,
            )
        )  # fmt: skip


@attrs.frozen
class RevokeVeto(Command):
    """A veto is taken back; the row stays in the journal."""

    veto: str
    reason: str

    def label(self, snapshot: Snapshot) -> str:
        return f"撤回对{snapshot.unit_label(snapshot.vetoes[self.veto].unit)}的一票否决"

    def apply(self, repository: Repository) -> None:
        if not self.reason.strip():
            raise Refused("撤回一票否决请写明原因。")
        veto = repository.get(Veto, self.veto)
        repository.put(evolved(veto, note=self.reason.strip(), deleted=True))


@attrs.frozen
class ProposeKpis(BringsMuch, Command):
    """A three-level KPI 区 → 部门 → 岗位 out of the board: actions, units that answer, persons and their tasks."""

    title: str
    year: int

    def label(self, snapshot: Snapshot) -> str:
        return f"按任务分工生成“{brief(self.title)}”"

    def apply(self, repository: Repository) -> None:
        from_board: KpiProposal = kpi_proposal(repository)
        if not from_board.nodes:
            raise Refused("作战板上没有已明确责任单位的任务，不能生成三级 KPI。")
        scheme = Scheme(
            repository.new_id(), self.title.strip(), rank_before(repository, Scheme, None), "kpi", self.year
        )
        repository.put(scheme)
        put_nodes(repository, scheme.id, from_board.nodes)
        nodes = {(node.title, node.number): node.id for node in repository.live(SchemeNode, scheme=scheme.id)}
        for key, task in from_board.tasks:
            repository.put(NodeTask(repository.new_id(), nodes[key], task))


def _ready(repository: Repository, id: str, stage: Stage) -> SchemeNode:
    """Returns the node where it stands at a stage from which the wanted one is reached."""
    node = repository.get(SchemeNode, id)
    if node.deleted:
        raise Refused(f"“{brief(node.title)}”已删除，请先恢复。")
    if node.stage not in _BEFORE[stage]:
        before = "或".join(wording.STAGES[one] for one in _BEFORE[stage] if one != stage)
        raise Refused(
            f"“{brief(node.title)}”现在是“{wording.STAGES[node.stage]}”，{wording.STAGES[stage]}要在{before}之后进行。"
        )
    return node


def _score(text: str, node: SchemeNode) -> Decimal:
    try:
        score = Decimal(text.strip().removesuffix("分"))
    except InvalidOperation as error:
        raise Refused(f"得分“{brief(text)}”不是数字，请写如 8.5。") from error
    weight = decimal_of(node.weight)
    if not score.is_finite() or abs(score) > 10_000 or (node.rule not in ON_TOP and score < 0):
        raise Refused(f"得分“{brief(text)}”过大或过小，请核对。")
    if weight is not None and node.rule not in (*ON_TOP, "over_bonus") and score > weight:
        raise Refused(f"“{brief(node.title)}”的分值是 {plain(weight)}，得分不能高于它。")
    return score
