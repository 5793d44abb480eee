"""Scenes become pictures: images for the screen, PNG files for chats and slides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter

from battlemap.errors import BadInput
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.render.saving import write_whole
from battlemap.theme import Theme

#: Larger pictures exhaust the memory of an office PC and no viewer opens them.
MOST_PIXELS: Final = 250_000_000


def image(scene: Scene, theme: Theme, fonts: Fonts, dpi: float = 150) -> QImage:
    """Returns the scene as an opaque image of so many dots per inch; raises BadInput where it would be too large."""
    return _image(scene, ScenePainter(fonts, theme), dpi)


def save_png(scenes: Sequence[Scene], path: Path, theme: Theme, fonts: Fonts, dpi: float = 150) -> list[Path]:
    """Writes one PNG per scene and returns their paths: `path` itself, or with -1, -2 … for several pages.

    Raises BadInput (no page, too large) and FileProblem (cannot be written).
    """
    if not scenes:
        raise BadInput("没有可输出的页面。")
    numbered = [path.with_stem(f"{path.stem}-{number}") for number in range(1, len(scenes) + 1)]
    paths = [path] if len(scenes) == 1 else numbered
    painter = ScenePainter(fonts, theme)
    for scene, target in zip(scenes, paths, strict=True):
        write_whole(target, png(_image(scene, painter, dpi)))
    return paths


def _image(scene: Scene, scene_painter: ScenePainter, dpi: float) -> QImage:
    per_mm = dpi / 25.4
    width, height = max(1, round(scene.width * per_mm)), max(1, round(scene.height * per_mm))
    if width * height > MOST_PIXELS:
        most = int(dpi * (MOST_PIXELS / (width * height)) ** 0.5)
        raise BadInput(
            f"{dpi:g} dpi 的图片太大（{width}×{height} 像素）。请改用不超过 {most} dpi，或保存为 PDF。"
        )
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    if picture.isNull():
        raise BadInput("内存不足，图片没有生成。请降低分辨率，或保存为 PDF。")
    picture.setDotsPerMeterX(round(per_mm * 1000))
    picture.setDotsPerMeterY(round(per_mm * 1000))
    picture.fill(scene_painter.colour("card"))
    painter = QPainter(picture)
    scene_painter.paint(painter, scene, per_mm)
    painter.end()
    return picture


def png(picture: QImage) -> bytes:
    """Returns the picture as the content of a PNG file; raises BadInput for one that cannot be written."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(picture):
        raise BadInput(f"图片没有生成：{writer.errorString()}。请降低分辨率，或保存为 PDF。")
    buffer.close()
    return bytes(content.data())
