"""Paints the timeline's stage: names, axis, bars and marks, each part only as far as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from battlemap.layout.scene import Item, Rect, Scene
from battlemap.layout.timeline_face import (
    bar_face,
    bar_words,
    ground_face,
    head_face,
    link_face,
    name_face,
    period_names,
    today_face,
)
from battlemap.render.painter import ScenePainter
from battlemap.shown.timeline.gesture import BarDrag, Gesture, LinkDrag, ProgressDrag, StoneDrag, day_words
from battlemap.shown.timeline.stage import Port, Stage
from battlemap.ui.timeline.row_pixmaps import RowPixmaps

_SMALL: Final = 12
#: Px behind a bar that its words may take.
_WORDS: Final = 240.0
_PORT: Final = 4.0


@attrs.frozen
class Marks:
    """What is marked at present: selected tasks, the row with the focus, what the pointer holds or hovers over."""

    selected: frozenset[str] = frozenset()
    focus: int | None = None
    has_focus: bool = False
    blinking: frozenset[str] = frozenset()
    hovered: int | None = None
    gesture: Gesture | None = None


class TimelinePaint:
    """Paints in one theme; keep it between frames, it remembers the names and words of rows."""

    def __init__(self, scenes: ScenePainter) -> None:
        self.scenes = scenes
        self._pixmaps = RowPixmaps(scenes)

    def colour(self, token: str, alpha: int = 255) -> QColor:
        """Returns a theme's colour, let through by so much."""
        colour = QColor(self.scenes.colour(token))
        colour.setAlpha(alpha)
        return colour

    def paint(self, painter: QPainter, stage: Stage, marks: Marks, areas: Iterable[Rect]) -> None:
        """Paints the parts of the viewport that meet the areas."""
        body = stage.body
        for area in areas:
            painter.setClipRect(_q(area))
            painter.fillRect(_q(area), self.colour("card"))
            if area.bottom > body.y:
                self._rows_of(painter, stage, marks, area)
            if area.y < body.y:
                self._head(painter, stage, area)
        painter.setClipping(False)

    def paint_over(self, painter: QPainter, stage: Stage, marks: Marks) -> None:
        """Paints what lies over everything else: ports of the hovered bar and the ghost of a gesture."""
        body = _q(stage.body)
        painter.save()
        painter.setClipRect(body)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marks.gesture is None and marks.hovered is not None and marks.hovered < len(stage.layout.rows):
            for port, x, y in stage.ports(marks.hovered):
                self._port(painter, port, x, y)
        gesture = marks.gesture
        if isinstance(gesture, BarDrag):
            self._bar_ghosts(painter, stage, gesture)
        elif isinstance(gesture, ProgressDrag):
            self._progress_ghost(painter, stage, gesture)
        elif isinstance(gesture, StoneDrag):
            self._stone_ghost(painter, stage, gesture)
        elif isinstance(gesture, LinkDrag):
            self._link_ghost(painter, stage, gesture)
        painter.restore()

    # -- rows ---------------------------------------------------------------------------------------------------

    def _rows_of(self, painter: QPainter, stage: Stage, marks: Marks, area: Rect) -> None:
        body = stage.body
        top = max(area.y, body.y)
        rows = stage.layout.visible(top - body.y + stage.scroll_y, area.bottom - body.y + stage.scroll_y)
        if area.right > body.x:
            left = max(area.x, body.x)
            clip = Rect(left, top, area.right - left, area.bottom - top)
            painter.setClipRect(_q(clip))
            painter.save()
            painter.translate(body.x - stage.scroll_x, body.y - stage.scroll_y)
            seen = clip.moved(stage.scroll_x - body.x, stage.scroll_y - body.y)
            self._draw(painter, self._ground(stage, rows), seen)
            self._mark_rows(painter, stage, marks, rows, seen)
            self._draw(painter, self._links(stage, rows), seen)
            for row in rows:
                self._bar(painter, stage, row)
            self._draw(painter, today_face(stage.layout, stage.contents.facts, rows), seen)
            painter.restore()
        if area.x < body.x:
            clip = Rect(area.x, top, min(area.right, body.x) - area.x, area.bottom - top)
            painter.setClipRect(_q(clip))
            painter.save()
            painter.translate(body.x, body.y - stage.scroll_y)
            names = Rect(-stage.metrics.names_w, 0, stage.metrics.names_w, 1e9)
            self._mark_rows(painter, stage, marks, rows, names)
            for row in rows:
                self._name(painter, stage, row)
            painter.restore()
            painter.setPen(QPen(self.colour("border"), 1))
            painter.drawLine(QPointF(body.x - 0.5, top), QPointF(body.x - 0.5, area.bottom))

    def _ground(self, stage: Stage, rows: range) -> Iterator[Item]:
        yield from ground_face(stage.layout, stage.contents.facts, rows)

    def _links(self, stage: Stage, rows: range) -> Iterator[Item]:
        layout, facts, among = stage.layout, stage.contents.facts, stage.contents.rows.among
        near = (
            link for link in facts.links if _may_cross(among(link.predecessor), among(link.successor), rows)
        )
        seen = [
            link
            for link in near
            if _crosses(layout.row_of[link.predecessor], layout.row_of[link.successor], rows)
        ]
        yield from link_face(layout, seen)

    def _bar(self, painter: QPainter, stage: Stage, number: int) -> None:
        """Paints a row's bar with the words behind it."""
        layout, facts = stage.layout, stage.contents.facts
        row, height = layout.rows[number], layout.metrics.row_h

        def face() -> Iterator[Item]:
            yield from bar_face(layout, number, facts)
            yield from bar_words(layout, number, _WORDS)

        look = (layout.axis.first, layout.axis.day_w, row.id in facts.critical, number)
        size, ratio = (layout.axis.width, height), _ratio(painter)
        pixmap = self._pixmaps.get(("bar", number), row, look, size, ratio, (0, number * height), face)
        painter.drawPixmap(QPointF(0, number * height), pixmap)

    def _name(self, painter: QPainter, stage: Stage, number: int) -> None:
        """Paints a row's name."""
        layout = stage.layout
        row, place = layout.rows[number], layout.name_rect(number)
        pixmap = self._pixmaps.get(
            ("name", number),
            row,
            number,
            (place.w, place.h),
            _ratio(painter),
            (place.x, place.y),
            lambda: name_face(layout, number),
        )
        painter.drawPixmap(QPointF(place.x, place.y), pixmap)

    def _mark_rows(self, painter: QPainter, stage: Stage, marks: Marks, rows: range, seen: Rect) -> None:
        height = stage.layout.metrics.row_h
        for number in rows:
            row = stage.layout.rows[number]
            place = QRectF(seen.x, number * height, seen.w, height)
            if row.id in marks.blinking:
                painter.fillRect(place, self.colour("accent", 72))
            elif row.kind == "task" and row.id in marks.selected:
                painter.fillRect(place, self.colour("accent", 34))
            if number == marks.focus and marks.has_focus:
                painter.setPen(QPen(self.colour("accent"), 1.5))
                painter.drawLine(
                    QPointF(place.left(), place.top() + 1), QPointF(place.right(), place.top() + 1)
                )
                painter.drawLine(
                    QPointF(place.left(), place.bottom() - 1), QPointF(place.right(), place.bottom() - 1)
                )

    def _head(self, painter: QPainter, stage: Stage, area: Rect) -> None:
        body, layout = stage.body, stage.layout
        if area.right > body.x:
            left = max(area.x, body.x)
            painter.setClipRect(_q(Rect(left, 0, area.right - left, body.y)))
            painter.save()
            painter.translate(body.x - stage.scroll_x, body.y)
            lift = layout.metrics.head_h
            facts = stage.contents.facts

            def face() -> Iterator[Item]:
                yield from head_face(layout, facts)
                yield from period_names(layout, facts, 0)

            place = Rect(0, -layout.head_h - lift, layout.axis.width, layout.head_h + lift)
            pixmap = self._pixmaps.get(
                "head",
                facts.periods,
                (layout.axis.first, layout.axis.day_w),
                (place.w, place.h),
                _ratio(painter),
                (0, -layout.head_h),
                face,
            )
            painter.drawPixmap(QPointF(place.x, place.y), pixmap)
            self._today(painter, stage)
            painter.restore()
        corner = Rect(0, 0, body.x, body.y)
        if area.x < body.x:
            painter.setClipRect(_q(corner))
            painter.fillRect(_q(corner), self.colour("card"))
            painter.setPen(self.colour("muted"))
            painter.setFont(self.scenes.fonts.font(_SMALL))
            words = f"专项 / 要点 / 任务　{stage.contents.task_count} 项"
            painter.drawText(QRectF(12, 0, corner.w - 24, corner.h), Qt.AlignmentFlag.AlignVCenter, words)
            painter.setPen(QPen(self.colour("border"), 1))
            painter.drawLine(QPointF(body.x - 0.5, 0), QPointF(body.x - 0.5, body.y))
        painter.setClipRect(_q(Rect(area.x, 0, area.w, body.y)))
        painter.setPen(QPen(self.colour("border"), 1))
        painter.drawLine(QPointF(0, body.y - 0.5), QPointF(stage.size[0], body.y - 0.5))

    def _today(self, painter: QPainter, stage: Stage) -> None:
        """Paints the judged day's name where its line begins."""
        axis, as_of = stage.layout.axis, stage.contents.as_of
        if not axis.first <= as_of <= axis.last:
            return
        x = axis.x_at(as_of.toordinal() + 1)
        words = day_words(as_of)
        painter.setFont(self.scenes.fonts.font(_SMALL, True))
        width = painter.fontMetrics().horizontalAdvance(words) + 10
        left = min(max(0.0, x - width / 2), max(0.0, axis.width - width))
        place = QRectF(left, -2 * stage.metrics.head_h, width, stage.metrics.head_h - 1)
        painter.fillRect(place, self.colour("today"))
        painter.setPen(self.colour("card"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _draw(self, painter: QPainter, items: Iterable[Item], clip: Rect | None) -> None:
        self.scenes.paint(painter, Scene(1, 1, tuple(items)), 1.0, clip)

    # -- over everything ------------------------------------------------------------------------------------------

    def _port(self, painter: QPainter, port: Port, x: float, y: float) -> None:
        painter.setPen(QPen(self.colour("accent"), 1.5))
        painter.setBrush(self.colour("card"))
        painter.drawEllipse(QPointF(x, y), _PORT, _PORT)

    def _bar_ghosts(self, painter: QPainter, stage: Stage, drag: BarDrag) -> None:
        snapshot = stage.contents.snapshot
        painter.setBrush(self.colour("accent", 40))
        for number, task in enumerate(drag.tasks):
            days = drag.days(snapshot, task)
            rect = stage.span_rect(task, days.first, days.last)
            if rect is None:
                continue
            painter.setPen(QPen(self.colour("accent"), 2))
            painter.setBrush(self.colour("accent", 40))
            painter.drawRoundedRect(QRectF(rect.x, rect.y - 2, rect.w, rect.h + 4), 3, 3)
            if number == 0:
                self._label(painter, stage, rect.x, rect.y - 26, drag.words(snapshot, task))

    def _progress_ghost(self, painter: QPainter, stage: Stage, drag: ProgressDrag) -> None:
        rect = stage.bar_rect(drag.task)
        if rect is not None:
            self._label(painter, stage, rect.x, rect.y - 26, f"进度 {drag.progress}%")

    def _stone_ghost(self, painter: QPainter, stage: Stage, drag: StoneDrag) -> None:
        rect = stage.span_rect(drag.task, drag.day, drag.day)
        if rect is not None:
            painter.setPen(QPen(self.colour("accent"), 2))
            painter.drawLine(QPointF(rect.right, rect.y - 4), QPointF(rect.right, rect.bottom + 4))
            stone = stage.contents.snapshot.milestones[drag.milestone]
            self._label(painter, stage, rect.x, rect.y - 26, f"{stone.title} {day_words(drag.day)}")

    def _link_ghost(self, painter: QPainter, stage: Stage, drag: LinkDrag) -> None:
        rect = stage.bar_rect(drag.port.task)
        if rect is None:
            return
        colour = "red" if drag.refusal else "accent"
        start = QPointF(rect.right if drag.port.is_end else rect.x, rect.y + rect.h / 2)
        painter.setPen(QPen(self.colour(colour), 2))
        painter.drawLine(start, QPointF(drag.x, drag.y))
        target = stage.bar_rect(drag.target) if drag.target else None
        if target is not None:
            painter.setBrush(self.colour(colour, 36))
            painter.drawRoundedRect(QRectF(target.x, target.y - 2, target.w, target.h + 4), 3, 3)
        self._label(painter, stage, drag.x + 12, drag.y + 12, drag.words(stage.contents.snapshot), colour)

    def _label(
        self, painter: QPainter, stage: Stage, x: float, y: float, words: str, colour: str = "accent"
    ) -> None:
        """Paints words in a box that stays within the body."""
        painter.setFont(self.scenes.fonts.font(_SMALL, True))
        width = painter.fontMetrics().horizontalAdvance(words) + 16
        body = stage.body
        x = min(max(x, body.x + 2), max(body.x + 2, body.right - width - 2))
        y = min(max(y, body.y + 2), max(body.y + 2, body.bottom - 24))
        place = QRectF(x, y, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(colour))
        painter.drawRoundedRect(place, 3, 3)
        painter.setPen(self.colour("card"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatio()


def _may_cross(one: range, other: range, rows: range) -> bool:
    """Whether a line from somewhere in one stretch of rows to somewhere in another may cross some rows."""
    return min(one.start, other.start) < rows.stop and max(one.stop, other.stop) > rows.start


def _crosses(one: int, other: int, rows: range) -> bool:
    low, high = sorted((one, other))
    return low < rows.stop and high >= rows.start


def _q(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.w, rect.h)
