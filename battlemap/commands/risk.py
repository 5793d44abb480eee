"""Risks are judged: presets of matrices, and assessments that are only ever added."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, Together
from battlemap.domain.kinds.risk import Risk, RiskAssessment, RiskMatrix, Stage, value_of, why_no_assessment
from battlemap.domain.risk.judged import PRESETS, STAGES
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


def preset_matrices() -> Together:
    """Returns the command that brings the three delivered matrices."""
    made = tuple(
        AddRow(
            "risk_matrix",
            {
                "title": title,
                "method": method,
                "version": 1,
                "red_from": red,
                "orange_from": orange,
                "yellow_from": yellow,
                "basis": basis,
            },
        )
        for method, (title, red, orange, yellow, basis) in PRESETS.items()
    )
    return Together("添加预置风险矩阵", made)


@attrs.frozen
class AssessRisk(Command):
    """A risk is judged at a stage, L and S in one step; what was judged before stays in the history.

    A value above the one before needs a reason.
    """

    risk: str
    stage: Stage
    likelihood: int
    severity: int
    exposure: int = 0
    reason: str = ""
    on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"评估风险“{snapshot.called('risk', self.risk)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the assessment; raises Refused for figures that are none, or against the rules above."""
        risk = repository.get(Risk, self.risk)
        if risk.deleted:
            raise Refused("这项风险已删除，请先恢复。")
        matrix = repository.get(RiskMatrix, risk.matrix)
        if self.stage not in STAGES:
            raise Refused("评估对象应为固有、现有或剩余。")
        wrong = why_no_assessment(matrix.method, self.likelihood, self.exposure, self.severity)
        if wrong:
            raise Refused(wrong)
        day = self.on or repository.today
        own = sorted(
            (one for one in repository.live(RiskAssessment, risk=risk.id) if one.assessed_on <= day),
            key=lambda one: one.assessed_on,
        )
        value = value_of(matrix.method, self.likelihood, self.exposure, self.severity)
        self._guard(matrix, own, value)
        repository.put(
            RiskAssessment(
                repository.new_id(), risk.id, self.stage, day, self.likelihood, self.exposure, self.severity,
                self.reason.strip(), repository.actor,
            )
        )  # fmt: skip

    def _guard(self, matrix: RiskMatrix, own: list[RiskAssessment], value: int) -> None:
        """Raises Refused for a rise without a reason."""
        last = {one.stage: value_of(matrix.method, one.likelihood, one.exposure, one.severity) for one in own}
        # the direct judgement counts downwards: 1 is the highest
        sign = -1 if matrix.method == "direct" else 1
        before = last.get(self.stage)
        if before is not None and sign * value > sign * before and not self.reason.strip():
            raise Refused(f"风险值由 {before} 升到 {value}，请写明理由。")
