"""A picture that is to become a plate: looked into before it is decoded, so that no small file fills the memory."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from battlemap.errors import BadInput

#: Bytes of a file, dots of a picture, dots of its longer side and of its shorter one.
MOST_BYTES: Final = 60 * 1024 * 1024
MOST_DOTS: Final = 80_000_000
MOST_SIDE, LEAST_SIDE = 20_000, 200
#: How many times the longer side may be the shorter one.
_MOST_RATIO: Final = 10
_FORMATS: Final = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


@attrs.frozen
class PlateSize:
    """Dots across and down."""

    width: int
    height: int


def plate_size(path: Path) -> PlateSize:
    """Returns the size of a picture that can be a plate; raises BadInput with a sentence for any other file.

    Size and format are read from the head of the file; only then it is decoded once, with a limit on what that may take.
    """
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise BadInput(f"“{path.name}”不是 PNG 或 JPG 图片，请另存后再添加。")
    check_bytes(path, "底图")
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    actual = bytes(reader.format().data()).decode("ascii", "replace")
    if actual != kind:
        reason = f"其实是 {actual} 格式" if actual else "不是能显示的图片"
        raise BadInput(f"底图“{path.name}”{reason}，请另存为 PNG 或 JPG 后再添加。")
    dots = reader.size()
    width, height = dots.width(), dots.height()
    check_dots(path.name, width, height)
    reader.setAllocationLimit(MOST_DOTS * 4 // (1 << 20) + 64)
    if reader.read().isNull():
        raise BadInput(f"底图“{path.name}”已损坏或不完整，请换一份。")
    return PlateSize(width, height)


def check_bytes(path: Path, what: str = "") -> None:
    """Raises BadInput for a file that is gone or too large to be looked into; `what` stands before its name."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BadInput(f"{what}“{path.name}”打不开，请检查文件是否还在。") from error
    if size > MOST_BYTES:
        raise BadInput(f"{what}“{path.name}”有 {size >> 20} MB，超过 {MOST_BYTES >> 20} MB，请压缩后再添加。")


def check_dots(name: str, width: int, height: int) -> None:
    """Raises BadInput for a picture that is too large, too small or too narrow to be a plate."""
    if width <= 0 or height <= 0:
        raise BadInput(f"底图“{name}”不是能显示的图片。")
    if width * height > MOST_DOTS or max(width, height) > MOST_SIDE:
        raise BadInput(
            f"底图“{name}”有 {width}×{height} 点，超过 8000 万点或一边 {MOST_SIDE} 点，请缩小后再添加。"
        )
    if min(width, height) < LEAST_SIDE:
        raise BadInput(f"底图“{name}”只有 {width}×{height} 点，太小看不清，请换至少 {LEAST_SIDE} 点的图。")
    if max(width, height) > _MOST_RATIO * min(width, height):
        raise BadInput(f"底图“{name}”过于狭长（{width}×{height} 点），请裁剪后再添加。")


def decoded(content: bytes) -> QImage:
    """Returns the picture of a plate's file; an empty one where it cannot be shown within the limit."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.width() * size.height() > MOST_DOTS:
        return QImage()
    reader.setAllocationLimit(MOST_DOTS * 4 // (1 << 20) + 64)
    return reader.read()
