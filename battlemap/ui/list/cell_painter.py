"""Paints the rows in sight at once: words laid out once and kept, so that a frame costs what has never been seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
from PySide6.QtCore import QLine, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QStaticText

from battlemap.domain.judging.lamp import Lamp
from battlemap.layout.seen_mark import seen_initials
from battlemap.shown.list.list_rows import Tone
from battlemap.shown.presence import Presence
from battlemap.theme import Theme
from battlemap.ui.lamp_mark import lamp_mark
from battlemap.ui.list.model import ListModel
from battlemap.ui.look import chosen_ground

#: Pixels between a cell's edge and its words, as in the head; of a lamp's mark; and between mark and words.
PADDING: Final = 6
_MARK: Final = 12
_GAP: Final = 5
#: So many laid-out words are kept.
_MOST: Final = 30_000
#: Words laid out, with their width and height in px.
_Laid = tuple[QStaticText, int, int]


@attrs.frozen
class Strip:
    """A column in sight: where it stands in the viewport, px."""

    key: str
    x: int
    width: int


class CellPainter:
    """Draws cells of one table; what it keeps lasts until another theme or font comes."""

    def __init__(self, model: ListModel, look: Theme) -> None:
        self._model = model
        self._font = QFont()
        self._texts: dict[tuple[str, int], _Laid] = {}
        self._chosen: Sequence[QRect] = ()
        self.set_look(look)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self._marks: dict[Lamp, QPixmap] = {}
        self._text, self._muted = QColor(look.colour("text")), QColor(look.colour("muted"))
        self._ground, self._edge = QColor(look.colour("card")), QColor(look.colour("muted"))
        self._mark_ground = QColor(chosen_ground(look))
        self._late, self._line = QColor(look.colour("red")), QColor(look.colour("border"))

    def draw(
        self,
        painter: QPainter,
        font: QFont,
        rows: Sequence[tuple[int, QRect]],
        strips: Sequence[Strip],
        chosen: Sequence[QRect],
    ) -> None:
        """Draws these (row, box) pairs in these columns; the chosen boxes are marked."""
        if font != self._font:
            self._font = QFont(font)
            self._texts.clear()
        if len(self._texts) > _MOST:
            self._texts.clear()
        self._metrics = QFontMetrics(font)
        painter.setFont(font)
        self._chosen, model = chosen, self._model
        for strip in strips if rows else ():
            height = rows[-1][1].bottom() - rows[0][1].top() + 1
            painter.fillRect(strip.x, rows[0][1].top(), strip.width, height, self._ground)
        for area in chosen:
            painter.fillRect(area, self._mark_ground)
        listed = [(model.ids[row], box) for row, box in rows]
        for strip in strips:
            self._strip(painter, strip, listed)
        self._grid(painter, [box for _, box in rows], strips)

    def edge(self, painter: QPainter, x: int, bottom: int) -> None:
        """Draws the line behind which the other columns pass away."""
        painter.setPen(self._edge)
        painter.drawLine(x - 1, 0, x - 1, bottom)

    def frame(self, painter: QPainter, box: QRect) -> None:
        """Frames the cell in which the cursor stands, so that it is always seen."""
        painter.setPen(QPen(QColor(self._look.colour("accent")), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _grid(self, painter: QPainter, boxes: Sequence[QRect], strips: Sequence[Strip]) -> None:
        if boxes and strips:
            top, bottom = boxes[0].top(), boxes[-1].bottom()
            rights = [strip.x + strip.width - 1 for strip in strips]
            painter.setPen(self._line)
            painter.drawLines([QLine(right, top, right, bottom) for right in rights])
            left, right = min(strip.x for strip in strips), max(rights)
            painter.drawLines([QLine(left, box.bottom(), right, box.bottom()) for box in boxes])

    def _strip(self, painter: QPainter, strip: Strip, listed: Sequence[tuple[str, QRect]]) -> None:
        key, left, room = strip.key, strip.x + PADDING, max(0, strip.width - 2 * PADDING)
        rows = self._model.rows
        is_right, has_mark = rows.columns.by_key[key].is_right, key == rows.marked
        is_tinted = key in rows.tinted
        presence: Presence = rows.presence if key == rows.seen_in else {}
        if has_mark:
            room = max(0, room - _MARK - _GAP)
        painter.setPen(self._text)
        for id, box in listed:
            words = self._model.words(id, key)
            if not words:
                continue
            top, at = box.top(), left
            names = presence.get(id, ())
            seen = self._seen_box(names, QRect(strip.x, top, strip.width, box.height())) if names else None
            free = room if seen is None else max(0, seen.left() - left - PADDING)
            text, width, height = self._texts.get((words, free)) or self._fitted(words, free)
            if is_right:
                at += max(0, room - width)
            if has_mark:
                mark = self._mark(rows.lamp(id))
                painter.drawPixmap(at, top + (box.height() - _MARK) // 2, mark)
                at += _MARK + _GAP
            if is_tinted:
                tone = rows.tone(id, key, words)
                if tone == "doubtful":
                    self._underline(painter, at, box, width)
                painter.setPen(self._tint(tone, strip.x, top))
            painter.drawStaticText(at, top + (box.height() - height) // 2, text)
            if seen is not None:
                self._seen(painter, names, seen)

    def _seen_box(self, names: tuple[str, ...], cell: QRect) -> QRect:
        """Returns where it is told who has a row open elsewhere: at the right of a cell."""
        height = min(cell.height() - 6, self._metrics.height() + 2)
        width = self._metrics.horizontalAdvance(seen_initials(names)) + 2 * height * 3 // 4
        return QRect(cell.right() - width - 3, cell.center().y() - height // 2, width, height)

    def _seen(self, painter: QPainter, names: tuple[str, ...], box: QRect) -> None:
        """Tells who has a row open elsewhere by the mark of the card."""
        h, ink = box.height(), QColor(self._look.colour("on_progress"))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.colour("progress")))
        painter.drawRoundedRect(box, h / 2, h / 2)
        painter.setBrush(ink)
        middle = box.left() + h * 0.55
        painter.drawEllipse(QRectF(middle - h * 0.15, box.top() + h * 0.17, h * 0.3, h * 0.3))
        painter.drawRoundedRect(
            QRectF(middle - h * 0.23, box.top() + h * 0.53, h * 0.46, h * 0.3), h * 0.15, h * 0.15
        )
        painter.setPen(ink)
        words = box.adjusted(round(h * 0.9), 0, 0, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, seen_initials(names)
        )
        painter.restore()

    def _tint(self, tone: Tone, x: int, y: int) -> QColor:
        """Returns the colour of words, plain where they are selected."""
        if not tone or any(area.contains(x, y) for area in self._chosen):
            return self._text
        return self._muted if tone == "muted" else self._late

    def _underline(self, painter: QPainter, x: int, box: QRect, width: int) -> None:
        """Marks words that their type cannot read, so that they are known without their colour."""
        painter.setPen(QPen(self._late, 1, Qt.PenStyle.DashLine))
        painter.drawLine(x, box.bottom() - 4, x + width, box.bottom() - 4)

    def _fitted(self, words: str, room: int) -> _Laid:
        """Returns the words laid out, cut with … where they are too wide."""
        text = QStaticText(self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.prepare(font=self._font)
        size = text.size()
        laid = self._texts[words, room] = (text, round(size.width()), round(size.height()))
        return laid

    def _mark(self, lamp: Lamp) -> QPixmap:
        if lamp not in self._marks:
            self._marks[lamp] = lamp_mark(lamp, self._look, _MARK, 2.0)
        return self._marks[lamp]
