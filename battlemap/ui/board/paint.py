"""Paints the stage: ground, cards, heads, labels and timeline, and over them what a gesture shows."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

import attrs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from battlemap import wording
from battlemap.domain.kinds.task import LANES
from battlemap.layout.card_face import card_face
from battlemap.layout.column_head import HeadMetrics, head_face, short_title
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.strip_face import StripFacts, strip_face
from battlemap.layout.text import em_width
from battlemap.shown.board.stage import Stage
from battlemap.ui.board.pixmaps import Pixmaps

_HEAD: Final = 15
_BODY: Final = 13
_SMALL: Final = 12
_FRAME: Final = 2
#: How much of the accent lies over a selected card, of 255: no more, or red words on it would be hard to read.
_TINT: Final = 16
#: The focus ring stands this far outside of its card.
_RING: Final = 3
#: So far, in px, the cards on both sides of an opening give way.
_ROOM: Final = 8
#: Pixels at a card's right in which the days left stand.
_DAYS_LEFT: Final = 58


@attrs.frozen
class Marks:
    """What is marked on the cards and days: by selection, by a gesture, by a change just made."""

    selected: frozenset[str] = frozenset()
    focus: str | None = None
    dragged: frozenset[str] = frozenset()
    blinking: frozenset[str] = frozenset()
    picked: date | None = None
    band: Rect | None = None
    #: The (column, lane, index) where the dragged cards would fall: the cards around it make room.
    opening: tuple[int, int, int] | None = None
    #: Task → words and colour token of a chip on its card: what became of it between two moments.
    notes: Mapping[str, tuple[str, str]] = attrs.field(factory=dict)

    def __contains__(self, id: object) -> bool:
        marked = self.selected, self.blinking, self.dragged, self.notes
        return id == self.focus or any(id in ids for ids in marked)


class BoardPaint:
    """Paints one theme; holds the pictures of cards, heads and timeline between frames."""

    def __init__(self, pixmaps: Pixmaps) -> None:
        self.pixmaps = pixmaps
        self._scenes = pixmaps.painter
        #: Seconds that one call of `paint` may spend on new cards; the rest are left blank. None: as many as needed.
        self.patience: float | None = None
        #: Whether cards were left blank by the last call.
        self.is_incomplete = False

    def colour(self, token: str, alpha: int = 255) -> QColor:
        """Returns a theme's colour, see-through where `alpha` is less than 255."""
        colour = QColor(self._scenes.colour(token))
        colour.setAlpha(alpha)
        return colour

    def paint(self, painter: QPainter, stage: Stage, marks: Marks, areas: Iterable[Rect]) -> None:
        """Paints what lies in these areas of the viewport."""
        frame = stage.frame
        self.is_incomplete = False
        self._until = math.inf if self.patience is None else time.perf_counter() + self.patience
        for area in areas:
            painter.save()
            painter.setClipRect(_q(area))
            if area.meets(frame.ground):
                self._ground(painter, stage, marks, _both(area, frame.ground))
            if area.meets(frame.heads):
                self._heads(painter, stage)
            if area.meets(frame.labels):
                self._labels(painter, stage)
            if area.meets(frame.strip_corner) or area.meets(frame.head_corner):
                self._corners(painter, stage)
            if area.meets(frame.strip):
                self._strip(painter, stage, marks)
            for y in (frame.strip.bottom, frame.heads.bottom):
                self._rule(painter, 0, y - 1, frame.width, 1)
            self._rule(painter, frame.label_w - 1, 0, 1, frame.height)
            painter.restore()

    def items(self, painter: QPainter, items: tuple[Item, ...], at: Rect) -> None:
        """Paints scene items in a box of the viewport, cut off at its edges."""
        painter.save()
        painter.setClipRect(_q(at), Qt.ClipOperation.IntersectClip)
        painter.translate(at.x, at.y)
        self._scenes.paint(painter, Scene(at.w, at.h, items))
        painter.restore()

    def _rule(self, painter: QPainter, x: float, y: float, w: float, h: float) -> None:
        """A one-pixel line as a filled box: it looks the same however the painting is cut into areas."""
        painter.fillRect(QRectF(round(x), round(y), round(w), round(h)), self.colour("border"))

    # -- regions ------------------------------------------------------------------------------------------------

    def _ground(self, painter: QPainter, stage: Stage, marks: Marks, area: Rect) -> None:
        ground, layout = stage.frame.ground, stage.layout
        painter.save()
        painter.setClipRect(_q(area), Qt.ClipOperation.IntersectClip)
        painter.fillRect(_q(area), self.colour("ground"))
        edge = stage.to_view(Rect(0, 0, layout.width, layout.height))
        for number, column in enumerate(layout.columns):
            x = ground.x + column.x - stage.scroll_x
            if x + column.w < ground.x or x > ground.right:
                continue
            if column.is_folded:
                self._folded(painter, stage, number, Rect(x, ground.y, column.w, ground.h))
            self._rule(painter, x + column.w - 1, ground.y, 1, min(ground.bottom, edge.bottom) - ground.y)
        for band in layout.lanes:
            y = ground.y + band.y + band.h - stage.scroll_y
            self._rule(painter, ground.x, y - 1, min(ground.right, edge.right) - ground.x, 1)
        size = layout.metrics.card_w, layout.metrics.card_h
        metrics, contents = stage.card_metrics, stage.contents
        for id, rect in stage.visible_cards(area.inset(-_RING)):
            if marks.opening is not None:
                rect = _making_room(stage, id, rect, marks.opening)
            card = contents.card(id)
            if time.perf_counter() > self._until and not self.pixmaps.holds(card, *size):
                painter.fillRect(_q(rect), self.colour("card"))
                self.is_incomplete = True
                continue
            pixmap = self.pixmaps.get(card, *size, partial(card_face, card, *size, metrics))
            painter.drawPixmap(QPointF(rect.x, rect.y), pixmap)
            if id in marks:
                self._card_marks(painter, id, rect, marks)
        if marks.band is not None:
            painter.setPen(QPen(self.colour("accent"), 1))
            painter.fillRect(_q(marks.band), self.colour("accent", 32))
            painter.drawRect(_q(marks.band))
        is_empty = not layout.columns or not any(map(any, layout.counts))
        if is_empty and (contents.only is None or not layout.columns):
            self._nothing(painter, stage, ground)
        painter.restore()

    def _card_marks(self, painter: QPainter, id: str, rect: Rect, marks: Marks) -> None:
        if id in marks.dragged:
            painter.fillRect(_q(rect), self.colour("ground", 170))
        if id in marks.notes:
            self._note(painter, rect, *marks.notes[id])
        if id in marks.blinking:
            painter.fillRect(_q(rect), self.colour("accent", 72))
        if id in marks.selected:
            painter.setPen(QPen(self.colour("accent"), _FRAME))
            painter.setBrush(self.colour("accent", _TINT))
            painter.drawRoundedRect(_q(rect.inset(_FRAME / 2)), 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if id == marks.focus:
            painter.setPen(QPen(self.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(_q(rect.inset(-1.5)))

    def _note(self, painter: QPainter, rect: Rect, words: str, colour: str) -> None:
        """A frame around the card and a chip on its lower edge, between owner and days left."""
        painter.setPen(QPen(self.colour(colour), _FRAME))
        painter.drawRoundedRect(_q(rect.inset(_FRAME / 2)), 3, 3)
        chip_w = min(rect.w, em_width(words) * _SMALL + 12)
        chip_h = min(rect.h, _SMALL * 1.5)
        chip = Rect(max(rect.x, rect.right - _DAYS_LEFT - chip_w), rect.bottom - chip_h, chip_w, chip_h)
        items = (
            Box(Rect(0, 0, chip.w, chip.h), fill=colour, radius=3),
            Text(Rect(0, 0, chip.w, chip.h), (words,), _SMALL, f"on_{colour}", True, "center"),
        )
        self.items(painter, items, chip)

    def _nothing(self, painter: QPainter, stage: Stage, ground: Rect) -> None:
        """Says why the ground is empty and what to do."""
        if not stage.contents.columns:
            words = ("还没有攻坚行动", "可从方案生成，或新建专项攻坚行动。")
        else:
            words = ("还没有任务", "双击空白处新建任务，或从方案生成。")
        lanes = ground.y + stage.layout.height - stage.scroll_y
        top = lanes if lanes < ground.bottom - 96 else ground.y
        box = Rect(ground.x, top + max(0.0, (ground.bottom - top) / 2 - 32), ground.w, 64)
        self.items(
            painter,
            (
                Text(Rect(0, 0, box.w, 32), words[:1], _HEAD, "muted", True, "center"),
                Text(Rect(0, 32, box.w, 24), words[1:], _BODY, "muted", align="center"),
            ),
            box,
        )

    def _folded(self, painter: QPainter, stage: Stage, column: int, rect: Rect) -> None:
        """A folded column: its short title from top to bottom and the number of its cards."""
        painter.fillRect(_q(rect), self.colour("weekend"))
        title = short_title(stage.contents.columns[column].title)
        lines = tuple(title[: max(1, int(rect.h / (_BODY * 1.3)) - 2)])
        count = str(sum(stage.layout.counts[column]))
        items = (
            Text(Rect(0, 8, rect.w, 20), (count,), _SMALL, "muted", align="center"),
            Text(
                Rect(0, 32, rect.w, len(lines) * _BODY * 1.3),
                lines,
                _BODY,
                "text",
                False,
                "center",
                leading=1.3,
            ),
        )
        self.items(painter, items, rect)

    def _heads(self, painter: QPainter, stage: Stage) -> None:
        heads = stage.frame.heads
        painter.save()
        painter.setClipRect(_q(heads), Qt.ClipOperation.IntersectClip)
        painter.fillRect(_q(heads), self.colour("card"))
        for number, action in enumerate(stage.contents.columns):
            rect = stage.head_rect(number)
            if rect.right < heads.x or rect.x > heads.right:
                continue
            width = rect.w - 1
            head = stage.contents.head(number)
            if stage.layout.columns[number].is_folded:
                items = (
                    Box(Rect(0, 0, width, rect.h), fill="card"),
                    Text(Rect(0, 6, width, 20), (action.ordinal,), _SMALL, "accent", True, "center"),
                    Text(Rect(0, rect.h - 24, width, 16), ("▸",), _SMALL, "muted", align="center"),
                )
                self.items(painter, items, rect)
            elif head is not None:
                pixmap = self.pixmaps.get(
                    head,
                    width,
                    rect.h,
                    partial(head_face, head, width, rect.h, stage.head_metrics),
                )
                painter.drawPixmap(QPointF(rect.x, rect.y), pixmap)
            else:
                self.items(
                    painter, _waiting_head(action.ordinal, action.title, width, stage.head_metrics), rect
                )
            self._rule(painter, rect.right - 1, rect.y, 1, rect.h)
        painter.restore()

    def _labels(self, painter: QPainter, stage: Stage) -> None:
        """The lanes' names; each stays in sight while any of its lane is."""
        labels = stage.frame.labels
        painter.save()
        painter.setClipRect(_q(labels), Qt.ClipOperation.IntersectClip)
        painter.fillRect(_q(labels), self.colour("card"))
        for number, band in enumerate(stage.layout.lanes):
            top = labels.y + band.y - stage.scroll_y
            bottom = top + band.h
            if bottom < labels.y or top > labels.bottom:
                continue
            y = min(max(top, labels.y), bottom - 44)
            items: tuple[Item, ...] = (
                Box(Rect(0, 0, labels.w, 44), fill="card"),
                Text(Rect(8, 4, labels.w - 12, 20), (wording.LANES[LANES[number]],), _BODY, is_bold=True),
                Text(
                    Rect(8, 22, labels.w - 12, 18),
                    (f"{stage.contents.lane_count(number)} 项",),
                    _SMALL,
                    "muted",
                ),
            )
            name = self.pixmaps.get(items, labels.w, 44, partial(tuple, items))
            painter.drawPixmap(QPointF(labels.x, y), name)
            self._rule(painter, labels.x, bottom - 1, labels.w, 1)
        painter.restore()

    def _corners(self, painter: QPainter, stage: Stage) -> None:
        """The campaign's day beside the timeline, the day of judgement beside the heads."""
        campaign, as_of = stage.contents.snapshot.campaign, stage.contents.as_of
        day = campaign.campaign_day(as_of)
        if day < 1:
            words = ("尚未开始", f"还有 {1 - day} 天")
        elif as_of > campaign.ends_on:
            words = ("已经结束", f"共 {campaign.day_count} 天")
        else:
            words = (f"第 {day} 天", f"剩 {campaign.days_left(as_of)} 天")
        corner = stage.frame.strip_corner
        painter.fillRect(_q(corner), self.colour("card"))
        items: tuple[Item, ...] = (
            Text(Rect(8, 12, corner.w - 12, 24), words[:1], _HEAD, "accent", True),
            Text(Rect(8, 38, corner.w - 12, 18), words[1:], _SMALL, "muted"),
        )
        self.items(painter, items, corner)
        corner = stage.frame.head_corner
        painter.fillRect(_q(corner), self.colour("card"))
        items = (
            Text(Rect(8, 6, corner.w - 12, 18), ("研判日期",), _SMALL, "muted"),
            Text(Rect(8, 24, corner.w - 12, 20), (f"{as_of.month}月{as_of.day}日",), _BODY, is_bold=True),
        )
        self.items(painter, items, corner)

    def _strip(self, painter: QPainter, stage: Stage, marks: Marks) -> None:
        strip, contents = stage.frame.strip, stage.contents
        if strip.w < 1:
            return

        def face() -> tuple[Item, ...]:
            facts = StripFacts(
                as_of=contents.as_of,
                calendar=contents.snapshot.calendar,
                periods=tuple(contents.snapshot.periods.values()),
                due=contents.due,
                picked=marks.picked,
            )
            return strip_face(stage.strip, facts)

        key = (contents.timeline, stage.strip.shown, stage.strip.day_w, marks.picked)
        pixmap = self.pixmaps.get(key, strip.w, strip.h - 1, face)
        painter.drawPixmap(QPointF(strip.x, strip.y), pixmap)


def _waiting_head(ordinal: str, title: str, width: float, m: HeadMetrics) -> tuple[Item, ...]:
    """The head of a column whose cards are still being judged: its name alone."""
    row = Rect(m.pad, m.pad * 0.75, max(0.0, width - 2 * m.pad), m.title * 1.3)
    return (
        Text(row, (f"{ordinal} {short_title(title)}",), m.title, is_bold=True),
        Line(m.pad, row.bottom + m.gap, width - m.pad, row.bottom + m.gap, "grid", m.bar),
    )


def _making_room(stage: Stage, id: str, rect: Rect, opening: tuple[int, int, int]) -> Rect:
    """Returns where a card stands while others are held over the opening: those above give way upwards, those below down."""
    place = stage.contents.place(id)
    column, lane, index = opening
    if place is None or (place.column, place.lane) != (column, lane):
        return rect
    return rect.moved(0, -_ROOM if place.index < index else _ROOM)


def _both(one: Rect, other: Rect) -> Rect:
    """Returns the part that two rectangles share."""
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Rect(x, y, min(one.right, other.right) - x, min(one.bottom, other.bottom) - y)


def _q(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.w, rect.h)
