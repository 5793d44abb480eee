"""The demo story's graded supervision: enterprises, how often they are inspected, each inspection, and hidden dangers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from battlemap import paths
from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow, Together
from battlemap.domain.snapshot import Snapshot

Scene = tuple[datetime, str, Callable[[Snapshot], Command]]
_KEEPER: Final = "熊飞"
_POINTING: Final = {"unit": "unit", "enterprise": "enterprise"}


def supervision_scenes() -> list[Scene]:
    """Returns what happens, in no order."""
    story = json.loads(paths.database("demo", "supervision.json").read_text(encoding="utf-8"))
    scenes: list[Scene] = [
        (datetime(2018, 10, 9, 11, 0), _KEEPER, partial(_rules, story["rules"])),
        (datetime(2018, 10, 9, 11, 10), _KEEPER, partial(_enterprises, story["enterprises"])),
        (datetime(2018, 11, 16, 17, 40), _KEEPER, partial(_hazards, story["hazards"])),
        (datetime(2018, 11, 19, 17, 30), _KEEPER, partial(_inspections, story["inspections"])),
    ]
    scenes += [
        (datetime.fromisoformat(step["at"]), step["by"], partial(_step, step)) for step in story["steps"]
    ]
    return scenes


def values_of(row: Mapping[str, Any], snapshot: Snapshot) -> dict[str, Any]:
    """Returns the values of a row as the story tells them: days read, names looked up."""
    values: dict[str, Any] = {}
    for key, value in row.items():
        if key in _POINTING:
            values[key] = snapshot.named(_POINTING[key], value)[0]
        else:
            values[key] = date.fromisoformat(value) if key.endswith("_on") else value
    return values


def _rules(rules: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    made = [
        AddRow(
            "inspection_rule",
            {key: rule[key] for key in ("industry", "grade", "least", "most", "basis")}
            | {"valid_from": date.fromisoformat(rule["from"])},
        )
        for rule in rules
    ]
    return Together(f"设定 {len(made)} 条检查频次", tuple(made))


def _enterprises(rows: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    made = tuple(AddRow("enterprise", values_of(row, snapshot)) for row in rows)
    return Together(f"登记 {len(made)} 家监管企业", made)


def _hazards(rows: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    made = tuple(AddRow("hazard", values_of(row, snapshot)) for row in rows)
    return Together(f"登记 {len(made)} 处隐患", made)


def _inspections(rows: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    unit = snapshot.named("unit", "安监局")[0]
    made = tuple(
        AddRow(
            "inspection",
            {
                "enterprise": snapshot.named("enterprise", row["enterprise"])[0],
                "inspected_on": date.fromisoformat(row["on"]), "unit": unit,
                **{key: row[key] for key in ("sort", "inspector", "finding")},
            },
        )
        for row in rows
    )  # fmt: skip
    return Together(f"登记 {len(made)} 次监督检查", made)


def _step(step: Mapping[str, Any], snapshot: Snapshot) -> Command:
    return EditRow(
        "hazard", snapshot.named("hazard", step["hazard"])[0], values_of(step["changes"], snapshot)
    )
