"""How the picture map is painted on the screen: backdrop, areas, roads, tokens, names, and what is being drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from battlemap.domain.picture_map.seen import SeenMark
from battlemap.domain.places import WIDTH, Place, along
from battlemap.layout import map_furniture
from battlemap.layout.map_drawing import ROADS
from battlemap.layout.map_furniture import plan_of
from battlemap.layout.map_labels import LabelPlan
from battlemap.layout.scene import Rect, Scene
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.render.plate_picture import decoded
from battlemap.shown.picture_map.stage import MapStage
from battlemap.theme import Theme

#: Height of the names, px.
EM: Final = 13.0
#: So many marks in sight are named; more are tokens alone.
_NAMED: Final = 240
#: A backdrop is kept scaled up to so many px across.
_KEPT: Final = 4096


class MapPainter:
    """Paints a stage; the backdrop is kept at the size in which it was painted last."""

    def __init__(self, look: Theme, fonts: Fonts) -> None:
        self.look = look
        self._scenes = ScenePainter(fonts, look)
        self._svg: QSvgRenderer | None = None
        self._image = QImage()
        self._scaled: tuple[int, QPixmap] | None = None
        self.plan: LabelPlan | None = None
        self._planned: tuple[float, int] | None = None
        self._overlay: tuple[tuple[float, int, str | None], QPixmap] | None = None

    def show_picture(self, content: bytes) -> None:
        """Takes the picture of a plate; nothing for b""."""
        self._svg, self._image, self._scaled, self._overlay = None, QImage(), None, None
        if content.lstrip()[:4] == b"<svg":
            self._svg = QSvgRenderer(QByteArray(content))
        elif content:
            self._image = decoded(content)

    def forget_plan(self) -> None:
        """Has the names placed and the marks painted anew."""
        self._planned = self._overlay = None

    # -- the whole ----------------------------------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        stage: MapStage,
        marks: tuple[SeenMark, ...],
        chosen: str | None,
        is_zooming: bool = False,
    ) -> None:
        """Paints plate and marks; while `is_zooming` what was painted last is stretched, which costs next to nothing."""
        painter.fillRect(QRectF(0, 0, stage.width, stage.height), QColor(self.look.colour("ground")))
        place = QRectF(stage.x, stage.y, stage.across, stage.tall)
        if is_zooming and self._scaled is not None and self._overlay is not None:
            for pixmap in (self._scaled[1], self._overlay[1]):
                painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        else:
            self._paint_backdrop(painter, stage)
            self._paint_overlay(painter, stage, marks, chosen)
        self._paint_furniture(painter, stage)

    def _paint_overlay(
        self, painter: QPainter, stage: MapStage, marks: tuple[SeenMark, ...], chosen: str | None
    ) -> None:
        """Paints the marks: of a plate that is not too large once for all places to which it is moved."""
        if stage.across > _KEPT:
            self._paint_marks(painter, stage, marks, chosen)
            return
        key = stage.across, id(marks), chosen
        if self._overlay is None or self._overlay[0] != key:
            whole = attrs.evolve(stage, x=0.0, y=0.0, width=round(stage.across), height=round(stage.tall))
            pixmap = QPixmap(max(1, whole.width), max(1, whole.height))
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as inner:
                self._paint_marks(inner, whole, marks, chosen)
            self._overlay = key, pixmap
        painter.drawPixmap(QPointF(round(stage.x), round(stage.y)), self._overlay[1])

    def _paint_marks(
        self, painter: QPainter, stage: MapStage, marks: tuple[SeenMark, ...], chosen: str | None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for seen in marks:
            if seen.mark.kind == "area":
                self._paint_area(painter, stage, seen, seen.mark.id == chosen)
        for seen in marks:
            if seen.mark.kind == "line":
                self._paint_line(painter, stage, seen, seen.mark.id == chosen)
        self._paint_names(painter, stage, marks)

    def _paint_backdrop(self, painter: QPainter, stage: MapStage) -> None:
        place = QRectF(stage.x, stage.y, stage.across, stage.tall)
        painter.fillRect(place, QColor("#FFFFFF"))
        size = round(stage.across)
        if size <= _KEPT:
            if self._scaled is None or self._scaled[0] != size:
                self._scaled = size, self._scale_to(size, round(stage.tall))
            painter.drawPixmap(QPointF(round(stage.x), round(stage.y)), self._scaled[1])
        elif self._svg is not None:
            self._svg.render(painter, place)
        elif not self._image.isNull():
            sight = place.intersected(QRectF(0, 0, stage.width, stage.height))
            share = self._image.width() / stage.across
            source = QRectF(
                (sight.x() - place.x()) * share, (sight.y() - place.y()) * share, sight.width() * share,
                sight.height() * share,
            )  # fmt: skip
            painter.drawImage(sight, self._image, source)
        painter.setPen(QPen(QColor(self.look.colour("border")), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    def _scale_to(self, width: int, height: int) -> QPixmap:
        pixmap = QPixmap(max(1, width), max(1, height))
        pixmap.fill(QColor("#FFFFFF"))
        with QPainter(pixmap) as painter:
            if self._svg is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._svg.render(painter, QRectF(0, 0, width, height))
            elif not self._image.isNull():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRectF(0, 0, width, height), self._image)
        return pixmap

    def polygon(self, stage: MapStage, places: Sequence[tuple[float, float]]) -> QPolygonF:
        """Returns places of the plate where they stand on the screen."""
        return QPolygonF([QPointF(*stage.on_screen(place)) for place in places])

    def _paint_area(self, painter: QPainter, stage: MapStage, seen: SeenMark, is_chosen: bool) -> None:
        colour = QColor(self.look.colour(seen.colour))
        fill = QColor(colour)
        fill.setAlphaF(0.32 if is_chosen else 0.2)
        pen = QPen(colour, 3 if is_chosen else 1.8)
        if seen.lamp is None and seen.level is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawPolygon(self.polygon(stage, seen.mark.places))

    def _paint_line(self, painter: QPainter, stage: MapStage, seen: SeenMark, is_chosen: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 3.0 if is_chosen else 2.2
        if not seen.road:
            painter.setPen(QPen(QColor(self.look.colour(seen.colour)), width * 1.5))
            painter.drawPolyline(self.polygon(stage, seen.mark.places))
            return
        painter.setPen(QPen(QColor("#FFFFFF"), width * 3.4))
        painter.drawPolyline(self.polygon(stage, seen.mark.places))
        whole = seen.road[-1].to_m
        for stretch in seen.road:
            style = ROADS[stretch.state]
            pen = QPen(QColor(self.look.colour(style.colour)), width * style.width)
            if style.dash:
                pen.setDashPattern([share / style.width for share in style.dash])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            part = along(seen.mark.places, stretch.from_m / whole, stretch.to_m / whole)
            painter.drawPolyline(self.polygon(stage, part))

    # -- names --------------------------------------------------------------------------------------------------------

    def _paint_names(self, painter: QPainter, stage: MapStage, marks: Sequence[SeenMark]) -> None:
        shown = _in_sight(stage, marks)
        key = stage.across, hash(tuple(seen.number for seen in shown))
        place = Rect(0, 0, stage.across, stage.tall)
        if self._planned != key:
            self._planned = key
            self.plan = plan_of(shown, place, EM) if len(shown) <= _NAMED else None
        items = tuple(map_furniture.tokens(self.plan, shown, place, EM))
        painter.save()
        painter.translate(stage.x, stage.y)
        self._scenes.paint(painter, Scene(stage.across, stage.tall, items), 1.0)
        painter.restore()

    def _paint_furniture(self, painter: QPainter, stage: MapStage) -> None:
        """North, scale and note stand at the edges of what is in sight."""
        sight = Rect(0, 0, stage.width, stage.height)
        items = tuple(map_furniture.corners(stage.plate, sight, stage.across, EM))
        self._scenes.paint(painter, Scene(stage.width, stage.height, items), 1.0)

    # -- drawing ------------------------------------------------------------------------------------------------------

    def corners(self, painter: QPainter, stage: MapStage, places: Sequence[Place]) -> None:
        """Paints the corners of the chosen mark."""
        painter.setPen(QPen(QColor(self.look.colour("accent")), 1.5))
        painter.setBrush(QColor(self.look.colour("card")))
        for place in places:
            x, y = stage.on_screen(place)
            painter.drawRect(QRectF(x - 4, y - 4, 8, 8))

    def sketch(self, painter: QPainter, stage: MapStage, places: Sequence[Place], to: Place | None) -> None:
        """Paints what is being drawn, with the side to the pointer."""
        pen = QPen(QColor(self.look.colour("accent")), 2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(self.polygon(stage, places))
        if to is not None:
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            if places:
                painter.drawPolyline(self.polygon(stage, [places[-1], to]))
            x, y = stage.on_screen(to)
            painter.drawLine(QPointF(x - 8, y), QPointF(x + 8, y))
            painter.drawLine(QPointF(x, y - 8), QPointF(x, y + 8))
        self.corners(painter, stage, places)


def _in_sight(stage: MapStage, marks: Sequence[SeenMark]) -> list[SeenMark]:
    scale = stage.across / WIDTH
    left, right = (-30 - stage.x) / scale, (stage.width + 30 - stage.x) / scale
    top, bottom = (-30 - stage.y) / scale, (stage.height + 30 - stage.y) / scale
    return [seen for seen in marks if left <= seen.anchor[0] <= right and top <= seen.anchor[1] <= bottom]
