"""An earlier state comes back as one step, and that step can be undone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.commands.board import MoveTasks
from battlemap.commands.calendar import ImportPeriods
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.restore import RestoreRows
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks, EditTask
from battlemap.domain.days.calendar import Period
from battlemap.errors import Refused
from battlemap.store.damage.recovery import snapshot_of
from tests.commands.conftest import ticking
from tests.commands.test_session import counting_from_restart, live


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


def test_a_backup_comes_back_as_one_step_and_the_present_was_backed_up_before(session: Session) -> None:
    made = session.backups.make("手动")
    then = session.snapshot
    task = then.live_tasks[0]
    session.run(EditTask(task.id, {"title": "改过"}))
    session.run(CreateTask(task.action, "后来新建"))
    later = live(session.snapshot)
    session.run(RestoreRows.from_backup(made, datetime(2018, 11, 20, 9, 0)))
    assert live(session.snapshot) == live(then)
    assert [backup.reason for backup in session.backups.listed()] == ["恢复前", "手动"]
    assert session.can_undo == "恢复到2018-11-20 09:00 的备份"
    session.undo()
    assert live(session.snapshot) == later
    assert session.file.faults() == []


def test_a_backup_that_went_another_way_is_refused_and_nothing_is_changed(
    session: Session, tmp_path: Path
) -> None:
    copy = tmp_path / "拷走.battlemap"
    session.file.save_copy(copy)
    action = session.snapshot.columns[0].id
    session.run(CreateTask(action, "这边新建"))
    with Session.open(copy, "王强", ticking(), new_id=counting_from_restart()) as other:
        other.run(CreateTask(action, "那边新建"))
    before = session.snapshot
    with pytest.raises(Refused, match="ECON-03 与现有的不是同一任务"):
        session.run(RestoreRows.from_backup(copy, datetime(2018, 11, 20, 9, 0)))
    assert session.snapshot is before


def test_what_is_imported_into_a_board_is_backed_up_before(session: Session) -> None:
    day = date(2018, 11, 20)
    session.run(ImportPeriods((Period("", "off", day, day, "停工"),)))
    (backup,) = session.backups.listed()
    assert backup.reason == "导入前"
    assert snapshot_of(backup.path).rows["period"] == {}
