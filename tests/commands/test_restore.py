"""An earlier state comes back as one step, and that step can be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from battlemap.commands.board import MoveTasks
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.restore import RestoreRows
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks, EditTask
from battlemap.errors import Refused
from tests.commands.conftest import ticking
from tests.commands.test_session import live


def test_a_restore_brings_back_every_row_and_can_be_undone(session: Session) -> None:
    then = session.snapshot
    first, second, third = then.live_tasks
    session.run(EditTask(first.id, {"title": "改过"}))
    session.run(DeleteTasks((second.id,)))
    session.run(CreateTask(third.action, "后来新建"))
    session.run(MoveTasks((third.id,), first.action, "moving"))
    later = live(session.snapshot)
    session.run(RestoreRows(then, "11月20日 09:00 的备份"))
    assert live(session.snapshot) == live(then)
    assert session.can_undo == "恢复到11月20日 09:00 的备份"
    session.undo()
    assert live(session.snapshot) == later


def test_another_campaigns_backup_is_refused(session: Session, tmp_path: Path) -> None:
    other = CreateCampaign("别的行动", date(2018, 1, 1), date(2018, 2, 1))
    with (
        Session.create(tmp_path / "b.battlemap", other, "李明", ticking()) as stranger,
        pytest.raises(Refused, match="另一个作战行动"),
    ):
        session.run(RestoreRows(stranger.snapshot, "备份"))
