"""``duty``: the roster made, shown, checked, exchanged, swapped; hand-over, 零报告, and the roster as Excel out and in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FAULTS, FILE
from battlemap.commands.duty import AnswerSwap, ApproveSwap, AskSwap, ExchangeDuties, WriteRoster
from battlemap.commands.duty_log import HandOver
from battlemap.commands.roster_sheet import roster_from
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.fairness import fairness, times
from battlemap.domain.duty.faults import day_words, faults, hour_gaps
from battlemap.domain.duty.nil_due import NIL_WORDS, nil_due
from battlemap.domain.duty.on_duty import on_duty
from battlemap.domain.duty.roster_table import line_words, month_of, roster_table
from battlemap.domain.duty.seats import Draft
from battlemap.domain.kinds.duty import Duty, DutySwap
from battlemap.domain.kinds.shift_handover import ShiftHandover
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound
from battlemap.exchange.roster_xlsx import read_roster, roster_xlsx
from battlemap.render.saving import write_whole

#: Sentences that are told one by one.
_MOST = 20
_FILE = click.argument("file", type=FILE)
_FROM = click.option("--from", "start", help="从哪一天，如 2018-11-01；不写即本月一日")
_TO = click.option("--to", "end", help="到哪一天；不写即起始日所在月的月底")
_BY = click.option("--by", default="", help="同意人或批准人；不写即操作员")


@click.group()
def duty() -> None:
    """值班：排班、核对、对换、换班审批、交接班、零报告，值班表导入导出。"""


@duty.command("make")
@_FILE
@_FROM
@_TO
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="同样公平时由它决定先后")
@click.option("--post", "posts", multiple=True, help="只排这个岗位；可重复")
@click.option("--keep", "keeps", is_flag=True, help="已排的不动，只补缺岗")
@click.option("--try", "is_trial", is_flag=True, help="只算不写")
def make(
    file: Path,
    start: str | None,
    end: str | None,
    seed: int,
    posts: tuple[str, ...],
    keeps: bool,
    is_trial: bool,
) -> None:
    """按规则自动排班：公平轮换，不重复、不排请假人员；排不满的逐日说明原因。"""
    first, last = _span(start, end)
    with open_session(file, read_only=is_trial) as session:
        ids = [_post(session.snapshot, title) for title in posts]
        command, draft = WriteRoster.planned(session.snapshot, first, last, seed, keeps=keeps, posts=ids)
        if not is_trial:
            session.run(command)
        snapshot = session.snapshot
    _tell_draft(draft, snapshot)
    click.echo(
        f"{'试排' if is_trial else '已排'} {day_words(first)}至{day_words(last)}，{len(draft.seats)} 个班次。"
    )
    if draft.gaps:
        raise SystemExit(FAULTS)


@duty.command("show")
@_FILE
@_FROM
@_TO
def show(file: Path, start: str | None, end: str | None) -> None:
    """列出值班表，一天一行。"""
    with open_session(file, read_only=True) as session:
        table = roster_table(DutyBook(session.snapshot), *_span(start, end))
    for line in table.lines:
        click.echo(line_words(line, table))


@duty.command("today")
@_FILE
@click.option("--as-of", help="哪一天，如 2018-11-20；不写即今天")
def today(file: Path, as_of: str | None) -> None:
    """今日值班：岗位、姓名、电话。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        posts = on_duty(session.snapshot, day)
    for post in posts:
        click.echo("　".join(filter(None, (post.title, post.names, post.phones))))
    if not posts:
        click.echo(f"{day_words(day)}还没有排班。")


@duty.command("check")
@_FILE
@_FROM
@_TO
def check(file: Path, start: str | None, end: str | None) -> None:
    """核对缺岗、重复排班、请假冲突和间隔，列出各人折算次数。"""
    first, last = _span(start, end)
    with open_session(file, read_only=True) as session:
        book = DutyBook(session.snapshot)
        wrong, uncovered, fair = faults(book, first, last), hour_gaps(book), fairness(book, first, last)
    for words in uncovered:
        click.echo(words)
    for fault in wrong[:_MOST]:
        click.echo(("！" if fault.is_grave else "　") + fault.words)
    if len(wrong) > _MOST:
        click.echo(f"另有 {len(wrong) - _MOST} 处")
    for post in fair:
        click.echo(f"{post.title}：最多与最少相差 {times(post.spread)} 次（折算）")
        for one in post.burdens:
            click.echo(
                f"　{one.name}　{one.count} 次　折算 {times(one.load)}　应值 {times(one.share)}　差 {times(one.difference)}"
            )
    grave = sum(fault.is_grave for fault in wrong)
    click.echo(f"{day_words(first)}至{day_words(last)}：{grave} 处必须处理，{len(wrong) - grave} 处提醒。")
    if grave:
        raise SystemExit(FAULTS)


@duty.command("exchange")
@_FILE
@click.argument("one", metavar="日期:岗位:姓名")
@click.argument("other", metavar="日期:岗位:姓名")
def exchange(file: Path, one: str, other: str) -> None:
    """直接对换两个班次，如 2018-11-03:值班员:张三 2018-11-05:值班员:李四。"""
    with open_session(file) as session:
        ids = [_duty(session.snapshot, words).id for words in (one, other)]
        step = session.run(ExchangeDuties(*ids))
    click.echo(step.label if step else "没有改动。")


@duty.command("ask")
@_FILE
@click.argument("one", metavar="日期:岗位:姓名")
@click.option("--with", "other", help="与哪一班对换，写法同上")
@click.option("--stand-in", "name", help="由谁替班")
@click.option("--reason", default="", help="事由")
def ask(file: Path, one: str, other: str | None, name: str | None, reason: str) -> None:
    """申请换班或替班；对方同意、领导批准后才改值班表。"""
    with open_session(file) as session:
        snapshot = session.snapshot
        stand_in = _person(snapshot, name) if name else None
        swapped = _duty(snapshot, other).id if other else None
        step = session.run(AskSwap(_duty(snapshot, one).id, swapped, stand_in, reason))
    click.echo(step.label if step else "没有改动。")


@duty.command("swaps")
@_FILE
def swaps(file: Path) -> None:
    """列出换班申请和它们的状态。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    for number, swap in enumerate(_swaps(snapshot), 1):
        click.echo(f"{number}　{_swap_words(swap, snapshot)}")
    if not _swaps(snapshot):
        click.echo("没有换班申请。")


@duty.command("agree")
@_FILE
@click.argument("number", type=click.IntRange(1))
@_BY
@click.option("--refuse", is_flag=True, help="退回申请")
def agree(file: Path, number: int, by: str, refuse: bool) -> None:
    """对方同意（或退回）第几条换班申请，序号见 swaps。"""
    with open_session(file) as session:
        step = session.run(AnswerSwap(_swap(session.snapshot, number), by, not refuse))
    click.echo(step.label if step else "没有改动。")


@duty.command("approve")
@_FILE
@click.argument("number", type=click.IntRange(1))
@_BY
def approve(file: Path, number: int, by: str) -> None:
    """领导批准第几条换班申请，值班表随之改变。"""
    with open_session(file) as session:
        step = session.run(ApproveSwap(_swap(session.snapshot, number), by))
    click.echo(step.label if step else "没有改动。")


@duty.command("handover")
@_FILE
@click.argument("from_name", metavar="交班人")
@click.argument("to_name", metavar="接班人")
@click.option("--at", help="时间，如 2018-11-20T08:30；不写即现在")
@click.option("--weather", default="", help="天气")
@click.option("--log", default="", help="值班情况")
@click.option("--things", default="", help="交接物品")
@click.option("--notes", default="", help="备注")
def handover(
    file: Path, from_name: str, to_name: str, at: str | None, weather: str, log: str, things: str, notes: str
) -> None:
    """交接班：没有办结的值班事项自动列入移交。"""
    moment = moment_of(at) if at else None
    with open_session(file) as session:
        step = session.run(HandOver(from_name, to_name, moment, weather, log, things, notes))
    click.echo(step.label if step else "没有改动。")
    for change in step.changes if step else ():
        if isinstance(change.after, ShiftHandover) and change.after.items:
            click.echo(change.after.items)


@duty.command("nil")
@_FILE
@click.option("--as-of", help="截至何时，如 2018-11-20T17:30；不写即现在")
def nil(file: Path, as_of: str | None) -> None:
    """零报告：各单位应报、已报、未报；有未报的以退出码 3 结束，便于催报。"""
    moment = moment_of(as_of)
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
        due = nil_due(snapshot, moment)
    for one in due:
        summary = one.report.summary if one.report else one.contact
        click.echo(f"{one.hour}　{snapshot.unit_label(one.unit)}　{NIL_WORDS[one.state]}　{summary}".rstrip())
    missing = sum(one.is_to_be_urged for one in due)
    click.echo(f"应报 {len(due)} 份，未报 {missing} 份。" if due else "没有单位需要零报告。")
    if missing:
        raise SystemExit(FAULTS)


@duty.command("export")
@_FILE
@_FROM
@_TO
@click.option("-o", "--output", type=FILE, required=True, help="写到这个 .xlsx 文件")
def export(file: Path, start: str | None, end: str | None, output: Path) -> None:
    """把值班表导出为 Excel，休息日为红字。"""
    first, last = _span(start, end)
    with open_session(file, read_only=True) as session:
        table = roster_table(DutyBook(session.snapshot), first, last)
        campaign = session.snapshot.campaign
    owner = campaign.command_post or campaign.title
    title = f"{owner}值班表（{day_words(first)}至{day_words(last)}）"
    write_whole(output, roster_xlsx(table, title))
    click.echo(f"已导出 {len(table.lines)} 天：{output}")


@duty.command("import")
@_FILE
@click.argument("table", type=FILE)
@click.option("--try", "is_trial", is_flag=True, help="只说明会怎样，不写入")
def import_roster(file: Path, table: Path, is_trial: bool) -> None:
    """从办公室的 Excel 值班表导入：列名与岗位名称相同，有一处不对就都不写入。"""
    with open_session(file, read_only=is_trial) as session:
        snapshot = session.snapshot
        day = snapshot.campaign.starts_on
        columns = roster_table(DutyBook(snapshot), day, day).columns
        seats, strange = read_roster(table, columns, snapshot.span)
        table_seats = [(s.day, s.column.post, s.column.shift, s.place, s.name, s.row) for s in seats]
        command = roster_from(snapshot, table_seats, table.name)
        if not is_trial:
            session.run(command)
    if strange:
        click.echo(f"这些列不是岗位，已略过：{'、'.join(strange)}")
    days = len({seat.day for seat in seats})
    click.echo(
        f"{days} 天 {sum(bool(seat.name) for seat in seats)} 人次。{'试算完毕，没有写入。' if is_trial else '已写入。'}"
    )


def _tell_draft(draft: Draft, snapshot: Snapshot) -> None:
    posts = {id: snapshot.called("duty_post", id) for id in snapshot.rows["duty_post"]}
    for seat, reason in draft.gaps[:_MOST]:
        click.echo(f"！{day_words(seat.day)}“{posts[seat.post]}”{seat.shift}无人可排：{reason}")
    for strain in draft.strains[:_MOST]:
        seat = strain.seat
        name = snapshot.person_name(draft.seats[seat])
        click.echo(f"　{day_words(seat.day)}“{posts[seat.post]}”{name}：{strain.words}")


def _span(start: str | None, end: str | None) -> tuple[date, date]:
    first = moment_of(start).date() if start else month_of(date.today())[0]
    return first, moment_of(end).date() if end else month_of(first)[1]


def _post(snapshot: Snapshot, title: str) -> str:
    ids = snapshot.named("duty_post", title.strip())
    if not ids:
        titles = "、".join(name for _, name in snapshot.offered("duty_post")) or "无"
        raise NotFound(f"没有叫“{title}”的值班岗位。现有：{titles}。")
    return ids[0]


def _person(snapshot: Snapshot, name: str) -> str:
    ids = snapshot.named("person", name.strip())
    if len(ids) != 1:
        raise NotFound(f"人员中叫“{name}”的有 {len(ids)} 个，请核对姓名。")
    return ids[0]


def _duty(snapshot: Snapshot, words: str) -> Duty:
    """Returns the duty that 2018-11-03:值班员:张三 means; raises BadInput or NotFound."""
    parts = [part.strip() for part in words.replace("：", ":").split(":")]
    if len(parts) not in (2, 3):
        raise BadInput(f"看不懂“{words}”，请写成 日期:岗位:姓名，如 2018-11-03:值班员:张三。")
    day, post = moment_of(parts[0]).date(), _post(snapshot, parts[1])
    fitting = [
        duty
        for duty in DutyBook(snapshot).on(day)
        if duty.post == post and (len(parts) == 2 or duty.name_then == parts[2])
    ]
    if len(fitting) != 1:
        names = (
            "、".join(duty.name_then or "缺岗" for duty in DutyBook(snapshot).on(day) if duty.post == post)
            or "无"
        )
        raise NotFound(f"“{words}”对不上一个班次。{day_words(day)}该岗位：{names}。")
    return fitting[0]


def _swaps(snapshot: Snapshot) -> list[DutySwap]:
    return DutyBook(snapshot).swaps


def _swap(snapshot: Snapshot, number: int) -> str:
    listed = _swaps(snapshot)
    if number > len(listed):
        raise NotFound(f"没有第 {number} 条换班申请，共 {len(listed)} 条。")
    return listed[number - 1].id


def _swap_words(swap: DutySwap, snapshot: Snapshot) -> str:
    from_ = snapshot.called("duty", swap.duty)
    to = (
        f"与 {snapshot.called('duty', swap.other)} 对换"
        if swap.other
        else f"由 {snapshot.person_name(swap.stand_in)} 替班"
    )
    state = wording.SWAP_STATES[swap.state]
    return f"{from_} {to}　{state}　{swap.reason}".rstrip()
