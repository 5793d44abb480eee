"""贴图差异单: what to change on the posted overview, and the replacement cards at its own scale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.wall_changes import KINDS, Kind, WallChange, wall_changes
from battlemap.layout.card_face import card_face
from battlemap.layout.cut_sheet import cut_sheets
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.overview import CardSize, card_sizes
from battlemap.layout.paper import Paper
from battlemap.layout.scene import Item, Rect, Scene
from battlemap.layout.shift import moved
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.frame_facts import footer_words
from battlemap.sheets.framing import frame, sheet_card, title_words
from battlemap.sheets.options import SheetOptions
from battlemap.sheets.overview import overview_facts

TITLE, NUMBER = heading_of("changes")
OVERVIEW, _ = heading_of("overview")

_NAMES: Final[dict[Kind, str]] = {"gone": "取下", "moved": "移动", "new": "新贴", "redrawn": "换卡"}
_COLUMNS: Final = (
    Column("图", 5.0, most=2, from_ems=50), Column("编号", 6.9, most=2), Column("任务", share=0.4, most=4),
    Column("原格 → 新格", share=0.26, most=3), Column("换什么", share=0.34, most=4), Column("办毕", 3.4),
)  # fmt: skip
_GRID: Final = "格号＝列（专项序号）-行（启＝待启动 推＝推进中 核＝待核查 销＝已销号，数字为自上而下第几张；无数字者贴在该格空处）"
#: The strip under a replacement card, in mm: what it is for.
_STRIP: Final = 4.6
_STRIP_TEXT: Final = 2.8


def changes(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the list and, behind it, the replacement cards; every change is on the list, every new card printed."""
    if options.before is None or options.since is None or options.posted_on is None:
        words = f"还没有标为“已上墙”的{OVERVIEW}。出图后先标记，之后才能比较。"
        return framed_pages(
            frame(snapshot, options, TITLE, NUMBER), lambda _, em: [nothing(words, em)], options.paper
        )
    differences = [
        change
        for change in wall_changes(options.before, options.since.date(), snapshot, options.as_of)
        if not options.actions or snapshot.tasks[change.task].action in options.actions
    ]
    listed = framed_pages(
        frame(snapshot, options, TITLE, NUMBER),
        lambda width, em: _blocks(differences, snapshot, options, width, em),
        options.paper,
        1.8,
    )
    return listed + _cards([change for change in differences if change.needs_card], snapshot, options)


def _blocks(
    differences: list[WallChange], snapshot: Snapshot, options: SheetOptions, width: float, em: float
) -> list[Block]:
    posted = options.since
    when = f"{posted.month}月{posted.day}日 {posted:%H:%M}" if posted else ""
    paper = options.posted_on.words if options.posted_on else ""
    made = [heading(f"{OVERVIEW}　{paper}", em, f"上墙版本：{when}")]
    counts = {kind: sum(change.kind == kind for change in differences) for kind in KINDS}
    made += figures([BigFigure(_NAMES[kind], str(counts[kind])) for kind in KINDS], width, em)
    if not differences:
        return [*made, nothing("上墙以来没有变动，不必改图", em)]
    alike = [_row(change, snapshot) for change in differences]
    for kind in KINDS:
        rows = [_row(change, snapshot) for change in differences if change.kind == kind]
        if rows:
            again = (heading(f"{_NAMES[kind]}（续）", em),)
            made.append(heading(_NAMES[kind], em, f"{len(rows)} 张"))
            made += listing(_COLUMNS, rows, width, em, again, alike)
    return [*made, _note(em)]


def _note(em: float) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        yield from fitted(place, _GRID, em * 0.9, "muted", least=em * 0.6)

    return Block(em * 2, draw)


def _row(change: WallChange, snapshot: Snapshot) -> Row:
    task = snapshot.tasks[change.task]
    cells = (
        Cell(OVERVIEW, "muted"), Cell(task.code, "muted"), Cell(title_words(task)), Cell(change.deed, is_bold=True),
        Cell("；".join(change.words)), Cell("□"),
    )  # fmt: skip
    return Row(cells, task.id)


def _cards(needed: list[WallChange], snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the sheets of replacement cards, as large as the cards of the posted chart."""
    size = _posted_size(snapshot, options)
    if not needed or size is None:
        return ()

    def draw(number: int, place: Rect) -> Iterator[Item]:
        change = needed[number]
        task = snapshot.tasks[change.task]
        card = sheet_card(snapshot, task, options)
        for item in card_face(card, size.w, size.h, size.metrics):
            yield moved(item, place.x, place.y)
        strip = Rect(place.x + 1, place.y + size.h, place.w - 2, _STRIP)
        yield from fitted(strip, change.deed, _STRIP_TEXT, "muted", least=_STRIP_TEXT * 0.75, about=task.id)

    paper = _turned(options.paper, size)
    title = f"{OVERVIEW}替换卡片"
    return cut_sheets(
        len(needed), size.w, size.h + _STRIP, draw, paper, title, footer_words(snapshot, options, NUMBER)
    )


def _posted_size(snapshot: Snapshot, options: SheetOptions) -> CardSize | None:
    """Returns the size of the cards on the posted chart; None where it had none and nothing says how large."""
    posted = options.before
    if posted is None or options.since is None or options.posted_on is None:
        return None
    then = attrs.evolve(
        options, data_until=options.since, actions=frozenset(), units=frozenset(), lamps=frozenset()
    )
    sizes = card_sizes(overview_facts(posted, then), options.posted_on)
    return sizes[0] if sizes else None


def _turned(paper: Paper, size: CardSize) -> Paper:
    """Returns the paper in the orientation that takes more cards."""
    turned = attrs.evolve(paper, width=paper.height, height=paper.width)

    def taken(sheet: Paper) -> int:
        room = sheet.width - 2 * sheet.margin, sheet.height - 2 * sheet.margin - 4 * sheet.least_text
        return int(room[0] / size.w) * int(room[1] / (size.h + _STRIP))

    return max((paper, turned), key=taken)
