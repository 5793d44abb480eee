"""The journal's clock only goes forward, whatever the wall's does, and clocks order as texts do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.plan import ImportPlan
from battlemap.commands.saved_view import SaveView
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.store.journal import next_clock

NOON = datetime(2018, 11, 20, 12, 0)
CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))


@pytest.mark.parametrize("count", [9_998, 9_999, 99_999, 999_999, 12_345_678])
def test_a_counter_that_gets_longer_still_comes_after(count: int) -> None:
    clock = next_clock("", NOON)
    clock = clock[:24] + next_clock(f"{clock[:24]}{count - 1:04d}", NOON)[24:]
    following = next_clock(clock, NOON)
    assert clock < following < next_clock(following, NOON) < next_clock("", NOON + timedelta(milliseconds=1))


@given(st.lists(st.integers(-400_000_000, 400_000_000), min_size=2, max_size=60))
def test_clocks_follow_one_another_however_the_wall_is_set(seconds: list[int]) -> None:
    clock = ""
    for second in seconds:
        following = next_clock(clock, NOON + timedelta(seconds=second))
        assert following > clock
        clock = following


def test_twenty_thousand_steps_of_a_clock_that_stands_are_in_order() -> None:
    clocks = [next_clock("", NOON)]
    for _ in range(20_000):
        clocks.append(next_clock(clocks[-1], NOON))
    assert clocks == sorted(clocks)


def test_a_clock_a_year_fast_and_set_right_loses_neither_boards_nor_views(tmp_path: Path) -> None:
    now = NOON
    tasks = (TaskDraft("开工", "", ""), TaskDraft("竣工", "", ""))
    plan = PlanDraft(
        "方案", None, None, (), (ActionDraft(1, "项目", (MeasureDraft(1, "建设", "", tasks),), "PROJ"),), ()
    )
    path = tmp_path / "行动.battlemap"
    Session.create(path, CAMPAIGN, "李明", lambda: now).close()
    with Session.open(path, "李明", lambda: now) as session:
        now = NOON + timedelta(days=365)
        session.run(ImportPlan(plan))
        session.run(SaveView("近期", TaskFilter(changed_within=3)))
        now = NOON + timedelta(hours=2)
        task = session.snapshot.live_tasks[0]
        session.run(EditTask(task.id, {"detail": "之后"}))
        for moment in (
            now,
            NOON + timedelta(hours=3),
            NOON + timedelta(days=365),
            NOON + timedelta(days=400),
        ):
            board = session.snapshot_at(moment)
            assert len(board.live_tasks) == 2
            assert board.tasks[task.id].detail == "之后"
        assert session.chronicle(now).changed_since(task.id, NOON)
        assert session.file.faults() == []
        session.run(EditCampaign({"slogan": "新"}))
    with Session.open(path, "李明", lambda: now) as session:
        assert session.undo().label
        assert session.progress_course(now.date())
