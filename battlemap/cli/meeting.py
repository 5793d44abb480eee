"""``meeting``: meetings without a window: agenda, decisions in one line, minutes."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.named import day_of, task_of
from battlemap.cli.terms import FILE
from battlemap.commands.loop_rules import set_up_meetings
from battlemap.commands.meeting import (
    CloseDecision,
    CloseMeeting,
    Decide,
    EditMeeting,
    OpenMeeting,
    ReopenMeeting,
)
from battlemap.domain.kinds.meeting import Meeting, MeetingSeries
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.agenda import (
    KIND_NAMES,
    agenda,
    decision_words,
    decisions_of,
    minutes_facts,
    open_decisions,
    version_lines,
)
from battlemap.domain.telling.decision_line import HELP, decision_line
from battlemap.domain.telling.letter_words import drawn_up
from battlemap.errors import NotFound

_FILE = click.argument("file", type=FILE)
_SERIES = click.option("--series", default="", help="哪种会议；只有一种时不必写")


@click.group()
def meeting() -> None:
    """会议：设立、议程、召开、议定、销结、结束并拟纪要。"""


@meeting.command("setup")
@_FILE
def setup(file: Path) -> None:
    """设立随程序提供的会议。"""
    with open_session(file) as session:
        session.run(set_up_meetings())
        for row in session.snapshot.live_rows("meeting_series"):
            click.echo(session.snapshot.called("meeting_series", row.id))


@meeting.command("agenda")
@_FILE
@_SERIES
@click.option("--as-of", help="按哪一天，如 2018-11-20；缺省为今日")
def show_agenda(file: Path, series: str, as_of: str | None) -> None:
    """列出议程：上次议定未落实的、逐位领导的红灯、卡点和本周到期。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    parts = agenda(snapshot, _series(snapshot, series), moment_of(as_of).date())
    for part in parts:
        click.echo(f"{part.title}　{part.note}（{part.minutes} 分钟）")
        for place, item in enumerate(part.items, 1):
            click.echo(f"  {place}. [{KIND_NAMES[item.kind]}] {item.title}　{item.words}")
    click.echo(
        f"共 {sum(len(part.items) for part in parts)} 项，预计 {sum(part.minutes for part in parts)} 分钟"
    )


@meeting.command("open")
@_FILE
@_SERIES
@click.option("--on", help="会议日期；缺省为今日")
@click.option("--place", default="", help="地点")
@click.option("--chair", default="", help="主持人")
def open_meeting(file: Path, series: str, on: str | None, place: str, chair: str) -> None:
    """召开下一次会议。"""
    with open_session(file) as session:
        now = session.snapshot
        values = {key: value for key, value in (("place", place), ("chair", chair)) if value}
        session.run(OpenMeeting(_series(now, series).id, values, day_of(now, on)))
        held = list(session.snapshot.meetings.values())[-1]
        click.echo(f"已召开{session.snapshot.called('meeting', held.id)}")


@meeting.command("present")
@_FILE
@click.option("--present", help="出席")
@click.option("--absent", help="请假")
@click.option("--observers", help="列席")
@click.option("--keeper", help="记录人")
def present(
    file: Path, present: str | None, absent: str | None, observers: str | None, keeper: str | None
) -> None:
    """登记出席、请假、列席和记录人。"""
    given = {"present": present, "absent": absent, "observers": observers, "keeper": keeper}
    with open_session(file) as session:
        held = _open(session.snapshot)
        session.run(EditMeeting(held.id, {key: value for key, value in given.items() if value is not None}))
        click.echo(f"已登记{session.snapshot.called('meeting', held.id)}")


@meeting.command("decide", help=f"议定一项，一行写完。{HELP}")
@_FILE
@click.argument("words")
@click.option("--code", default="", help="正在议的任务编号")
def decide(file: Path, words: str, code: str) -> None:
    """Decides in the meeting that goes on."""
    with open_session(file) as session:
        now = session.snapshot
        held = _open(now)
        task = task_of(now, code) if code else None
        line = decision_line(words, *now.span)
        session.run(Decide(held.id, line, task.id if task else None, task.action if task else None))
        made = decisions_of(session.snapshot, held.id)[-1]
        click.echo(f"议定 {made.number}（{wording.DECISION_KINDS[made.kind]}）：{made.words}")
        if made.kind == "task" and made.task:
            click.echo(f"已建任务 {session.snapshot.tasks[made.task].code}")


@meeting.command("owed")
@_FILE
def owed(file: Path) -> None:
    """列出没有落实的议定事项，最早的在前。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    still = open_decisions(snapshot)
    for place, one in enumerate(still, 1):
        name = snapshot.called("meeting", one.meeting)
        click.echo(f"{place}. {name} {one.number}　{decision_words(snapshot, one)}")
    click.echo(f"共 {len(still)} 项未落实")


@meeting.command("done")
@_FILE
@click.argument("number", type=int)
@click.argument("words", default="")
def done(file: Path, number: int, words: str) -> None:
    """销结一项议定事项；序号按 battlemap meeting owed。"""
    with open_session(file) as session:
        still = open_decisions(session.snapshot)
        if not 1 <= number <= len(still):
            raise NotFound(f"未落实的议定事项有 {len(still)} 项，没有第 {number} 项。")
        session.run(CloseDecision(still[number - 1].id, words))
    click.echo(f"已销结：{still[number - 1].words}")


@meeting.command("close")
@_FILE
def close(file: Path) -> None:
    """结束会议并拟纪要；纪要用 battlemap letters 签发和另存。"""
    with open_session(file) as session:
        now = session.snapshot
        held = _open(now)
        session.run(
            CloseMeeting(held.id, drawn_up("minutes", now, held.held_on, more=minutes_facts(now, held)))
        )
        letter = session.snapshot.letters[session.snapshot.meetings[held.id].letter or ""]
    click.echo(f"已拟纪要：{letter.title}")


@meeting.command("reopen")
@_FILE
@click.argument("reason", metavar="理由")
def reopen(file: Path, reason: str) -> None:
    """重开最近结束的会议，补充议定；再次结束时拟出纪要的下一版。"""
    with open_session(file) as session:
        held = _newest(session.snapshot)
        session.run(ReopenMeeting(held.id, reason))
        click.echo(f"已重开{session.snapshot.called('meeting', held.id)}")


@meeting.command("minutes")
@_FILE
def minutes(file: Path) -> None:
    """列出最近一次会议的纪要各版和校验码。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    held = _newest(snapshot)
    click.echo(snapshot.called("meeting", held.id))
    for line in version_lines(snapshot, held) or ["还没有纪要"]:
        click.echo(f"  {line}")


def _newest(snapshot: Snapshot) -> Meeting:
    held = [one for one in snapshot.meetings.values() if not one.deleted and one.letter]
    if not held:
        raise NotFound("还没有结束过会议。")
    return max(held, key=lambda one: (one.held_on, one.number))


def _series(snapshot: Snapshot, name: str) -> MeetingSeries:
    live = [one for one in snapshot.meeting_series.values() if not one.deleted]
    fitting = [one for one in live if name in ("", one.title)]
    if not fitting:
        raise NotFound("还没有设立这种会议，请先 battlemap meeting setup，或在“台账”里新建。")
    return min(fitting, key=lambda one: (one.rank, one.id))


def _open(snapshot: Snapshot) -> Meeting:
    still = [one for one in snapshot.meetings.values() if one.is_open and not one.deleted]
    if not still:
        raise NotFound("没有正在开的会议，请先召开。")
    return still[-1]
