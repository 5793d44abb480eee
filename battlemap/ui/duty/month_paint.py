"""How the month of duty is painted: days off in red, gaps filled, double bookings framed, what is exchanged marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from battlemap.domain.kinds.duty import Duty
from battlemap.layout.scene import Rect
from battlemap.shown.duty.month import HEAD, MonthStage, Spot
from battlemap.theme import Theme
from battlemap.ui.look import chosen_ground, legible, mixed

_SMALL: Final = 12
_BODY: Final = 13


class MonthPainter:
    """Paints a stage; `faults` are the kinds of fault by duty id: gap, double, away … of which red is the worst."""

    def __init__(self, look: Theme) -> None:
        self._look = look
        card, text = look.colour("card"), look.colour("text")
        self._red = QColor(legible(look.colour("red"), text, card, mixed(look.colour("weekend"), text, 0.06)))
        self._ground = {
            "line": QColor(card),
            "rest": QColor(mixed(look.colour("weekend"), look.colour("text"), 0.06)),
            "chosen": QColor(chosen_ground(look)),
            "gap": QColor(mixed(card, look.colour("red"), 0.16)),
            "alert": QColor(mixed(card, look.colour("red"), 0.07)),
            "head": QColor(look.colour("ground")),
            "chip": QColor(mixed(card, look.colour("accent"), 0.07)),
        }

    def colour(self, token: str) -> QColor:
        """Returns a colour of the theme."""
        return QColor(self._look.colour(token))

    def paint(
        self,
        painter: QPainter,
        stage: MonthStage,
        clip: QRectF,
        faults: Mapping[str, str],
        today: int | None,
    ) -> None:
        """Paints the lines that lie in `clip`."""
        painter.fillRect(clip, self._ground["line"])
        for number, line in enumerate(stage.table.lines):
            rect = _q(stage.line(number))
            if not rect.intersects(clip):
                continue
            self._paint_line(painter, stage, number)
            for column in range(len(line.cells)):
                for place in range(len(line.cells[column])):
                    spot = Spot(number, column, place)
                    self.chip(painter, stage, spot, faults)
        if today is not None:
            rect = _q(stage.line(today)).adjusted(0.5, 0.5, -1, -0.5)
            painter.setPen(QPen(self.colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
        painter.setPen(QPen(self.colour("border"), 1))
        edges = [stage.column(column).x for column in range(len(stage.table.columns))]
        for x in (*edges, *([stage.note.x] if stage.note.w else [])):
            painter.drawLine(QPointF(x, clip.top()), QPointF(x, clip.bottom()))

    def _paint_line(self, painter: QPainter, stage: MonthStage, number: int) -> None:
        line, rect = stage.table.lines[number], _q(stage.line(number))
        ground = "alert" if line.kind == "alert" or "临战" in line.note else "rest" if line.is_red else "line"
        painter.fillRect(rect, self._ground[ground])
        painter.setPen(QPen(self.colour("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._font(painter, _BODY, line.is_red)
        painter.setPen(self._red if line.is_red else self.colour("text"))
        words = f"{line.day.month}月{line.day.day}日"
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(rect.x() + 8, rect.y(), 64, rect.height()), middle, words)
        painter.drawText(QRectF(rect.x() + 74, rect.y(), 32, rect.height()), middle, f"周{line.weekday}")
        if line.note:
            note = _q(stage.note)
            place = QRectF(note.x() + 6, rect.y(), note.width() - 10, rect.height())
            self._font(painter, _SMALL)
            painter.setPen(self._red if "临战" in line.note else self.colour("muted"))
            shown = painter.fontMetrics().elidedText(
                line.note, Qt.TextElideMode.ElideRight, int(place.width())
            )
            painter.drawText(place, middle, shown)

    def chip(self, painter: QPainter, stage: MonthStage, spot: Spot, faults: Mapping[str, str]) -> None:
        """Paints one place."""
        duty, rect = stage.duty(spot), _q(stage.chip(spot))
        kind = faults.get(duty.id, "") if duty else "gap"
        is_empty = duty is None or duty.person is None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._ground["gap"] if is_empty else self._ground["chip"])
        edge = (
            self._red
            if is_empty or kind in ("double", "away")
            else self.colour("yellow" if kind else "border")
        )
        pen = QPen(edge, 2 if kind and not is_empty else 1)
        if is_empty:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._font(painter, _BODY, is_empty)
        painter.setPen(self._red if is_empty else self.colour("text"))
        mark = _mark(duty)
        room = rect.adjusted(2, 0, -2 - (15 if mark and rect.width() > 62 else 0), 0)
        words = "缺岗" if duty is None or duty.person is None else duty.name_then
        if painter.fontMetrics().horizontalAdvance(words) > room.width():
            self._font(painter, _SMALL, is_empty)
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, max(12, int(room.width()))
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)
        if mark and rect.width() > 62:
            self._font(painter, _SMALL)
            painter.setPen(self.colour("muted"))
            painter.drawText(
                rect.adjusted(0, 0, -4, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark
            )

    def frame(self, painter: QPainter, rect: Rect, token: str, is_dashed: bool = False) -> None:
        """Frames a place: the one that has the keyboard, the one that is carried, the one that it would fall on."""
        pen = QPen(self.colour(token), 2)
        if is_dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_q(rect).adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)

    def head(self, painter: QPainter, stage: MonthStage, top: float) -> None:
        """Paints the head at the upper edge of what is in sight."""
        width = stage.whole[0]
        painter.fillRect(QRectF(0, top, width, HEAD), self._ground["head"])
        painter.setPen(QPen(self.colour("border"), 1))
        painter.drawLine(QPointF(0, top + HEAD - 0.5), QPointF(width, top + HEAD - 0.5))
        self._font(painter, _BODY, True)
        painter.setPen(self.colour("text"))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(0, top, stage.day_w, HEAD), centre, "日期")
        for number, column in enumerate(stage.table.columns):
            place = stage.column(number)
            self._font(painter, _BODY, True)
            painter.setPen(self.colour("text"))
            title = painter.fontMetrics().elidedText(
                column.title, Qt.TextElideMode.ElideRight, int(place.w) - 6
            )
            painter.drawText(QRectF(place.x, top + 3, place.w, 20), centre, title)
            self._font(painter, _SMALL)
            painter.setPen(self.colour("muted"))
            painter.drawText(QRectF(place.x, top + 21, place.w, 18), centre, column.hours)
        if stage.note.w:
            self._font(painter, _BODY, True)
            painter.setPen(self.colour("text"))
            painter.drawText(QRectF(stage.note.x, top, stage.note.w, HEAD), centre, "备注")

    @staticmethod
    def _font(painter: QPainter, pixels: int, is_bold: bool = False) -> None:
        font = painter.font()
        font.setPixelSize(pixels)
        font.setBold(is_bold)
        painter.setFont(font)


def _mark(duty: Duty | None) -> str:
    """Returns the character that says how somebody came to a place."""
    return {"exchanged": "换", "stand_in": "替"}.get(duty.state, "") if duty and duty.person else ""


def _q(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.w, rect.h)
