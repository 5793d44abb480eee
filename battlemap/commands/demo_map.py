"""The demo story's picture map: a schematic plate of our own drawing, what is drawn on it, and how its roads grow."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from battlemap import paths
from battlemap.commands.command import Command
from battlemap.commands.picture_map import AddSchematic, CalibratePlate, DrawMark, SetRoadPart
from battlemap.commands.rows import Together
from battlemap.domain.places import read_places
from battlemap.domain.snapshot import Snapshot

Scene = tuple[datetime, str, Callable[[Snapshot], Command]]


def map_scenes() -> list[Scene]:
    """Returns what happens on the map, in no order."""
    story = json.loads(paths.database("demo", "map.json").read_text(encoding="utf-8"))
    at, by = datetime.fromisoformat(story["at"]), story["by"]
    scenes: list[Scene] = [
        (at, by, lambda _: AddSchematic(story["schematic"], story["title"])),
        (at + timedelta(minutes=5), by, partial(_calibrate, story["calibrate"])),
        (at + timedelta(minutes=30), by, partial(_marks, story["marks"])),
    ]
    scenes += [(datetime.fromisoformat(part["at"]), by, partial(_part, part)) for part in story["parts"]]
    return scenes


def _plate(snapshot: Snapshot) -> str:
    return snapshot.live_rows("plate")[0].id


def _calibrate(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    one, other, metres = story["check"]
    check = tuple(one), tuple(other), metres
    return CalibratePlate(
        _plate(snapshot), tuple(story["one"]), tuple(story["other"]), story["metres"], check
    )


def _marks(marks: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    drawn: list[Command] = []
    for mark in marks:
        table = next((table for table in ("task", "unit", "risk") if table in mark), "")
        target = ""
        if table == "task":
            task = snapshot.task_by_code(mark["task"])
            target = task.id if task else ""
        elif table:
            target = snapshot.named(table, mark[table])[0]
        drawn.append(
            DrawMark(
                _plate(snapshot), mark["kind"], read_places(mark["points"]), mark["title"], table, target,
                mark.get("layer", ""), mark.get("design_m", 0),
            )
        )  # fmt: skip
    return Together(f"标绘 {len(drawn)} 处", tuple(drawn))


def _part(part: Mapping[str, Any], snapshot: Snapshot) -> Command:
    mark = snapshot.named("map_mark", part["mark"])[0]
    return SetRoadPart(mark, part["from"], part["to"], part["state"])
