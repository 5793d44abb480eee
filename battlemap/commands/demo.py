"""The demo campaign: the story in ``db/demo`` played through the real commands, the same each time."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import attrs

from battlemap import paths
from battlemap.commands.action import CreateAction
from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.command import Command
from battlemap.commands.demo_alert import alert_scenes
from battlemap.commands.demo_assessment import assessment_scenes
from battlemap.commands.demo_collecting import collecting_scenes
from battlemap.commands.demo_deeds import deed
from battlemap.commands.demo_document import document_scenes
from battlemap.commands.demo_duty import duty_scenes
from battlemap.commands.demo_ledgers import ledger_scenes
from battlemap.commands.demo_loop import loop_scenes
from battlemap.commands.demo_map import map_scenes
from battlemap.commands.demo_notes import note
from battlemap.commands.demo_response import response_scenes
from battlemap.commands.demo_risk import risk_scenes
from battlemap.commands.demo_series import series_scenes
from battlemap.commands.demo_supervision import supervision_scenes
from battlemap.commands.dependency import AddDependency
from battlemap.commands.loop import ReachMilestone
from battlemap.commands.measure import CreateMeasure
from battlemap.commands.people import AssignTask
from battlemap.commands.rows import AddRow, Together
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask
from battlemap.domain.snapshot import Snapshot
from battlemap.moving import take_away

#: On the afternoon of the day on which the first tasks are handed out the board goes up.
_OPENING: Final = datetime(2018, 9, 28, 14, 0)
#: On the first working day after the holidays every unit swears to its days.
_OATH: Final = datetime(2018, 10, 8, 8, 30)
_HANDING_OUT: Final = time(16, 30)
_STAGE_REPORT: Final = time(17, 40)

#: When, by whom, and what is done, given the board as it then is.
_Scene = tuple[datetime, str, Callable[[Snapshot], Command]]


@attrs.define
class _StoryClock:
    """Says the moment of the story."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def write_demo(path: Path) -> None:
    """Ensures a new campaign file at `path` that tells the demo story, step for step the same each time.

    Raises FileProblem where something of that name exists. A story that breaks off leaves no file behind.
    """
    campaign = _read("campaign")
    fields = {
        name: campaign[name] for name in ("slogan", "command_post", "map_unit", "lamp_scheme", "preface")
    }
    founding = CreateCampaign(
        campaign["title"], _day(campaign["starts_on"]), _day(campaign["ends_on"]), fields
    )
    clock = _StoryClock(_OPENING)
    session = Session.create(path, founding, campaign["opened_by"], clock, site="demo", new_id=_ids())
    try:
        with session:
            for at, actor, command in _story(campaign["opened_by"]):
                clock.now, session.actor = at, actor
                session.run(command(session.snapshot))
    except BaseException:
        with suppress(OSError):
            take_away(path)
        raise


def story_ends_on() -> date:
    """Returns the day as of which the demo campaign is meant to be looked at: that of its last event."""
    return _day(_read("campaign")["story_ends_on"])


def _story(opened_by: str) -> list[_Scene]:
    """Returns everything that happens after the founding, in order of time."""
    first = [_periods, _units, _persons, _actions, _measures, _tasks, _milestones, _links]
    scenes: list[_Scene] = [
        (_OPENING.replace(minute=5 * minute), opened_by, command) for minute, command in enumerate(first, 1)
    ]
    scenes += _assignments(opened_by)
    scenes += _reached_milestones()
    scenes.append((_OATH, opened_by, lambda _: FreezeBaseline("开局军令状")))
    scenes += [(datetime.fromisoformat(event["at"]), event["by"], deed(event)) for event in _read("events")]
    scenes += [(datetime.fromisoformat(entry["at"]), entry["by"], note(entry)) for entry in _read("notes")]
    scenes += series_scenes(_read("series"), opened_by)
    scenes += assessment_scenes(_read("assessment"), opened_by)
    scenes += document_scenes(_read("document_money"), _read("measures"), opened_by)
    scenes += alert_scenes()
    scenes += duty_scenes()
    scenes += map_scenes()
    scenes += risk_scenes()
    scenes += supervision_scenes()
    scenes += response_scenes()
    scenes += loop_scenes()
    scenes += ledger_scenes(opened_by)
    scenes += collecting_scenes(opened_by)
    return sorted(scenes, key=itemgetter(0))


# -- the board goes up ------------------------------------------------------------------------------------------


def _periods(snapshot: Snapshot) -> Command:
    days = [
        AddRow(
            "period",
            {
                "kind": day["kind"],
                "starts_on": _day(day["from"]),
                "ends_on": _day(day["to"]),
                "title": day["title"],
                **{name: day[name] for name in ("stops", "actions", "exempt", "alert_level") if name in day},
            },
        )
        for day in _read("days")
    ]
    return Together("设定封土期和重要节点", tuple(days))


def _units(snapshot: Snapshot) -> Command:
    return Together(
        "录入单位",
        tuple(AddRow("unit", {"name": unit["name"], "short_name": unit["short"]}) for unit in _read("units")),
    )


def _persons(snapshot: Snapshot) -> Command:
    units = _by(snapshot.units.values(), "name")
    persons = [
        AddRow(
            "person", {"name": p["name"], "unit": units[p["unit"]].id, "role": p["role"], "phone": p["phone"]}
        )
        for p in _read("people")
    ]
    return Together("录入领导和责任人", tuple(persons))


def _actions(snapshot: Snapshot) -> Command:
    units = _by(snapshot.units.values(), "name")
    actions = [
        CreateAction(a["title"], a["number"], a["code"], a["lead_leader"], units[a["lead_unit"]].id)
        for a in _read("actions")
    ]
    return Together(f"设立 {len(actions)} 个专项", tuple(actions))


def _measures(snapshot: Snapshot) -> Command:
    actions = _by(snapshot.columns, "code")
    measures = [CreateMeasure(actions[m["action"]].id, m["title"], m["detail"]) for m in _read("measures")]
    return Together("录入工作要点", tuple(measures))


def _tasks(snapshot: Snapshot) -> Command:
    actions = _by(snapshot.columns, "code")
    measures = {(m.action, m.number): m.id for m in snapshot.measures.values()}
    plain = ("detail", "due_text", "emphasis", "coop_units", "target_value", "target_unit")
    tasks = []
    for task in _read("tasks"):
        action = actions[task["action"]].id
        fields = {name: task[name] for name in plain}
        fields |= {"start_on": _day(task["start_on"]), "due_on": _day(task["due_on"])}
        fields |= {"measure": measures[action, task["measure"]]}
        tasks.append(CreateTask(action, task["title"], fields=fields))
    return Together(f"{len(tasks)} 项任务上墙", tuple(tasks))


def _milestones(snapshot: Snapshot) -> Command:
    tasks = _by(snapshot.live_tasks, "code")
    stones = [
        AddRow(
            "milestone",
            {"task": tasks[task["code"]].id, "title": stone["title"], "due_on": _day(stone["due_on"])},
        )
        for task in _read("tasks")
        for stone in task["milestones"]
    ]
    return Together("设定任务节点", tuple(stones))


def _links(snapshot: Snapshot) -> Command:
    tasks = _by(snapshot.live_tasks, "code")
    links = [
        AddDependency(tasks[link["from"]].id, tasks[link["to"]].id, link["kind"], link["lag"])
        for link in _read("links")
    ]
    return Together(f"建立 {len(links)} 条先后关系", tuple(links))


# -- what is dated in the tasks themselves ----------------------------------------------------------------------


def _assignments(opened_by: str) -> Iterator[_Scene]:
    """Yields the hand-outs, one step for all the tasks of a day."""
    assigned = [task for task in _read("tasks") if task["assigned_on"]]
    assigned.sort(key=itemgetter("assigned_on"))
    for day, batch in itertools.groupby(assigned, itemgetter("assigned_on")):
        yield datetime.combine(_day(day), _HANDING_OUT), opened_by, partial(_assign, tuple(batch))


def _assign(tasks: Sequence[Mapping[str, Any]], snapshot: Snapshot) -> Command:
    by_code = _by(snapshot.live_tasks, "code")
    handed = [AssignTask(by_code[task["code"]].id, task["responsible_unit"], task["owner"]) for task in tasks]
    return handed[0] if len(handed) == 1 else Together(f"交办 {len(handed)} 项任务", tuple(handed))


def _reached_milestones() -> Iterator[_Scene]:
    """Yields the reaching of every milestone that has its day of it."""
    for task in _read("tasks"):
        for stone in task["milestones"]:
            if stone["done_on"]:
                at = datetime.combine(_day(stone["done_on"]), _STAGE_REPORT)
                yield at, task["owner"], partial(_reach, task["code"], stone["title"])


def _reach(code: str, title: str, snapshot: Snapshot) -> Command:
    stones = snapshot.milestones_of(_by(snapshot.live_tasks, "code")[code].id)
    return ReachMilestone(_by(stones, "title")[title].id)


# -- reading ----------------------------------------------------------------------------------------------------


def _read(name: str) -> Any:
    return json.loads(paths.database("demo", f"{name}.json").read_text(encoding="utf-8"))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _by(rows: Iterable[Any], name: str) -> dict[str, Any]:
    """Returns the rows by one of their fields."""
    return {getattr(row, name): row for row in rows}


def _ids() -> Callable[[], str]:
    """Returns a maker of ids that are the same in every demo file, and unlike those of any other."""
    numbers = itertools.count(1)
    return lambda: hashlib.sha256(f"demo {next(numbers)}".encode()).hexdigest()[:12]
