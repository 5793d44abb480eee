"""``posters`` and ``poster``: the catalogue of wall charts, and one of them as PDF or PNG."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from battlemap.cli.edge import FILE, moment_of, open_session
from battlemap.errors import BadInput
from battlemap.layout.paper import Paper, paper
from battlemap.sheets.catalogue import CATALOGUE, sheet
from battlemap.theme import theme
from battlemap.ui.poster_options import poster_options


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
        chosen = {"paper": paper_named(size), "theme": theme(look), "masks_names": mask}
        snapshot, options = poster_options(session, moment, **chosen)
        pages = drawn.pages(snapshot, options)
        title = f"{snapshot.campaign.title} {drawn.title}"
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


def paper_named(words: str) -> Paper:
    """Returns the paper for A3 (lying) or A3-portrait (upright). Raises BadInput."""
    name, _, orientation = words.partition("-")
    if orientation == "portrait":
        return paper(name, "portrait")
    if orientation in ("", "landscape"):
        return paper(name)
    raise BadInput(f"看不懂纸张「{words}」，请写成 A3 或 A3-portrait。")
