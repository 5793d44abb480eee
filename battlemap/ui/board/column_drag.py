"""A column held by its head: before which other column it would be put down."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from battlemap.layout.scene import Box, Rect, Text
from battlemap.layout.text import em_width
from battlemap.shown.board.stage import Stage
from battlemap.ui.board.paint import BoardPaint

_SIZE = 13
_MARK = 3


@attrs.frozen
class ColumnDrag:
    """Immutable: `before` is the action that it would stand before, None at the right end."""

    action: str
    x: float
    before: str | None = None
    mark_x: float = 0.0
    is_still: bool = True

    def moved(self, stage: Stage, x: float) -> ColumnDrag:
        """Returns the drag with the pointer somewhere else."""
        columns = stage.contents.columns
        gap = next(
            (
                number
                for number in range(len(columns))
                if x < (rect := stage.head_rect(number)).x + rect.w / 2
            ),
            len(columns),
        )
        at = next((number for number, column in enumerate(columns) if column.id == self.action), None)
        if at is None:
            return attrs.evolve(self, x=x, is_still=True)
        mark_x = stage.head_rect(gap).x if gap < len(columns) else stage.head_rect(gap - 1).right
        before = columns[gap].id if gap < len(columns) else None
        return ColumnDrag(self.action, x, before, mark_x, gap in (at, at + 1))


def paint_column(painter: QPainter, paint: BoardPaint, stage: Stage, drag: ColumnDrag) -> None:
    """Paints where the column would stand, and its name at the pointer."""
    frame = stage.frame
    area = Rect(frame.heads.x, frame.heads.y, frame.heads.w, frame.height - frame.heads.y)
    own = stage.head_rect_of(drag.action)
    painter.save()
    painter.setClipRect(QRectF(area.x, area.y, area.w, area.h))
    if own is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(own.x, area.y, own.w, area.h), paint.colour("accent", 28))
    if not drag.is_still:
        painter.setPen(QPen(paint.colour("accent"), _MARK))
        painter.drawLine(
            QRectF(drag.mark_x, area.y, 0, area.h).topLeft(), QRectF(drag.mark_x, area.bottom, 0, 0).topLeft()
        )
    painter.restore()
    name = next(column.short for column in stage.contents.columns if column.id == drag.action)
    words = f"{name}　原位" if drag.is_still else name
    width = em_width(words) * _SIZE + 24
    box = Rect(0, 0, width, _SIZE * 2)
    x = min(max(frame.heads.x, drag.x - width / 2), max(frame.heads.x, frame.width - width))
    items = (Box(box, "card", "accent", 1, 4), Text(box, (words,), _SIZE, "text", True, "center"))
    paint.items(painter, items, Rect(x, frame.heads.bottom + 8, width, box.h))
