"""The painted board under the hand: first paint, scroll and drag frames, a card dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.theme import theme
from battlemap.ui.board.canvas import BoardCanvas
from battlemap.ui.bridge import Bridge
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.row import Row, committed, timed
from benchmarks.screen import application

SIZES = (100, 1_000, 10_000, 100_000)
SIZE = (1920, 1000)
FRAMES = 200


def measure(folder: Path) -> list[Row]:
    """Returns the times of a board with few, many and very many cards on a large screen."""
    return [row for count in SIZES for row in measured(folder, count)]


def measured(folder: Path, count: int) -> list[Row]:
    """Returns the times with so many cards."""
    running = application()
    with Session.open(campaign_file(folder, count), "测试", clock) as session:
        canvas = BoardCanvas(theme("light"))
        canvas.resize(*SIZE)

        def first_paint() -> None:
            canvas.present(session.snapshot, AS_OF)
            canvas.show()
            canvas.viewport().repaint()

        at = f"{count:,} tasks"
        rows = [Row("board: first paint", at, "ms", timed(first_paint, 1))]
        assert canvas.stage is not None
        canvas.stage.contents.judge_some(60)
        running.processEvents()
        rows.append(Row("board: frame while scrolling", at, "ms", scrolled(canvas), 16.7, "p95"))
        rows.append(Row("board: frame while dragging", at, "ms", dragged(canvas, session), 16.7, "p95"))
        rows.append(
            Row("board: drop, committed and repainted", at, "ms", dropped(canvas, session), 16, "p95")
        )
        canvas.close()
    return rows


def scrolled(canvas: BoardCanvas) -> tuple[float, ...]:
    """Returns how long the frames of a way down the board took, with cards coming into sight that were never drawn."""

    bar, way = canvas.verticalScrollBar(), 60

    def frame() -> None:
        nonlocal way
        if not bar.minimum() <= bar.value() + way <= bar.maximum():
            way = -way
        was = bar.value()
        canvas.scroll_by(0, way)
        assert bar.value() != was or bar.maximum() <= way, "nothing was scrolled"
        QApplication.processEvents()

    return timed(frame, FRAMES)


def dragged(canvas: BoardCanvas, session: Session) -> tuple[float, ...]:
    """Returns how long the frames of a drag across the window took; Esc ends it."""
    canvas.scroll_by(0, -10_000_000)
    canvas.viewport().repaint()
    card = session.snapshot.cell(session.snapshot.columns[0].id, "waiting")[0]
    place = canvas.viewport().mapFromGlobal(canvas.rect_of(card).center())
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    frames = 0

    def frame() -> None:
        nonlocal frames
        frames += 1
        QTest.mouseMove(canvas.viewport(), place + QPoint(frames * 6, frames % 40))
        canvas.viewport().repaint()

    samples = timed(frame, FRAMES)
    assert canvas.mouse.is_busy, "nothing was dragged"
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    return samples


def dropped(canvas: BoardCanvas, session: Session) -> tuple[float, ...]:
    """Returns how long it took from the wish to move a card in sight until it is on the disk and on the screen.

    Every card has been judged, as a second after opening: then each drop also tells two columns' heads anew.
    """
    bridge = Bridge(session)
    bridge.changed.connect(lambda step, reach: canvas.follow(step, reach, session.snapshot))
    left, right = (action.id for action in session.snapshot.columns[:2])
    waiting = session.snapshot.cell(left, "waiting")[:100]
    cards = iter(waiting)

    def drop() -> None:
        there = session.snapshot.cell(right, "waiting")
        before = there[0] if there else None
        committed(session, MoveTasks((next(cards),), right, "waiting", before=before))
        canvas.viewport().repaint()

    samples = timed(drop, len(waiting))
    bridge.end()
    return samples
