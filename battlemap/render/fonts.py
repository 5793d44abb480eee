"""The fonts of all pictures: the bundled family first, the machine's own for what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont, QTextLayout

from battlemap.domain.telling.letter_format import FAMILIES, FAMILY_NAMES
from battlemap.errors import FileDamaged
from battlemap.layout.scene import Scene
from battlemap.paths import resource

FAMILY: Final = "Battlemap Sans SC"
#: Asked in this order for a character that the bundled family lacks; then Qt looks among all fonts of the machine.
FALLBACKS: Final = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "SimSun-ExtB", "PingFang SC", "WenQuanYi Micro Hei",
)  # fmt: skip
_REFERENCE: Final = 200
#: Faces that stand out from the text where they have to be stood in for.
_BOLD_FACES: Final = ("title", "hei")
_REMEMBERED: Final = 60_000


def load_fonts() -> None:
    """Ensures that Qt knows the bundled family; needs a QGuiApplication. Raises FileDamaged where a file is broken."""
    if FAMILY in QFontDatabase.families():
        return
    for style in ("Regular", "Bold"):
        path = resource("fonts", f"BattlemapSansSC-{style}.ttf")
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileDamaged(f"程序自带的字体 {path.name} 无法读取，请重新安装程序。", str(path))


@attrs.frozen
class MissingCharacter:
    """A character for which no font of the machine has a picture, the text it stands in and what that text is about."""

    char: str
    text: str
    about: str | None

    @property
    def words(self) -> str:
        """Says which character is missing and where."""
        return f"“{self.char}”（U+{ord(self.char):04X}）缺字形，见“{self.text}”"


class Fonts:
    """The fonts of one thread, ready to draw; remembers what it has measured."""

    def __init__(self) -> None:
        load_fonts()
        self._fonts: dict[tuple[int, bool, str], QFont] = {}
        self._faces: dict[str, str] = {}
        self._metrics = tuple(QFontMetricsF(self.font(_REFERENCE, is_bold)) for is_bold in (False, True))
        self._bundled = QRawFont.fromFont(self.font(_REFERENCE))
        self._ems: dict[tuple[str, bool, str], float] = {}
        self._known: dict[str, bool] = {}

    def font(self, pixels: int, is_bold: bool = False, face: str = "") -> QFont:
        """Returns the font with an em of so many pixels (device units) of the painted device.

        `face` asks for the typeface of an official letter; where the machine has none of its families, the bundled
        one stands in, bold for what should stand out (see `stand_ins`).
        """
        font = self._fonts.get((pixels, is_bold, face))
        if font is None:
            family = self.family(face) if face else ""
            font = QFont()
            font.setFamilies([*([family] if family else []), FAMILY, *FALLBACKS])
            font.setPixelSize(max(1, pixels))
            font.setBold(is_bold or (face in _BOLD_FACES and not family))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[pixels, is_bold, face] = font
        return font

    def family(self, face: str) -> str:
        """Returns the family that the machine has for a typeface of official letters, "" for none."""
        if face not in self._faces:
            there = set(QFontDatabase.families())
            self._faces[face] = next((name for name in FAMILIES[face] if name in there), "")
        return self._faces[face]

    def stand_ins(self, scenes: Iterable[Scene]) -> tuple[str, ...]:
        """Returns the typefaces (小标宋, 仿宋 …) that the scenes ask for and the machine lacks, in order."""
        asked = dict.fromkeys(text.face for scene in scenes for text in scene.texts() if text.face)
        return tuple(FAMILY_NAMES[face] for face in asked if not self.family(face))

    def ems(self, line: str, is_bold: bool = False, face: str = "") -> float:
        """Returns the width of a line in ems, measured in the fonts that will draw it."""
        ems = self._ems.get((line, is_bold, face))
        if ems is None:
            if len(self._ems) > _REMEMBERED:
                self._ems.clear()
            metrics = QFontMetricsF(self.font(_REFERENCE, is_bold, face)) if face else self._metrics[is_bold]
            ems = metrics.horizontalAdvance(line) / _REFERENCE
            self._ems[line, is_bold, face] = ems
        return ems

    def is_bundled(self, line: str) -> bool:
        """Whether the bundled family has every character of the line."""
        return all(self._has(char) for char in set(line))

    def missing_characters(self, scenes: Iterable[Scene]) -> list[MissingCharacter]:
        """Returns, once per character and text, what no font of the machine can draw."""
        missing: dict[tuple[str, str], MissingCharacter] = {}
        nowhere: dict[str, bool] = {}
        for scene in scenes:
            for text in scene.texts():
                for char in dict.fromkeys("".join(text.lines)):
                    if self._has(char):
                        continue
                    if char not in nowhere:
                        nowhere[char] = self._is_nowhere(char)
                    if nowhere[char]:
                        whole = "".join(text.lines)
                        missing.setdefault((char, whole), MissingCharacter(char, whole, text.about))
        return list(missing.values())

    def _has(self, char: str) -> bool:
        is_there = self._known.get(char)
        if is_there is None:
            is_there = self._known[char] = bool(self._bundled.supportsCharacter(ord(char)))
        return is_there

    def _is_nowhere(self, char: str) -> bool:
        """Whether Qt, having asked every font, would draw the empty box."""
        layout = QTextLayout(char, self.font(_REFERENCE))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        return any(0 in run.glyphIndexes() for run in layout.glyphRuns())
