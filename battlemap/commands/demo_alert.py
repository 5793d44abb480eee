"""The demo story's 临战状态 for the fair in November, and an exemption from 封土期."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from battlemap.commands.alert import EndAlert, StartAlert
from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow
from battlemap.domain.duty.alert_effects import alert_in_force
from battlemap.domain.snapshot import Snapshot

Scene = tuple[datetime, str, Callable[[Snapshot], Command]]
_FIRST, _LAST = date(2018, 11, 5), date(2018, 11, 10)
_KEEPER: Final = "段晓峰"
_EXEMPTED: Final = "CITY-04"


def alert_scenes() -> list[Scene]:
    """Returns what happens, in no order."""
    return [
        (datetime(2018, 11, 4, 16, 0), _KEEPER, _start),
        (datetime(2018, 11, 10, 20, 30), _KEEPER, _end),
        (datetime(2018, 11, 16, 10, 20), "冯海燕", _exempt),
    ]


def _start(snapshot: Snapshot) -> Command:
    period = next(
        period for period in snapshot.periods.values() if period.kind == "key" and period.starts_on == _FIRST
    )
    basis = "指挥部 11月4日会议决定"
    return StartAlert.planned(snapshot, 1, _FIRST, period.title, basis, _LAST, "周卫东", period.id)[0]


def _end(snapshot: Snapshot) -> Command:
    alert = alert_in_force(snapshot, _LAST)
    if alert is None:
        raise KeyError(_LAST)
    return EndAlert(alert.id, "指挥部 11月10日会议决定")


def _exempt(snapshot: Snapshot) -> Command:
    task = snapshot.task_by_code(_EXEMPTED)
    if task is None:
        raise KeyError(_EXEMPTED)
    return AddRow(
        "ban_exemption",
        {
            "task": task.id, "valid_from": date(2018, 11, 16), "valid_to": date(2018, 12, 31),
            "document": "济高管字〔2018〕87号", "pass_no": "TZ-2018-031",
        },
    )  # fmt: skip
