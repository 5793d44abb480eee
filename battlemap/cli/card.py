"""``card``: what belongs to one task is shown, reported and written down without a window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.card_lines import card_lines, checklist_lines
from battlemap.cli.machine import open_session
from battlemap.cli.named import day_of, task_of, unit_of
from battlemap.cli.terms import FILE
from battlemap.commands.checklist import AddChecklistItems, TickChecklistItem
from battlemap.commands.loop import ReachMilestone, ReportProgress
from battlemap.commands.problem import RaiseProblem, SolveProblem
from battlemap.commands.rows import AddRow, EditRow, RemoveRow
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.problem import KINDS
from battlemap.domain.kinds.task import Task
from battlemap.errors import NotFound

_DUE = "时限：日期，或 11月底前"


@click.group()
def card() -> None:
    """查看一张任务卡；登记进度反馈、清单、节点、卡点和批示。"""


@card.command("show")
@click.argument("file", type=FILE)
@click.argument("code")
def show(file: Path, code: str) -> None:
    """列出一张卡的全部内容。"""
    with open_session(file, read_only=True) as session:
        for line in card_lines(session.snapshot, task_of(session.snapshot, code), date.today()):
            click.echo(line)


@card.command("report")
@click.argument("file", type=FILE)
@click.argument("code")
@click.argument("percent", type=int)
@click.argument("words", default="")
@click.option("--on", help="反馈的日期；缺省为今日")
@click.option("--by", default="", help="反馈人；缺省为操作员")
def report(file: Path, code: str, percent: int, words: str, on: str | None, by: str) -> None:
    """反馈进度，如：battlemap card report 档案 ECON-03 60 "完成二层浇筑"。"""
    with open_session(file) as session:
        task = task_of(session.snapshot, code)
        day = day_of(session.snapshot, on)
        session.run(ReportProgress(task.id, percent, words, day, by))
        progress = session.snapshot.tasks[task.id].progress
    click.echo(f"已反馈：{task.code} 进度 {progress}%")


@card.command("checklist")
@click.argument("file", type=FILE)
@click.argument("code")
@click.option("--add", "added", multiple=True, help="增加一项；可写多次，一步完成")
@click.option("--tick", "ticked", type=int, multiple=True, help="第几项已完成")
@click.option("--untick", "unticked", type=int, multiple=True, help="第几项未完成")
@click.option("--remove", "removed", type=int, multiple=True, help="删除第几项")
def checklist(
    file: Path,
    code: str,
    added: tuple[str, ...],
    ticked: tuple[int, ...],
    unticked: tuple[int, ...],
    removed: tuple[int, ...],
) -> None:
    """列出、增加、勾选工作清单；序号按改动前的清单。"""
    with open_session(file, read_only=not (added or ticked or unticked or removed)) as session:
        task = task_of(session.snapshot, code)
        items = session.snapshot.checklist_of(task.id)
        named = {place: _item(items, place, task) for place in {*ticked, *unticked, *removed}}
        for place in dict.fromkeys(ticked):
            session.run(TickChecklistItem(named[place].id))
        for place in dict.fromkeys(unticked):
            session.run(TickChecklistItem(named[place].id, False))
        for place in dict.fromkeys(removed):
            session.run(RemoveRow("checklist_item", named[place].id))
        if added:
            session.run(AddChecklistItems(task.id, added))
        for line in checklist_lines(session.snapshot, task):
            click.echo(line)


@card.command("milestone")
@click.argument("file", type=FILE)
@click.argument("code")
@click.argument("title")
@click.option("--due", help=_DUE)
@click.option("--reach", is_flag=True, help="节点今日完成")
def milestone(file: Path, code: str, title: str, due: str | None, reach: bool) -> None:
    """增加一个节点；--reach 则登记该节点完成。"""
    with open_session(file) as session:
        task = task_of(session.snapshot, code)
        if reach:
            stones = [one for one in session.snapshot.milestones_of(task.id) if one.title == title.strip()]
            if not stones:
                raise NotFound(f"{task.code} 没有名为“{title}”的节点。")
            session.run(ReachMilestone(stones[0].id))
        else:
            session.run(
                AddRow(
                    "milestone",
                    {"task": task.id, "title": title.strip(), "due_on": day_of(session.snapshot, due)},
                )
            )
    click.echo(f"{task.code} 节点“{title}”已{'完成' if reach else '增加'}")


@card.command("problem")
@click.argument("file", type=FILE)
@click.argument("codes", metavar="CODE[,CODE…]")
@click.argument("words")
@click.option("--unit", help="由谁解决：单位名称或简称")
@click.option("--promised", help="承诺解决的日期")
@click.option(
    "--kind", type=click.Choice(list(wording.PROBLEM_KINDS.values())), default="其他", help="卡点分类"
)
def problem(file: Path, codes: str, words: str, unit: str | None, promised: str | None, kind: str) -> None:
    """登记卡点；一个卡点可涉及多张卡，编号用逗号隔开。"""
    with open_session(file) as session:
        now = session.snapshot
        tasks = tuple(task_of(now, code).id for code in codes.replace("，", ",").split(","))
        problem_kind = next(one for one in KINDS if wording.PROBLEM_KINDS[one] == kind)
        solving = unit_of(now, unit) if unit else None
        day = day_of(now, promised)
        session.run(RaiseProblem(words, tasks, problem_kind, solving_unit=solving, promised_on=day))
        number = max(one.number for one in session.snapshot.problems.values())
    click.echo(f"已登记卡点 {number} 号")


@card.command("solve")
@click.argument("file", type=FILE)
@click.argument("number", type=int)
@click.argument("outcome", default="")
def solve(file: Path, number: int, outcome: str) -> None:
    """登记几号卡点已解决，可写解决情况。"""
    with open_session(file) as session:
        live = [one for one in session.snapshot.problems.values() if not one.deleted]
        solved = next((one for one in live if one.number == number), None)
        if solved is None:
            raise NotFound(f"没有 {number} 号卡点。")
        session.run(SolveProblem(solved.id, outcome))
    click.echo(f"已解决卡点 {number} 号")


@card.command("instruct")
@click.argument("file", type=FILE)
@click.argument("code")
@click.argument("leader")
@click.argument("words")
@click.option("--due", help=_DUE)
@click.option("--on", help="批示的日期；缺省为今日")
def instruct(file: Path, code: str, leader: str, words: str, due: str | None, on: str | None) -> None:
    """登记领导批示。"""
    with open_session(file) as session:
        now = session.snapshot
        task = task_of(now, code)
        session.run(
            AddRow(
                "instruction",
                {
                    "task": task.id,
                    "leader": leader,
                    "words": words,
                    "due_on": day_of(now, due),
                    "given_on": day_of(now, on),
                },
            )
        )
    click.echo(f"已登记{leader}对 {task.code} 的批示")


@card.command("answer")
@click.argument("file", type=FILE)
@click.argument("code")
@click.argument("words")
def answer(file: Path, code: str, words: str) -> None:
    """登记批示的办理情况；有几条待办的，记在最早的一条上。"""
    with open_session(file) as session:
        task = task_of(session.snapshot, code)
        still = [one for one in session.snapshot.instructions_of(task.id) if one.is_open]
        if not still:
            raise NotFound(f"{task.code} 没有待办的批示。")
        session.run(EditRow("instruction", still[-1].id, {"answer": words}))
        left = len(still) - 1
    click.echo(f"已登记{still[-1].leader}批示的办理情况，{task.code} 还有 {left} 条待办")


def _item(items: tuple[ChecklistItem, ...], place: int, task: Task) -> ChecklistItem:
    if not 1 <= place <= len(items):
        raise NotFound(f"{task.code} 的清单有 {len(items)} 项，没有第 {place} 项。")
    return items[place - 1]
