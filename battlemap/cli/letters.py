"""``letters``: letters drawn up from the facts, signed, followed, and written as Word or PDF, without a window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.named import task_of
from battlemap.cli.posters import drawing
from battlemap.cli.terms import FILE
from battlemap.commands.command import Command
from battlemap.commands.letter import DraftLetter, EditLetter
from battlemap.domain.kinds.letter import LETTER, LETTER_KINDS, Letter, next_colour, why_not_escalated
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.letter_facts import letter_named
from battlemap.domain.telling.letter_words import drawn_up
from battlemap.errors import BadInput, Refused
from battlemap.shown.letters.deeds import DEED

_FILE = click.argument("file", type=FILE)
_KINDS = [wording.LETTER_KINDS[kind] for kind in LETTER_KINDS if kind != "minutes"]
_LETTER = click.argument("letter", metavar="字号或标题")


@click.group()
def letters() -> None:
    """公文：拟稿、签发、送达、签收、反馈、办结、升级、作废，存为 Word 或 PDF。"""


@letters.command("list")
@_FILE
def list_letters(file: Path) -> None:
    """列出全部公文和状态，新的在前。"""
    with open_session(file, read_only=True) as session:
        live = [one for one in session.snapshot.letters.values() if not one.deleted]
    for one in sorted(live, key=lambda one: (one.issued_on or one.drafted_on, one.number), reverse=True):
        late = "　逾期未反馈" if one.is_overdue(date.today()) else ""
        kind, state = wording.LETTER_KINDS[one.kind], wording.LETTER_STATES[one.state]
        click.echo(f"{kind}　{one.reference}　{state}　{one.title}{late}")
    click.echo(f"共 {len(live)} 份公文")


@letters.command("draft")
@_FILE
@click.argument("kind", type=click.Choice(_KINDS), metavar="文种")
@click.argument("code", default="")
@click.option("--as-of", help="按哪一天的情况，如 2018-11-20；缺省为今日")
def draft(file: Path, kind: str, code: str, as_of: str | None) -> None:
    """从任务（编号）或全局情况拟稿，如：battlemap letters draft 档案 提醒函 ECON-03。"""
    which = next(one for one in LETTER_KINDS if wording.LETTER_KINDS[one] == kind)
    day = moment_of(as_of).date()
    with open_session(file) as session:
        now = session.snapshot
        task = task_of(now, code) if code else None
        session.run(DraftLetter(drawn_up(which, now, day, task)))
        made = list(session.snapshot.letters.values())[-1]
    click.echo(f"已拟{kind}：{made.title}")
    for line in made.body.splitlines():
        click.echo(f"  {line}")


@letters.command("edit")
@_FILE
@_LETTER
@click.argument("changes", nargs=-1, required=True, metavar="项=内容…")
def edit(file: Path, letter: str, changes: tuple[str, ...]) -> None:
    r"""修改拟稿，如：抄送=督查考核办 格式=信函 份号=12 密级=机密★1年 紧急程度=特急；正文换行写 \n。"""
    with open_session(file) as session:
        now = session.snapshot
        one = letter_named(now, letter)
        values = {}
        for change in changes:
            name, sign, text = change.partition("=")
            field = next((field for field in LETTER.fields if name.strip() in (field.title, field.key)), None)
            if field is None or not sign:
                raise BadInput(f"“{change[:20]}”应写成 项=内容，如 抄送=督查考核办。")
            values[field.key] = field.type.read(text.replace("\\n", "\n"), now)
        session.run(EditLetter(one.id, values))
    click.echo(f"已修改：{one.title}")


def _deed(name: str, help_text: str) -> click.Command:
    """Returns the verb of one deed."""

    def do(file: Path, letter: str, words: str) -> None:
        _do(file, letter, lambda one: DEED[name].command(one, words))

    params = [
        click.Argument(["file"], type=FILE),
        click.Argument(["letter"], metavar="字号或标题"),
        click.Argument(["words"], default=""),
    ]
    return click.Command(name, callback=do, params=list(params), help=help_text)


for _name, _told in (
    ("issue", "签发并编号，写明签发人。"), ("deliver", "登记送达，可写方式。"), ("receive", "登记签收人。"), ("answer", "登记反馈内容。"),
    ("close", "办结，可写结果。"), ("void", "作废，写明理由；已编号的保留号码。"),
):  # fmt: skip
    letters.add_command(_deed(_name, _told))


@letters.command("rise")
@_FILE
@_LETTER
def rise(file: Path, letter: str) -> None:
    """逾期未反馈的升级：提醒函升督办单，督办单升通报；拟稿后仍须签发。"""
    with open_session(file) as session:
        now = session.snapshot
        one = letter_named(now, letter)
        today = session.clock().date()
        why, kind = why_not_escalated(one, today), next_colour(one.kind)
        if why or kind is None:
            raise Refused(why)
        task = now.tasks[one.task] if one.task else None
        session.run(DraftLetter(drawn_up(kind, now, today, task, one), one.id))
        made = list(session.snapshot.letters.values())[-1]
    click.echo(f"已拟{wording.LETTER_KINDS[made.kind]}：{made.title}")


@letters.command("save")
@_FILE
@_LETTER
@click.option("-o", "--output", type=FILE, required=True, help="输出位置，.docx 或 .pdf")
def save(file: Path, letter: str, output: Path) -> None:
    """存为 Word 或 PDF（GB/T 9704-2012 版式）。"""
    from battlemap.render.fonts import Fonts
    from battlemap.shown.letters.saving import SUFFIXES, save_letter

    if output.suffix.lower() not in SUFFIXES:
        raise BadInput(f"“{output.name}”的扩展名应是 .docx 或 .pdf。")
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    one = letter_named(snapshot, letter)
    with drawing():
        note = save_letter(one, snapshot, output, Fonts(), _moment(one))
    click.echo(f"已保存：{output}")
    if note:
        click.echo(f"注意：{note}", err=True)


def _moment(letter: Letter) -> datetime:
    """Returns when the file says that it was made: the same letter gives the same file."""
    day = letter.issued_on or letter.drafted_on
    return datetime(day.year, day.month, day.day)


def _do(file: Path, name: str, command_of: Callable[[Letter], Command]) -> None:
    with open_session(file) as session:
        one = letter_named(session.snapshot, name)
        session.run(command_of(one))
        now: Snapshot = session.snapshot
        after = now.letters[one.id]
    click.echo(f"{wording.LETTER_STATES[after.state]}：{after.reference} {after.title}")
