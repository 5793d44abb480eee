"""The demo story's risks: registered with their measures, judged at three stages, one judged anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from battlemap import paths
from battlemap.commands.command import Command
from battlemap.commands.risk import AssessRisk, preset_matrices
from battlemap.commands.rows import AddRow, Together
from battlemap.domain.snapshot import Snapshot

Scene = tuple[datetime, str, Callable[[Snapshot], Command]]
_KEEPER: Final = "邹建设"
_PLAIN: Final = (
    "title", "part", "activity", "hazard", "engineering", "management", "training", "protection", "emergency", "cycle",
)  # fmt: skip


def risk_scenes() -> list[Scene]:
    """Returns what happens, in no order."""
    risks = json.loads(paths.database("demo", "risks.json").read_text(encoding="utf-8"))
    return [
        (datetime(2018, 10, 9, 9, 0), _KEEPER, lambda _: preset_matrices()),
        (datetime(2018, 10, 9, 9, 20), _KEEPER, partial(_register, risks)),
        (datetime(2018, 10, 9, 10, 30), _KEEPER, partial(_judge, risks)),
        (datetime(2018, 11, 14, 18, 0), _KEEPER, _again),
    ]


def _register(risks: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    matrix = snapshot.named("risk_matrix", "LS 风险矩阵")[0]
    made = []
    for risk in risks:
        values: dict[str, Any] = {key: risk[key] for key in _PLAIN if key in risk}
        values |= {"matrix": matrix, "unit": snapshot.named("unit", risk["unit"])[0]}
        if "owner" in risk:
            values["owner"] = snapshot.named("person", risk["owner"])[0]
        if "review" in risk:
            values["review_on"] = date.fromisoformat(risk["review"])
        made.append(AddRow("risk", values))
    return Together(f"登记 {len(made)} 项风险", tuple(made))


def _judge(risks: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    made = [
        AssessRisk(snapshot.named("risk", risk["title"])[0], stage, *risk[stage])
        for risk in risks
        for stage in ("inherent", "present", "residual")
    ]
    return Together(f"评估 {len(risks)} 项风险", tuple(made))


def _again(snapshot: Snapshot) -> Command:
    return AssessRisk(
        snapshot.named("risk", "烟花爆竹零售点")[0],
        "present",
        3,
        4,
        reason="柳行街道仓库起火后全区同类场所从严评估",
    )
