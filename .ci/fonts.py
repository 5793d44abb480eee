"""Makes the fonts in resources/fonts from Noto Sans SC, such that the text of a PDF can be found again.

Run by ``make fonts``; needs npm. The result is the same, byte for byte, for the same fontTools.
"""

from __future__ import annotations

import copy
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "fonts"
PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
FAMILY = "Battlemap Sans SC"
#: Member of the package, its sha256, name of the style.
SOURCES = (
    (
        "400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        "Regular",
    ),
    (
        "700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
        "Bold",
    ),
)
#: Kept where the source has them: Latin, Greek, Cyrillic, punctuation, arrows, mathematics, enclosed numbers, boxes
#: and shapes, kana, bopomofo, enclosed han, units, all han of GB 18030, fullwidth forms. Not kept: the radicals
#: U+2E80-2FDF and the compatibility ideographs U+F900-FAFF, which make PDF text come back as the wrong character,
#: hangul, and letters in boxes.
KEPT = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1A0, 0x1FF), (0x251, 0x251), (0x2C7, 0x2D9), (0x300, 0x30C),
    (0x391, 0x451), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x202F, 0x2060), (0x2070, 0x20AC), (0x2100, 0x22FF),
    (0x2312, 0x2312), (0x2460, 0x2BFF), (0x3000, 0x312F), (0x31A0, 0x31E3), (0x3220, 0x3243), (0x3251, 0x325F),
    (0x3280, 0x32BF), (0x3380, 0x33DF), (0x3400, 0x9FFF), (0xFE30, 0xFE6B), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE5),
    (0x20000, 0x323AF),
)  # fmt: skip
DROPPED = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "VORG", "gasp", "DSIG"]
#: Seconds since 1904: the first day of 2024, so that the files do not depend on the day they are made.
MADE_AT = 3786912000


def main() -> None:
    """Fetches the package, writes both fonts and their licence."""
    with tempfile.TemporaryDirectory() as folder:
        name = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
        ).stdout.split()[-1]
        with tarfile.open(Path(folder) / name) as package:
            for member, sha256, style in SOURCES:
                content = _read(package, member)
                digest = hashlib.sha256(content).hexdigest()
                if digest != sha256:
                    sys.exit(f"{member}: sha256 is {digest}, expected {sha256}")
                source = Path(folder) / f"{style}.ttf"
                source.write_bytes(content)
                target = FOLDER / f"BattlemapSansSC-{style}.ttf"
                make(source, target, style)
                print(f"{target.name}: {target.stat().st_size:,} bytes")
            (FOLDER / "OFL.txt").write_bytes(_read(package, "LICENSE_FONT"))


def make(source: Path, target: Path, style: str) -> None:
    """Writes the cut, renamed font with one glyph per character."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        layout_features=[],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        legacy_cmap=True,
    )
    options.drop_tables += DROPPED
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[char for char in font.getBestCmap() if _is_kept(char)])
    subsetter.subset(font)
    separate_shared_glyphs(font)
    rename(font, style)
    font["head"].created = font["head"].modified = MADE_AT
    font.save(target, reorderTables=False)


def separate_shared_glyphs(font: TTFont) -> None:
    """Gives every character a glyph of its own: a PDF remembers one character per glyph."""
    order = font.getGlyphOrder()
    seen: set[str] = set()
    own: dict[int, str] = {}
    for char, glyph in sorted(font.getBestCmap().items()):
        if glyph in seen:
            twin = f"{glyph}.{char:X}"
            order.append(twin)
            font["glyf"].glyphs[twin] = copy.deepcopy(font["glyf"][glyph])
            font["hmtx"][twin] = font["hmtx"][glyph]
            own[char] = twin
        seen.add(glyph)
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    for table in font["cmap"].tables:
        table.cmap.update({char: twin for char, twin in own.items() if char in table.cmap})


def rename(font: TTFont, style: str) -> None:
    """Gives the font our family name and keeps the notices of its makers."""
    names = font["name"]
    kept = {record.nameID: record.toUnicode() for record in names.names if record.nameID in (0, 13, 14)}
    compact = FAMILY.replace(" ", "")
    kept |= {
        1: FAMILY,
        2: style,
        3: f"1.000;{compact}-{style}",
        4: f"{FAMILY} {style}",
        5: "Version 1.000; cut from Noto Sans SC 2.004",
        6: f"{compact}-{style}",
    }
    names.names = []
    for number, text in sorted(kept.items()):
        names.setName(text, number, 3, 1, 0x409)


def _is_kept(char: int) -> bool:
    return any(first <= char <= last for first, last in KEPT)


def _read(package: tarfile.TarFile, member: str) -> bytes:
    file = package.extractfile(f"package/{member}")
    assert file is not None
    return file.read()


if __name__ == "__main__":
    main()
