"""The demo campaign's wall chart as a PDF: embedded fonts, every task's title in the text, quick."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import attrs
import pytest

from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.paper import paper
from battlemap.render.fonts import Fonts
from battlemap.render.image import save_png
from battlemap.render.pdf import save_pdf
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.options import SheetOptions
from battlemap.theme import theme, theme_names

EVENING = datetime(2018, 11, 20, 17, 30)


@pytest.fixture(scope="module", autouse=True)
def own_font_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if "MPLCONFIGDIR" not in os.environ:
            patch.setenv("MPLCONFIGDIR", str(Path(tmp_path_factory.getbasetemp()) / "matplotlib"))
        yield


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, SheetOptions]:
    path = tmp_path_factory.mktemp("demo") / "demo.battlemap"
    write_demo(path)
    with Session.open(path, "测试", lambda: EVENING, read_only=True) as session:
        return session.snapshot, SheetOptions(
            EVENING, progress_course=session.progress_course(EVENING.date())
        )


def text_of(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())


@pytest.mark.parametrize("name", ["A0", "A3", "A4"])
def test_every_task_of_the_demo_is_found_in_the_pdf(
    told: tuple[Snapshot, SheetOptions], fonts: Fonts, tmp_path: Path, name: str
) -> None:
    snapshot, options = told
    path = tmp_path / "墙.pdf"
    pages = sheet("overview").pages(snapshot, attrs.evolve(options, paper=paper(name)))
    save_pdf(pages, path, options.theme, fonts, "总作战图", EVENING)
    assert len(pages) == 1 or name == "A4"
    text = text_of(path)
    missing = [
        t.title for t in snapshot.live_tasks if "".join(t.title.split()) not in text or t.code not in text
    ]
    assert missing == []
    assert all(action.lead_leader in text for action in snapshot.columns)
    assert "完成61.0" in text
    table = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    rows = table.splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows)
    assert fonts.missing_characters(pages) == []


@pytest.mark.parametrize("look", theme_names())
def test_every_theme_gives_a_picture(
    told: tuple[Snapshot, SheetOptions], fonts: Fonts, tmp_path: Path, look: str
) -> None:
    snapshot, options = told
    options = attrs.evolve(options, paper=paper("A5"), theme=theme(look))
    pages = sheet("overview").pages(snapshot, options)
    paths = save_png(pages, tmp_path / "图.png", options.theme, fonts, 60)
    assert len(paths) == len(pages)
    assert all(path.stat().st_size > 10_000 for path in paths)
