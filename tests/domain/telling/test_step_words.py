"""A step is told as an official would: who, what, from what to what; bulk steps are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from battlemap.commands.action import CreateAction, DeleteAction
from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.campaign import EditCampaign
from battlemap.commands.command import Command
from battlemap.commands.loop import AcceptTask, ExtendTask, ReachMilestone, ReboundTask, ReportProgress
from battlemap.commands.measure import CreateMeasure
from battlemap.commands.people import AssignTask
from battlemap.commands.problem import EscalateProblem, RaiseProblem, SolveProblem
from battlemap.commands.rows import AddRow, RestoreRow
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask, CreateTask, DeleteTasks, EditTask, RestoreTasks
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.step import TABLES, Step
from battlemap.domain.telling.step_words import StepWords, fields_of, step_words
from battlemap.domain.words import brief
from battlemap.store import journal
from tests.commands.conftest import open_new


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        yield opened


@pytest.fixture
def tell(session: Session) -> Callable[[Command], StepWords]:
    def told(command: Command) -> StepWords:
        step = session.run(command)
        assert step is not None
        return step_words(step, session.snapshot)

    return told


Tell = Callable[[Command], StepWords]


def task(session: Session, code: str) -> str:
    found = session.snapshot.task_by_code(code)
    assert found is not None
    return found.id


def test_a_moved_card_is_told_from_lane_to_lane(session: Session, tell: Tell) -> None:
    econ, proj = session.snapshot.columns
    first = task(session, "ECON-01")
    assert tell(MoveTasks((first,), econ.id, "moving")).words == "李明 把 ECON-01 从 待启动 移到 推进中"
    assert tell(MoveTasks((first,), econ.id, "checking")).words == "李明 把 ECON-01 从 推进中 移到 待核查"
    assert tell(MoveTasks((first,), proj.id, "checking")).deed == "把 ECON-01 从 经济运行 移到 项目建设"
    assert (
        tell(MoveTasks((first,), econ.id, "moving")).deed
        == "把 ECON-01 从 项目建设·待核查 移到 经济运行·推进中，ECON-01 进度恢复为 0%"
    )


def test_a_card_shifted_within_its_cell_is_put_in_another_order(session: Session, tell: Tell) -> None:
    econ = session.snapshot.columns[0]
    first, second = session.snapshot.cell(econ.id, "waiting")
    assert tell(MoveTasks((second,), econ.id, "waiting", first)).deed == "调整 ECON-02 的次序"


def test_the_loop_is_told_in_its_own_words(session: Session, tell: Tell) -> None:
    econ = session.snapshot.columns[0]
    second = task(session, "ECON-02")
    line = tell(AssignTask(second, "建设局", "王强"))
    assert (
        line.deed == "把 ECON-02 交办给 建设局，填写 ECON-02 的责任人：王强，新增单位“建设局”，新增人员“王强”"
    )
    assert set(line.details) == {
        "把 ECON-02 交办给 建设局，填写 ECON-02 的责任人：王强",
        "新增单位“建设局”",
        "新增人员“王强”",
    }
    assert tell(AcceptTask(second)).deed == "签收 ECON-02"
    assert tell(AssignTask(second, "财政局")).details[-1] == (
        "把 ECON-02 由 建设局 转交 财政局，清空 ECON-02 的责任人（原为 王强）"
    )
    assert (
        tell(ReportProgress(second, 40)).deed == "把 ECON-02 从 待启动 移到 推进中，反馈 ECON-02 进度 0%→40%"
    )
    assert tell(ReportProgress(second, 55)).deed == "反馈 ECON-02 进度 40%→55%"
    assert (
        tell(ExtendTask(second, date(2018, 12, 15), "征迁未完成")).deed
        == "把 ECON-02 的完成时限从 11月30日 改为 12月15日（延期，理由：征迁未完成）"
    )
    assert (
        tell(BlockTask(second, "用地手续未办结")).deed
        == "登记 1 号卡点“用地手续未办结”，把 1 号卡点关联到 ECON-02"
    )
    assert tell(BlockTask(second, "")).deed == "解决 1 号卡点"
    tell(MoveTasks((second,), econ.id, "checking"))
    assert tell(ReboundTask(second, 60)).deed == "登记 ECON-02 反弹（第 2 轮），反馈 ECON-02 进度 100%→60%"


def test_what_comes_goes_and_comes_back_is_told_with_its_title(session: Session, tell: Tell) -> None:
    econ = session.snapshot.columns[0]
    assert tell(CreateTask(econ.id, "核查小规模纳税人")).deed == "新建任务 ECON-03“核查小规模纳税人”"
    third = task(session, "ECON-03")
    assert tell(DeleteTasks((third,))).deed == "删除任务 ECON-03“核查小规模纳税人”"
    assert tell(RestoreTasks((third,))).deed == "恢复任务 ECON-03“核查小规模纳税人”"
    assert tell(CreateAction("城市建设", 3, "CITY")).deed == "新建专项“城市建设”"
    assert tell(CreateMeasure(econ.id, "稳增长")).deed == "新建要点“稳增长”"
    assert tell(AddRow("unit", {"name": "建设局"})).deed == "新增单位“建设局”"
    assert tell(AddRow("person", {"name": "王强"})).deed == "新增人员“王强”"
    period = AddRow(
        "period",
        {"kind": "ban", "starts_on": date(2018, 11, 15), "ends_on": date(2019, 1, 5), "title": "秋冬季"},
    )
    assert tell(period).deed == "设定封土期“秋冬季”（11月15日至2019年1月5日）"


def test_problems_and_milestones_are_told(session: Session, tell: Tell) -> None:
    first = task(session, "ECON-01")
    assert (
        tell(RaiseProblem("管线未迁改", (first,))).deed
        == "登记 1 号卡点“管线未迁改”，把 1 号卡点关联到 ECON-01"
    )
    problem = next(iter(session.snapshot.problems))
    assert tell(EscalateProblem(problem)).deed == "把 1 号卡点 从 部门 提到 指挥部"
    assert tell(SolveProblem(problem, "已迁改")).deed == "解决 1 号卡点：已迁改"
    assert tell(AddRow("milestone", {"task": first, "title": "初稿"})).deed == "为 ECON-01 增加节点“初稿”"
    stone = next(iter(session.snapshot.milestones))
    assert tell(ReachMilestone(stone)).deed == "完成 ECON-01 的节点“初稿”"


def test_edited_fields_are_told_with_old_and_new_value(session: Session, tell: Tell) -> None:
    first = task(session, "ECON-01")
    assert (
        tell(EditTask(first, {"title": "监测"})).deed == "把 ECON-01 的任务名称从 开展工业运行监测 改为 监测"
    )
    assert tell(EditTask(first, {"detail": "每月"})).deed == "填写 ECON-01 的具体内容：每月"
    assert tell(EditTask(first, {"detail": ""})).deed == "清空 ECON-01 的具体内容（原为 每月）"
    three = tell(EditTask(first, {"title": "甲", "detail": "乙", "coop_units": "丙"}))
    assert three.deed == "修改 ECON-01 的任务名称、具体内容、配合单位"
    assert tell(EditCampaign({"slogan": "攻坚"})).deed == "填写 行动“百日攻坚”的口号：攻坚"


def test_bulk_steps_are_counted_and_told_row_by_row_in_the_details(session: Session, tell: Tell) -> None:
    econ = session.snapshot.columns[0]
    all_tasks = tuple(task.id for task in session.snapshot.live_tasks)
    moved = tell(MoveTasks(all_tasks, econ.id, "moving"))
    assert moved.deed == "移动 3 项任务到 经济运行·推进中"
    assert len(moved.details) == 3
    due = tell(SetDue(all_tasks, date(2018, 11, 29)))
    assert due.deed == "把 3 项任务的完成时限改为 11月29日"
    tell(CreateMeasure(econ.id, "稳增长"))
    gone = tell(DeleteAction(econ.id))
    assert gone.deed == "删除专项“经济运行”，删除要点“稳增长”，删除 3 项任务"
    assert len(gone.details) == 5
    assert tell(RestoreRow("action", econ.id)).deed == "恢复专项“经济运行”，恢复要点“稳增长”，恢复 3 项任务"


def test_an_undone_step_is_told_by_its_name_and_what_became_of_the_rows(session: Session) -> None:
    first = task(session, "ECON-01")
    session.run(ReportProgress(first, 40))
    line = step_words(session.undo(), session.snapshot)
    assert line.words == "李明 撤销“反馈 ECON-01 进度 40%”"
    assert line.details == (
        "删除 ECON-01 11月20日的进度反馈",
        "把 ECON-01 从 推进中 移到 待启动，修改 ECON-01 进度 40%→0%",
    )
    assert step_words(session.redo(), session.snapshot).deed == "重做“反馈 ECON-01 进度 40%”"


def test_hostile_and_long_values_are_cut_to_one_line() -> None:
    assert brief("甲\n乙\t丙") == "甲 乙 丙"
    assert brief("a\u202eb\x00c\ud800") == "abc"
    assert brief("长" * 100) == "长" * 23 + "…"
    assert brief("<b>粗</b>") == "<b>粗</b>"
    assert brief("好" * 24) == "好" * 24


def test_every_field_of_every_table_has_a_chinese_name() -> None:
    for table, kind in TABLES.items():
        assert {field.name for field in attrs.fields(kind)} <= KINDS[table].by_key.keys(), table
        assert KINDS[table].noun
        assert KINDS[table].counter


def test_every_step_of_a_file_has_words_and_fields(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.battlemap") as session:
        for head in session.steps():
            step = whole(session, head.id)
            line = step_words(step, session.snapshot)
            assert line.deed
            assert len(line.details) == len({(change.table, change.id) for change in step.changes})
            for change, fields in fields_of(step, session.snapshot):
                assert fields
                assert all(field.key != "id" or change.before is None for field in fields)


def whole(session: Session, id: str) -> Step:
    with session.file.reading() as connection:
        return journal.step_of(connection, journal.header(connection, id))
