"""What stands on a plate on a day: marks in their order with number, lamp, layer, and roads with the states of their parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final, cast

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.picture_map import MapMark, Plate, RoadPart, RoadState
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.risk import RiskLevel
from battlemap.domain.picture_map.chainage import Stretch, by_state, km, stretches
from battlemap.domain.places import WIDTH, area, length, middle
from battlemap.domain.risk.judged import COLOURS, judged_risks
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused

#: How a mark without a layer of its own is listed.
_NO_LAYER: Final = "其他"


@attrs.frozen
class SeenMark:
    """A mark as it is shown: its number on the map, its words, the lamp of what it stands for (None: none has one).

    `anchor` is where it is named, in millionths of the picture's width; `is_done` says that its task is struck off,
    `level` is that of the risk for which it stands.
    """

    mark: MapMark
    number: int
    title: str
    layer: str
    anchor: tuple[float, float]
    lamp: Lamp | None = None
    is_done: bool = False
    task: str | None = None
    detail: str = ""
    road: tuple[Stretch, ...] = ()
    level: RiskLevel | None = None

    @property
    def colour(self) -> str:
        """The token or colour in which it is drawn: of its risk's level, of its lamp, else a neutral one."""
        if self.level is not None:
            return COLOURS[self.level]
        return "progress" if self.lamp is None else self.lamp


def plates(snapshot: Snapshot) -> list[Plate]:
    """Returns the live plates in their order."""
    live = cast("list[Plate]", snapshot.live_rows("plate"))
    return sorted(live, key=lambda plate: (plate.rank, plate.id))


def seen_marks(
    snapshot: Snapshot,
    plate: Plate,
    as_of: date,
    only: Collection[str] | None = None,
    layers: Collection[str] | None = None,
) -> tuple[SeenMark, ...]:
    """Returns the marks of a plate as of a day, numbered from 1 in the order of layer and title.

    `only` are the tasks that a filter lets through: marks of others are left out, marks of no task stay; `layers` those
    that are wanted. Numbers are given before anything is left out, so that they stay the same under any filter.
    """
    table = cast("Mapping[str, MapMark]", snapshot.rows["map_mark"])
    marks = [table[id] for id in snapshot.by("map_mark", "plate").get(plate.id, ())]
    shown = [(mark, layer_of(mark, snapshot)) for mark in marks if mark.is_shown(as_of)]
    shown.sort(
        key=lambda pair: (pair[1], KINDS["map_mark"].type_of("title").sort_key(pair[0].title, snapshot) or ())
    )
    drawn: list[SeenMark] = []
    for number, (mark, layer) in enumerate(shown, 1):
        task = task_of(mark, snapshot)
        if (only is not None and task is not None and task not in only) or (
            layers is not None and layer not in layers
        ):
            continue
        try:
            drawn.append(_seen(mark, number, layer, task, plate, snapshot, as_of))
        except Refused:
            continue  # a drawing that somebody has changed by hand in the file is told by `check`
    return tuple(drawn)


def _seen(
    mark: MapMark, number: int, layer: str, task: str | None, plate: Plate, snapshot: Snapshot, as_of: date
) -> SeenMark:
    lamp, words, is_done = _judged(mark, task, snapshot, as_of)
    level = None
    if mark.target_table == "risk":
        level, words = _risk(mark, snapshot, as_of)
    road = road_of(mark, plate, snapshot, as_of)
    measured = measure_words(mark, plate)
    if road:
        metres = by_state(road)
        measured = "　".join(
            f"{wording.ROAD_STATES[state]} {km(count)}" for state, count in metres.items() if count
        )
    detail = "　".join(filter(None, (words, measured)))
    return SeenMark(
        mark,
        number,
        mark.title,
        layer,
        middle(mark.places, mark.kind),
        lamp,
        is_done,
        task,
        detail,
        road,
        level,
    )


def _judged(
    mark: MapMark, task: str | None, snapshot: Snapshot, as_of: date
) -> tuple[Lamp | None, str, bool]:
    if task is not None:
        row = snapshot.tasks[task]
        verdict = snapshot.judge(row, as_of)
        return verdict.lamp, f"{row.code} {verdict.words}", row.lane == "struck_off"
    target = target_of(mark, snapshot)
    if isinstance(target, Problem):
        return ("red" if target.is_open else "green"), f"{target.number} 号卡点", not target.is_open
    return None, target_words(mark, snapshot), False


def _risk(mark: MapMark, snapshot: Snapshot, as_of: date) -> tuple[RiskLevel | None, str]:
    """Returns level and words of the risk for which a mark stands."""
    judged = next((one for one in judged_risks(snapshot, as_of) if one.risk.id == mark.target_id), None)
    if judged is None:
        return None, ""
    words = wording.RISK_LEVELS[judged.level] if judged.level else "未评估"
    return judged.level, f"风险 {judged.risk.number}　{words}"


def target_of(mark: MapMark, snapshot: Snapshot) -> Any:
    """Returns the live row that a mark stands for, None for none."""
    row = snapshot.rows.get(mark.target_table, {}).get(mark.target_id) if mark.target_table else None
    return row if row is not None and not row.deleted else None


def target_words(mark: MapMark, snapshot: Snapshot) -> str:
    """Returns what a mark stands for: 「单位 建设局」, "" for nothing."""
    if target_of(mark, snapshot) is None:
        return ""
    return f"{KINDS[mark.target_table].noun} {snapshot.called(mark.target_table, mark.target_id)}"


def task_of(mark: MapMark, snapshot: Snapshot) -> str | None:
    """Returns the live task that a mark stands for."""
    task = snapshot.tasks.get(mark.target_id) if mark.target_table == "task" else None
    return task.id if task is not None and snapshot.is_live(task) else None


def layer_of(mark: MapMark, snapshot: Snapshot) -> str:
    """Returns the layer of a mark: its own, else the action of its task, else the kind of what it stands for."""
    if mark.layer.strip():
        return mark.layer.strip()
    task = task_of(mark, snapshot)
    if task is not None:
        return snapshot.actions[snapshot.tasks[task].action].short
    return KINDS[mark.target_table].noun if target_of(mark, snapshot) is not None else _NO_LAYER


def length_m(mark: MapMark, plate: Plate) -> int:
    """Returns the length of a line in metres: by its design where one was entered, else as measured; 0 without calibration."""
    if mark.kind != "line":
        return 0
    return mark.design_m or round(length(mark.places) * plate.width_cm / WIDTH / 100)


def road_of(mark: MapMark, plate: Plate, snapshot: Snapshot, as_of: date) -> tuple[Stretch, ...]:
    """Returns the states of a road on a day; () for a line of which no part was ever reported."""
    table = cast("Mapping[str, RoadPart]", snapshot.rows["road_part"])
    parts = [
        part for id in snapshot.by("road_part", "mark").get(mark.id, ()) if not (part := table[id]).deleted
    ]
    if mark.kind != "line" or not parts:
        return ()
    whole = length_m(mark, plate) or max(part.to_m for part in parts)
    return stretches(parts, whole, as_of)


def measure_words(mark: MapMark, plate: Plate) -> str:
    """Returns how long a line is or how large an area, as the calibration says; "" without one."""
    if not plate.width_cm or mark.kind == "point":
        return f"全长 {km(mark.design_m)}" if mark.kind == "line" and mark.design_m else ""
    if mark.kind == "line":
        measured = round(length(mark.places) * plate.width_cm / WIDTH / 100)
        return f"图上量得 {km(measured)}" + (f"，设计 {km(mark.design_m)}" if mark.design_m else "")
    square = area(mark.places) * (plate.width_cm / WIDTH / 100) ** 2
    return f"约 {square / 666.667:,.0f} 亩" if square < 1_000_000 else f"约 {square / 1e6:.2f} 平方公里"


def layers_of(marks: Collection[SeenMark]) -> list[tuple[str, int]]:
    """Returns (layer, marks in it) in order."""
    counts: dict[str, int] = {}
    for seen in marks:
        counts[seen.layer] = counts.get(seen.layer, 0) + 1
    return list(counts.items())


def totals(marks: Collection[SeenMark]) -> dict[RoadState, int]:
    """Returns the metres of all roads by state."""
    metres = by_state(())
    for seen in marks:
        for state, count in by_state(seen.road).items():
            metres[state] += count
    return metres
