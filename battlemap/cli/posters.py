"""``posters`` and ``poster``: the catalogue of wall charts, and one of them as PDF or PNG."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from battlemap.cli.edge import FILE, moment_of, open_session
from battlemap.commands.session import Session
from battlemap.errors import BadInput
from battlemap.layout.paper import paper
from battlemap.sheets.catalogue import CATALOGUE, sheet
from battlemap.sheets.options import SheetOptions
from battlemap.theme import theme


@click.command()
def posters() -> None:
    """列出可以制作的上墙图。"""
    for known in CATALOGUE:
        click.echo(f"{known.name:<12} {known.number} {known.title}：{known.purpose}")


@click.command()
@click.argument("name")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="输出位置，.pdf 或 .png")
@click.option("--paper", "size", default="A0", show_default=True, help="纸张，如 A0、A3、A4-portrait")
@click.option("--theme", "look", default="light", show_default=True, help="配色：light red dark paper")
@click.option("--as-of", help="研判日期或时刻，如 2018-11-20 或 2018-11-20T17:30；缺省为现在")
@click.option("--mask/--no-mask", default=False, help="责任人姓名是否显示为「张某某」")
@click.option("--dpi", default=150, show_default=True, type=click.IntRange(30, 1200), help="PNG 的分辨率")
def poster(
    name: str, file: Path, output: Path, size: str, look: str, as_of: str | None, mask: bool, dpi: int
) -> None:
    """制作一张上墙图，如：battlemap poster overview 档案 --paper A0 -o 图.pdf"""
    drawn, moment = sheet(name), moment_of(as_of)
    with open_session(file, read_only=True) as session:
        options = options_for(session, moment, size, look, masks_names=mask)
        title = f"{session.snapshot.campaign.title} {drawn.title}"
        pages = drawn.pages(session.snapshot_at(moment), options)
        if session.began_at > moment:
            click.echo(
                f"档案自 {session.began_at:%Y-%m-%d} 起记录，{moment:%Y-%m-%d} 的图按档案现有内容研判。"
            )

    from battlemap.render.fonts import Fonts
    from battlemap.render.poster import remarks, save_sheet

    with drawing():
        fonts = Fonts()
        for path in save_sheet(pages, output, options.theme, fonts, title, moment, dpi):
            click.echo(f"已保存：{path}")
        for line in remarks(pages, fonts):
            click.echo(f"  {line}")


@contextmanager
def drawing() -> Iterator[None]:
    """Qt's ground for drawing without a window, for as long as it is needed."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        yield
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    try:
        yield
    finally:
        del application


def options_for(
    session: Session, moment: datetime, size: str, look: str, *, masks_names: bool = False
) -> SheetOptions:
    """Returns the options for a sheet as of a moment; a paper like A4-portrait stands upright. Raises BadInput."""
    kind, _, orientation = size.partition("-")
    if orientation not in ("", "portrait", "landscape"):
        raise BadInput(f"看不懂纸张「{size}」，请写成 A3 或 A3-portrait。")
    is_upright = orientation == "portrait"
    newest = session.steps(1)
    return SheetOptions(
        data_until=moment,
        paper=paper(kind.upper(), "portrait" if is_upright else "landscape"),
        theme=theme(look),
        trend=session.trend(moment.date()),
        masks_names=masks_names,
        is_past=bool(newest) and newest[0].moment > moment >= session.began_at,
    )
