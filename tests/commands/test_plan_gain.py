"""A second plan adds only what is new, in one step; what stands keeps its place, its words and its code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.commands.board import MoveTasks
from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.plan_gain import MergePlan, gain_of
from battlemap.commands.session import Session
from battlemap.commands.task import DeleteTasks, EditTask
from battlemap.errors import Refused
from tests.commands.conftest import ticking
from tests.commands.plans import DRAFT, grown


@pytest.fixture
def begun(tmp_path: Path) -> Session:
    """A campaign made of the plan."""
    founded = founding(DRAFT, date(2026, 1, 1))
    session = Session.create(tmp_path / "a.battlemap", founded, "李明", ticking())
    session.run(ImportPlan(DRAFT))
    return session


def test_the_same_plan_brings_nothing_whatever_became_of_its_tasks(begun: Session) -> None:
    with begun as session:
        first, second = sorted(session.snapshot.tasks, key=lambda id: session.snapshot.tasks[id].code)
        other = session.snapshot.columns[1].id
        session.run(EditTask(first, {"title": "改过的名称"}))
        session.run(MoveTasks((first,), other, "moving"))
        session.run(DeleteTasks((second,)))
        assert gain_of(DRAFT, session.snapshot).words == (
            "新增专项 0 个、要点 0 条、任务 0 项；已有的 2 项任务不变"
        )
        with pytest.raises(Refused, match="没有新的内容：2 项任务都已有了"):
            session.run(MergePlan(DRAFT))


def test_what_is_new_goes_to_the_ends_in_one_step(begun: Session) -> None:
    with begun as session:
        before = session.snapshot
        wanted = grown(DRAFT)
        assert gain_of(wanted, before).words == "新增专项 1 个、要点 2 条、任务 3 项；已有的 2 项任务不变"
        steps = len(session.steps())
        session.run(MergePlan(wanted))
        assert len(session.steps()) == steps + 1
        assert session.steps(1)[0].label == "并入方案“某区百日攻坚行动方案”（新增 3 项任务）"
        after = session.snapshot
        economy = after.columns[0]
        assert [one.title for one in after.measures_of(economy.id)] == ["狠抓工业", "稳外贸"]
        waiting = [after.tasks[id] for id in after.cell(economy.id, "waiting")]
        assert [(task.code, task.title) for task in waiting] == [
            ("ECON-01", "强化监测"),
            ("ECON-02", "做大做强"),
            ("ECON-03", "开拓市场"),
            ("ECON-04", "抓订单"),
        ]
        assert waiting[2].measure == waiting[0].measure
        assert after.unit_label(waiting[2].responsible_unit) == "商务局"
        assert [column.title for column in after.columns][-1] == "城市建设专项攻坚行动"
        assert all(after.tasks[id] == task for id, task in before.tasks.items())
        with pytest.raises(Refused):
            session.run(MergePlan(wanted))
        session.undo()
        assert len(session.snapshot.live_tasks) == 2


@settings(max_examples=15)
@given(st.data())
def test_parts_of_a_plan_taken_one_after_the_other_make_the_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = grown(DRAFT)
    kept = data.draw(st.sets(st.integers(0, 2), min_size=1))
    part = attrs.evolve(whole, actions=tuple(one for place, one in enumerate(whole.actions) if place in kept))
    path = tmp_path_factory.mktemp("plan") / "a.battlemap"
    with Session.create(path, founding(part, date(2026, 1, 1)), "李明", ticking()) as session:
        session.run(ImportPlan(part))
        if len(kept) < 3:
            session.run(MergePlan(whole))
        said = sorted(task.source for task in session.snapshot.live_tasks)
        assert said == sorted(task.source for action in whole.actions for task in action.tasks)
        assert gain_of(whole, session.snapshot).actions == ()
