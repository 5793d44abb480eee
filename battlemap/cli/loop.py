"""``loop``: the way of a task from 交办 to 销号 and 反弹 without a window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.named import day_of, task_of
from battlemap.cli.terms import FILE
from battlemap.commands.command import Command
from battlemap.commands.hand_over import HandOnTask, PauseTask, ResumeTask, ReturnTask, UrgeReports
from battlemap.commands.loop import AcceptTask, ExtendTask, ReboundTask, ReportProgress
from battlemap.commands.loop_rules import delivered_rules
from battlemap.commands.people import AssignTask
from battlemap.commands.striking import (
    ApproveTask,
    ClaimTask,
    ObjectToTask,
    PublishTask,
    RecheckTask,
    StrikeOff,
    TakeStep,
    VerifyTask,
)
from battlemap.domain.judging.standing import standing_ids
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.arrears import NAMES, arrears, due_rechecks
from battlemap.domain.telling.chain import chain, chain_words
from battlemap.errors import NotFound

_FILE = click.argument("file", type=FILE)
_CODE = click.argument("code")
_WORDS = click.argument("words")
_AS_OF = click.option("--as-of", help="按哪一天，如 2018-11-20；缺省为今日")


@click.group()
def loop() -> None:
    """任务闭环：交办、签收、办结、核查、销号、回头看、反弹，以及催报。"""


@loop.command("chain")
@_FILE
@_CODE
def show_chain(file: Path, code: str) -> None:
    """列出一张卡的流转：每一环节的日期、经办人和说明，以及销号条件是否具备。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    task = task_of(snapshot, code)
    click.echo(chain_words(snapshot, task) or f"{task.code} 还没有交办")
    for link in chain(snapshot, task):
        click.echo(f"  {link.whole}")
    if task.lane != "struck_off":
        click.echo("销号条件：")
        for condition in snapshot.strike_conditions(task, date.today()):
            click.echo(f"  {'✓' if condition.is_met else '✗'} {condition.name}：{condition.words}")
    for recheck in snapshot.rechecks_of(task.id):
        state = "待查" if recheck.is_open else "未反弹" if recheck.is_firm else "发现反弹"
        click.echo(f"  回头看 {recheck.due_on}　{state}　{recheck.words}".rstrip())


@loop.command("assign")
@_FILE
@_CODE
@click.argument("unit", metavar="单位")
@click.argument("owner", metavar="责任人", default="")
def assign(file: Path, code: str, unit: str, owner: str) -> None:
    """交办给一个单位。"""
    _do(file, code, lambda now, id: AssignTask(id, unit, owner or None))


@loop.command("accept")
@_FILE
@_CODE
def accept(file: Path, code: str) -> None:
    """签收。"""
    _do(file, code, lambda now, id: AcceptTask(id))


@loop.command("nil")
@_FILE
@_CODE
@click.argument("words", default="")
def nil(file: Path, code: str, words: str) -> None:
    """零报告：没有新进展，也算一次反馈。"""
    _do(file, code, lambda now, id: ReportProgress(id, now.tasks[id].progress, words, is_nil=True))


@loop.command("claim")
@_FILE
@_CODE
@click.argument("words", default="")
def claim(file: Path, code: str, words: str) -> None:
    """申请办结。"""
    _do(file, code, lambda now, id: ClaimTask(id, words))


@loop.command("verify")
@_FILE
@_CODE
@_WORDS
@click.option("--fail", is_flag=True, help="核查不合格，退回推进")
def verify(file: Path, code: str, words: str, fail: bool) -> None:
    """核查，写明结论。"""
    _do(file, code, lambda now, id: VerifyTask(id, not fail, words))


@loop.command("publish")
@_FILE
@_CODE
@click.argument("medium", metavar="公示媒体")
@click.argument("until", metavar="截止日期")
def publish(file: Path, code: str, medium: str, until: str) -> None:
    """登记销号公示，从今日起到截止日期。"""
    _do(file, code, lambda now, id: PublishTask(id, medium, day_of(now, until) or date.today()))


@loop.command("object")
@_FILE
@_CODE
@_WORDS
@click.option("--settle", is_flag=True, help="异议已经处理")
def object_to(file: Path, code: str, words: str, settle: bool) -> None:
    """登记或处理公示异议。"""
    _do(file, code, lambda now, id: ObjectToTask(id, words, settle))


@loop.command("approve")
@_FILE
@_CODE
@click.argument("approver", metavar="审签人")
def approve(file: Path, code: str, approver: str) -> None:
    """登记领导审签。"""
    _do(file, code, lambda now, id: ApproveTask(id, approver))


@loop.command("step")
@_FILE
@_CODE
@click.argument("step", metavar="步骤")
def step(file: Path, code: str, step: str) -> None:
    """登记销号条件里的一步，如 申请市级复核。"""
    _do(file, code, lambda now, id: TakeStep(id, step))


@loop.command("strike")
@_FILE
@_CODE
@click.argument("words", default="")
def strike(file: Path, code: str, words: str) -> None:
    """销号；条件不具备时说明缺什么。"""
    _do(file, code, lambda now, id: StrikeOff((id,), words))


@loop.command("return")
@_FILE
@_CODE
@_WORDS
def send_back(file: Path, code: str, words: str) -> None:
    """退回推进，写明理由。"""
    _do(file, code, lambda now, id: ReturnTask(id, words))


@loop.command("hand-on")
@_FILE
@_CODE
@click.argument("unit", metavar="单位")
@_WORDS
def hand_on(file: Path, code: str, unit: str, words: str) -> None:
    """转办给另一个单位，须重新签收。"""
    _do(file, code, lambda now, id: HandOnTask(id, unit, words))


@loop.command("extend")
@_FILE
@_CODE
@click.argument("due", metavar="新时限")
@_WORDS
def extend(file: Path, code: str, due: str, words: str) -> None:
    """延期，写明理由；仍按原时限研判。"""

    def command(now: Snapshot, id: str) -> Command:
        day = day_of(now, due)
        assert day is not None
        return ExtendTask(id, day, words)

    _do(file, code, command)


@loop.command("pause")
@_FILE
@_CODE
@_WORDS
@click.option("--until", help="暂缓到哪一天")
def pause(file: Path, code: str, words: str, until: str | None) -> None:
    """暂缓，写明理由。"""
    _do(file, code, lambda now, id: PauseTask(id, words, day_of(now, until)))


@loop.command("resume")
@_FILE
@_CODE
@click.argument("words", default="")
def resume(file: Path, code: str, words: str) -> None:
    """恢复推进。"""
    _do(file, code, lambda now, id: ResumeTask(id, words))


@loop.command("recheck")
@_FILE
@_CODE
@_WORDS
@click.option("--rebound", type=int, help="发现反弹：进度退到百分之几")
def recheck(file: Path, code: str, words: str, rebound: int | None) -> None:
    """登记回头看的情况，记在最早的一次上；--rebound 则同时登记反弹。"""

    def command(now: Snapshot, id: str) -> Command:
        still = [one for one in now.rechecks_of(id) if one.is_open]
        if not still:
            raise NotFound(f"{now.tasks[id].code} 没有待办的回头看。")
        return RecheckTask(still[0].id, rebound is None, words, rebound or 0)

    _do(file, code, command)


@loop.command("rebound")
@_FILE
@_CODE
@click.argument("percent", type=int)
@_WORDS
def rebound(file: Path, code: str, percent: int, words: str) -> None:
    """登记反弹：重新推进，轮次加一。"""
    _do(file, code, lambda now, id: ReboundTask(id, percent, words))


@loop.command("owed")
@_FILE
@_AS_OF
@click.option("--urge", is_flag=True, help="同时登记已催报")
def owed(file: Path, as_of: str | None, urge: bool) -> None:
    """催报清单：谁没有签收、没有按期反馈，以及到期的回头看。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=not urge) as session:
        snapshot = session.snapshot
        owing = arrears(snapshot, day)
        for arrear in owing:
            unit = snapshot.unit_label(arrear.task.responsible_unit) or wording.UNASSIGNED
            urged = f"　已催 {arrear.urges} 次" if arrear.urges else ""
            click.echo(f"{NAMES[arrear.kind]}　{arrear.task.code}　{unit}　{arrear.words}{urged}")
        for recheck_ in due_rechecks(snapshot, day):
            click.echo(f"回头看　{snapshot.tasks[recheck_.task].code}　应于 {recheck_.due_on}")
        click.echo(f"共 {len(owing)} 项欠报")
        if urge and owing:
            session.run(UrgeReports(tuple(arrear.task.id for arrear in owing)))


@loop.command("counts")
@_FILE
@_AS_OF
def counts(file: Path, as_of: str | None) -> None:
    """按四种规范口径计数：已销号、已完成、达到序时、未达到序时。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    judged = [(task, snapshot.judge(task, day)) for task in snapshot.live_tasks]
    for word, ids in standing_ids(judged).items():
        click.echo(f"{wording.STANDINGS[word]} {len(ids)} 项")
    click.echo(f"共 {len(judged)} 项")


@loop.command("rules")
@_FILE
def rules(file: Path) -> None:
    """套用随程序提供的销号条件、反馈制度和提级规则；同名的保持不变。"""
    with open_session(file) as session:
        session.run(delivered_rules())
        for table in ("strike_rule", "report_rule", "escalation_rule"):
            for row in session.snapshot.live_rows(table):
                click.echo(f"{session.snapshot.called(table, row.id)}")


def _do(file: Path, code: str, command_of: Callable[[Snapshot, str], Command]) -> None:
    """Runs what the task of that code is to go through and tells its chain."""
    with open_session(file) as session:
        task = task_of(session.snapshot, code)
        command = command_of(session.snapshot, task.id)
        label = command.label(session.snapshot)
        session.run(command)
        now = session.snapshot
        click.echo(label)
        click.echo(chain_words(now, now.tasks[task.id]))
