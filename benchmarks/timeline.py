"""The timeline under the hand: first paint, scroll and drag frames, a bar moved, by number of tasks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from battlemap.commands.session import Session
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.domain.planning.bar_drag import planned_days
from battlemap.render.fonts import Fonts
from battlemap.theme import theme
from battlemap.ui.bridge import Bridge
from battlemap.ui.timeline.canvas import TimelineCanvas
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.row import Rival, Row, committed, timed
from benchmarks.screen import application

SIZES = (100, 1_000, 10_000, 100_000)
SIZE = (1920, 1000)
FRAMES = 200
_DAY = timedelta(days=1)


def measure(folder: Path) -> list[Row]:
    """Returns the times of the timeline with few, many and very many tasks."""
    return [row for count in SIZES for row in measured(folder, count)]


def measured(folder: Path, count: int) -> list[Row]:
    """Returns the times with so many tasks."""
    running = application()
    at = f"{count:,} tasks"
    with Session.open(campaign_file(folder, count), "测试", clock) as session:
        canvas = TimelineCanvas(theme("light"), Fonts())
        canvas.resize(*SIZE)

        def first_paint() -> None:
            canvas.present(session.snapshot, AS_OF, None)
            canvas.show()
            canvas.viewport().repaint()

        first = timed(first_paint, 1)
        assert canvas.stage is not None
        assert canvas.stage.contents.task_count == count, "a task has no row"
        shown = canvas.viewport().grab().toImage()
        dots = {shown.pixel(x, y) for x in range(400, SIZE[0], 40) for y in range(100, SIZE[1], 15)}
        assert len(dots) > 4, "no bar was painted"
        goal = 300 if count == SIZES[-1] else None
        rows = [Row("timeline: first paint", at, "ms", first, goal, rival=bare_scene(count))]
        running.processEvents()
        rows.append(Row("timeline: frame while scrolling", at, "ms", scrolled(canvas), 16.7, "p95"))
        rows.append(Row("timeline: frame while dragging a bar", at, "ms", dragged(canvas), 16.7, "p95"))
        rows.append(
            Row("timeline: bar moved, committed and repainted", at, "ms", moved(canvas, session), None, "p95")
        )
        canvas.close()
    return rows


def bare_scene(count: int) -> Rival:
    """Returns the first paint of so many bars as things of a scene by PySide6 itself, without days, names or lamps."""

    def first_paint() -> None:
        scene = QGraphicsScene()
        for row in range(count):
            scene.addRect(row % 90 * 10, row * 30, 200, 14)
        view = QGraphicsView(scene)
        view.resize(*SIZE)
        view.show()
        view.viewport().repaint()
        assert len(scene.items(QRectF(0, 0, 1900, 900))) > 20, "no bar stands there"
        view.close()

    return Rival("bare PySide6 scene", timed(first_paint, 1))


def scrolled(canvas: TimelineCanvas) -> tuple[float, ...]:
    """Returns how long the frames of a way down the rows took."""

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


def dragged(canvas: TimelineCanvas) -> tuple[float, ...]:
    """Returns how long the frames took in which the first bar followed the pointer; Esc ends it."""
    canvas.scroll_by(0, -10_000_000)
    canvas.viewport().repaint()
    stage = canvas.stage
    assert stage is not None
    bar = stage.bar_rect(stage.contents.tasks[0])
    assert bar is not None
    start = QPointF(bar.x + bar.w / 2, bar.y + bar.h / 2).toPoint()
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    frames = 0

    def frame() -> None:
        nonlocal frames
        frames += 1
        at = start.toTuple()
        QTest.mouseMove(canvas.viewport(), QPointF(at[0] + frames * 3, at[1]).toPoint())
        canvas.viewport().repaint()

    samples = timed(frame, FRAMES)
    assert canvas.marks().gesture is not None, "nothing was dragged"
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    return samples


def moved(canvas: TimelineCanvas, session: Session) -> tuple[float, ...]:
    """Returns how long it took from the wish to move a bar until it is on the disk and on the screen."""
    assert canvas.stage is not None
    bridge = Bridge(session)
    bridge.changed.connect(lambda step, reach: canvas.follow(step, reach, session.snapshot))
    waiting = [task for task in session.snapshot.live_tasks if task.lane == "waiting"][:50]
    turns = iter(range(50))

    def move() -> None:
        task = waiting[next(turns) % len(waiting)]
        days = planned_days(session.snapshot.tasks[task.id], session.snapshot.campaign)
        committed(session, Reschedule((TaskDays(task.id, days.first + _DAY, days.last + _DAY),)))
        canvas.viewport().repaint()

    before, number = (
        {task.id: canvas.stage.contents.row_of[task.id] for task in waiting},
        session.file.newest_number(),
    )
    bars = {id: canvas.stage.contents.rows[row].bar for id, row in before.items()}
    samples = timed(move, min(50, len(waiting)))
    assert session.file.newest_number() == number + len(samples), "a bar was moved without a step"
    now = canvas.stage.contents
    assert all(now.rows[now.row_of[id]].bar != bar for id, bar in bars.items()), "a bar stands where it stood"
    bridge.end()
    return samples
