"""The 5×5 matrix: likelihood upwards, severity to the right; risks are numbers that are dragged to another cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from battlemap import wording
from battlemap.domain.kinds.risk import RiskMatrix, Stage, level_of
from battlemap.domain.risk.judged import COLOURS, JudgedRisk, cells
from battlemap.theme import Theme
from battlemap.ui.labels import tip
from battlemap.ui.look import mixed

Cell = tuple[int, int]
_RIM: Final = 60
_CHIP: Final = (34, 22)
_GAP: Final = 5
#: A cell that is so wide names its risks, one a line, where all have room.
_NAMED: Final = 104
_ARROWS: Final = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0),
}  # fmt: skip
LIKELIHOODS: Final = ("极不可能", "不太可能", "可能", "很可能", "极可能")
SEVERITIES: Final = ("轻微", "较小", "中等", "严重", "特别严重")


class MatrixView(QWidget):
    """Emits `cell_chosen(cell)` and `moved(risk, cell)` for a number that was dropped, or carried by the space bar."""

    cell_chosen = Signal(object)
    moved = Signal(str, object)

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._matrix = RiskMatrix("", "", "")
        self._stage: Stage = "present"
        self._there: Mapping[Cell, tuple[JudgedRisk, ...]] = {}
        self.cell: Cell = (3, 3)
        self.risk = ""
        self.can_change = True
        self._held = ""
        self._pressed_at: QPointF | None = None
        self._pointer = QPointF()
        self.setMinimumSize(440, 320)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("风险矩阵")

    def show_risks(self, risks: tuple[JudgedRisk, ...], matrix: RiskMatrix, stage: Stage) -> None:
        """Shows the risks at a stage, in the colours of a matrix."""
        self._matrix, self._stage, self._there = matrix, stage, cells(risks, stage)
        self._tell()
        self.update()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self.update()

    def risks_in(self, cell: Cell) -> tuple[JudgedRisk, ...]:
        """Returns the risks that stand in a cell."""
        return self._there.get(cell, ())

    # -- places -----------------------------------------------------------------------------------------------------

    def rect(self, cell: Cell) -> QRectF:  # type: ignore[override]
        """Returns where a cell stands."""
        w, h = (self.width() - _RIM - 8) / 5, (self.height() - _RIM - 8) / 5
        return QRectF(_RIM + (cell[1] - 1) * w, 8 + (5 - cell[0]) * h, w, h)

    def chips(self, cell: Cell) -> list[tuple[JudgedRisk, QRectF]]:
        """Returns the numbers of a cell, with names where there is room, and where they stand; those without are not there."""
        box = self.rect(cell)
        down = max(1, int((box.height() - 26) // (_CHIP[1] + _GAP)))
        is_named = box.width() >= _NAMED and len(self.risks_in(cell)) <= down
        wide = box.width() - 2 * _GAP if is_named else _CHIP[0]
        across = max(1, int((box.width() - _GAP) // (wide + _GAP)))
        chips = []
        for number, judged in enumerate(self.risks_in(cell)[: across * down]):
            row, column = divmod(number, across)
            x, y = box.x() + _GAP + column * (wide + _GAP), box.y() + 24 + row * (_CHIP[1] + _GAP)
            chips.append((judged, QRectF(x, y, wide, _CHIP[1])))
        return chips

    def place(self, risk: str) -> QRect:
        """Returns where a risk's number stands on the screen."""
        for cell in self._there:
            for judged, rect in self.chips(cell):
                if judged.risk.id == risk:
                    corner = self.mapToGlobal(QPoint(round(rect.x()), round(rect.y())))
                    return QRect(corner.x(), corner.y(), round(rect.width()), _CHIP[1])
        return QRect()

    def cell_at(self, at: QPointF) -> Cell | None:
        """Returns the cell under a point."""
        cells_ = ((high, far) for high in range(1, 6) for far in range(1, 6))
        return next((cell for cell in cells_ if self.rect(cell).contains(at)), None)

    def risk_at(self, at: QPointF) -> str:
        """Returns the risk whose number lies under a point, "" for none."""
        cell = self.cell_at(at)
        chips = self.chips(cell) if cell is not None else []
        return next((judged.risk.id for judged, rect in chips if rect.contains(at)), "")

    # -- painting ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the cells with their numbers, the arrows of the last review, and what is carried."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._font(painter, 12)
        for high in range(1, 6):
            for far in range(1, 6):
                self._paint_cell(painter, (high, far))
        self._paint_axes(painter)
        for cell in self._there:
            for judged, rect in self.chips(cell):
                self._paint_arrow(painter, judged, rect)
        for cell in self._there:
            for judged, rect in self.chips(cell):
                self._paint_chip(painter, judged, rect)
        if self._held and self._pressed_at is not None:
            held = next(
                (
                    judged
                    for there in self._there.values()
                    for judged in there
                    if judged.risk.id == self._held
                ),
                None,
            )
            if held is not None:
                at = self._pointer
                self._paint_chip(painter, held, QRectF(at.x() - 17, at.y() - 11, *_CHIP))
        painter.end()

    def _paint_cell(self, painter: QPainter, cell: Cell) -> None:
        box, level = self.rect(cell).adjusted(1, 1, -1, -1), level_of(self._matrix, cell[0] * cell[1])
        card = self._look.colour("card")
        painter.fillRect(box, QColor(mixed(card, self._look.colour(COLOURS[level]), 0.42)))
        painter.setPen(QColor(self._look.colour("text")))
        count = len(self.risks_in(cell))
        corner = box.adjusted(6, 3, -6, 0)
        painter.drawText(
            corner, Qt.AlignmentFlag.AlignLeft, f"{cell[0] * cell[1]} {wording.RISK_COLOURS[level]}"
        )
        if count:
            shown = len(self.chips(cell))
            words = f"{count} 项" + (f"（另 {count - shown}）" if count > shown else "")
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight, words)
        if cell == self.cell:
            painter.setPen(QPen(QColor(self._look.colour("text")), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)

    def _paint_axes(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._look.colour("text")))
        centre = Qt.AlignmentFlag.AlignCenter
        for number in range(1, 6):
            row, column = self.rect((number, 1)), self.rect((1, number))
            painter.drawText(
                QRectF(0, row.y(), _RIM - 4, row.height()), centre, f"{number}\n{LIKELIHOODS[number - 1]}"
            )
            words = f"{number} {SEVERITIES[number - 1]}"
            painter.drawText(QRectF(column.x(), column.bottom(), column.width(), 24), centre, words)
        painter.drawText(
            QRectF(_RIM, self.height() - 24, self.width() - _RIM, 22), centre, "严重性 →　（纵轴：可能性 ↑）"
        )

    def _paint_chip(self, painter: QPainter, judged: JudgedRisk, rect: QRectF) -> None:
        is_chosen = judged.risk.id in (self.risk, self._held)
        painter.setBrush(QColor(self._look.colour("card")))
        painter.setPen(
            QPen(QColor(self._look.colour("accent" if is_chosen else "text")), 2 if is_chosen else 1)
        )
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor(self._look.colour("text")))
        words, side = str(judged.risk.number), Qt.AlignmentFlag.AlignCenter
        if rect.width() > _CHIP[0]:
            inner = rect.adjusted(6, 0, -6, 0)
            named = f"{words} {judged.risk.title}"
            words = painter.fontMetrics().elidedText(named, Qt.TextElideMode.ElideRight, int(inner.width()))
            rect, side = inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, side, words)

    def _paint_arrow(self, painter: QPainter, judged: JudgedRisk, rect: QRectF) -> None:
        """An arrow from the cell in which the risk stood before its last review."""
        stage = judged.stages.get(self._stage)
        if stage is None or stage.before is None:
            return
        before = stage.before.likelihood, stage.before.severity
        if not (1 <= before[0] <= 5 and 1 <= before[1] <= 5) or before == judged.cell(self._stage):
            return
        start, end = self.rect(before).center(), rect.center()
        painter.setPen(QPen(QColor(self._look.colour("muted")), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(start, end)
        painter.setBrush(QColor(self._look.colour("muted")))
        painter.drawEllipse(start, 3, 3)

    @staticmethod
    def _font(painter: QPainter, pixels: int) -> None:
        font = painter.font()
        font.setPixelSize(pixels)
        painter.setFont(font)

    # -- mouse and keys ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses a cell or a number; a drag may begin."""
        cell = self.cell_at(event.position())
        if cell is None:
            return
        self.risk = self.risk_at(event.position())
        self.choose(cell)
        if event.button() == Qt.MouseButton.LeftButton and self.risk:
            self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carries the number."""
        self._pointer = event.position()
        if self._pressed_at is not None and not self._held and self.can_change:
            far = (event.position() - self._pressed_at).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._held = self.risk
        if self._held:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drops the number."""
        held, cell = self._held, self.cell_at(event.position())
        self._held, self._pressed_at = "", None
        self.update()
        if held and cell is not None:
            self._drop(held, cell)

    def _drop(self, risk: str, cell: Cell) -> None:
        stood = next(
            (at for at, there in self._there.items() if any(one.risk.id == risk for one in there)), None
        )
        if cell != stood:
            self.moved.emit(risk, cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to another cell; Tab is the window's; N chooses the next number, the space bar carries and drops it."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            high, far = self.cell[0] + _ARROWS[key][0], self.cell[1] + _ARROWS[key][1]
            self.choose((min(5, max(1, high)), min(5, max(1, far))))
        elif key == Qt.Key.Key_N and self.risks_in(self.cell):
            ids = [judged.risk.id for judged in self.risks_in(self.cell)]
            self.risk = ids[(ids.index(self.risk) + 1) % len(ids)] if self.risk in ids else ids[0]
            self.update()
        elif key == Qt.Key.Key_Space and self.can_change:
            held, self._held = self._held, "" if self._held else self.risk
            if held:
                self._drop(held, self.cell)
            self.update()
        elif key == Qt.Key.Key_Escape:
            self._held = ""
            self.update()
        else:
            super().keyPressEvent(event)

    def choose(self, cell: Cell) -> None:
        """Chooses a cell."""
        self.cell = cell
        self._tell()
        self.cell_chosen.emit(cell)
        self.update()

    def _tell(self) -> None:
        there = "、".join(judged.risk.title for judged in self.risks_in(self.cell)) or "没有风险"
        self.setAccessibleDescription(f"可能性 {self.cell[0]}，严重性 {self.cell[1]}：{there}")

    def event(self, event: QEvent) -> bool:
        """Tells of the risk under a pointer that rests; N and the space bar are not the window's here."""
        own = (Qt.Key.Key_N, Qt.Key.Key_Space)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in own
        ):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            id = self.risk_at(QPointF(event.pos()))
            there = [judged for row in self._there.values() for judged in row if judged.risk.id == id]
            QToolTip.showText(
                event.globalPos(), tip(f"{there[0].risk.number} {there[0].risk.title}") if there else "", self
            )
            return True
        return super().event(event)
