from __future__ import annotations

import re
from pathlib import Path

from battlemap.domain.kinds.kind_table import kind_table
from battlemap.ui.shortcut_groups import shortcut_groups

DOCS = Path(__file__).parents[2] / "docs"
MANUAL = (DOCS / "manual.md").read_text("utf-8")


def test_every_key_stands_in_the_manual() -> None:
    missing = [
        keys for _, rows in shortcut_groups() for keys, words in rows if f"| {keys} | {words} |" not in MANUAL
    ]
    assert missing == [], "run `make docs`"


def test_every_picture_of_the_manual_is_there_and_used() -> None:
    pages = "".join(path.read_text("utf-8") for path in DOCS.glob("*.md"))
    shown = set(re.findall(r"\]\((images/[^)]+)\)", pages))
    there = {path.relative_to(DOCS).as_posix() for path in (DOCS / "images").rglob("*.png")}
    assert shown <= there
    assert there - shown <= {
        "images/board-red.png",
        "images/before/board-red.png",
        "images/before/poster.png",
    }


def test_every_kind_and_field_stands_in_the_manual() -> None:
    assert f"<!-- kinds -->\n{kind_table()}<!-- /kinds -->" in MANUAL, "run `make docs`"
