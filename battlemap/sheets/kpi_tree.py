"""三级KPI分解图: zone, departments and posts side by side, every node with lamp and points, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlemap.domain.assessing.checks import faults
from battlemap.domain.assessing.evaluating import evaluation, live_schemes
from battlemap.domain.assessing.node_words import node_lamp, points_words, total_note
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.decimal_figures import plain
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.people import Masking
from battlemap.domain.kinds.scheme import Scheme, SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block, drawn, flowed_columns
from battlemap.layout.framed import framed_pages
from battlemap.layout.level_tree import Branch, Leaf, Top, level_blocks
from battlemap.layout.listing import heading, nothing
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.scene import Item, Rect, Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("kpi-tree")

#: A column of the tree is so many ems wide at least.
_COLUMN: Final = 47.0
#: ems between two columns.
_GAP: Final = 1.2
#: Share of a paper's height that a page of the tree may take.
_ROOM: Final = 0.8


def kpi_tree(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: a section per scheme of three levels; deeper nodes stand as leaves of their branch."""
    evaluated = [
        (scheme, evaluation(snapshot, scheme.id, options.as_of, options.tallies))
        for scheme in live_schemes(snapshot, "kpi")
    ]

    # what band, heading, legend and footer leave of the paper
    room = Sizes.of(options.paper).inner.h * _ROOM

    def blocks(width: float, em: float) -> list[Block]:
        shown = [(scheme, standing) for scheme, standing in evaluated if standing.tree.nodes]
        if not shown:
            return [nothing("还没有三级KPI，可在“考核”页按任务分工生成", em * 1.5)]
        made: list[Block] = []
        for scheme, standing in shown:
            wrong = sum(not fault.is_note for fault in faults(snapshot, scheme.id))
            note = total_note(scheme, standing) + (f"，校验问题 {wrong} 个" if wrong else "")
            made.append(heading(snapshot.called("scheme", scheme.id), em, note))
            count = max(1, int((width + em) // ((_COLUMN + 1) * em)))
            column = (width - em * _GAP * (count - 1)) / count
            tree = level_blocks(_tops(scheme, standing, snapshot, options.masking), em, column)
            made += _abreast(tree, count, em, room)
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper, 2.4)


def _abreast(blocks: list[Block], count: int, em: float, room: float) -> list[Block]:
    """Returns the same in so many columns, a page's height of it at a time."""
    if count == 1:
        return blocks
    strip_h = max(max(block.h for block in blocks) + em * 2, room)
    pages = flowed_columns(blocks, strip_h, strip_h, count)
    return [_strip(columns, em, count) for columns in pages]


def _strip(columns: list[list[Block]], em: float, count: int) -> Block:
    h = max(sum(block.h for block in column) for column in columns)

    def draw(place: Rect) -> Iterator[Item]:
        gap = em * _GAP
        width = (place.w - gap * (count - 1)) / count
        for n, column in enumerate(columns):
            yield from drawn(column, Rect(place.x + n * (width + gap), place.y, width, h))

    return Block(h, draw)


def _tops(scheme: Scheme, standing: Evaluation, snapshot: Snapshot, masking: Masking) -> list[Top]:
    tree = standing.tree

    def lamp(id: str) -> Lamp:
        return node_lamp(standing.gauges[id], snapshot.scheme.good)

    def figures(id: str) -> str:
        weight = tree.nodes[id].weight
        return points_words(standing.gauges[id], scheme.places) + (f"　权重 {weight}" if weight else "")

    def leaf(id: str) -> Leaf:
        node, gauge = tree.nodes[id], standing.gauges[id]
        done = f"{plain(gauge.done, 0)}%" if gauge.done is not None else plain(gauge.points, scheme.places)
        return Leaf(f"{node.number} {node.title}".strip(), _who(node, snapshot, masking), done, lamp(id), id)

    def branch(id: str) -> Branch:
        leaves = () if tree.is_leaf(id) else tuple(leaf(one) for one in tree.leaves(id))
        return Branch(tree.nodes[id].title, figures(id), lamp(id), leaves, id)

    tops = []
    for id in tree.tops:
        branches = tuple(branch(one) for one in tree.below.get(id, ()))
        tops.append(Top(tree.nodes[id].title, figures(id), lamp(id), branches, id))
    return tops


def _who(node: SchemeNode, snapshot: Snapshot, masking: Masking) -> str:
    person = snapshot.persons.get(node.owner) if node.owner else None
    return person.shown_name(masking) if person else snapshot.unit_label(node.lead_unit) or "待定"
