"""Rows of any kind are added, changed, moved, removed and restored by the same five commands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from battlemap.commands.action import ArchiveAction, DeleteAction
from battlemap.commands.board import MoveTasks
from battlemap.commands.history import discarded
from battlemap.commands.people import AssignTask
from battlemap.commands.problem import RaiseProblem
from battlemap.commands.rows import AddRow, EditRow, MoveRow, RemoveRow, RestoreRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask
from battlemap.domain.telling.step_words import step_words
from battlemap.errors import BattlemapError, NotFound, Refused
from tests.commands.conftest import open_new


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "a.battlemap") as opened:
        yield opened


def first_task(session: Session) -> str:
    return session.snapshot.live_tasks[0].id


def only(session: Session, table: str) -> str:
    return session.snapshot.live_rows(table)[-1].id


def test_a_row_is_added_changed_and_told_in_the_words_of_its_kind(session: Session) -> None:
    task = first_task(session)
    step = session.run(AddRow("instruction", {"task": task, "leader": " 赵书记 ", "words": "抓紧办理"}))
    assert step is not None and step.label == "ECON-01 登记批示“赵书记”"
    assert step_words(step, session.snapshot).deed == "登记 ECON-01 的赵书记批示：抓紧办理"
    made = session.snapshot.instructions[only(session, "instruction")]
    assert (made.leader, made.given_on, made.is_open) == ("赵书记", session.clock().date(), True)
    step = session.run(EditRow("instruction", made.id, {"answer": "已办结"}))
    assert step is not None
    assert step_words(step, session.snapshot).deed.startswith("办理 ECON-01 的赵书记批示")
    assert not session.snapshot.instructions[made.id].is_open
    session.run(EditRow("instruction", made.id, {"answer": ""}))
    assert session.snapshot.instructions[made.id].is_open


def test_a_removed_row_comes_back_and_undo_takes_each_step_back(session: Session) -> None:
    session.run(AddRow("unit", {"name": "住房和城乡建设局", "short_name": "住建局"}))
    unit = only(session, "unit")
    session.run(RemoveRow("unit", unit))
    assert session.snapshot.units[unit].deleted
    session.run(RestoreRow("unit", unit))
    assert not session.snapshot.units[unit].deleted
    session.undo()
    session.undo()
    assert not session.snapshot.units[unit].deleted


def test_rows_are_put_in_another_order_among_their_own(session: Session) -> None:
    task = first_task(session)
    for title in ("一", "二", "三"):
        session.run(AddRow("checklist_item", {"task": task, "title": title}))
    one, two, three = (item.id for item in session.snapshot.checklist_of(task))
    session.run(MoveRow("checklist_item", three, one))
    assert [item.id for item in session.snapshot.checklist_of(task)] == [three, one, two]
    with pytest.raises(Refused, match="按批示日期排列"):
        session.run(AddRow("instruction", {"task": task, "leader": "甲", "words": "乙"}))
        session.run(MoveRow("instruction", only(session, "instruction"), None))


def test_who_is_still_named_is_not_removed(session: Session) -> None:
    session.run(AssignTask(first_task(session), "水利局"))
    unit = session.snapshot.tasks[first_task(session)].responsible_unit
    assert unit is not None
    with pytest.raises(Refused, match="单位“水利局”还是 1 项任务的责任单位"):
        session.run(RemoveRow("unit", unit))


def test_what_only_ties_a_row_to_others_goes_and_comes_with_it(session: Session) -> None:
    session.run(RaiseProblem("管线未迁改", (first_task(session),)))
    problem = only(session, "problem")
    session.run(RemoveRow("problem", problem))
    assert session.snapshot.live_rows("problem_task") == []
    session.run(RestoreRow("problem", problem))
    assert [p.id for p in session.snapshot.problems_of(first_task(session))] == [problem]


@pytest.mark.parametrize(
    ("table", "values", "sentence"),
    [
        ("milestone", {"title": " "}, "节点名称不能为空"),
        ("milestone", {"title": "初稿", "due_on": date(1800, 1, 1)}, "1990 年到 2100 年"),
        ("milestone", {"title": "初稿", "weight": -5}, "权重应在 0 到 1000 之间"),
        ("milestone", {"title": "初稿", "weight": 10**30}, "权重应在"),
        ("milestone", {"title": "初稿", "task": "nothing"}, "任务已不存在"),
        ("milestone", {"title": "初稿", "colour": "red"}, "没有这一项"),
        ("period", {"kind": "off", "starts_on": date(2018, 1, 1), "ends_on": date(2027, 12, 31)}, "请核对起止日期"),
        ("period", {"kind": "holiday", "starts_on": date(2018, 1, 1), "ends_on": date(2018, 1, 2)}, "不存在"),
        ("person", {"name": "王强", "unit": "nothing"}, "单位已不存在"),
        ("problem", {"title": "征地", "solving_unit": "nothing"}, "解决单位已不存在"),
        ("problem", {"title": "征地", "number": 7}, "由程序填写"),
        ("task", {"title": "甲"}, "有自己的操作"),
        ("spaceship", {}, "没有“spaceship”"),
    ],
)  # fmt: skip
def test_what_may_not_be_is_refused_and_nothing_is_written(
    session: Session, table: str, values: dict[str, object], sentence: str
) -> None:
    before = session.steps(1)
    base = {"task": first_task(session)} if table == "milestone" else {}
    with pytest.raises(Refused, match=sentence):
        session.run(AddRow(table, {**base, **values}))
    assert session.steps(1) == before


def test_days_off_that_join_may_not_leave_no_day_to_work_on(session: Session) -> None:
    for year in (2018, 2019):
        first, last = date(year, 1, 1), date(year, 12, 31)
        if year == 2018:
            session.run(AddRow("period", {"kind": "off", "starts_on": first, "ends_on": last}))
        else:
            with pytest.raises(Refused, match="几乎天天停工"):
                session.run(AddRow("period", {"kind": "off", "starts_on": first, "ends_on": last}))


def test_no_card_goes_where_nobody_sees_it(session: Session) -> None:
    _, proj = session.snapshot.columns
    task = first_task(session)
    session.run(ArchiveAction(proj.id))
    with pytest.raises(Refused, match="已归档"):
        session.run(MoveTasks((task,), proj.id, "waiting"))
    with pytest.raises(Refused, match="已归档"):
        session.run(CreateTask(proj.id, "新任务"))
    session.run(ArchiveAction(proj.id, is_archived=False))
    session.run(DeleteAction(proj.id))
    with pytest.raises(Refused, match="已删除"):
        session.run(CreateTask(proj.id, "新任务"))


def test_one_name_is_one_unit_and_one_person(session: Session) -> None:
    session.run(AddRow("unit", {"name": "住房和城乡建设局", "short_name": "住建局"}))
    with pytest.raises(Refused, match="已有叫“住建局”的单位"):
        session.run(AddRow("unit", {"name": "住建局"}))
    unit = only(session, "unit")
    session.run(AddRow("person", {"name": "王强", "unit": unit}))
    with pytest.raises(Refused, match="已有叫“王强”"):
        session.run(AddRow("person", {"name": "王强", "unit": unit}))
    session.run(EditRow("person", only(session, "person"), {"role": "科长"}))


def test_a_command_for_a_row_that_is_gone_says_so(session: Session) -> None:
    for command in (EditRow("unit", "none", {}), RemoveRow("unit", "none"), RestoreRow("unit", "none")):
        with pytest.raises(NotFound):
            session.run(command)


def test_a_deleted_row_is_restored_before_it_is_changed(session: Session) -> None:
    session.run(AddRow("unit", {"name": "住建局"}))
    unit = only(session, "unit")
    session.run(RemoveRow("unit", unit))
    with pytest.raises(BattlemapError, match="已删除，请先恢复"):
        session.run(EditRow("unit", unit, {"name": "水利局"}))


def test_what_was_removed_lies_in_the_recycle_bin_whatever_it_is(session: Session) -> None:
    session.run(AddRow("instruction", {"task": first_task(session), "leader": "赵书记", "words": "抓紧"}))
    instruction = only(session, "instruction")
    session.run(RemoveRow("instruction", instruction))
    (thing,) = discarded(session)
    assert (thing.table, thing.name, thing.place) == ("instruction", "赵书记", "ECON-01")
    session.run(thing.restoring)
    assert discarded(session) == []
