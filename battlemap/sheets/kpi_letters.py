"""考核责任书, a page per unit with its posts, or per post, with a place to sign; 考核得分表 with every deduction and its reason."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from battlemap import wording
from battlemap.domain.assessing.evaluating import evaluation, live_schemes
from battlemap.domain.assessing.node_words import points_words, total_note
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.decimal_figures import decimal_of, plain, summed
from battlemap.domain.kinds.scheme import Scheme, SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.layout.writing_lines import to_fill_in
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("kpi-letters")
POSTS_TITLE, POSTS_NUMBER = heading_of("kpi-posts")
SCORES_TITLE, SCORES_NUMBER = heading_of("kpi-scores")

_LETTER = (
    Column("编号", 6.4), Column("KPI", share=2.2, most=3), Column("分值", 4, align="right"), Column("目标", 5.4, align="right"),
    Column("标准", share=1.6, most=3), Column("数据来源", share=1.2, most=2), Column("周期", 4),
)  # fmt: skip
_SCORES = (
    Column("编号", 6.4), Column("KPI", share=2, most=2), Column("单位", share=0.9, most=2), Column("责任人", 5),
    Column("测算", 6.4, align="right"), Column("自评", 4.4, align="right"), Column("考评", 4.4, align="right"), Column("环节", 4),
)  # fmt: skip
_DEDUCTIONS = (
    Column("编号", 6.4), Column("KPI", share=1.6, most=2), Column("单位", share=0.9, most=2), Column("扣分", 4.4, align="right"),
    Column("扣分原因", share=1.6, most=3), Column("申诉", share=1.2, most=3), Column("答复", share=1.2, most=3),
)  # fmt: skip


def letters(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns a letter per unit that has leaves of a three-level KPI, in the order of units."""
    pages: list[Scene] = []
    for scheme, standing in _kpis(snapshot, options):
        by_unit: dict[str, list[SchemeNode]] = {}
        for leaf in standing.tree.leaves():
            node = standing.tree.nodes[leaf]
            if node.lead_unit and (not options.units or node.lead_unit in options.units):
                by_unit.setdefault(node.lead_unit, []).append(node)
        for unit in sorted(by_unit, key=lambda unit: (snapshot.units[unit].rank, unit)):
            pages += _letter(scheme, unit, by_unit[unit], standing, snapshot, options)
    return tuple(pages) or _none(snapshot, options, (TITLE, NUMBER, "没有分解到单位的KPI"))


def _letter(
    scheme: Scheme,
    unit: str,
    own: list[SchemeNode],
    standing: Evaluation,
    snapshot: Snapshot,
    options: SheetOptions,
) -> tuple[Scene, ...]:
    name = snapshot.unit_label(unit)

    def blocks(width: float, em: float) -> list[Block]:
        made: list[Block] = [heading(f"{name}　{snapshot.called('scheme', scheme.id)}", em, f"{len(own)} 项")]
        alike = [_letter_row(node, standing) for node in own]
        posts: dict[str | None, list[SchemeNode]] = {}
        for node in own:
            posts.setdefault(node.owner, []).append(node)
        for n, (owner, nodes) in enumerate(posts.items()):
            person = snapshot.persons.get(owner) if owner else None
            title = f"岗位：{person.shown_name(options.masking)}" if person else "岗位：责任人待定"
            rows = [_letter_row(node, standing) for node in nodes]
            made.append(heading(title, em * 0.85, f"{len(nodes)} 项"))
            made += listing(_LETTER, rows, width, em, (heading(f"{name}（续）", em),), alike, n == 0)
        return [*made, to_fill_in(("责任单位", "责任人"), em), to_fill_in(("考核部门", "签订日期"), em)]

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper, 2.2)


def posts(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns a letter per post: every person who answers for leaves of a three-level KPI, in the order of units."""
    pages: list[Scene] = []
    for scheme, standing in _kpis(snapshot, options):
        by_post: dict[tuple[str, str], list[SchemeNode]] = {}
        for leaf in standing.tree.leaves():
            node = standing.tree.nodes[leaf]
            if node.owner in snapshot.persons and (not options.units or node.lead_unit in options.units):
                by_post.setdefault((node.lead_unit or "", node.owner or ""), []).append(node)
        ranks = {id: (unit.rank, id) for id, unit in snapshot.units.items()}
        for unit, owner in sorted(by_post, key=lambda post: (ranks.get(post[0], ("", "")), post[1])):
            pages += _post(scheme, unit, owner, by_post[unit, owner], standing, snapshot, options)
    return tuple(pages) or _none(snapshot, options, (POSTS_TITLE, POSTS_NUMBER, "没有分解到岗位的KPI"))


def _post(
    scheme: Scheme,
    unit: str,
    owner: str,
    own: list[SchemeNode],
    standing: Evaluation,
    snapshot: Snapshot,
    options: SheetOptions,
) -> tuple[Scene, ...]:
    name = f"{snapshot.unit_label(unit)}　{snapshot.persons[owner].shown_name(options.masking)}".strip()
    full = summed(standing.gauges[node.id].full for node in own)

    def blocks(width: float, em: float) -> list[Block]:
        rows = [_letter_row(node, standing) for node in own]
        note = f"{len(own)} 项，分值合计 {plain(full, 2)}"
        return [
            heading(f"岗位：{name}", em, note),
            nothing(snapshot.called("scheme", scheme.id), em),
            *listing(_LETTER, rows, width, em, (heading(f"{name}（续）", em),)),
            to_fill_in(("责任人", "单位负责人"), em),
            to_fill_in(("考核部门", "签订日期"), em),
        ]

    return framed_pages(frame(snapshot, options, POSTS_TITLE, POSTS_NUMBER), blocks, options.paper, 1.8)


def _none(snapshot: Snapshot, options: SheetOptions, words: tuple[str, str, str]) -> tuple[Scene, ...]:
    """Returns the page of a sheet (title, number, sentence) for which there is no letter."""
    title, number, sentence = words
    return framed_pages(
        frame(snapshot, options, title, number),
        lambda width, em: [nothing(sentence, em * 1.5)],
        options.paper,
    )


def _letter_row(node: SchemeNode, standing: Evaluation) -> Row:
    gauge = standing.gauges[node.id]
    rule = wording.SCORING_RULES[node.rule] + (f"（{node.parameters}）" if node.parameters else "")
    target = plain(gauge.target, missing="—") + (node.measure_unit if gauge.target is not None else "")
    cells = (
        Cell(node.number), Cell(node.title, is_bold=True), Cell(plain(gauge.full, 2)), Cell(target),
        Cell(node.formula or rule), Cell(node.data_source or wording.SOURCES[node.source]), Cell(node.period or "—"),
    )  # fmt: skip
    return Row(cells, node.id)


def scores(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: scores of every leaf, sums below, then deductions one by one."""
    kpis = _kpis(snapshot, options)

    def blocks(width: float, em: float) -> list[Block]:
        if not kpis:
            return [nothing("还没有三级KPI", em * 1.5)]
        made: list[Block] = []
        for scheme, standing in kpis:
            title = snapshot.called("scheme", scheme.id)
            nodes = [standing.tree.nodes[leaf] for leaf in standing.tree.leaves()]
            rows = [_score_row(node, standing, snapshot, options) for node in nodes]
            again = (heading(f"{title}（续）", em),)
            made += [
                heading(title, em, _sums(scheme, standing, nodes)),
                *listing(_SCORES, rows, width, em, again),
            ]
            off = [row for node in nodes if (row := _deduction(node, standing, snapshot)) is not None]
            made.append(heading("扣分明细", em, f"{len(off)} 条"))
            if off:
                made += listing(_DEDUCTIONS, off, width, em, (heading("扣分明细（续）", em),))
            else:
                made.append(nothing("没有扣分，或还没有考评", em))
        return made

    return framed_pages(frame(snapshot, options, SCORES_TITLE, SCORES_NUMBER), blocks, options.paper)


def _kpis(snapshot: Snapshot, options: SheetOptions) -> list[tuple[Scheme, Evaluation]]:
    evaluated = [
        (scheme, evaluation(snapshot, scheme.id, options.as_of, options.tallies))
        for scheme in live_schemes(snapshot, "kpi")
    ]
    return [(scheme, standing) for scheme, standing in evaluated if standing.tree.nodes]


def _sums(scheme: Scheme, standing: Evaluation, nodes: Iterable[SchemeNode]) -> str:
    """Returns the total as it was worked out, and how far people have scored."""
    listed = list(nodes)
    judged = [node for node in listed if node.given_score]
    given = summed(decimal_of(node.given_score) for node in judged)
    words = f"测算{total_note(scheme, standing)}；已考评 {len(judged)}/{len(listed)} 项"
    return f"{words}，合计 {plain(given, 2)}" if given is not None else words


def _score_row(node: SchemeNode, standing: Evaluation, snapshot: Snapshot, options: SheetOptions) -> Row:
    person = snapshot.persons.get(node.owner) if node.owner else None
    cells = (
        Cell(node.number), Cell(node.title, is_bold=True), Cell(snapshot.unit_label(node.lead_unit) or "待定"),
        Cell(person.shown_name(options.masking) if person else "待定"), Cell(points_words(standing.gauges[node.id])),
        Cell(node.self_score or "—"), Cell(node.given_score or "—", is_bold=bool(node.given_score)), Cell(wording.STAGES[node.stage]),
    )  # fmt: skip
    return Row(cells, node.id)


def _deduction(node: SchemeNode, standing: Evaluation, snapshot: Snapshot) -> Row | None:
    given = decimal_of(node.given_score)
    full = decimal_of(node.weight) or standing.gauges[node.id].full
    if given is None or given >= full:
        return None
    cells = (
        Cell(node.number), Cell(node.title, is_bold=True), Cell(snapshot.unit_label(node.lead_unit) or "待定"),
        Cell(plain(max(Decimal(0), full - given), 2), "red", True), Cell(node.reason or "—"),
        Cell(node.appeal or "—"), Cell(node.answer or "—"),
    )  # fmt: skip
    return Row(cells, node.id)
