"""``problems``: the way of the 卡点 without a window: listed, risen, answered, confirmed, batched, counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.ledger_terms import asked, entry_named
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.named import day_of, task_of, unit_of
from battlemap.cli.terms import FILE
from battlemap.commands.command import Command
from battlemap.commands.problem import EscalateProblem, RaiseProblem
from battlemap.commands.problem_entry import TieProblem
from battlemap.commands.problem_way import (
    AnswerProblem,
    ConfirmProblem,
    EscalateDue,
    FormBatch,
    SendBackProblem,
    SendRedEnvelope,
)
from battlemap.commands.session import Session
from battlemap.domain.kinds.problem import KINDS, LEVELS, Problem
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.problem_figures import (
    all_problems,
    by_kind,
    by_ledger,
    by_level,
    by_unit,
    is_late,
)
from battlemap.domain.telling.problem_reach import stuck_names
from battlemap.errors import BadInput, NotFound

_FILE = click.argument("file", type=FILE)
_NUMBER = click.argument("number", type=int)
_WORDS = click.argument("words")
_AS_OF = click.option("--as-of", help="按哪一天，如 2018-11-20；缺省为今日")


@click.group()
def problems() -> None:
    """卡点（问题直通车）：提出、提级、红信封、答复、确认、批次、统计。"""


@problems.command("list")
@_FILE
@_AS_OF
@click.option("--all", "everything", is_flag=True, help="已解决的也列出")
def list_problems(file: Path, as_of: str | None, everything: bool) -> None:
    """按层级列出卡点，最高的在前；写明何时自动提级。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    live = [one for one in snapshot.problems.values() if not one.deleted and (everything or one.is_open)]
    live.sort(key=lambda one: (not one.is_open, -LEVELS.index(one.level), one.number))
    for one in live:
        unit = snapshot.unit_label(one.solving_unit) or wording.UNASSIGNED
        marks = [
            "红信封" if one.is_red else "",
            "已解决" if not one.is_open else "待确认" if one.awaits_confirmation else "",
            "超期" if is_late(one, day) else "",
        ]
        rises = snapshot.rises_on(one)
        marks.append(f"{rises} 自动提级" if rises else "")
        codes = "、".join(stuck_names(snapshot, one.id))
        click.echo(
            f"{one.number} 号　{wording.PROBLEM_LEVELS[one.level]}　{wording.PROBLEM_KINDS[one.kind]}　{one.title}　"
            f"{unit}　{codes}　{' '.join(filter(None, marks))}".rstrip("　 ")
        )
    click.echo(f"共 {len(live)} 个卡点")


@problems.command("show")
@_FILE
@_NUMBER
def show(file: Path, number: int) -> None:
    """显示一个卡点和它的流转。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    one = _problem(snapshot, number)
    click.echo(f"{one.number} 号　{one.title}")
    if one.needs:
        click.echo(f"需要：{one.needs}")
    for step in snapshot.steps_of(one.id):
        level = wording.PROBLEM_LEVELS[step.level]
        line = (
            f"  {step.happened_on}　{wording.PROBLEM_DEEDS[step.deed]}　{level}　{step.actor}　{step.words}"
        )
        click.echo(line.rstrip("　"))


@problems.command("raise")
@_FILE
@click.argument("codes", metavar="CODE[,CODE…]")
@_WORDS
@click.option("--needs", default="", help="需要什么")
@click.option("--unit", help="由谁解决：单位名称或简称")
@click.option("--promised", help="承诺解决的日期")
@click.option(
    "--kind", type=click.Choice(list(wording.PROBLEM_KINDS.values())), default="其他", help="卡点分类"
)
@click.option("--red", is_flag=True, help="红信封：直报总指挥")
@click.option("--entry", "entries", multiple=True, metavar="台账/条目", help="涉及的台账条目，可写多次")
def raise_problem(
    file: Path,
    codes: str,
    words: str,
    needs: str,
    unit: str | None,
    promised: str | None,
    kind: str,
    red: bool,
    entries: tuple[str, ...],
) -> None:
    """提出卡点；一个卡点可涉及多张卡（编号用逗号隔开，没有写 -）和多条台账。"""
    with open_session(file) as session:
        now = session.snapshot
        tasks = _tasks(now, codes)
        which = next(one for one in KINDS if wording.PROBLEM_KINDS[one] == kind)
        solving = unit_of(now, unit) if unit else None
        session.run(
            RaiseProblem(
                words,
                tasks,
                which,
                solving_unit=solving,
                promised_on=day_of(now, promised),
                needs=needs,
                is_red=red,
                entries=tuple(_entry(session, entry) for entry in entries),
            )
        )
        number = max(one.number for one in session.snapshot.problems.values())
    click.echo(f"已提出卡点 {number} 号")


@problems.command("tie")
@_FILE
@_NUMBER
@click.argument("codes", default="-", metavar="CODE[,CODE…]")
@click.option("--entry", "entries", multiple=True, metavar="台账/条目", help="涉及的台账条目，可写多次")
def tie(file: Path, number: int, codes: str, entries: tuple[str, ...]) -> None:
    """把已有的卡点再关联到任务（没有写 -）和台账条目。"""
    with open_session(file) as session:
        now = session.snapshot
        one = _problem(now, number)
        session.run(
            TieProblem(one.id, _tasks(now, codes), tuple(_entry(session, entry) for entry in entries))
        )
        names = stuck_names(session.snapshot, one.id)
    click.echo(f"卡点 {number} 号涉及：{'、'.join(names)}")


@problems.command("lift")
@_FILE
@_NUMBER
def lift(file: Path, number: int) -> None:
    """提高一级：部门、指挥部、总指挥。"""
    _do(file, number, lambda one: EscalateProblem(one.id))


@problems.command("red")
@_FILE
@_NUMBER
@_WORDS
def red(file: Path, number: int, words: str) -> None:
    """红信封：直报总指挥，写明理由。"""
    _do(file, number, lambda one: SendRedEnvelope(one.id, words))


@problems.command("answer")
@_FILE
@_NUMBER
@_WORDS
@click.option("--promised", help="改报承诺解决的日期")
def answer(file: Path, number: int, words: str, promised: str | None) -> None:
    """登记解决单位的答复，待提出人确认。"""
    with open_session(file) as session:
        one = _problem(session.snapshot, number)
        session.run(AnswerProblem(one.id, words, day_of(session.snapshot, promised)))
    click.echo(f"已答复卡点 {number} 号")


@problems.command("confirm")
@_FILE
@_NUMBER
@click.argument("words", default="")
def confirm(file: Path, number: int, words: str) -> None:
    """提出人确认已解决。"""
    _do(file, number, lambda one: ConfirmProblem(one.id, words))


@problems.command("back")
@_FILE
@_NUMBER
@_WORDS
def back(file: Path, number: int, words: str) -> None:
    """提出人退回重办，写明理由。"""
    _do(file, number, lambda one: SendBackProblem(one.id, words))


@problems.command("escalate")
@_FILE
@_AS_OF
def escalate(file: Path, as_of: str | None) -> None:
    """按提级规则，把到期未解决的卡点自动提级。"""
    day = moment_of(as_of).date()
    with open_session(file) as session:
        before = session.snapshot.problems
        session.run(EscalateDue(day, session.snapshot.calendar))
        risen = [one for one in session.snapshot.problems.values() if one.level != before[one.id].level]
    for one in risen:
        click.echo(f"卡点 {one.number} 号提到{wording.PROBLEM_LEVELS[one.level]}")
    click.echo(f"共提级 {len(risen)} 个")


@problems.command("batch")
@_FILE
@click.argument("numbers", type=int, nargs=-1, metavar="编号…")
@click.option("--words", default="", help="说明")
def batch(file: Path, numbers: tuple[int, ...], words: str) -> None:
    """把几个卡点汇总成下一批；不写编号则是全部未解决的。"""
    with open_session(file) as session:
        now = session.snapshot
        chosen = [_problem(now, number) for number in numbers] or [
            one for one in now.problems.values() if one.is_open
        ]
        session.run(FormBatch(tuple(one.id for one in chosen), words))
        number = max(one.number for one in session.snapshot.problem_batches.values())
    click.echo(f"已汇总第 {number} 批，{len(chosen)} 个卡点")


@problems.command("figures")
@_FILE
@_AS_OF
@click.option("--since", help="从哪一天起；缺省为行动开始")
def figures(file: Path, as_of: str | None, since: str | None) -> None:
    """按层级、单位、分类统计：新增、办结、未结、超期、平均天数。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        now = session.snapshot
    first = day_of(now, since) or now.campaign.starts_on
    for title, lines in (
        ("按层级", by_level(now, first, day)),
        ("按单位", by_unit(now, first, day)),
        ("按分类", by_kind(now, first, day)),
        ("按台账", by_ledger(now, first, day)),
        ("", (all_problems(now, first, day),)),
    ):
        if title:
            click.echo(title)
        for line in lines:
            click.echo(
                f"  {line.name}　新增 {line.raised}　办结 {line.solved}　未结 {line.open}　超期 {line.late}　"
                f"平均 {line.mean_words} 天"
            )


def _tasks(snapshot: Snapshot, codes: str) -> tuple[str, ...]:
    """Returns the tasks of codes with commas between, none for 「-」."""
    named = [code for code in codes.replace("，", ",").split(",") if code.strip() not in ("", "-")]
    return tuple(task_of(snapshot, code).id for code in named)


def _entry(session: Session, words: str) -> str:
    """Returns the entry that 「台账/条目」 means; raises BadInput and NotFound."""
    ledger, sign, name = words.partition("/")
    if not sign:
        raise BadInput(f"“{words[:20]}”应写成 台账/条目，如 qy/海达公司。")
    entries = asked(session, ledger.strip(), session.clock().date())
    return entry_named(entries, name.strip())


def _do(file: Path, number: int, command_of: Callable[[Problem], Command]) -> None:
    """Runs what the 卡点 of that number is to go through and says what was done."""
    with open_session(file) as session:
        command = command_of(_problem(session.snapshot, number))
        words = command.label(session.snapshot)
        session.run(command)
    click.echo(words)


def _problem(snapshot: Snapshot, number: int) -> Problem:
    """Returns the live 卡点 of that number; raises NotFound."""
    numbered = [one for one in snapshot.problems.values() if one.number == number and not one.deleted]
    if not numbered:
        raise NotFound(f"没有 {number} 号卡点。")
    return numbered[0]
