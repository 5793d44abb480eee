"""``collect``: 填报包 made for the units, their returns taken, and who has reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from battlemap.cli.machine import moment_of, open_session, operator
from battlemap.cli.terms import DONE, FAULTS, FILE
from battlemap.commands.collecting import DropCollection, RemindUnits, SendBack, sending, subject_of
from battlemap.commands.session import Session
from battlemap.domain.collecting.form import about_of, unit_named
from battlemap.domain.collecting.submissions import live_requests, reminder_words, submissions
from battlemap.domain.days.deadline import read_day, why_no_day
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound
from battlemap.shown.collecting.packages import command_for, write_packages, write_receipt, write_report
from battlemap.shown.collecting.returns import Looked, files_in, look_at_all, others_in, words_of_others

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
_STATES = {"sent": "未报", "overdue": "逾期未报", "questioned": "有问题", "taken": "已收"}


@click.group()
def collect() -> None:
    """填报包：按单位发出、接收、催报，不需要网络。"""


@collect.command("make")
@click.argument("file", type=FILE)
@click.option("--title", required=True, help="填报名称，如 11月第三周进度")
@click.option("--due", required=True, help="报送截止日期")
@click.option("--about", default="任务", show_default=True, help="填报哪一类内容")
@click.option("--field", "fields", multiple=True, help="要填报的字段，可写多次；不写用常用字段")
@click.option("--unit", "units", multiple=True, help="只发给这些单位，可写多次；不写发给所有有内容的单位")
@click.option("--note", default="", help="写在填报说明里的要求")
@click.option("--new", "takes_new", is_flag=True, help="允许单位报新增")
@click.option("-o", "--output", type=FOLDER, required=True, help="填报包写到这个文件夹")
def make(
    file: Path,
    title: str,
    due: str,
    about: str,
    fields: tuple[str, ...],
    units: tuple[str, ...],
    note: str,
    takes_new: bool,
    output: Path,
) -> None:
    """为每个单位生成一份填报包。"""
    with open_session(file) as session:
        snapshot = session.snapshot
        chosen = [unit_named(word, snapshot) for word in units] or None
        command = sending(
            snapshot, subject_of(session, about_of(about, snapshot)), title, _day(due, snapshot), keys=fields, units=chosen, note=note,
            takes_new=takes_new,
        )  # fmt: skip
        step = session.run(command)
        made = (
            [] if step is None else [c.after for c in step.changes if isinstance(c.after, CollectionRequest)]
        )
        paths = write_packages(session.snapshot, made, output)
    click.echo(f"已发出“{title}”：{len(paths)} 个单位，填报包在 {output}")


@collect.command("again")
@click.argument("file", type=FILE)
@click.argument("title")
@click.option("--unit", "units", multiple=True, help="只重出这些单位的，可写多次")
@click.option("-o", "--output", type=FOLDER, required=True, help="填报包写到这个文件夹")
def again(file: Path, title: str, units: tuple[str, ...], output: Path) -> None:
    """重新写出已发出的填报包（内容与发出时相同）。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    requests = _requests(snapshot, title, units)
    click.echo(f"已重新写出 {len(write_packages(snapshot, requests, output))} 个填报包：{output}")


@collect.command("take")
@click.argument("file", type=FILE)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="填报包或文件夹…"
)
@click.option("--try", "is_trial", is_flag=True, help="只说明会怎样，不写入")
@click.option("--on", "on", default=None, help="收到日期，不写为今天")
@click.option("--theirs", is_flag=True, help="有疑问和冲突的格也以单位所填为准")
@click.option("--receipts", type=FOLDER, default=None, help="把接收回执写到这个文件夹")
@click.option(
    "--report", type=FOLDER, default=None, help="把接收报告（逐份结果、待核、仍未报送）写到这个文件夹"
)
def take(
    file: Path,
    paths: tuple[Path, ...],
    is_trial: bool,
    on: str | None,
    theirs: bool,
    receipts: Path | None,
    report: Path | None,
) -> None:
    """接收交回的填报包，一份或整个文件夹；先逐格核对，没有疑问的一步写入。"""
    with open_session(file, read_only=is_trial) as session:
        day = moment_of(on).date() if on else None
        looked = look_at_all(session, files_in(paths), day or session.clock().date())
        for one in looked:
            _tell(one)
        words = words_of_others(others_in(paths))
        if words:
            click.echo(f"注意：{words}")
        checks = [one.check for one in looked if one.check is not None]
        cells = {
            check.request.id: frozenset(cell.place for cell in check.changed)
            if theirs
            else check.taken_unasked
            for check in checks
        }
        rows = {check.request.id: check.new_unasked for check in checks}
        step = None
        if checks and not is_trial:
            step = session.run(command_for(session, checks, cells, rows, on=day))
        if receipts is not None and not is_trial:
            for check in checks:
                id = check.request.id
                write_receipt(check, cells[id], rows[id], receipts, session.clock(), operator(), day)
        if report is not None:
            path = write_report(
                session, looked, cells, rows, report, session.clock(), on=day, is_trial=is_trial
            )
            click.echo(f"接收报告：{path}")
    refused = len(looked) - len(checks)
    done = "试算完毕，没有写入" if is_trial else "已写入，可一步撤销" if step else "没有改动"
    click.echo(f"共 {len(looked)} 份：可接收 {len(checks)} 份，不能接收 {refused} 份。{done}。")
    raise SystemExit(FAULTS if refused else DONE)


@collect.command("status")
@click.argument("file", type=FILE)
@click.option("--title", default=None, help="只看这一次填报")
@click.option("--as-of", default=None, help="统计到哪一天")
def status(file: Path, title: str | None, as_of: str | None) -> None:
    """报送情况：单位、应报、已报、按时、退回、迟报、空报。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    day = moment_of(as_of).date()
    wanted = {_collection(title, snapshot).id} if title else None
    click.echo("单位　应报　已报　按时　退回　迟报　空报　逾期未报")
    counted = []
    for one in submissions(snapshot, day, wanted):
        counts = (one.asked, one.returned, one.in_time, one.sent_back, one.late, one.empty, one.overdue)
        counted.append(counts)
        click.echo("　".join((one.name, *map(str, counts))))
    if len(counted) > 1:
        click.echo("　".join(("合计", *(str(sum(column)) for column in zip(*counted, strict=True)))))
    for request, collection in live_requests(snapshot, wanted):
        state = request.state(collection, day)
        if state != "taken":
            back = f"，已回 {request.answered}/{request.asked}" if request.returned_on else ""
            click.echo(f"{_STATES[state]}：{snapshot.unit_label(request.unit)}“{collection.title}”{back}")


@collect.command("remind")
@click.argument("file", type=FILE)
@click.argument("title")
@click.option("--unit", "units", multiple=True, help="只催这些单位")
def remind(file: Path, title: str, units: tuple[str, ...]) -> None:
    """催报：列出未报单位的催报词，并记一次催报。"""
    with open_session(file) as session:
        snapshot, today = session.snapshot, session.clock().date()
        collection = _collection(title, snapshot)
        open_ = [
            request
            for request in _requests(snapshot, title, units)
            if request.returned_on is None or request.sent_back_on is not None
        ]
        for request in open_:
            click.echo(reminder_words(request, collection, snapshot, today))
        if open_:
            session.run(RemindUnits(tuple(request.id for request in open_)))
    click.echo(f"共催报 {len(open_)} 个单位" if open_ else "没有未报的单位")


@collect.command("send-back")
@click.argument("file", type=FILE)
@click.argument("title")
@click.argument("unit", metavar="单位")
@click.argument("reason", metavar="原因")
def send_back(file: Path, title: str, unit: str, reason: str) -> None:
    """退回一个单位的填报。"""
    with open_session(file) as session:
        (request,) = _requests(session.snapshot, title, (unit,))
        _said(session, SendBack(request.id, reason))


@collect.command("drop")
@click.argument("file", type=FILE)
@click.argument("title")
def drop(file: Path, title: str) -> None:
    """删除一次填报（已接收的内容保留）。"""
    with open_session(file) as session:
        _said(session, DropCollection(_collection(title, session.snapshot).id))


def _said(session: Session, command: SendBack | DropCollection) -> None:
    step = session.run(command)
    click.echo(step.label if step else "没有改动。")


def _tell(one: Looked) -> None:
    if one.check is None:
        click.echo(f"✗ {one.words}")
        return
    click.echo(f"● {one.path.name}　{one.words}")
    for cell in one.check.changed:
        if cell.question:
            since = f"（{cell.when:%m-%d %H:%M} {cell.who}）" if cell.when else ""
            click.echo(
                f"    ? {cell.code}“{cell.name}”：发出 {cell.base or '空'}，现值 {cell.ours or '空'}{since}，"
                f"填报 {cell.theirs or '空'}；{cell.question}"
            )
    for fault in one.check.faults:
        click.echo(f"    ! {fault}")
    for note in one.check.notes:
        click.echo(f"    · {note}")


def _day(words: str, snapshot: Snapshot) -> date:
    day, _ = read_day(words, *snapshot.span)
    if day is None:
        raise BadInput(why_no_day(words, *snapshot.span))
    return day


def _collection(title: str, snapshot: Snapshot) -> Collection:
    live = [one for one in snapshot.collections.values() if not one.deleted]
    for one in live:
        if title.strip() in (one.title, one.id):
            return one
    names = "、".join(one.title for one in live) or "无"
    raise NotFound(f"没有名为“{title}”的填报。已有：{names}。")


def _requests(snapshot: Snapshot, title: str, units: tuple[str, ...]) -> list[CollectionRequest]:
    collection = _collection(title, snapshot)
    wanted = {unit_named(word, snapshot) for word in units}
    requests = [
        request
        for request, _ in live_requests(snapshot, {collection.id})
        if not wanted or request.unit in wanted
    ]
    if not requests:
        raise NotFound(f"“{collection.title}”没有发给这些单位。")
    return requests
