"""The demo story's reporting: a round on tasks, most back in time, some late or empty, one sent back; a round on KPIs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from battlemap import paths
from battlemap.commands.collecting import RemindUnits, SendBack, TakeReturns, sending
from battlemap.commands.command import Command
from battlemap.commands.rows import Together
from battlemap.commands.scheme import TakeScheme
from battlemap.domain.assessing.scheme_table import NodeDraft
from battlemap.domain.collecting.form import Subject
from battlemap.domain.collecting.kpi_nodes import KIND_OF_NODES, NODES, asked_nodes
from battlemap.domain.collecting.taking import Taken
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.domain.snapshot import Snapshot

_Scene = tuple[datetime, str, Callable[[Snapshot], Command]]


def collecting_scenes(by: str) -> list[_Scene]:
    """Returns the round in order of time; returns without a change are registered, the story's figures stay."""
    story = json.loads((paths.database() / "demo" / "collecting.json").read_text("utf-8"))
    scenes: list[_Scene] = [(datetime.fromisoformat(story["sent_at"]), by, lambda board: _sent(board, story))]
    for batch in story["returns"]:
        at = datetime.fromisoformat(batch["at"])
        scenes.append((at, by, partial(_taken, title=story["title"], returns=batch["units"])))
    back = story["sent_back"]
    scenes.append(
        (
            datetime.fromisoformat(back["at"]), by,
            lambda board: SendBack(_request(board, story["title"], back["unit"]).id, back["reason"]),
        )
    )  # fmt: skip
    scenes.append(
        (datetime.fromisoformat(story["reminded_at"]), by, lambda board: _reminded(board, story["title"]))
    )
    return scenes + _kpi_scenes(story["kpi"], by)


def _kpi_scenes(kpi: dict[str, Any], by: str) -> list[_Scene]:
    """Returns the KPIs of departments that are told by hand, the round on them and what came back."""
    return [
        (datetime.fromisoformat(kpi["made_at"]), by, lambda board: _kpis(board, kpi)),
        (datetime.fromisoformat(kpi["sent_at"]), by, lambda board: _kpis_sent(board, kpi)),
        (datetime.fromisoformat(kpi["returned_at"]), by, lambda board: _kpis_taken(board, kpi)),
    ]


def _kpis(board: Snapshot, kpi: dict[str, Any]) -> Command:
    units = {unit.name: unit.id for unit in board.units.values()}
    owners = {person.unit: person.id for person in reversed(list(board.persons.values()))}
    plain = ("weight", "measure_unit", "target", "value")
    nodes = []
    for number, group in enumerate(kpi["groups"], 1):
        nodes.append(NodeDraft(1, group["title"], {"number": f"{number}", "weight": group["weight"]}))
        for place, node in enumerate(group["nodes"], 1):
            unit = units[node["unit"]]
            fields = {key: node[key] for key in plain} | {"lead_unit": unit, "owner": owners.get(unit)}
            fields |= {"period": "季度", "data_source": "部门台账（演示）"}
            nodes.append(NodeDraft(2, node["title"], {"number": f"{number}.{place}", **fields}))
    return Together(
        f"建立“{kpi['scheme']}”", (TakeScheme(kpi["scheme"], tuple(nodes), "kpi", 2018, kpi["document"]),)
    )


def _kpis_sent(board: Snapshot, kpi: dict[str, Any]) -> Command:
    subject = Subject(KIND_OF_NODES, asked_nodes(board))
    return sending(
        board, subject, kpi["title"], date.fromisoformat(kpi["due_on"]), keys=["value"], note=kpi["note"]
    )


def _kpis_taken(board: Snapshot, kpi: dict[str, Any]) -> Command:
    ids = {node.label.partition(" ")[2]: node.id for node in asked_nodes(board).values()}
    taken = []
    for answer in kpi["returns"]:
        edits = tuple((ids[title], {"value": value}) for title, value in answer["values"].items())
        request, questions = _request(board, kpi["title"], answer["unit"]), answer.get("questions", 0)
        taken.append(
            Taken(
                request.id, NODES, edits, (), (), len(edits) or 1, False, questions, answer["by"], answer.get("remarks", "")
            )
        )  # fmt: skip
    return Together(f"接收 {len(taken)} 个填报包", (TakeReturns(tuple(taken)),))


def _sent(board: Snapshot, story: dict[str, Any]) -> Command:
    subject = Subject(KINDS["task"], board.rows["task"])
    return sending(board, subject, story["title"], date.fromisoformat(story["due_on"]), note=story["note"])


def _taken(board: Snapshot, title: str, returns: Sequence[dict[str, Any]]) -> Command:
    taken = []
    for answer in returns:
        request = _request(board, title, answer["unit"])
        answered = 0 if answer.get("nil") or answer.get("empty") else request.asked
        taken.append(
            Taken(
                request.id, "task", (), (), (), answered, bool(answer.get("nil")), 0, answer["by"], answer.get("remarks", "")
            )
        )  # fmt: skip
    # a demo that is just being made needs no backup of itself
    return Together(f"接收 {len(taken)} 个填报包", (TakeReturns(tuple(taken)),))


def _reminded(board: Snapshot, title: str) -> Command:
    open_ = [request.id for request in _requests(board, title) if request.returned_on is None]
    return RemindUnits(tuple(open_))


def _requests(board: Snapshot, title: str) -> list[CollectionRequest]:
    return [
        request
        for request in board.collection_requests.values()
        if board.collections[request.collection].title == title
    ]


def _request(board: Snapshot, title: str, unit: str) -> CollectionRequest:
    return next(request for request in _requests(board, title) if board.unit_label(request.unit) == unit)
