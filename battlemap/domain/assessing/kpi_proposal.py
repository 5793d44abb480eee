"""Three-level KPIs proposed from the board: an action is the zone's, a unit that answers has its part, a person his tasks."""

from __future__ import annotations

import attrs

from battlemap.domain.assessing.scheme_table import NodeDraft
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.kind import Neighbours
from battlemap.domain.kinds.people import Unit
from battlemap.domain.kinds.task import Task


@attrs.frozen
class KpiProposal:
    """The nodes in order, and which task feeds which of them, named by title and number."""

    nodes: tuple[NodeDraft, ...]
    tasks: tuple[tuple[tuple[str, str], str], ...]


def kpi_proposal(rows: Neighbours) -> KpiProposal:
    """Returns what the board suggests; tasks without a responsible unit are left out, they are listed as faults.

    No weights are invented: alike nodes count alike until somebody writes weights.
    """
    nodes: list[NodeDraft] = []
    links: list[tuple[tuple[str, str], str]] = []
    units = {unit.id: unit for unit in rows.live(Unit)}
    actions = [action for action in rows.live(Action) if action.is_shown]
    for action in sorted(actions, key=lambda action: action.number):
        tasks = [task for task in rows.live(Task, action=action.id) if task.responsible_unit in units]
        if not tasks:
            continue
        number = action.code
        nodes.append(NodeDraft(1, action.short, {"number": number, "lead_unit": action.lead_unit}))
        by_unit: dict[str, list[Task]] = {}
        for task in sorted(tasks, key=lambda task: task.code):
            by_unit.setdefault(task.responsible_unit or "", []).append(task)
        for place, (unit, own) in enumerate(by_unit.items(), 1):
            title = f"{units[unit].label}：{action.short}"
            nodes.append(NodeDraft(2, title, {"number": f"{number}.{place}", "lead_unit": unit}))
            for task in own:
                fields = {
                    "number": task.code, "lead_unit": unit, "owner": task.owner, "source": "tasks", "period": "月度",
                    "data_source": "任务进度反馈", "measure_unit": "%",
                }  # fmt: skip
                nodes.append(NodeDraft(3, task.title, fields))
                links.append(((task.title, task.code), task.id))
    return KpiProposal(tuple(nodes), tuple(links))
