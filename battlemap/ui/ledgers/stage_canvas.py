"""The stage board on the screen: columns of cards that are moved from stage to stage by mouse and keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

from battlemap.layout.scene import Rect
from battlemap.shown.ledgers.board_stage import GAP, HEAD, BoardStage, Place
from battlemap.shown.ledgers.stage_board import CardFacts, StageBoard
from battlemap.theme import Theme
from battlemap.ui.lamp_mark import lamp_mark
from battlemap.ui.look import chosen_ground, mixed
from battlemap.ui.painted_area import PaintedArea

_PADDING: Final = 9
_MARK: Final = 11
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class StageCanvas(PaintedArea):
    """Emits `moved(ids, stage)` where cards are dropped on another stage, `opened(id)` and `chosen_changed`."""

    moved = Signal(object, str)
    opened = Signal(str)
    chosen_changed = Signal()
    stage: BoardStage | None

    def __init__(self, board: StageBoard, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board, self._look = board, look
        self.chosen: list[str] = []
        self.here = ""
        self._can_change = True
        self._pressed: tuple[QPoint, str] | None = None
        self._dragged: tuple[QPoint, int | None] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("阶段板")
        self.setToolTip("")

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_board(self) -> None:
        """Shows the board as it is now; what is chosen and the scroll stay."""
        if self.stage is None:
            self.stage = BoardStage()
            self.fit_stage()
        self.stage.columns = self.board.columns
        there = {id for column in self.board.columns for id in column.ids}
        self.chosen = [id for id in self.chosen if id in there]
        if self.here not in there:
            self.here = next((column.ids[0] for column in self.board.columns if column.ids), "")
        self.rearrange()
        self._tell()

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids moving."""
        self._can_change = can_change

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self.viewport().update()

    def choose(self, id: str) -> None:
        """Puts the focus on a card and brings it into sight."""
        self.here, self.chosen = id, [id]
        place = self.stage.place_of(id) if self.stage is not None else None
        if self.stage is not None and place is not None:
            box = self.stage.card_rect(place)
            if box.y < HEAD + GAP:
                self.scroll_by(0, round(box.y - HEAD - GAP))
            elif box.y + box.h > self.viewport().height() - GAP:
                self.scroll_by(0, round(box.y + box.h - self.viewport().height() + GAP))
            if box.x < GAP:
                self.scroll_by(round(box.x - GAP), 0)
            elif box.x + box.w > self.viewport().width():
                self.scroll_by(round(box.x + box.w - self.viewport().width() + GAP), 0)
        self.viewport().update()
        self._tell()

    def card_box(self, id: str) -> Rect | None:
        """Returns where a card stands in the viewport."""
        place = self.stage.place_of(id) if self.stage is not None else None
        return self.stage.card_rect(place) if self.stage is not None and place is not None else None

    def column_box(self, code: str) -> Rect | None:
        """Returns where the column of a stage stands in the viewport."""
        codes = [column.code for column in self.board.columns]
        return self.stage.column_rect(codes.index(code)) if self.stage is not None and code in codes else None

    def places(self) -> dict[str, QRect]:
        """Returns where cards and columns stand on the screen, by what they are called."""
        stage = self.stage
        if stage is None:
            return {}
        places = {}
        for number, column in enumerate(self.board.columns):
            places[f"阶段 {column.name}"] = self.on_screen(stage.column_rect(number))
            for row in stage.rows_in_sight(number):
                card = self.board.card(column.ids[row], column)
                places[card.title] = self.on_screen(stage.card_rect(Place(number, row)))
        return places

    def _tell(self) -> None:
        place = self.stage.place_of(self.here) if self.stage is not None and self.here else None
        words = ""
        if place is not None:
            column = self.board.columns[place.column]
            card = self.board.card(self.here, column)
            ageing = f"，{card.ageing.words}" if card.ageing else ""
            words = f"{column.name}，第 {place.row + 1} 张，共 {len(column.ids)} 张：{card.title}，{card.facts}{ageing}"
        self.setAccessibleDescription(words or "没有条目")
        self.chosen_changed.emit()

    # -- what a painted area asks -------------------------------------------------------------------------------------

    def empty_colour(self) -> QColor:
        """Returns the ground."""
        return QColor(self._look.colour("ground"))

    def has_overlay(self) -> bool:
        """Whether all is painted after scrolling: heads stay where they are."""
        return True

    def shift_picture(self, dx: int, dy: int) -> None:
        """Paints everything anew."""
        self.viewport().update()

    def zoom_at(self, notches: float, at: QPoint) -> None:
        """Keeps its size."""

    def paint_parts(self, painter: QPainter, parts: list[Rect]) -> None:
        """Paints columns, cards, heads above them, and what is being dragged."""
        stage, look = self.stage, self._look
        if stage is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), QColor(look.colour("ground")))
        target = self._dragged[1] if self._dragged else None
        for number, column in enumerate(self.board.columns):
            box = stage.column_rect(number)
            if box.x > stage.size[0] or box.x + box.w < 0:
                continue
            is_target = number == target
            ground = QColor(
                chosen_ground(look) if is_target else mixed(look.colour("ground"), look.colour("muted"), 0.08)
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(box.x, 4, box.w, box.h - 8), 4, 4)
            painter.save()
            painter.setClipRect(QRectF(box.x, HEAD, box.w, box.h - HEAD - 4))
            for row in stage.rows_in_sight(number):
                id = column.ids[row]
                self._card(painter, stage.card_rect(Place(number, row)), self.board.card(id, column), id)
            painter.restore()
            self._head(painter, box, number)
        if self._dragged is not None:
            self._ghost(painter, self._dragged[0])

    def _head(self, painter: QPainter, box: Rect, number: int) -> None:
        column, look = self.board.columns[number], self._look
        font = QFont(self.font())
        font.setBold(True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(look.colour("text")))
        room = box.w - 2 * _PADDING
        name = metrics.elidedText(column.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(box.x + _PADDING, 24), name)
        small = QFont(self.font())
        small.setPixelSize(12)
        painter.setFont(small)
        painter.setPen(QColor(look.colour("muted")))
        words = QFontMetricsF(small).elidedText(column.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(box.x + _PADDING, 43), words)

    def _card(self, painter: QPainter, box: Rect, card: CardFacts, id: str) -> None:
        look = self._look
        is_chosen = id in self.chosen
        frame = QRectF(box.x + 6, box.y, box.w - 12, box.h)
        is_here = id == self.here and self.hasFocus()
        painter.setPen(QPen(QColor(look.colour("accent" if is_here else "border")), 2 if is_here else 1))
        painter.setBrush(QColor(chosen_ground(look)) if is_chosen else QColor(look.colour("card")))
        painter.drawRoundedRect(frame, 4, 4)
        room = frame.width() - 2 * _PADDING
        font, small = QFont(self.font()), QFont(self.font())
        small.setPixelSize(12)
        metrics, fine = QFontMetricsF(font), QFontMetricsF(small)
        painter.setFont(font)
        painter.setPen(QColor(look.colour("text")))
        x = frame.left() + _PADDING
        title = metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(x, frame.top() + 22), title)
        painter.setFont(small)
        painter.setPen(QColor(look.colour("muted")))
        facts = fine.elidedText(card.facts, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(x, frame.top() + 42), facts)
        if card.ageing is None:
            return
        ageing = card.ageing
        mark = lamp_mark(ageing.lamp, look, _MARK, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(x, frame.top() + 51), mark)
        painter.setPen(QColor(look.colour("red" if ageing.lamp == "red" else "muted")))
        words = fine.elidedText(
            ageing.words.replace("个工作日", "日"), Qt.TextElideMode.ElideRight, room - _MARK - 5
        )
        painter.drawText(QPointF(x + _MARK + 5, frame.top() + 61), words)

    def _ghost(self, painter: QPainter, at: QPoint) -> None:
        stage = self.stage
        place = stage.place_of(self.here) if stage is not None else None
        if stage is None or place is None:
            return
        painter.setOpacity(0.85)
        box = Rect(at.x() - stage.wide / 2, at.y() - 20, stage.wide, stage.card_rect(place).h)
        self._card(painter, box, self.board.card(self.here, self.board.columns[place.column]), "")
        if len(self.chosen) > 1:
            painter.setPen(QColor(self._look.colour("accent")))
            painter.drawText(QPointF(box.x + 14, box.y - 4), f"共 {len(self.chosen)} 张")
        painter.setOpacity(1.0)

    # -- mouse ------------------------------------------------------------------------------------------------------

    def _at(self, point: QPoint) -> str:
        place = self.stage.card_at(point.x(), point.y()) if self.stage is not None else None
        return self.board.columns[place.column].ids[place.row] if place is not None else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses a card, with Ctrl one more; the left button may drag it."""
        point = event.position().toPoint()
        id = self._at(point)
        if not id:
            self.chosen = []
        elif event.modifiers() & _CONTROL:
            self.chosen = [x for x in self.chosen if x != id] if id in self.chosen else [*self.chosen, id]
            self.here = id
        else:
            self.here = id
            if id not in self.chosen:
                self.chosen = [id]
            if event.button() == Qt.MouseButton.LeftButton:
                self._pressed = point, id
        self.viewport().update()
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags what was pressed; elsewhere a card tells its whole name."""
        point = event.position().toPoint()
        if self._pressed is None:
            self._hint(point)
            return
        far = (point - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
        if self._can_change and (self._dragged is not None or far) and self.stage is not None:
            edge = 30
            if point.x() > self.viewport().width() - edge:
                self.scroll_by(24, 0)
            elif point.x() < edge:
                self.scroll_by(-24, 0)
            self._dragged = point, self.stage.column_at(point.x())
            self.viewport().update()

    def _hint(self, point: QPoint) -> None:
        id = self._at(point)
        words = ""
        if id and self.stage is not None:
            place = self.stage.place_of(id)
            card = self.board.card(id, self.board.columns[place.column]) if place else None
            words = (
                "\n".join(filter(None, (card.title, card.facts, card.ageing.words if card.ageing else "")))
                if card
                else ""
            )
        self.viewport().setToolTip(words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drops what was dragged, where the button was let go."""
        pressed, self._dragged, self._pressed = self._pressed, None, None
        self.viewport().update()
        point = event.position().toPoint()
        if pressed is None or not self._can_change or self.stage is None:
            return
        column = self.stage.column_at(point.x())
        if column is not None and (point - pressed[0]).manhattanLength() >= QApplication.startDragDistance():
            self._move(column)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a card."""
        self._pressed = None
        id = self._at(event.position().toPoint())
        if id:
            self.opened.emit(id)

    def _move(self, number: int) -> None:
        """Moves what is chosen to a column, as far as it does not stand there."""
        column = self.board.columns[number]
        ids = [id for id in (self.chosen or [self.here]) if id and id not in column.ids]
        if ids and column.code:
            self.moved.emit(tuple(ids), column.code)

    # -- keys -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card; with Ctrl they move what is chosen to the next stage; Enter opens; Esc ends a drag."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._dragged is not None:
            self._dragged = self._pressed = None
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.here:
            self.opened.emit(self.here)
        elif key == Qt.Key.Key_Space and self.here:
            is_chosen = self.here in self.chosen
            self.chosen = (
                [id for id in self.chosen if id != self.here] if is_chosen else [*self.chosen, self.here]
            )
            self.viewport().update()
        elif key in _WAYS and self.stage is not None:
            across, down = _WAYS[key]
            if event.modifiers() & _CONTROL:
                self._carry(across)
            else:
                self._go(across, down)
        else:
            super().keyPressEvent(event)

    def _go(self, across: int, down: int) -> None:
        place = self.stage.place_of(self.here) if self.stage is not None else None
        if place is None:
            return
        columns = self.board.columns
        if down:
            row = min(max(0, place.row + down), len(columns[place.column].ids) - 1)
            self.choose(columns[place.column].ids[row])
            return
        number = place.column + across
        while 0 <= number < len(columns) and not columns[number].ids:
            number += across
        if 0 <= number < len(columns):
            ids = columns[number].ids
            self.choose(ids[min(place.row, len(ids) - 1)])

    def _carry(self, across: int) -> None:
        place = self.stage.place_of(self.here) if self.stage is not None else None
        if (
            across
            and place is not None
            and self._can_change
            and 0 <= place.column + across < len(self.board.columns)
        ):
            if self.here not in self.chosen:
                self.chosen = [self.here]
            self._move(place.column + across)
