"""Makes the file that later programs must open: a small campaign in which every table is used and steps are undone.

``python -m tests.store.released`` writes tests/store/data/schema-N.battlemap; done once, when a schema is released.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from battlemap.commands.action import CreateAction, DeleteAction
from battlemap.commands.attachment import AddAttachment, RemoveAttachment
from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.checklist import AddChecklistItems, TickChecklistItem
from battlemap.commands.command import Command
from battlemap.commands.dependency import AddDependency, RemoveDependency
from battlemap.commands.edition import MarkPosted, RecordEdition
from battlemap.commands.loop import ExtendTask, ReachMilestone, ReportProgress
from battlemap.commands.measure import DeleteMeasure
from battlemap.commands.people import AssignTask, MarkPersonal
from battlemap.commands.plan import ImportPlan
from battlemap.commands.problem import EscalateProblem, RaiseProblem, SolveProblem
from battlemap.commands.rows import AddRow, EditRow, RemoveRow
from battlemap.commands.saved_view import SaveView
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks, EditTask
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.store.attachments import Kept
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.guards import SCHEMA_VERSION

DATA = Path(__file__).with_name("data")
BEGIN = datetime(2018, 10, 8, 8, 30)
CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31), {"slogan": "大干一百天"})
_SHA = "ab" * 32


def make(path: Path) -> None:
    """Writes the file."""
    numbers, minutes = iter(range(10_000)), iter(range(10_000))
    file = CampaignFile.create(
        path, "李明", BEGIN, site="released", new_id=lambda: f"released{next(numbers):04d}"
    )
    with file:
        session = Session(file, "李明", lambda: BEGIN + timedelta(hours=5 * next(minutes)))
        session.run(CAMPAIGN)
        session.run(ImportPlan(_plan()))
        for commands in (_people, _work, _wall, _endings):
            for command in commands(session):
                assert session.run(command) is not None, command
        _taken_back(session)


def _plan() -> PlanDraft:
    def measure(number: int, title: str) -> MeasureDraft:
        drafts = tuple(
            TaskDraft(f"{title} {n} 𠮷'\"", "细则", "原文", responsible_unit="经发局") for n in range(3)
        )
        return MeasureDraft(number, title, "原文", drafts)

    actions = (
        ActionDraft(
            1, "经济运行", (measure(1, "工业"), measure(2, "投资"), MeasureDraft(3, "改革", "原文")), "ECON"
        ),
        ActionDraft(2, "项目建设", (measure(1, "开工"),), "PROJ"),
    )
    return PlanDraft("方案", None, None, ("前言",), actions, ("未归类",))


def _tasks(session: Session) -> list[str]:
    return [task.id for task in sorted(session.snapshot.live_tasks, key=lambda task: task.code)]


def _people(session: Session) -> Iterator[Command]:
    one, two, *_ = _tasks(session)
    yield AssignTask(one, "住建局", "王强")
    yield AssignTask(two, "经发局", "赵敏")
    yield MarkPersonal(tuple(sorted(session.snapshot.persons))[:1])
    yield AddRow(
        "period",
        {"kind": "off", "starts_on": date(2018, 10, 20), "ends_on": date(2018, 10, 21), "title": "会议"},
    )
    yield AddRow(
        "period",
        {
            "kind": "ban",
            "starts_on": date(2018, 11, 15),
            "ends_on": date(2018, 12, 31),
            "title": "封土期",
            **{"stops": "土石方"},
        },
    )


def _work(session: Session) -> Iterator[Command]:
    one, two, three, *_ = _tasks(session)
    yield SetDue((one, two, three), date(2018, 11, 30))
    yield MoveTasks((one, two), session.snapshot.tasks[one].action, "moving")
    yield ReportProgress(one, 30, "已开工")
    yield ReportProgress(two, 55, "过半", reporter="赵敏")
    yield AddRow("milestone", {"task": one, "title": "桩基完成", "due_on": date(2018, 10, 30), "weight": 2})
    yield AddRow("milestone", {"task": one, "title": "主体封顶", "due_on": date(2018, 11, 20)})
    yield ReachMilestone(session.snapshot.milestones_of(one)[0].id)
    yield AddDependency(one, two)
    yield AddDependency(two, three, "ss", 3)
    yield AddChecklistItems(one, ("图纸会审", "施工许可"))
    yield TickChecklistItem(session.snapshot.checklist_of(one)[0].id)
    yield RaiseProblem("土地未批", (one, two), "land")
    yield RaiseProblem("资金未到", (two,), "money")
    first, second = sorted(session.snapshot.problems.values(), key=lambda problem: problem.number)
    yield EscalateProblem(first.id)
    yield SolveProblem(second.id, "已到位")
    yield AddRow(
        "instruction", {"task": one, "leader": "陈书记", "words": "加快进度", "due_on": date(2018, 11, 1)}
    )
    yield AddRow("instruction", {"task": two, "leader": "陈书记", "words": "核实数据"})
    yield EditRow("instruction", session.snapshot.instructions_of(one)[0].id, {"answer": "已加班赶工"})
    yield FreezeBaseline("军令状")
    yield ExtendTask(three, date(2018, 12, 10), "上级批复")
    yield FreezeBaseline("调整后")


def _wall(session: Session) -> Iterator[Command]:
    one, *_ = _tasks(session)
    now = datetime(2018, 10, 10, 17)
    for title, digest in (("照片.jpg", _SHA), ("会议纪要.pdf", "cd" * 32)):
        yield AddAttachment(one, Kept(title, f"{digest[:12]}-{title}", 1234, digest, True))
    for number in (1, 2):
        since = now - timedelta(days=2 - number)
        yield RecordEdition(
            "daily", "战报", number, since, since, "A3-portrait", "light", "marked", _SHA, "{}"
        )
    yield MarkPosted("overview", "总图", now, "A0-landscape", "一楼大厅")
    yield MarkPosted("timeline", "进度图", now, "A1-landscape")
    yield SaveView("重点", TaskFilter("工业", lanes=frozenset({"moving"})))
    yield SaveView("本周", TaskFilter(is_overdue=True))


def _endings(session: Session) -> Iterator[Command]:
    snapshot = session.snapshot
    one, two, three, *_, last = _tasks(session)
    yield EditCampaign({"preface": "总则\n第一条"})
    yield EditTask(two, {"title": "改过的名称", "detail": "第二稿"})
    yield RemoveRow("checklist_item", snapshot.checklist_of(one)[1].id)
    yield RemoveDependency(sorted(snapshot.dependencies)[1])
    yield RemoveAttachment(snapshot.attachments_of(one)[0].id)
    yield RemoveRow("saved_view", sorted(snapshot.saved_views)[1])
    yield DeleteMeasure(snapshot.measures_of(snapshot.columns[0].id)[2].id)
    yield DeleteTasks((last,))
    yield CreateAction("专班保障")
    yield DeleteAction(session.snapshot.columns[-1].id)
    yield CreateTask(snapshot.columns[0].id, "补充任务", "waiting", {"due_on": date(2018, 12, 20)})
    yield MoveTasks((three,), snapshot.columns[1].id, "checking")


def _taken_back(session: Session) -> None:
    """Undoes and redoes, so that both kinds of step are in the file, and something is left to be done again."""
    session.undo()
    session.undo()
    session.redo()
    session.run(EditCampaign({"map_unit": "指挥部办公室"}))
    session.undo()


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    make(DATA / f"schema-{SCHEMA_VERSION}.battlemap")
