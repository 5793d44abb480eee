"""A plan as it stands in the saved file: what the tests of plans read and compare."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs

from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.session import Session
from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY
from battlemap.domain.planning.plan import PlanDraft
from battlemap.domain.snapshot import Snapshot
from battlemap.exchange.state_council import notice

MOMENT = datetime(2026, 11, 28, 9, 0)


def saved(draft: PlanDraft, folder: Path) -> Snapshot:
    """The campaign that `battlemap new` makes of the draft."""
    with Session.create(
        folder / "行动.battlemap",
        founding(draft, date(2026, 11, 28)),
        "甲",
        lambda: MOMENT,
        notice(FIRST_DAY, LAST_DAY),
        content=ImportPlan(draft),
    ) as session:
        return session.snapshot


def bare(words: str | None) -> str:
    """The words without white space."""
    return re.sub(r"\s+", "", words or "")


def differences(board: Snapshot, wanted: dict[str, Any]) -> list[str]:
    """What differs from the expected result, a line each; the keys are those of the shared cases."""
    campaign, wrong = board.campaign, []
    for key in ("title", "starts_on", "ends_on"):
        if key in wanted and str(getattr(campaign, key)) != wanted[key]:
            wrong.append(f"{key}: {getattr(campaign, key)} instead of {wanted[key]}")
    actions = sorted(board.actions.values(), key=lambda action: action.rank)
    if "actions" in wanted and [bare(each.title) for each in actions] != [
        bare(each) for each in wanted["actions"]
    ]:
        wrong.append(f"actions: {[each.title for each in actions]}")
    by_title = {action.title: action.id for action in actions}
    measures = sorted(board.measures.values(), key=lambda measure: measure.rank)
    for title, titles in wanted.get("measures", {}).items():
        own = [each.title for each in measures if each.action == by_title.get(title)]
        if own != titles:
            wrong.append(f"measures of {title}: {own}")
    if wanted.get("task_count", len(board.tasks)) != len(board.tasks):
        wrong.append(f"{len(board.tasks)} tasks: {[task.title for task in board.tasks.values()]}")
    for each in wanted.get("tasks", []):
        wrong += _task_differences(board, each)
    for words in wanted.get("no_task", []):
        wrong += [f"no title: {task.title}" for task in board.tasks.values() if words in task.title]
    everything = bare(all_words(board))
    wrong += [f"lost: {words}" for words in wanted.get("kept", []) if bare(words) not in everything]
    return wrong


def all_words(board: Snapshot) -> str:
    """All words of the campaign, its actions, measures, tasks and units."""
    tables = (board.actions, board.measures, board.tasks, board.units, board.persons)
    rows = [attrs.asdict(row) for table in tables for row in table.values()]
    campaign = board.campaign
    return "\n".join(
        [
            campaign.title,
            campaign.preface,
            campaign.unfiled,
            json.dumps(rows, default=str, ensure_ascii=False),
        ]
    )


def _task_differences(board: Snapshot, wanted: dict[str, Any]) -> list[str]:
    tasks = sorted(board.tasks.values(), key=lambda task: task.rank)
    words = bare(wanted["find"])
    hits = [task for task in tasks if words in bare(task.detail)] or [
        task for task in tasks if words in bare(task.source)
    ]
    if not hits:
        return [f"no task with {words}"]
    task = hits[0]
    measure = board.measures.get(task.measure or "")
    unit = board.units.get(task.responsible_unit or "")
    real: dict[str, Any] = {
        "title": task.title,
        "due_on": str(task.due_on),
        "unit": unit.name if unit else "",
        "action": board.actions[task.action].title,
        "measure": measure.title if measure else "",
        "target": [task.target_value, task.target_unit],
    }
    wrong = [f"{words} {key}: {real[key]}" for key in real if key in wanted and real[key] != wanted[key]]
    partners = task.coop_units.split("、")
    wrong += [
        f"{words} not with {name}: {partners}" for name in wanted.get("coop", []) if name not in partners
    ]
    return wrong + [f"{words} with {name}" for name in wanted.get("no_coop", []) if name in task.coop_units]
