"""A baseline is a moment with a name; its plan comes from the journal."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.board import SetDue
from battlemap.commands.rows import EditRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks
from battlemap.domain.planning.baseline_shift import baseline_shift
from battlemap.errors import Refused


def test_the_frozen_plan_is_compared_with_now(session: Session) -> None:
    first, second, third = session.snapshot.live_tasks
    session.run(FreezeBaseline("开工军令状"))
    session.run(SetDue((second.id,), date(2018, 12, 7)))
    session.run(DeleteTasks((third.id,)))
    session.run(CreateTask(first.action, "新增任务"))
    (baseline,) = session.snapshot.baselines.values()
    compared = baseline_shift(session.snapshot_at(baseline.frozen_at), session.snapshot)
    assert [(shift.code, shift.words) for shift in compared.moved] == [("ECON-02", "时限推迟 5 个工作日")]
    assert [session.snapshot.tasks[id].title for id in compared.added] == ["新增任务"]
    assert compared.removed == (third.id,)


def test_any_earlier_moment_can_be_frozen_or_compared_without(session: Session) -> None:
    moment = session.clock()
    second = session.snapshot.live_tasks[1]
    session.run(SetDue((second.id,), date(2018, 12, 7)))
    session.run(FreezeBaseline("追立", moment))
    (baseline,) = session.snapshot.baselines.values()
    assert session.snapshot_at(baseline.frozen_at).tasks[second.id].due_on == date(2018, 11, 30)
    assert baseline_shift(session.snapshot_at(moment), session.snapshot).moved


def test_names_are_there_and_differ_and_moments_are_past(session: Session) -> None:
    session.run(FreezeBaseline("甲"))
    (baseline,) = session.snapshot.baselines.values()
    with pytest.raises(Refused, match="已有名为“甲”"):
        session.run(FreezeBaseline(" 甲 "))
    with pytest.raises(Refused, match="不能为空"):
        session.run(EditRow("baseline", baseline.id, {"title": " "}))
    with pytest.raises(Refused, match="将来"):
        session.run(FreezeBaseline("乙", datetime(2030, 1, 1)))
    session.run(EditRow("baseline", baseline.id, {"title": "乙"}))
    session.run(RemoveRow("baseline", baseline.id))
    session.run(FreezeBaseline("乙"))
    assert [b.title for b in session.snapshot.baselines.values() if not b.deleted] == ["乙"]


def test_a_frozen_moment_survives_a_restart(session: Session) -> None:
    session.run(FreezeBaseline("甲", datetime(2018, 11, 20, 8, 0, 0, 123_999)))
    (baseline,) = session.snapshot.baselines.values()
    assert baseline.frozen_at == datetime(2018, 11, 20, 8, 0, 0, 123_000)
    path = session.file.path
    session.close()
    with Session.open(path, "李明", session.clock) as again:
        assert again.snapshot.baselines[baseline.id] == baseline
