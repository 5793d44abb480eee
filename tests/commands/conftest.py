"""An open session on a real file, with a clock and ids that are told, not patched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from battlemap.commands.action import CreateAction
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask
from tests.domain.days.test_calendar import NOTICE_2018

CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))


def ticking(start: datetime = datetime(2018, 11, 20, 9, 0)) -> Callable[[], datetime]:
    """Returns a clock that goes one second further at every look."""
    now = start

    def look() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    return look


def counting() -> Callable[[], str]:
    """Returns a source of ids in order."""
    number = 0

    def following() -> str:
        nonlocal number
        number += 1
        return f"id{number:06d}"

    return following


def open_new(path: Path) -> Session:
    """Returns a session with two actions and three tasks: ECON-01, ECON-02, PROJ-01."""
    session = Session.create(path, CAMPAIGN, "李明", ticking(), NOTICE_2018, site="here", new_id=counting())
    session.run(CreateAction("经济运行", 1, "ECON", "张主任"))
    session.run(CreateAction("项目建设", 2, "PROJ"))
    econ, proj = session.snapshot.columns
    session.run(CreateTask(econ.id, "开展工业运行监测"))
    session.run(CreateTask(econ.id, "走访龙头企业", fields={"due_on": date(2018, 11, 30)}))
    session.run(CreateTask(proj.id, "梳理签约项目"))
    return session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        yield opened
