"""The wall chart: from the snapshot to a PDF on the largest paper and on the smallest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.layout.paper import paper
from battlemap.layout.scene import Rect, Scene, Text
from battlemap.layout.tile_pages import tile_pages
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import pdf_bytes
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.options import SheetOptions
from battlemap.sheets.overview import overview
from battlemap.theme import Theme
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.rival import has_office, matplotlib_pdf, office_pdf, office_table
from benchmarks.row import Rival, Row, timed
from benchmarks.screen import application

CARDS = 220


def measure(folder: Path) -> list[Row]:
    """Returns time and size of the overview on A0 and A4, matplotlib drawing the same A0 pages beside it."""
    application()
    with Session.open(campaign_file(folder, CARDS), "测试", clock) as session:
        snapshot, progress_course = session.snapshot, session.progress_course(AS_OF)
    fonts = Fonts()
    wall = SheetOptions(clock(), paper("A0"), progress_course=progress_course)
    small = SheetOptions(clock(), paper("A4"), progress_course=progress_course)
    pages = overview(snapshot, wall)

    def draw(options: SheetOptions, of: Snapshot = snapshot) -> bytes:
        return drawn_whole(pdf_bytes(overview(of, options), options.theme, fonts, "总作战图", clock()))

    board, course = demo(folder)
    demo_size = len(draw(SheetOptions(clock(), paper("A0"), progress_course=course), board)) / 1024

    def draw_tiles() -> bytes:
        tiles = [tile for page in pages for tile in tile_pages(page, paper("A4"))]
        return drawn_whole(pdf_bytes(tiles, wall.theme, fonts, "总作战图", clock()))

    every = {task.id for task in snapshot.live_tasks}
    assert every <= {item.about for page in pages for item in page.items}, "a card is missing on the sheet"
    tiles = sum(len(tile_pages(page, paper("A4"))) for page in pages)
    size, count = len(draw(wall)) / 1024, len(overview(snapshot, small))
    their_time, their_size = rivals(pages, wall.theme)
    at = f"A0, {CARDS} cards, {len(pages)} page{'s' * (len(pages) > 1)}"
    return [
        Row("overview laid out", at, "ms", timed(lambda: overview(snapshot, wall), 5)),
        Row("overview → PDF", at, "ms", timed(lambda: draw(wall), 5), 600, rival=their_time),
        Row("size of that PDF", at, "KiB", (size,), 200, rival=their_size),
        Row("size of the demo's PDF", f"A0, {len(board.live_tasks)} cards", "KiB", (demo_size,), 200),
        Row("overview → PDF", f"A4, {CARDS} cards, {count} pages", "ms", timed(lambda: draw(small), 5)),
        Row("A0 cut into A4 tiles → PDF", f"{CARDS} cards, {tiles} pages", "ms", timed(draw_tiles, 5), 1000),
        Row("size of that PDF", f"{tiles} pages", "KiB", (len(draw_tiles()) / 1024,)),
        table(snapshot, fonts, folder),
    ]


def table(snapshot: Snapshot, fonts: Fonts, folder: Path) -> Row:
    """Returns the time of a listed sheet, LibreOffice printing an .xlsx of the same tasks beside it."""
    options = SheetOptions(clock(), paper("A3"))
    drawn = sheet("duties")
    ours = timed(
        lambda: drawn_whole(
            pdf_bytes(drawn.pages(snapshot, options), options.theme, fonts, drawn.title, clock())
        ),
        5,
    )
    theirs = None
    if has_office():
        rows = [
            (
                task.code,
                task.title,
                snapshot.unit_label(task.responsible_unit),
                snapshot.person_name(task.owner),
            )
            for task in snapshot.live_tasks
        ]
        file = office_table(rows, folder)
        office_pdf(file)  # the first start makes a profile
        theirs = Rival("LibreOffice", timed(lambda: office_pdf(file), 3))
    return Row(f"{drawn.title} → PDF", f"A3, {len(snapshot.live_tasks)} tasks", "ms", ours, rival=theirs)


def drawn_whole(content: bytes) -> bytes:
    """Returns a PDF that is one, with text in it."""
    assert content.startswith(b"%PDF") and content.endswith(b"%%EOF\n"), "no PDF was made"
    assert b"/ToUnicode" in content, "nothing is written on the sheet"
    return content


def demo(folder: Path) -> tuple[Snapshot, tuple[ProgressEvening, ...]]:
    """Returns the demo campaign and its course; its titles use many more characters than the made-up ones."""
    path = folder / "poster-demo.battlemap"
    write_demo(path)
    with Session.open(path, "测试", clock) as session:
        return session.snapshot, session.progress_course(AS_OF)


def rivals(pages: Sequence[Scene], look: Theme) -> tuple[Rival, Rival]:
    """Returns time in ms and size in KiB of what matplotlib makes of the pages, its fonts already read."""
    with mpl.rc_context({"pdf.fonttype": 42}):
        matplotlib_pdf(Scene(100, 100, (Text(Rect(0, 0, 100, 10), ("作战图 2018",), 8),)), look)
        drawn: list[bytes] = []
        took = timed(lambda: drawn.extend(matplotlib_pdf(page, look) for page in pages), 1)
    return Rival("matplotlib", took), Rival("matplotlib", (sum(map(len, drawn)) / 1024,))
