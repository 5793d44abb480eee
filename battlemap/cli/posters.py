"""``posters`` and ``poster``: the catalogue of wall charts, and one of them as PDF, PNG or SVG."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
import click

from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE, masking
from battlemap.cli.views import tasks_of
from battlemap.commands.uncollected import uncollected
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound
from battlemap.layout.paper import paper_of
from battlemap.layout.printed import printed
from battlemap.layout.tiles import OVERLAP
from battlemap.sheets.catalogue import CATALOGUE, sheet
from battlemap.sheets.page_count import paper_for
from battlemap.sheets.roll_length import needed_roll
from battlemap.shown.poster_options import baseline_board, poster_options
from battlemap.shown.timetable.order import DAY
from battlemap.theme import theme


@click.command()
def posters() -> None:
    """列出可以制作的上墙图。"""
    for entry in CATALOGUE:
        click.echo(f"{entry.name:<12} {entry.number} {entry.title}：{entry.purpose}")


@click.command()
@click.argument("name")
@click.argument("file", type=FILE)
@click.option(
    "-o", "--output", type=FILE, required=True, help="输出位置，.pdf、.png 或 .svg；名称中的{日期}换成当天"
)
@click.option(
    "--paper",
    "size",
    help="纸张，如 A0、A4-portrait、KT90x120、R914（长度按需）、R914x2400、700x1000；缺省按图",
)
@click.option("--margin", type=click.FloatRange(0), help="页边距（毫米）；缺省按纸张")
@click.option("--tiles", help="拼贴：裁成 A4 或 A3 打印，首页为拼贴图")
@click.option("--paged", help="分页：按这种纸（A4、A3 等）逐页排版，每页重复表头和名称")
@click.option("--action", "codes", multiple=True, help="只出这个专项，如 PROJ；可重复")
@click.option("--view", help="只出这个视图（保存的筛选）的任务，名称见 battlemap views")
@click.option("--baseline", default="", help="进度图对照的军令状名称，或一天，如 2018-10-08")
@click.option("--front/--no-front", default=True, help="进度图是否画前锋线")
@click.option("--trim/--no-trim", default=True, help="进度图是否略去没有工期的月份")
@click.option("--alerts/--no-alerts", default=True, help="战报、排名榜、责任清单是否附运行与考核预警")
@click.option("--overlap", default=OVERLAP, show_default=True, help="拼贴重叠（毫米）")
@click.option("--bleed", type=click.FloatRange(0, min_open=True), help="出血（毫米），附裁切线，供印刷厂用")
@click.option("--pages", type=click.IntRange(1), help="正好排成几页：字随之放大或缩小")
@click.option("--theme", "look", help="配色：red light paper dark，加 -grey 为灰度；缺省按行动信息")
@click.option("--security", help="保管要求，如 公开；缺省按行动信息")
@click.option("--as-of", help="研判日期或时刻，如 2018-11-20 或 2018-11-20T17:30；缺省为现在")
@click.option(
    "--mask/--no-mask", default=None, help="责任人姓名全部打码（张某某）或全部不打码；缺省只打标记的"
)
@click.option("--dpi", default=150, show_default=True, type=click.IntRange(30, 1200), help="PNG 的分辨率")
def poster(
    name: str,
    file: Path,
    output: Path,
    size: str | None,
    margin: float | None,
    tiles: str | None,
    paged: str | None,
    codes: tuple[str, ...],
    baseline: str,
    front: bool,
    trim: bool,
    alerts: bool,
    overlap: float,
    bleed: float | None,
    pages: int | None,
    look: str | None,
    security: str | None,
    as_of: str | None,
    view: str | None,
    mask: bool | None,
    dpi: int,
) -> None:
    """制作一张上墙图，如：battlemap poster overview 档案 --paper A0 -o 图.pdf"""
    drawn, moment = sheet(name), moment_of(as_of)
    output = Path(str(output).replace(DAY, f"{moment:%Y-%m-%d}"))
    if paged and (tiles or size):
        raise click.UsageError("--paged 已写明纸张，不能与 --tiles 或 --paper 同用。")
    size = paged or size
    with uncollected(), open_session(file, read_only=True) as session:
        on_roll = re.fullmatch(r"R(\d{3,4})", size or "", re.I)
        chosen = paper_of(drawn.paper if on_roll or not size else size)
        if margin is not None:
            chosen = chosen.with_margin(margin)
        snapshot, options = poster_options(
            session,
            moment,
            drawn,
            paper=chosen,
            theme=theme(look or session.snapshot.campaign.poster_theme),
            masking=masking(mask),
            security=security,
            actions=_actions(session.snapshot, codes),
            baseline=baseline_board(session, baseline),
            has_front_line=front,
            trims_months=trim,
            has_alerts=alerts,
            is_cut_later=bool(view),
        )
        if view:
            options = attrs.evolve(options, tasks=tasks_of(session, snapshot, view, moment))
        if on_roll:
            options = attrs.evolve(options, paper=needed_roll(drawn, snapshot, options, int(on_roll[1])))
            click.echo(f"卷纸长度：{max(options.paper.width, options.paper.height):g} 毫米")
        if pages:
            options = attrs.evolve(options, paper=paper_for(drawn, snapshot, options, pages))
        made = drawn.pages(snapshot, options)
        title = f"{snapshot.campaign.title} {drawn.title}"
        if session.began_at > moment:
            click.echo(
                f"档案自 {session.began_at:%Y-%m-%d} 起记录，{moment:%Y-%m-%d} 的图按档案现有内容研判。"
            )

    from battlemap.render.fonts import Fonts
    from battlemap.render.poster import remarks, save_sheet

    with uncollected(), drawing():
        fonts = Fonts()
        sheets = printed(made, tiles or "", overlap, bleed or 0.0)
        for path in save_sheet(
            sheets,
            output,
            options.theme,
            fonts,
            title,
            moment,
            dpi,
        ):
            click.echo(f"已保存：{path}")
        for line in remarks(made, fonts, len(sheets) if tiles else None):
            click.echo(f"  {line}")


def _actions(snapshot: Snapshot, codes: Collection[str]) -> frozenset[str]:
    """Returns the ids of live actions by their codes; raises NotFound naming those there are."""
    by_code = {action.code: action.id for action in snapshot.columns}
    strangers = [code for code in codes if code.upper() not in by_code]
    if strangers:
        raise NotFound(f"没有代号为“{'、'.join(strangers)}”的专项。可用：{'、'.join(by_code)}。")
    return frozenset(by_code[code.upper()] for code in codes)


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
        # whoever has asked for screens or printers holds on to it
        application.shutdown()
