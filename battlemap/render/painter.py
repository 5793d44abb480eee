"""The one painter: paints a scene with any QPainter, on screen, into a PDF, a picture or a printer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QByteArray, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from battlemap.layout.scene import Box, Extract, Hatch, Item, Line, Picture, Rect, Scene, Shape, Text
from battlemap.layout.text import one_line
from battlemap.render.fonts import Fonts
from battlemap.theme import Theme

#: Left, upper, right and lower end in the scene's unit.
_Bounds = tuple[float, float, float, float]
#: A line that is too wide is condensed down to this share of its width, then elided.
NARROWEST: Final = 0.85
#: The han of the bundled family stand this much (in ems) above the baseline, seen from their middle.
_HAN_MIDDLE: Final = 0.38
#: A font's size may be off by this share; a PDF's unit makes it about half of that.
_ROUNDING: Final = 0.007
#: Distance of hatch lines, in shares of the lesser side of the hatched thing.
_HATCH_PITCH: Final = {"diagonal": 0.28, "cross": 0.28, "dots": 0.3, "dense": 0.16}

#: A colour in an SVG, not the name of one of its parts.
_PLAIN_COLOUR: Final = re.compile(rb"(?<=[\"': ])#[0-9A-Fa-f]{6}(?=[\"'; ])")


class ScenePainter:
    """Paints scenes in one theme; remembers colours and pens, so keep it between frames."""

    def __init__(self, fonts: Fonts, theme: Theme) -> None:
        self.fonts = fonts
        self.theme = theme
        self._colours: dict[str, QColor] = {}
        self._brushes: dict[str, QBrush] = {}
        self._cut: tuple[Scene, list[_Bounds]] | None = None
        self._svg: tuple[bytes, QSvgRenderer] | None = None

    def paint(self, painter: QPainter, scene: Scene, scale: float = 1.0, clip: Rect | None = None) -> None:
        """Paints the scene's items in order, `scale` device units per scene unit, at the painter's origin.

        Items outside `clip` (in the scene's unit) are skipped. Leaves the painter as it was.
        """
        reached = [item for item in scene.items if clip is None or _reaches(item, clip)]
        self._paint(painter, reached, scale)

    def _paint(self, painter: QPainter, items: Iterable[Item], scale: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painters: dict[type, Callable[..., None]] = {
            Box: self._box, Line: self._line, Shape: self._shape, Text: self._text, Picture: self._picture,
            Extract: self._extract,
        }  # fmt: skip
        for item in items:
            painters[type(item)](painter, item, scale)
        painter.restore()

    def colour(self, token: str) -> QColor:
        """Returns the theme's colour for a token or a literal ``#RRGGBB``."""
        colour = self._colours.get(token)
        if colour is None:
            colour = self._colours[token] = QColor(self.theme.colour(token))
        return colour

    def _brush(self, token: str | None) -> QBrush | Qt.BrushStyle:
        if token is None:
            return Qt.BrushStyle.NoBrush
        brush = self._brushes.get(token)
        if brush is None:
            brush = self._brushes[token] = QBrush(self.colour(token))
        return brush

    def _pen(self, token: str | None, width: float) -> QPen | Qt.PenStyle:
        if token is None:
            return Qt.PenStyle.NoPen
        pen = QPen(self.colour(token), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _box(self, painter: QPainter, box: Box, scale: float) -> None:
        rect = _scaled(box.rect, scale)
        painter.setPen(self._pen(box.stroke, box.stroke_width * scale))
        painter.setBrush(self._brush(box.fill))
        # a frame lies inside its box, so that neighbours do not share its pixels
        if box.stroke is not None:
            half = box.stroke_width * scale / 2
            rect.adjust(half, half, -half, -half)
        if box.radius > 0:
            painter.drawRoundedRect(rect, box.radius * scale, box.radius * scale)
        else:
            painter.drawRect(rect)
        if box.hatch != "none" and self.theme.is_hatched:
            path = QPainterPath()
            path.addRect(rect)
            self._hatch(painter, path, box.hatch, box.stroke or "muted", 8 * scale)

    def _line(self, painter: QPainter, line: Line, scale: float) -> None:
        pen = QPen(self.colour(line.stroke), line.width * scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if line.dash and line.width > 0:
            pen.setDashPattern([length / line.width for length in line.dash])
        painter.setPen(pen)
        painter.drawLine(QLineF(line.x1 * scale, line.y1 * scale, line.x2 * scale, line.y2 * scale))

    def _shape(self, painter: QPainter, shape: Shape, scale: float) -> None:
        rect = _scaled(shape.rect, scale)
        side = min(rect.width(), rect.height())
        square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        path = _outline(shape.kind, square)
        # in hatched themes the hatch is the filling: none is open, dense is solid, so that the worst lamp is the darkest
        is_open = shape.kind == "ring" or (self.theme.is_hatched and shape.hatch != "dense")
        stroke = shape.stroke or (shape.fill if is_open else None)
        if stroke is not None:
            width = side * (0.15 if is_open else 0.1)
            path = _outline(shape.kind, square.adjusted(width / 2, width / 2, -width / 2, -width / 2))
            pen = QPen(self.colour(stroke), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brush(None if is_open else shape.fill))
        painter.drawPath(path)
        if self.theme.is_hatched and shape.hatch not in ("none", "dense"):
            self._hatch(painter, path, shape.hatch, shape.fill or "text", side)

    def _hatch(self, painter: QPainter, path: QPainterPath, hatch: Hatch, token: str, side: float) -> None:
        """Draws real lines, not a bitmap brush: they stay sharp at every size and survive every printer."""
        pitch = max(side * _HATCH_PITCH[hatch], 0.5)
        rect = path.boundingRect()
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        if hatch == "dots":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._brush(token))
            rows, columns = int(rect.height() / pitch) + 1, int(rect.width() / pitch) + 1
            for row in range(rows):
                for column in range(columns):
                    centre = QPointF(rect.left() + (column + 0.5) * pitch, rect.top() + (row + 0.5) * pitch)
                    painter.drawEllipse(centre, pitch * 0.22, pitch * 0.22)
        else:
            painter.setPen(QPen(self.colour(token), pitch * 0.32))
            reach = rect.width() + rect.height()
            lines = []
            for index in range(int(reach / (pitch * 1.414)) + 1):
                at = rect.left() + (index + 0.5) * pitch * 1.414
                lines.append(QLineF(at, rect.top(), at - rect.height(), rect.bottom()))
                if hatch == "cross":
                    back = at - rect.height()
                    lines.append(QLineF(back, rect.top(), back + rect.height(), rect.bottom()))
            painter.drawLines(lines)
        painter.restore()

    def _text(self, painter: QPainter, text: Text, scale: float) -> None:
        size = text.size * scale
        if size < 0.5 or not text.lines:
            return
        pixels = max(1, round(size))
        rest = size / pixels
        painter.setFont(self.fonts.font(pixels, text.is_bold, text.face))
        painter.setPen(self.colour(text.colour))
        pitch = text.size * text.leading
        height = pitch * len(text.lines)
        top = text.rect.y + (text.rect.h - height) / 2 if text.middle else text.rect.y
        baseline = (top + pitch / 2 + _HAN_MIDDLE * text.size) * scale
        for number, line in enumerate(text.lines):
            if line:
                self._draw_line(painter, text, line, baseline + number * pitch * scale, scale, rest)

    def _draw_line(
        self, painter: QPainter, text: Text, line: str, baseline: float, scale: float, rest: float
    ) -> None:
        """Draws one line at its baseline; `rest` is what rounding the font's size to whole pixels left over."""
        if not line.isprintable():
            line = one_line(line)
        room = text.rect.w / text.size
        width = self.fonts.ems(line, text.is_bold, text.face)
        squeeze = 1.0
        if width > room + 1e-3:
            squeeze = max(NARROWEST, room / width)
            if width * squeeze > room + 1e-3:
                line = self._elided(line, room / squeeze, text.is_bold)
                width = self.fonts.ems(line, text.is_bold, text.face)
        spare = max(0.0, room - width * squeeze) * text.size
        x = text.rect.x + spare * {"left": 0.0, "center": 0.5, "right": 1.0}[text.align]
        across = squeeze * rest
        if squeeze == 1 and abs(rest - 1) < _ROUNDING:
            painter.drawText(QPointF(x * scale, baseline), line)
            return
        painter.save()
        painter.translate(x * scale, baseline)
        painter.scale(across, rest)
        painter.drawText(QPointF(0, 0), line)
        painter.restore()

    def _elided(self, line: str, ems: float, is_bold: bool) -> str:
        """Returns the longest beginning of the line that fits with an ellipsis."""
        low, high = 0, len(line)
        while low < high:
            middle = (low + high + 1) // 2
            if self.fonts.ems(line[:middle].rstrip() + "…", is_bold) <= ems:
                low = middle
            else:
                high = middle - 1
        return line[:low].rstrip() + "…" if low else ""

    def _picture(self, painter: QPainter, picture: Picture, scale: float) -> None:
        renderer = self._drawn(picture.svg)
        painter.save()
        # what an SVG leaves unsaid it takes from the painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        renderer.render(painter, _scaled(picture.rect, scale))
        painter.restore()

    def _drawn(self, svg: bytes) -> QSvgRenderer:
        """Returns the picture parsed; the one parsed last is remembered, for tiles share it."""
        if self._svg is None or self._svg[0] != svg:
            renderer = QSvgRenderer(QByteArray(self._in_grey(svg) if self.theme.is_grey else svg))
            renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
            self._svg = svg, renderer
        return self._svg[1]

    def _in_grey(self, svg: bytes) -> bytes:
        """Returns the picture with all its plain colours in grey; photographs in it stay as they are."""
        return _PLAIN_COLOUR.sub(lambda match: self.theme.colour(match[0].decode()).encode(), svg)

    def _extract(self, painter: QPainter, extract: Extract, scale: float) -> None:
        factor = extract.rect.w / extract.source.w
        painter.save()
        painter.setClipRect(_scaled(extract.rect, scale), Qt.ClipOperation.IntersectClip)
        painter.translate(
            (extract.rect.x - extract.source.x * factor) * scale,
            (extract.rect.y - extract.source.y * factor) * scale,
        )
        self._paint(painter, self._within(extract.scene, extract.source), scale * factor)
        painter.restore()

    def _within(self, scene: Scene, clip: Rect) -> list[Item]:
        """Returns the items that reach into `clip`; the bounds of the scene cut last are remembered."""
        if self._cut is None or self._cut[0] is not scene:
            self._cut = scene, [_bounds(item) for item in scene.items]
        right, bottom = clip.right, clip.bottom
        return [
            item
            for item, (x, y, to_x, to_y) in zip(scene.items, self._cut[1], strict=True)
            if x < right and clip.x < to_x and y < bottom and clip.y < to_y
        ]


def _scaled(rect: Rect, scale: float) -> QRectF:
    return QRectF(rect.x * scale, rect.y * scale, rect.w * scale, rect.h * scale)


def _reaches(item: Item, clip: Rect) -> bool:
    """Whether any of the item may lie inside `clip`."""
    x, y, right, bottom = _bounds(item)
    return x < clip.right and clip.x < right and y < clip.bottom and clip.y < bottom


def _bounds(item: Item) -> _Bounds:
    """Returns the left, upper, right and lower end of what an item may ink."""
    if isinstance(item, Line):
        half = item.width / 2
        left, right = sorted((item.x1, item.x2))
        upper, lower = sorted((item.y1, item.y2))
        return left - half, upper - half, right + half, lower + half
    rect = item.rect
    # glyphs may hang a little out of their box
    rim = item.size * 0.3 if isinstance(item, Text) else 0.0
    return rect.x - rim, rect.y - rim, rect.right + rim, rect.bottom + rim


def _outline(kind: str, square: QRectF) -> QPainterPath:
    """Returns the outline of a lamp; ink areas are about equal, so that no shape shouts."""
    path = QPainterPath()
    if kind in ("circle", "ring"):
        path.addEllipse(square)
    elif kind == "square":
        inset = square.width() * 0.06
        path.addRect(square.adjusted(inset, inset, -inset, -inset))
    elif kind == "triangle":
        points = [
            QPointF(square.center().x(), square.top()),
            QPointF(square.right(), square.bottom() - square.height() * 0.06),
            QPointF(square.left(), square.bottom() - square.height() * 0.06),
        ]
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
    else:
        middle = square.center()
        points = [
            QPointF(middle.x(), square.top()),
            QPointF(square.right(), middle.y()),
            QPointF(middle.x(), square.bottom()),
            QPointF(square.left(), middle.y()),
        ]
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
    return path
