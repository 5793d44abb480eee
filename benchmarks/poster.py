"""The wall chart: from the board to a PDF on the largest paper."""

from __future__ import annotations

from pathlib import Path

import attrs
import matplotlib as mpl

from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.task import LANES
from battlemap.layout.board import BoardLayout, BoardMetrics
from battlemap.layout.card import card_of
from battlemap.layout.card_face import card_face, paper_card_metrics
from battlemap.layout.scene import Item, Line, Scene
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import pdf_bytes
from battlemap.theme import theme
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.rival import matplotlib_pdf
from benchmarks.row import Rival, Row, timed
from benchmarks.screen import application

A0 = (1189.0, 841.0)
CARDS = 220


def board_scene(snapshot: Snapshot) -> Scene:
    """Returns every card of the board on one sheet, drawn by the arithmetic of the screen."""
    metrics = paper_card_metrics(3.2)
    width, height = 100.0, 26.0
    counts = [[len(snapshot.cell(action.id, lane)) for lane in LANES] for action in snapshot.columns]
    ground = BoardLayout.of(counts, BoardMetrics(width, height, 1.5, 2, 10, 10))
    items: list[Item] = []
    for column, action in enumerate(snapshot.columns):
        for row, lane in enumerate(LANES):
            for index, task in enumerate(snapshot.cell(action.id, lane)):
                place = ground.card_rect(column, row, index)
                face = card_face(card_of(snapshot, snapshot.tasks[task], AS_OF), width, height, metrics)
                items += [moved(item, place.x + 10, place.y + 10) for item in face]
    return Scene(*A0, tuple(items), "作战图")


def moved(item: Item, dx: float, dy: float) -> Item:
    """Returns the item, shifted."""
    if isinstance(item, Line):
        return attrs.evolve(item, x1=item.x1 + dx, x2=item.x2 + dx, y1=item.y1 + dy, y2=item.y2 + dy)
    return attrs.evolve(item, rect=item.rect.moved(dx, dy))


def measure(folder: Path) -> list[Row]:
    """Returns time and size of the PDF of a board on A0, matplotlib drawing the same scene beside it."""
    application()
    with Session.open(campaign_file(folder, CARDS), "测试", clock) as session:
        snapshot = session.snapshot
    fonts, paper = Fonts(), theme("paper")
    scene = board_scene(snapshot)

    def draw() -> bytes:
        return pdf_bytes([board_scene(snapshot)], paper, fonts, "作战图", clock())

    content = draw()
    ours = timed(draw, 5)
    with mpl.rc_context({"pdf.fonttype": 42}):
        their_size = Rival("matplotlib", (len(matplotlib_pdf(scene, paper)) / 1024,))
        theirs = Rival("matplotlib", timed(lambda: matplotlib_pdf(scene, paper), 1))
    at = f"A0, {CARDS} cards"
    return [
        Row("board → PDF", at, "ms", ours, 600, rival=theirs),
        Row("size of that PDF", at, "KiB", (len(content) / 1024,), 200, rival=their_size),
    ]
