"""Adding a wall chart is one module and one line: a copy of the program with a toy sheet draws, lists and offers it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from battlemap.commands.demo import write_demo

ROOT = Path(__file__).parents[2]
TOY = '''
"""玩具图: says that one more sheet stands."""
from battlemap.layout.framed import framed_page
from battlemap.layout.words import fitted
from battlemap.sheets.framing import frame

def toy(snapshot, options):
    def body(place, sizes):
        yield from fitted(place, "又加一张", place.h / 4, "text", True, "center", sizes.small)
    return (framed_page(frame(snapshot, options, "玩具图", "图九十九"), body, options.paper),)
'''
LINE = '    Sheet("toy", "玩具图", "图九十九", "试一试", "toy.toy", "A4"),\n)  # fmt: skip'
#: What the window offers: the page's list and the dialog's choice.
WINDOW = """
from datetime import datetime
from pathlib import Path
from battlemap.ui.application import make_application, make_window
from battlemap.ui.press.dialog import PosterDialog
from battlemap.shown.settings import Settings
application = make_application()
window = make_window(application, Settings(Path("settings.json")), lambda: datetime(2018, 11, 20, 17, 30))
window.show()
assert window.files.open(Path("demo.battlemap"))
window.actions_["go_posters"].trigger()
page = window.workspace.pages.current
assert any("玩具图" in page.list.item(row).text() for row in range(page.list.count()))
dialog = PosterDialog(page.shop, "toy", window)
dialog.show()
dialog.wait()
assert dialog.drawn.wanted.sheet.title == "玩具图" and len(dialog.drawn.pages) == 1
print("offered")
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout of the program in which the toy sheet is one module and one line more."""
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "battlemap", tmp_path / "battlemap", ignore=leave)
    for name in ("resources", "db"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave)
    (tmp_path / "battlemap" / "sheets" / "toy.py").write_text(TOY, "utf-8")
    catalogue = tmp_path / "battlemap" / "sheets" / "catalogue.py"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace(")  # fmt: skip", LINE, 1), "utf-8")
    write_demo(tmp_path / "demo.battlemap")
    return tmp_path


def run(folder: Path, *words: str) -> str:
    environment = os.environ | {
        "PYTHONPATH": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


def test_a_new_sheet_is_listed_drawn_and_offered_everywhere(copy: Path) -> None:
    assert "玩具图" in run(copy, "-m", "battlemap", "posters")
    run(
        copy,
        "-m",
        "battlemap",
        "poster",
        "toy",
        "demo.battlemap",
        "--as-of",
        "2018-11-20T17:30",
        "-o",
        "toy.pdf",
    )
    assert (copy / "toy.pdf").read_bytes().startswith(b"%PDF")
    assert "offered" in run(copy, "-c", WINDOW)
