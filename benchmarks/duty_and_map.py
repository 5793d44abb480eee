"""A year's roster made at once, and a plate with two thousand marks: under the hand and on paper."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from battlemap.commands.picture_map import schematic_picture
from battlemap.commands.session import Session
from battlemap.domain.days.calendar import days
from battlemap.domain.duty.roster import roster
from battlemap.domain.duty.seats import PostRule, RosterCase
from battlemap.domain.kinds.picture_map import MapMark, MarkKind, Plate
from battlemap.domain.picture_map.seen import seen_marks
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.layout.paper import paper
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import pdf_bytes
from battlemap.sheets.options import SheetOptions
from battlemap.sheets.picture_map import picture_map
from battlemap.theme import theme
from battlemap.ui.picture_map.canvas import MapCanvas
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.row import Row, timed
from benchmarks.screen import application

DAYS: Final = 365
POSTS: Final = 4
PEOPLE: Final = 200
MARKS: Final = 2_000
FRAMES: Final = 120
_SIZE: Final = (1920, 1000)
_PLATE: Final = Plate("plate", "示意图", "a", schematic="three-areas", width_px=1600, height_px=1200)


def measure(folder: Path) -> list[Row]:
    """Returns the times of both."""
    return [*rosters(), *maps(folder)]


def rosters() -> list[Row]:
    """Returns how long a year takes: each post with people of its own, and everybody allowed at every post."""
    people = tuple(f"p{number}" for number in range(PEOPLE))
    own = PEOPLE // POSTS
    apart = tuple(people[post * own :][:own] for post in range(POSTS))
    return [made("own people", apart), made("all people", (people,) * POSTS)]


def made(at: str, people: tuple[tuple[str, ...], ...]) -> Row:
    """Returns how long the year takes where each post has these people."""
    span = days(date(2018, 1, 1), date(2018, 1, 1) + timedelta(DAYS - 1))
    weights = {day: 150 for day in span if day.weekday() > 4}
    posts = tuple(
        PostRule(f"q{post}", f"岗位{post}", ("全天",), of, min_gap=3, weights=weights)
        for post, of in enumerate(people)
    )
    case = RosterCase(span[0], span[-1], posts)
    draft = roster(case)
    assert len(draft.seats) == DAYS * POSTS
    assert not draft.gaps
    name = f"{DAYS} days × {POSTS} posts × {PEOPLE}, {at}"
    return Row("duty: roster", name, "s", timed(lambda: roster(case), 3, "s"), 1.0)


def marked(snapshot: Snapshot) -> Snapshot:
    """Returns the board with a plate on which so many points, lines and areas stand, half of them tied to tasks."""
    dice = Random(18)
    tasks = snapshot.live_tasks
    changes = [Change("plate", _PLATE.id, None, _PLATE)]
    for number in range(MARKS):
        kind: MarkKind = ("point", "point", "line", "area")[number % 4]
        x, y = dice.randrange(950_000), dice.randrange(700_000)
        count = {"point": 1, "line": 3, "area": 4}[kind]
        ring = ((0, 0), (30_000, 5_000), (35_000, 30_000), (4_000, 28_000))[:count]
        points = " ".join(f"{x + dx},{y + dy}" for dx, dy in ring)
        target = tasks[number % len(tasks)].id if number % 2 else ""
        mark = MapMark(
            f"m{number}", _PLATE.id, kind, f"标绘{number}", points, "", "task" if target else "", target
        )
        changes.append(Change("map_mark", mark.id, None, mark))
    return snapshot.take(Step("map", "", "do", "", clock(), tuple(changes)))


def maps(folder: Path) -> list[Row]:
    """Returns the frames of a plate that is dragged and zoomed, and how long its A0 sheet takes as PDF."""
    running = application()
    with Session.open(campaign_file(folder, 1_000), "测试", clock) as session:
        snapshot = marked(session.snapshot)
    content = schematic_picture("three-areas")
    marks = seen_marks(snapshot, _PLATE, AS_OF)
    assert len(marks) == MARKS
    fonts = Fonts()
    canvas = MapCanvas(theme("light"), fonts)
    canvas.resize(*_SIZE)
    canvas.show_plate(_PLATE, content)
    canvas.show_marks(marks, _PLATE)
    canvas.show()
    running.processEvents()
    assert canvas.stage is not None
    at = f"{MARKS:,} marks"
    rows = [
        Row("map: frame while dragging", at, "ms", dragged(canvas), 16.7, "p95"),
        Row("map: frame while zooming", at, "ms", zoomed(canvas), 16.7, "p95"),
    ]
    canvas.close()
    options = SheetOptions(clock(), paper("A0"), pictures={_PLATE.id: content})

    def draw() -> bytes:
        return pdf_bytes(picture_map(snapshot, options), options.theme, fonts, "作战图", clock())

    return [*rows, Row("map: A0 to PDF", at, "s", timed(draw, 3, "s"), 1.5)]


def dragged(canvas: MapCanvas) -> tuple[float, ...]:
    """Returns how long the frames of a drag of the plate across the window took."""
    canvas.zoom(1.5)
    middle = QPoint(_SIZE[0] // 2, _SIZE[1] // 2)
    QTest.mousePress(canvas, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, middle)
    frames = 0

    def frame() -> None:
        nonlocal frames
        frames += 1
        QTest.mouseMove(canvas, middle + QPoint(frames * 3 % 400, frames % 60))
        QApplication.processEvents()

    samples = timed(frame, FRAMES)
    QTest.mouseRelease(canvas, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, middle)
    return samples


def zoomed(canvas: MapCanvas) -> tuple[float, ...]:
    """Returns how long the frames took while the wheel zoomed the plate in and out."""
    steps = 0

    def frame() -> None:
        nonlocal steps
        steps += 1
        turn = QPoint(0, 30 if steps // 20 % 2 else -30)
        middle = QPointF(_SIZE[0] / 2, _SIZE[1] / 2)
        wheel = QWheelEvent(
            middle, canvas.mapToGlobal(middle), QPoint(), turn, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas, wheel)
        QApplication.processEvents()

    return timed(frame, FRAMES)
