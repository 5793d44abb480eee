"""The office's emblem: an SVG or PNG file, checked and made one SVG that every sheet bears."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtSvg import QSvgRenderer

from battlemap.domain.emblem import MOST_BYTES, why_no_emblem
from battlemap.errors import BadInput

#: The largest file that is read.
MOST_FILE: Final = 5 * 1024 * 1024
#: Dots of the longer side of a PNG: fewer look coarse on a wall, more are reduced to this many.
LEAST_DOTS, KEPT_DOTS = 100, 400


def read_emblem(path: Path) -> str:
    """Returns the picture as SVG text; a PNG stands in it as it is, reduced to `KEPT_DOTS` where it is larger.

    Raises BadInput for a file of another kind, one that cannot be read, is too large or too coarse.
    """
    try:
        if path.exists() and not path.is_file():
            raise BadInput(f"徽标文件“{path.name}”不是图片文件，请另选。")
        if path.stat().st_size > MOST_FILE:
            raise BadInput(f"徽标文件“{path.name}”超过 5 MB，请换小一些的图。")
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"徽标文件“{path.name}”打不开，请检查文件是否还在。") from error
    kind = path.suffix.lower()
    if kind == ".svg":
        made = _svg(path.name, content)
    elif kind == ".png":
        made = _png(path.name, content)
    else:
        raise BadInput(f"徽标“{path.name}”应是 .svg 或 .png 图片。")
    if len(made.encode()) > MOST_BYTES:
        raise BadInput(f"徽标“{path.name}”过于复杂，超过 256 KB，请简化后再用。")
    return made


def _svg(name: str, content: bytes) -> str:
    """Returns the picture's text; nothing is drawn before it is known to hold all that it shows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"徽标“{name}”不是 UTF-8 编码的 SVG，请另存后再用。") from error
    reason = why_no_emblem(text)
    if reason:
        raise BadInput(f"徽标“{name}”{reason}，不能使用；请换成能单独显示的 SVG，或另存为 .png 后再用。")
    drawn = QSvgRenderer(QByteArray(content))
    if not drawn.isValid() or drawn.defaultSize().isEmpty():
        raise BadInput(f"徽标“{name}”不是能显示的 SVG 图片。")
    return text


def _png(name: str, content: bytes) -> str:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png"))
    reader.setAllocationLimit(128)
    picture = reader.read()
    if picture.isNull():
        raise BadInput(f"徽标“{name}”不是能显示的 PNG 图片。")
    longer = max(picture.width(), picture.height())
    if longer < LEAST_DOTS:
        raise BadInput(
            f"徽标“{name}”只有 {picture.width()}×{picture.height()} 点，印出来会糊，请换至少 {LEAST_DOTS} 点的图。"
        )
    if longer > KEPT_DOTS:
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(KEPT_DOTS, KEPT_DOTS, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    size = f'width="{picture.width()}" height="{picture.height()}"'
    data = base64.b64encode(_as_png(picture)).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size}>'
        f'<image {size} xlink:href="data:image/png;base64,{data}"/></svg>'
    )


def _as_png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
