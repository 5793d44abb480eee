"""What the machine has to show and print with: screens, printers, fonts, as the 体检 tells of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import attrs
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo

from battlemap.render.fonts import FAMILY, load_fonts

#: Families of official letters, each with what it is called on different machines.
LETTER_FONTS: Final[dict[str, tuple[str, ...]]] = {
    "小标宋": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S"),
    "仿宋": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK"),
    "黑体": ("黑体", "SimHei", "方正黑体_GBK"),
    "楷体": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK"),
}


@attrs.frozen
class Screen:
    """A screen: its usable size in points, and how many pixels a point has."""

    width: int
    height: int
    ratio: float


@attrs.frozen
class Equipment:
    """Screens (None where nobody looked), printers (the default one first), whether the own fonts are there, which letter
    fonts are not."""

    screens: tuple[Screen, ...] | None
    printers: tuple[str, ...]
    has_own_font: bool
    missing_letter_fonts: tuple[str, ...]


def equipment() -> Equipment:
    """Returns what is there; needs a QGuiApplication. Raises FileDamaged where our own fonts are broken."""
    load_fonts()
    families = QFontDatabase.families()
    screens = tuple(
        Screen(
            screen.availableGeometry().width(), screen.availableGeometry().height(), screen.devicePixelRatio()
        )
        for screen in QGuiApplication.screens()
    )
    default = QPrinterInfo.defaultPrinterName()
    names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != default, name))
    return Equipment(screens, tuple(names), FAMILY in families, missing_letter_fonts(families))


def missing_letter_fonts(families: Collection[str]) -> tuple[str, ...]:
    """Returns the kinds of letter for which none of its families is there."""
    there = {family.casefold() for family in families}
    return tuple(
        kind for kind, names in LETTER_FONTS.items() if not any(name.casefold() in there for name in names)
    )
