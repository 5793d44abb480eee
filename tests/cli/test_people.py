"""Persons by the command line: whose names are masked on walls."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from tests.cli.test_posters import text_of

# the command line takes the application that is there; a bare one of its own would stand in the way of other tests
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_marked_name_is_masked_on_every_wall_chart_until_it_is_unmarked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["demo", file]) == DONE
    capsys.readouterr()
    assert main(["people", file]) == DONE
    listed = [line.split("　") for line in capsys.readouterr().out.splitlines()]
    name = next(name for name, _, count in listed if count != "0 项")
    assert main(["people", file, "--mask", name]) == DONE
    marked = [
        line.split("　")[0] for line in capsys.readouterr().out.splitlines() if line.endswith("　上墙打码")
    ]
    assert marked == [name]
    chart = tmp_path / "责任清单.pdf"
    shown = []
    for words in ([], ["--no-mask"], ["--mask"]):
        assert main(["poster", "duties", file, "-o", str(chart), "--as-of", "2018-11-20", *words]) == DONE
        shown.append(name in text_of(chart))
    assert shown == [False, True, False]
    assert main(["people", file, "--unmask", name]) == DONE
    assert main(["poster", "duties", file, "-o", str(chart), "--as-of", "2018-11-20"]) == DONE
    assert name in text_of(chart)


def test_an_unknown_name_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["demo", file]) == DONE
    assert main(["people", file, "--mask", "没有此人"]) == REFUSED
    assert "没有名为「没有此人」的人员。" in capsys.readouterr().err
