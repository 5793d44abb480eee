"""``scheme members``: what each enterprise brings to a scheme's figures, and how all would stand without some of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from battlemap.cli.machine import open_session
from battlemap.cli.scheme_terms import board_of, named_node, named_scheme
from battlemap.cli.terms import FILE
from battlemap.commands.node_members import node_members
from battlemap.domain.assessing.members import (
    Member,
    contributions,
    figure_words,
    kept_only,
    moved,
    tallied_leaves,
    tallies_of,
    weaknesses,
)
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.decimal_figures import plain, signed
from battlemap.domain.kinds.scheme import Scheme
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound

_MOST = 20


@click.command("members")
@click.argument("file", type=FILE)
@click.argument("title", metavar="方案")
@click.argument("node", metavar="[指标]", required=False)
@click.option("--without", multiple=True, metavar="企业", help="剔除这家企业看看；可写几次")
@click.option(
    "--plus",
    multiple=True,
    metavar="名称：计数=数，…",
    help="试加一家企业，如 新企业：营业收入合计=20000，职工合计=300",
)
@click.option("--as-of", metavar="日期", help="截至这一天，缺省为今天")
def members(
    file: Path,
    title: str,
    node: str | None,
    without: tuple[str, ...],
    plus: tuple[str, ...],
    as_of: str | None,
) -> None:
    """企业贡献：有它没它，区里的指标差多少；剔除或试加企业，各项数值和得分怎样变。只算不写。"""
    with open_session(file, read_only=True) as session:
        board = board_of(session, as_of)
        snapshot = board.snapshot
        row = named_scheme(snapshot, title)
        standing = board.evaluated(session, row)
        leaves = tallied_leaves(standing)
        all_members = node_members(session, snapshot, tallies_of(leaves), board.day, board.at)
    if not all_members:
        raise NotFound(f"“{row.title}”没有取自台账计数的指标，说不出各家企业的贡献。")
    if without or plus:
        tried = [_tried(words, snapshot, tallies_of(leaves)) for words in plus]
        gone = {_named(name, all_members).id for name in without}
        _tell_change(row, standing, [*all_members, *tried], gone, snapshot)
        return
    only = named_node(standing.tree, node) if node else None
    if only is not None and only not in {leaf.id for leaf in leaves}:
        raise BadInput(f"“{standing.tree.nodes[only].title}”不是取自台账计数的指标。")
    for leaf in leaves:
        if only not in (None, leaf.id):
            continue
        shares = contributions(snapshot, leaf, all_members)
        value = figure_words(shares[0].with_it) if shares else "--"
        click.echo(f"{leaf.number} {leaf.title}　{value}{leaf.measure_unit}　{len(shares)} 家".strip())
        for one in shares[: None if only else _MOST]:
            click.echo(
                f"　{one.member.name}　贡献 {signed(one.by, 3)}　贡献率 {plain(one.rate, 1)}%　{one.words}".rstrip()
            )
    for weak in weaknesses(snapshot, standing, all_members) if only is None else ():
        click.echo(f"短板 {len(weak.words)} 项　{weak.member.name}：{'；'.join(weak.words)}")


def _tell_change(
    row: Scheme, standing: Evaluation, members: Sequence[Member], gone: set[str], snapshot: Snapshot
) -> None:
    kept = {member.id for member in members} - gone
    then = kept_only(snapshot, standing, members, kept)
    for one in moved(standing, then, row.places):
        click.echo("　".join(filter(None, (one.title, one.value, one.points))))
    click.echo(f"总分 {plain(standing.total.points, row.places)} → {plain(then.total.points, row.places)}")
    click.echo(f"在算 {len(kept)} 家，只是测算，没有写入。")


def _named(name: str, members: Sequence[Member]) -> Member:
    matching = [member for member in members if name.strip() in (member.name, member.id)]
    if len(matching) != 1:
        raise NotFound(f"企业“{name.strip()}”有 {len(matching)} 家，请写全名。")
    return matching[0]


def _tried(words: str, snapshot: Snapshot, tallies: Sequence[str]) -> Member:
    """Returns an enterprise that is only tried; one that is told no figure of a count adds one."""
    name, _, figures = words.replace(":", "：").partition("：")
    by_title = {snapshot.tallies[id].title: id for id in tallies if id in snapshot.tallies}
    adds: dict[str, Decimal | None] = {
        id: Decimal(1) for id in by_title.values() if snapshot.tallies[id].figure == "count"
    }
    for part in filter(None, figures.replace(",", "，").split("，")):
        title, _, figure = part.partition("=")
        if title.strip() not in by_title:
            raise BadInput(f"没有叫“{title.strip()}”的计数。可写：{'、'.join(by_title)}。")
        try:
            adds[by_title[title.strip()]] = Decimal(figure.strip())
        except InvalidOperation as error:
            raise BadInput(f"“{part.strip()}”不是数，请写如 营业收入合计=20000。") from error
    if not name.strip():
        raise BadInput(f"看不懂“{words}”，请写成 名称：计数=数，计数=数。")
    return Member(f"+{name.strip()}", name.strip(), adds, is_new=True)
