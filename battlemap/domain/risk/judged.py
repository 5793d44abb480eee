"""Risks as of a day: what each was judged last at its three stages, its level, and where it stands in the 5×5 matrix."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, cast

import attrs

from battlemap.domain.kinds.risk import (
    Method,
    Risk,
    RiskAssessment,
    RiskLevel,
    RiskMatrix,
    Stage,
    level_of,
    value_of,
)
from battlemap.domain.snapshot import Snapshot

STAGES: Final[tuple[Stage, ...]] = ("inherent", "present", "residual")
#: Method → title, borders (重大, 较大, 一般), basis: the exact presets.
PRESETS: Final[dict[Method, tuple[str, int, int, int, str]]] = {
    "ls": ("LS 风险矩阵", 20, 15, 9, "DB37/T 2882：R=L×S，20—25 重大，15—16 较大，9—12 一般，1—8 低"),
    "lec": ("LEC 评价法", 320, 160, 70, "D=L×E×C，≥320 重大，160—320 较大，70—160 一般，<70 低"),
    "debt": ("债务率预警", 300, 200, 120, "债务率 ≥300% 红，200%—300% 橙，120%—200% 黄，<120% 绿"),
}
#: Level → colour on screen and paper; red and yellow are those of lamps, told apart by their word as well.
COLOURS: Final[dict[RiskLevel, str]] = {1: "red", 2: "#E8731A", 3: "yellow", 4: "blue"}
#: Level → who keeps it under control where nothing else is said.
CONTROLS: Final[dict[RiskLevel, str]] = {1: "district", 2: "department", 3: "section", 4: "post"}


@attrs.frozen
class JudgedStage:
    """A stage of a risk: the last assessment, its value and level, and the one before (None: the first)."""

    assessment: RiskAssessment
    value: int
    level: RiskLevel
    before: RiskAssessment | None = None


@attrs.frozen
class JudgedRisk:
    """A risk with its matrix and the stages that were ever judged."""

    risk: Risk
    matrix: RiskMatrix
    stages: dict[Stage, JudgedStage]

    @property
    def now(self) -> JudgedStage | None:
        """What it is judged to be at present: 现有, else 固有."""
        return self.stages.get("present") or self.stages.get("inherent")

    @property
    def level(self) -> RiskLevel | None:
        """Its present level; 重大 where the list says so directly, None before it is judged."""
        if self.risk.is_direct:
            return 1
        return self.now.level if self.now else None

    @property
    def control(self) -> str:
        """Who keeps it under control: by its level, unless somebody has set it otherwise with a reason."""
        return self.risk.control or (CONTROLS[self.level] if self.level else "")

    def cell(self, stage: Stage) -> tuple[int, int] | None:
        """Returns (likelihood, severity) of a stage in an LS matrix, None for another method or one not judged."""
        judged = self.stages.get(stage)
        if judged is None or self.matrix.method != "ls":
            return None
        return judged.assessment.likelihood, judged.assessment.severity

    def is_to_be_reviewed(self, as_of: date) -> bool:
        """Whether its review is due."""
        return self.risk.review_on is not None and self.risk.review_on <= as_of


def judged_risks(snapshot: Snapshot, as_of: date) -> tuple[JudgedRisk, ...]:
    """Returns the live risks by number, as they were judged up to a day; each by the matrix that is pinned to it."""
    matrices = cast("dict[str, RiskMatrix]", snapshot.rows["risk_matrix"])
    table = cast("dict[str, RiskAssessment]", snapshot.rows["risk_assessment"])
    risks = []
    for risk in sorted(cast("list[Risk]", snapshot.live_rows("risk")), key=lambda risk: risk.number):
        matrix = matrices[risk.matrix]
        own = [table[id] for id in snapshot.by("risk_assessment", "risk").get(risk.id, ())]
        own = [one for one in own if not one.deleted and one.assessed_on <= as_of]
        stages: dict[Stage, JudgedStage] = {}
        for stage in STAGES:
            # of one day the last that was written holds
            made = sorted((one for one in own if one.stage == stage), key=lambda one: one.assessed_on)
            if made:
                stages[stage] = _judged(matrix, made[-1], made[-2] if len(made) > 1 else None)
        risks.append(JudgedRisk(risk, matrix, stages))
    return tuple(risks)


def _judged(matrix: RiskMatrix, made: RiskAssessment, before: RiskAssessment | None) -> JudgedStage:
    if matrix.method == "direct":
        level: Any = made.severity
        return JudgedStage(made, made.severity, level, before)
    value = value_of(matrix.method, made.likelihood, made.exposure, made.severity)
    return JudgedStage(made, value, level_of(matrix, value), before)


def cells(risks: tuple[JudgedRisk, ...], stage: Stage) -> dict[tuple[int, int], tuple[JudgedRisk, ...]]:
    """Returns (likelihood, severity) → the risks there; a cell without any is missing."""
    made: dict[tuple[int, int], list[JudgedRisk]] = {}
    for judged in risks:
        cell = judged.cell(stage)
        if cell is not None:
            made.setdefault(cell, []).append(judged)
    return {cell: tuple(there) for cell, there in made.items()}


def ls_matrix(risks: tuple[JudgedRisk, ...]) -> RiskMatrix:
    """Returns the matrix whose colours the 5×5 picture bears: the newest that a risk is judged by, else the preset."""
    used = [judged.matrix for judged in risks if judged.matrix.method == "ls"]
    title, red, orange, yellow, basis = PRESETS["ls"]
    return max(
        used,
        key=lambda one: one.version,
        default=RiskMatrix("", title, "", "ls", 1, red, orange, yellow, basis),
    )
