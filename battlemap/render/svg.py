"""Scenes become SVG files: true size in mm, text as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from battlemap.errors import BadInput
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.render.saving import write_whole
from battlemap.theme import Theme

#: A unit of the drawing is a twentieth of a millimetre.
_PER_MM: Final = 20


def save_svg(scenes: Sequence[Scene], path: Path, theme: Theme, fonts: Fonts) -> list[Path]:
    """Writes one SVG per scene and returns their paths, numbered as PNG files are.

    Raises BadInput without pages and FileProblem where it cannot be written.
    """
    if not scenes:
        raise BadInput("没有可输出的页面。")
    numbered = [path.with_stem(f"{path.stem}-{number}") for number in range(1, len(scenes) + 1)]
    paths = [path] if len(scenes) == 1 else numbered
    for scene, target in zip(scenes, paths, strict=True):
        write_whole(target, svg_bytes(scene, theme, fonts))
    return paths


def svg_bytes(scene: Scene, theme: Theme, fonts: Fonts) -> bytes:
    """Returns the scene as an SVG document of its size in mm."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(round(_PER_MM * 25.4))
    width, height = round(scene.width * _PER_MM), round(scene.height * _PER_MM)
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRectF(0, 0, width, height))
    generator.setTitle(scene.title)
    painter = QPainter(generator)
    ScenePainter(fonts, theme).paint(painter, scene, _PER_MM)
    painter.end()
    buffer.close()
    return bytes(content.data())
