"""The demo story's emergency plans and drills, early signals, debts that fall due, and the daily checks of exempt sites."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final

from battlemap import paths
from battlemap.commands.command import Command
from battlemap.commands.demo_supervision import values_of
from battlemap.commands.drill import TakeDrillIssue
from battlemap.commands.rows import AddRow, Together
from battlemap.domain.kinds.site_check import SIX
from battlemap.domain.snapshot import Snapshot

Scene = tuple[datetime, str, Callable[[Snapshot], Command]]
_KEEPER: Final = "段晓峰"
_BELOW: Final = ("contacts", "responses", "issues")
_EVENING: Final = time(17, 50)


def response_scenes() -> list[Scene]:
    """Returns what happens, in no order."""
    story = json.loads(paths.database("demo", "response.json").read_text(encoding="utf-8"))
    scenes: list[Scene] = [
        (datetime(2018, 11, 5, 10, 0), _KEEPER, partial(_rows, "emergency_plan", "应急预案", story["plans"])),
        (datetime(2018, 11, 5, 10, 20), _KEEPER, partial(_parts, story["plans"])),
        (datetime(2018, 11, 12, 17, 5), _KEEPER, partial(_rows, "drill", "应急演练", story["drills"])),
        (datetime(2018, 11, 12, 17, 10), _KEEPER, partial(_issues, story["drills"])),
        (datetime(2018, 11, 19, 18, 20), "潘伟", partial(_rows, "risk_signal", "早期信号", story["signals"])),
        (datetime(2018, 11, 1, 16, 20), "张秀兰", partial(_rows, "debt", "到期债务", story["debts"])),
    ]
    scenes.append((datetime(2018, 11, 14, 16, 10), "郭晓东", partial(_sites, story["sites"])))
    scenes += [(datetime.fromisoformat(one["at"]), one["by"], partial(_take, one)) for one in story["taken"]]
    for check in story["checks"]:
        at = datetime.combine(date.fromisoformat(check["checked_on"]), _EVENING)
        scenes.append(
            (at.replace(minute=50 if check["task"] == "CITY-04" else 55), "郭晓东", partial(_check, check))
        )
    return scenes


def _rows(table: str, noun: str, rows: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    pointing = {"plan": "emergency_plan", "risk": "risk"}
    made = []
    for row in rows:
        plain = {key: value for key, value in row.items() if key not in (*_BELOW, *pointing)}
        ties = {key: snapshot.named(other, row[key])[0] for key, other in pointing.items() if key in row}
        made.append(AddRow(table, values_of(plain, snapshot) | ties))
    return Together(f"登记 {len(made)} 项{noun}", tuple(made))


def _parts(plans: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    made = []
    for plan in plans:
        id = snapshot.named("emergency_plan", plan["title"])[0]
        for role, name, phone in plan["contacts"]:
            made.append(AddRow("plan_contact", {"plan": id, "role": role, "name": name, "phone": phone}))
        made += [AddRow("plan_response", {"plan": id, **response}) for response in plan["responses"]]
    return Together("录入预案联系人和响应任务模板", tuple(made))


def _issues(drills: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    made = [
        AddRow(
            "drill_issue", {"drill": snapshot.named("drill", drill["title"])[0], **values_of(issue, snapshot)}
        )
        for drill in drills
        for issue in drill["issues"]
    ]
    return Together(f"登记 {len(made)} 个演练问题", tuple(made))


def _sites(sites: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    made = []
    for site in sites:
        task = snapshot.task_by_code(site["task"])
        assert task is not None, site["task"]
        made.append(AddRow("work_site", {**site, "task": task.id}))
    return Together(f"登记 {len(made)} 项施工内容", tuple(made))


def _take(taken: Mapping[str, Any], snapshot: Snapshot) -> Command:
    issue = snapshot.named("drill_issue", taken["issue"])[0]
    if "action" in taken:
        action = next(action.id for action in snapshot.columns if action.code == taken["action"])
        return TakeDrillIssue(issue, "task", action)
    task = snapshot.task_by_code(taken["task"])
    assert task is not None, taken["task"]
    return TakeDrillIssue(issue, "problem", task.id)


def _check(check: Mapping[str, Any], snapshot: Snapshot) -> Command:
    task = snapshot.task_by_code(check["task"])
    assert task is not None, check["task"]
    six = {key: check.get(key, True) for key, _ in SIX}
    words = {key: check[key] for key in ("result", "words") if key in check}
    return AddRow(
        "site_check", {"task": task.id, "checked_on": date.fromisoformat(check["checked_on"]), **six, **words}
    )
