"""The demo story's reporting: one round of packages, most back in time, some late or empty, one sent back, the rest reminded."""

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
from battlemap.domain.collecting.form import Subject
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
        scenes.append((at, by, partial(_taken, returns=batch["units"])))
    back = story["sent_back"]
    scenes.append(
        (
            datetime.fromisoformat(back["at"]), by,
            lambda board: SendBack(_request(board, back["unit"]).id, back["reason"]),
        )
    )  # fmt: skip
    scenes.append((datetime.fromisoformat(story["reminded_at"]), by, _reminded))
    return scenes


def _sent(board: Snapshot, story: dict[str, Any]) -> Command:
    subject = Subject(KINDS["task"], board.rows["task"])
    return sending(board, subject, story["title"], date.fromisoformat(story["due_on"]), note=story["note"])


def _taken(board: Snapshot, returns: Sequence[dict[str, Any]]) -> Command:
    taken = []
    for answer in returns:
        request = _request(board, answer["unit"])
        answered = 0 if answer.get("nil") or answer.get("empty") else request.asked
        taken.append(
            Taken(
                request.id, "task", (), (), (), answered, bool(answer.get("nil")), 0, answer["by"], answer.get("remarks", "")
            )
        )  # fmt: skip
    # a demo that is just being made needs no backup of itself
    return Together(f"接收 {len(taken)} 个填报包", (TakeReturns(tuple(taken)),))


def _reminded(board: Snapshot) -> Command:
    open_ = [one.id for one in board.collection_requests.values() if one.returned_on is None]
    return RemindUnits(tuple(open_))


def _request(board: Snapshot, unit: str) -> CollectionRequest:
    return next(
        request for request in board.collection_requests.values() if board.unit_label(request.unit) == unit
    )
