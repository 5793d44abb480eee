"""The ghost of dragged cards: the card, the number of them, and in words where they would go or why not."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from battlemap.layout.card_face import card_face
from battlemap.layout.scene import Box, Rect, Text
from battlemap.layout.text import em_width, wrap
from battlemap.shown.board.drag import Drag
from battlemap.shown.board.stage import Stage
from battlemap.ui.board.paint import BoardPaint

_SIZE: Final = 13
_MOST_EMS: Final = 22
_BADGE: Final = 22


def paint_ghost(painter: QPainter, paint: BoardPaint, stage: Stage, drag: Drag) -> None:
    """Paints the ghost at the pointer, the insertion mark over it and the words under it, inside the viewport.

    Over the timeline the ghost hangs below it, so that the day under the pointer stays in sight.
    """
    target, frame = drag.target, stage.frame
    x, y = drag.x - drag.offset_x, drag.y - drag.offset_y
    if frame.strip.contains(drag.x, drag.y):
        y = frame.strip.bottom + 12
    _card(painter, paint, stage, drag, x, y)
    if target.mark is not None and target.is_good:
        mark = QRectF(target.mark.x, target.mark.y, target.mark.w, target.mark.h)
        if target.kind == "day":
            painter.setPen(QPen(paint.colour("accent"), 2))
            painter.setBrush(paint.colour("accent", 48))
            painter.drawRect(mark)
        elif frame.ground.meets(target.mark):
            painter.fillRect(mark, paint.colour("accent"))
    _words(painter, paint, stage, drag, x, y)


def _card(painter: QPainter, paint: BoardPaint, stage: Stage, drag: Drag, x: float, y: float) -> None:
    metrics = stage.layout.metrics
    size = metrics.card_w, metrics.card_h
    card = stage.contents.card(drag.grabbed)
    painter.setOpacity(0.92)
    for behind in range(min(len(drag.tasks) - 1, 2), 0, -1):
        place = Rect(x + 4 * behind, y + 4 * behind, *size)
        paint.items(painter, (Box(Rect(0, 0, *size), "card", "border", 1, 4),), place)
    pixmap = paint.pixmaps.get(card, *size, lambda: card_face(card, *size, stage.card_metrics))
    painter.drawPixmap(QPointF(x, y), pixmap)
    painter.setOpacity(1.0)
    painter.setPen(QPen(paint.colour("accent"), 1))
    painter.setBrush(paint.colour("accent", 0))
    painter.drawRect(QRectF(x + 0.5, y + 0.5, size[0] - 1, size[1] - 1))
    if len(drag.tasks) > 1:
        words = str(len(drag.tasks))
        width = max(_BADGE, em_width(words) * _SIZE + 12)
        place = Rect(x + size[0] - width / 2, y - _BADGE / 2, width, _BADGE)
        box = Rect(0, 0, place.w, place.h)
        badge = Box(box, "accent", "card", 1, _BADGE / 2), Text(box, (words,), _SIZE, "card", True, "center")
        paint.items(painter, badge, place)


def _words(painter: QPainter, paint: BoardPaint, stage: Stage, drag: Drag, left: float, top: float) -> None:
    target = drag.target
    words = target.refusal or ("原位" if target.is_still else target.words)
    if not words:
        return
    lines = wrap(words, _MOST_EMS, 3)
    width = max(map(em_width, lines)) * _SIZE + 20
    height = len(lines) * _SIZE * 1.4 + 10
    x = min(max(0.0, left), max(0.0, stage.frame.width - width - 4))
    below = top + stage.layout.metrics.card_h + 8
    y = below if below + height <= stage.frame.height - 4 else max(4.0, top - height - 14)
    box = Rect(0, 0, width, height)
    colour = "red" if target.refusal else "muted" if target.is_still else "accent"
    items = (
        Box(box, "card", colour, 1, 4),
        Text(
            box.inset(10, 5),
            lines,
            _SIZE,
            "text" if colour == "accent" else colour,
            not target.is_still,
            leading=1.4,
        ),
    )
    paint.items(painter, items, Rect(x, y, width, height))
