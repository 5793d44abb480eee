"""Compiles resources/locale: every .po beside its .mo (`make words`)."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]


def compiled(source: Path) -> bytes:
    """Returns the .mo of a .po file."""
    with source.open("rb") as words:
        catalogue = read_po(words, locale="zh_CN")
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


if __name__ == "__main__":
    for po in sorted((ROOT / "resources/locale").rglob("*.po")):
        po.with_suffix(".mo").write_bytes(compiled(po))
        print(po.with_suffix(".mo").relative_to(ROOT))
