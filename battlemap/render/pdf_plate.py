"""A page of a PDF that is to become a plate: looked into, drawn as a picture of bounded size, handed over as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QImage

from battlemap.errors import BadInput
from battlemap.render.plate_picture import check_bytes, check_dots

#: Dots of the longer side of the picture that a page becomes: A0 at 128 dots an inch, A3 at 360.
DOTS: Final = 6_000
#: Pages whose longer side is beyond this many points (14,400 are what the format itself allows) are no drawing.
_MOST_POINTS: Final = 14_400


def is_pdf(path: Path) -> bool:
    """Whether a file is called a PDF."""
    return path.suffix.lower() == ".pdf"


def page_count(path: Path) -> int:
    """Returns how many pages a PDF has; raises BadInput for one that is broken, locked, empty or too large."""
    with _opened(path) as document:
        return len(document)


@contextmanager
def page_picture(path: Path, page: int = 1, dots: int = DOTS) -> Iterator[Path]:
    """Yields a PNG file of a page, counted from 1, its longer side so many dots; it is gone afterwards.

    Raises BadInput as `page_count`.
    """
    with _opened(path) as document:
        if not 1 <= page <= len(document):
            raise BadInput(f"“{path.name}”只有 {len(document)} 页，没有第 {page} 页。")
        picture = _drawn(document, page - 1, path.name, dots)
        name = f"{path.stem}-第{page}页.png" if len(document) > 1 else f"{path.stem}.png"
    with tempfile.TemporaryDirectory(prefix="battlemap-") as folder:
        file = Path(folder) / name
        if not picture.save(str(file)):
            raise BadInput(f"“{path.name}”第 {page} 页存不成图片，请检查磁盘空间。")
        yield file


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pypdfium2

    check_bytes(path)
    try:
        document = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        words = "加了密码，请去掉密码后再添加" if locked else "不是 PDF，或已损坏，请换一份"
        raise BadInput(f"“{path.name}”{words}。") from error
    try:
        if not len(document):
            raise BadInput(f"“{path.name}”一页也没有。")
        yield document
    finally:
        document.close()


def _drawn(document: Any, place: int, name: str, dots: int) -> QImage:
    """Returns the page as a picture, its longer side so many dots."""
    import pypdfium2

    try:
        page = document[place]
    except pypdfium2.PdfiumError as error:
        raise BadInput(f"“{name}”第 {place + 1} 页已损坏，请换一份。") from error
    try:
        wide, high = page.get_size()
        longer = max(wide, high)
        if not 0 < longer <= _MOST_POINTS:
            raise BadInput(f"“{name}”第 {place + 1} 页的大小不对，请另存后再添加。")
        scale = dots / longer
        check_dots(name, round(wide * scale), round(high * scale))
        try:
            bitmap = page.render(scale=scale, rev_byteorder=False, may_draw_forms=False)
        except pypdfium2.PdfiumError as error:
            raise BadInput(f"“{name}”第 {place + 1} 页画不出来，请换一份。") from error
        try:
            form = {
                1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_BGR888, 4: QImage.Format.Format_RGB32,
            }[bitmap.n_channels]  # fmt: skip
            return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()
        finally:
            bitmap.close()
    finally:
        page.close()
