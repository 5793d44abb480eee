"""``scheme``: assessment schemes taken in, checked, evaluated, tried, their places among peers and vetoes."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap import wording
from battlemap.cli import scheme_members
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.scheme_terms import board_of, named_node, named_scheme
from battlemap.cli.terms import FILE
from battlemap.commands.assess import DecideVeto
from battlemap.commands.scheme import AdoptTrial, CarryScheme, TakeScheme, delivered_scheme, delivered_schemes
from battlemap.domain.assessing.checks import faults
from battlemap.domain.assessing.evaluating import live_schemes
from battlemap.domain.assessing.gaps import gaps, most_worth
from battlemap.domain.assessing.node_words import total_note
from battlemap.domain.assessing.places import ahead_words, border, place_lines, proposals
from battlemap.domain.assessing.scheme_table import scheme_draft
from battlemap.domain.assessing.what_if import WhatIf
from battlemap.domain.decimal_figures import plain, signed
from battlemap.domain.fields.number import Quantity
from battlemap.domain.kinds.scheme import SchemeKind
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound
from battlemap.exchange.rows_xlsx import read_table
from battlemap.shown.assessing_words import node_line, rank_words

_MOST = 10
_FILE = click.argument("file", type=FILE)
_TITLE = click.argument("title", metavar="方案")
_AS_OF = click.option("--as-of", metavar="日期", help="截至这一天，缺省为今天")


@click.group()
def scheme() -> None:
    """考核方案：载入、校验、计分、推演、短板、位次与一票否决。"""


@scheme.command("list")
@click.argument("file", type=FILE, required=False)
def list_schemes(file: Path | None) -> None:
    """列出档案中的考核方案；不写档案则列出随程序附带的。"""
    if file is None:
        for name, title in delivered_schemes().items():
            click.echo(f"{name}　{title}")
        return
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    for row in live_schemes(snapshot):
        count = len(snapshot.by("scheme_node", "scheme").get(row.id, ()))
        click.echo(
            f"{snapshot.called('scheme', row.id)}　{wording.SCHEME_KINDS[row.kind]}　{count} 项指标　{row.document}"
        )
    click.echo(f"共 {len(live_schemes(snapshot))} 个考核方案")


@scheme.command("take")
@_FILE
@click.argument("name", metavar="名称")
def take(file: Path, name: str) -> None:
    """载入一个随程序附带的考核方案（名称见 scheme list）。"""
    command = delivered_scheme(name)
    with open_session(file) as session:
        step = session.run(command)
    click.echo(step.label if step else "没有改动。")


@scheme.command("import")
@_FILE
@click.argument("table", type=FILE)
@click.argument("title", metavar="方案")
@click.option("--year", type=click.IntRange(0, 2100), default=0, metavar="年份", help="方案的年度")
@click.option(
    "--kind", type=click.Choice(list(wording.SCHEME_KINDS.values())), default="评价体系", help="方案类别"
)
@click.option("--document", default="", metavar="文件", help="依据文件")
@click.option("--try", "is_trial", is_flag=True, help="只说明会怎样，不写入")
def import_scheme(
    file: Path, table: Path, title: str, year: int, kind: str, document: str, is_trial: bool
) -> None:
    """从 Excel 导入考核方案：一级指标、二级指标、权重、单位、责任部门、目标……一级指标可合并单元格。"""
    cells = read_table(table)
    which: SchemeKind = next(
        one for one in ("evaluation", "contest", "kpi") if wording.SCHEME_KINDS[one] == kind
    )
    with open_session(file, read_only=is_trial) as session:
        draft = scheme_draft(cells, session.snapshot)
        if draft.unknown_units:
            click.echo(f"这些单位或人员不在册，责任先空着：{'、'.join(draft.unknown_units[:_MOST])}")
        if draft.wrong:
            raise BadInput(f"{'；'.join(draft.wrong[:_MOST])}。请改正后重新导入。", "\n".join(draft.wrong))
        click.echo(f"读到 {len(draft.nodes)} 项指标")
        if not is_trial:
            session.run(TakeScheme(title, draft.nodes, which, year, document))
    click.echo("试算完毕，没有写入。" if is_trial else "已写入。")


@scheme.command("carry")
@_FILE
@_TITLE
@click.argument("year", type=click.IntRange(1990, 2100), metavar="年份")
def carry(file: Path, title: str, year: int) -> None:
    """建立另一年度的版本：本年完成值转为上年值。"""
    with open_session(file) as session:
        step = session.run(CarryScheme(named_scheme(session.snapshot, title).id, year))
    click.echo(step.label if step else "没有改动。")


@scheme.command("show")
@_FILE
@_TITLE
@_AS_OF
def show(file: Path, title: str, as_of: str | None) -> None:
    """显示整棵指标树：责任、完成值、得分，缺数据的说明。"""
    with open_session(file, read_only=True) as session:
        board = board_of(session, as_of)
        snapshot = board.snapshot
        row = named_scheme(snapshot, title)
        standing = board.evaluated(session, row)
    for id in standing.tree.walk():
        indent = "　" * (standing.tree.level(id) - 1)
        click.echo(indent + node_line(standing.tree.nodes[id], standing.gauges[id], snapshot, row.places))
    click.echo(total_note(row, standing))


@scheme.command("check")
@_FILE
@_TITLE
def check(file: Path, title: str) -> None:
    """校验：权重合计、无责任人、无数据来源、重复、分解不足、没有支撑 KPI 的任务。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    all_faults = faults(snapshot, named_scheme(snapshot, title).id)
    for fault in all_faults:
        click.echo(f"{'提示' if fault.is_note else '问题'}：{fault.words}")
    click.echo(f"共 {sum(not fault.is_note for fault in all_faults)} 个问题")


@scheme.command("gaps")
@_FILE
@_TITLE
@_AS_OF
def list_gaps(file: Path, title: str, as_of: str | None) -> None:
    """短板清单，和哪一项最值得攻：每差一个百分点能带来多少总分。"""
    with open_session(file, read_only=True) as session:
        board = board_of(session, as_of)
        standing = board.evaluated(session, named_scheme(board.snapshot, title))
    for gap in gaps(standing):
        gain = "" if gap.leverage.gain is None else f"　达到目标总分 {signed(gap.leverage.gain, 2)}"
        click.echo(f"{gap.node.number} {gap.node.title}　{gap.words}{gain}")
    best = most_worth(standing, 1)
    if best:
        click.echo(f"最值得攻：{best[0].node.title}，每个百分点带来总分 {plain(best[0].worth, 3)}")


@scheme.command("try")
@_FILE
@_TITLE
@click.argument("changes", nargs=-1, required=True, metavar="指标=值…")
@_AS_OF
@click.option("--adopt", "is_adopted", is_flag=True, help="采用为目标；不加则只推演，不写入")
def try_changes(
    file: Path, title: str, changes: tuple[str, ...], as_of: str | None, is_adopted: bool
) -> None:
    """推演：如 scheme try 行动.battlemap 方案 1.2=35 1.3.权重=8；只算不写，--adopt 才采用为目标。"""
    with open_session(file, read_only=not is_adopted) as session:
        board = board_of(session, as_of)
        snapshot = board.snapshot
        row = named_scheme(snapshot, title)
        standing = board.evaluated(session, row)
        what_if = WhatIf(standing)
        for change in changes:
            what_if = _tried(what_if, change, snapshot)
        then = what_if.evaluation()
        for id in then.tree.walk():
            now, later = standing.gauges[id].points, then.gauges[id].points
            if now != later:
                click.echo(
                    f"{then.tree.nodes[id].title}　{plain(now, row.places)} → {plain(later, row.places)}"
                )
        gain = what_if.gain
        click.echo(
            f"总分 {plain(standing.total.points, row.places)} → {plain(then.total.points, row.places)}"
            + (f"（{signed(gain, row.places)}）" if gain is not None else "")
            + rank_words(snapshot, row, what_if, board.day)
        )
        if is_adopted:
            session.run(AdoptTrial(what_if.trials))
    click.echo("已采用为目标。" if is_adopted else "只是推演，没有写入。")


@scheme.command("places")
@_FILE
@_TITLE
@_AS_OF
def places(file: Path, title: str, as_of: str | None) -> None:
    """位次：与后三分之一线的距离、升降、预测。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    row = named_scheme(snapshot, title)
    for line in place_lines(snapshot, row.id, moment_of(as_of).date()):
        name = snapshot.called("scheme_node", line.node) if line.node else "总位次"
        expected = f"　预测第 {line.expected.place} 名" if line.expected else ""
        parts = (
            name,
            line.change_words,
            border(line.newest, row).words + expected,
            ahead_words(line.newest),
            line.history_words,
        )
        click.echo("　".join(filter(None, parts)))


@scheme.command("veto")
@_FILE
@_AS_OF
@click.option("--decide", type=click.IntRange(1), metavar="序号", help="对第几条建议作出决定")
@click.option("--document", default="", metavar="文件", help="依据文件")
@click.option("--clause", default="", metavar="条款", help="依据条款")
@click.option("--by", "decided_by", default="", metavar="姓名", help="决定人")
@click.option(
    "--effect", type=click.Choice(list(wording.VETO_EFFECTS.values())), default="不得评为优秀", help="后果"
)
def veto(
    file: Path,
    as_of: str | None,
    decide: int | None,
    document: str,
    clause: str,
    decided_by: str,
    effect: str,
) -> None:
    """列出按规则测算的一票否决建议；由人依据文件条款决定，程序不作决定。"""
    with open_session(file, read_only=decide is None) as session:
        snapshot = session.snapshot
        proposed = proposals(snapshot, moment_of(as_of).date())
        if decide is not None:
            if decide > len(proposed):
                raise NotFound(f"没有第 {decide} 条建议，共 {len(proposed)} 条。")
            one = proposed[decide - 1]
            which = next(key for key, words in wording.VETO_EFFECTS.items() if words == effect)
            step = session.run(
                DecideVeto(
                    one.unit, one.scheme.id, one.year, one.computation, document, clause, decided_by, which, one.node  # type: ignore[arg-type]
                )
            )  # fmt: skip
            click.echo(step.label if step else "没有改动。")
            return
    for number, one in enumerate(proposed, 1):
        click.echo(f"{number}　{snapshot.unit_label(one.unit)}　{one.computation}")
    for row in snapshot.vetoes.values():
        if not row.deleted:
            basis = f"《{row.document}》{row.clause}"
            effect_words = wording.VETO_EFFECTS[row.effect]
            click.echo(f"已决定　{snapshot.unit_label(row.unit)}　{effect_words}　{basis}　{row.decided_by}")
    click.echo(f"共 {len(proposed)} 条建议")


def _tried(what_if: WhatIf, change: str, snapshot: Snapshot) -> WhatIf:
    """Returns the trial with one more change, written 指标=值, 指标.目标=值 or 指标.权重=值."""
    name, sign, text = change.rpartition("=")
    keys = {"目标": "target", "权重": "weight", "完成值": "value"}
    bare, dot, word = name.rpartition(".")
    key = keys.get(word, "") if dot else ""
    node = named_node(what_if.real.tree, bare if key else name)
    value = Quantity().read(text, snapshot)
    if not sign or value is None:
        raise BadInput(f"看不懂“{change}”，请写成 指标=值，或 指标.目标=值、指标.权重=值。")
    return what_if.tried(node, key or "value", value)


scheme.add_command(scheme_members.members)
