"""``issue``, ``reprint``, ``posted`` and ``editions``: numbered editions of a sheet, and which version hangs on the wall."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.posters import drawing
from battlemap.cli.terms import FILE, masking
from battlemap.commands.edition import MarkPosted
from battlemap.commands.session import Session
from battlemap.domain.kinds.edition import Edition, edition_words
from battlemap.domain.kinds.edition import posted as hanging_now
from battlemap.errors import BadInput
from battlemap.layout.paper import paper_of
from battlemap.sheets.catalogue import CATALOGUE, sheet
from battlemap.theme import GREY, theme


@click.command()
@click.argument("name")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="输出位置，.pdf")
@click.option("--as-of", help="数据截至，如 2018-11-20T17:30；缺省为现在")
@click.option("--paper", "size", help="纸张，如 A3-portrait；缺省按图")
@click.option("--theme", "look", help="配色：red light paper dark，加 -grey 为灰度；缺省按行动信息")
@click.option("--security", help="保管要求，如 公开；缺省按行动信息")
@click.option(
    "--mask/--no-mask", default=None, help="责任人姓名全部打码（张某某）或全部不打码；缺省只打标记的"
)
def issue(
    name: str,
    file: Path,
    output: Path,
    as_of: str | None,
    size: str | None,
    look: str | None,
    security: str | None,
    mask: bool | None,
) -> None:
    """编号出刊并记入档案，如每日定时：battlemap issue daily 档案 -o 战报.pdf"""
    drawn, moment = sheet(name), moment_of(as_of)
    _checked(output)

    from battlemap.render.fonts import Fonts
    from battlemap.render.poster import remarks
    from battlemap.render.saving import write_whole
    from battlemap.shown import editions
    from battlemap.shown.press.choice import Choice

    name, _, way = (size or drawn.paper).partition("-")
    paper_of(size or drawn.paper)
    if look:
        theme(look)
    base, grey = (look or "").removesuffix(GREY), (look or "").endswith(GREY)
    chosen = Choice(
        drawn.name,
        name,
        way or "landscape",
        theme=base,
        is_grey=grey,
        masking=masking(mask),
        security=security,
    )

    with open_session(file) as session, drawing():
        fonts = Fonts()
        done = editions.issue(session, chosen, moment, fonts)
        write_whole(output, done.content)
        lines = remarks(done.pages, fonts)
    click.echo(f"已出刊：{drawn.title}{edition_words(done.number)}，{output}")
    for line in lines:
        click.echo(f"  {line}")


@click.command()
@click.argument("name")
@click.argument("file", type=FILE)
@click.argument("number", type=click.IntRange(1))
@click.option("-o", "--output", type=FILE, required=True, help="输出位置，.pdf")
def reprint(name: str, file: Path, number: int, output: Path) -> None:
    """按当时的数据重印某一期，如：battlemap reprint daily 档案 12 -o 战报.pdf"""
    _checked(output)

    from battlemap.render.fonts import Fonts
    from battlemap.render.saving import write_whole
    from battlemap.shown import editions

    with open_session(file, read_only=True) as session, drawing():
        done = editions.reprint(session, name, number, Fonts())
        write_whole(output, done.content)
    click.echo(f"已重印：{sheet(name).title}{edition_words(number)}，{output}")
    if done.is_same:
        click.echo("  与原件逐字节一致。")
    else:
        click.echo("  内容按当时的数据重排，文件与原件不完全一致（程序版本或系统不同）。")


@click.command()
@click.argument("name")
@click.argument("file", type=FILE)
@click.option("--as-of", help="上墙版本的数据截至时刻，如 2018-11-20T17:30；缺省为现在")
@click.option("--paper", "size", help="上墙图的纸张；缺省按图")
@click.option("--place", default="", help="挂在哪里，如 指挥部一楼作战室")
def posted(name: str, file: Path, as_of: str | None, size: str | None, place: str) -> None:
    """标记某图已上墙，如 battlemap posted overview 档案；此后差异单（changes）只列变动处。"""
    drawn, moment = sheet(name), moment_of(as_of)
    paper = size or drawn.paper
    paper_of(paper)
    with open_session(file) as session:
        session.run(MarkPosted(drawn.name, drawn.title, moment, paper, place))
    click.echo(f"已标记：{drawn.title}（{paper}，数据截至 {moment:%Y-%m-%d %H:%M}）上墙。")


@click.command(name="editions")
@click.argument("file", type=FILE)
@click.option("--changes", is_flag=True, help="逐期列出与上期相比有变的数字")
def list_editions(file: Path, changes: bool) -> None:
    """列出已出的各期和墙上挂着的图，如 battlemap editions 档案 --changes"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
        live = [edition for edition in snapshot.editions.values() if not edition.deleted]
        for edition in sorted(live, key=lambda one: (one.sheet, one.number)):
            click.echo(
                f"{edition.title}{edition.words}　数据截至 {edition.data_until:%Y-%m-%d %H:%M}　{edition.paper}"
            )
            if changes:
                _tell_changes(session, edition)
        if not live:
            click.echo("还没有出过编号的图。")
        for entry in CATALOGUE:
            hanging = hanging_now(snapshot.postings.values(), entry.name)
            if hanging is not None:
                place = f"　{hanging.place}" if hanging.place else ""
                click.echo(
                    f"已上墙：{entry.title}（{hanging.paper}）　{hanging.data_until:%Y-%m-%d %H:%M}{place}"
                )


def _tell_changes(session: Session, edition: Edition) -> None:
    from battlemap.shown.editions import difference

    changes = difference(session, edition)
    if changes is None:
        click.echo("  首期，没有上期。")
    for change in changes or ():
        click.echo(f"  {change.words}")


def _checked(output: Path) -> None:
    if output.suffix.lower() != ".pdf":
        raise BadInput(f"编号出刊只存 PDF，请把“{output.name}”的扩展名改为 .pdf。")
