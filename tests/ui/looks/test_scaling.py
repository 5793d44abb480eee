"""The screens at the scales that offices use: nothing is cut off, everything fits the screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

#: Scale, and width and height in px of a screen on which it is used.
SCREENS = [("1.5", (1920, 1080)), ("2", (1920, 1080))]


@pytest.mark.parametrize(("factor", "size"), SCREENS)
def test_every_screen_is_whole_at_this_scale(
    demo: Path, tmp_path: Path, factor: str, size: tuple[int, int]
) -> None:
    campaign = tmp_path / "scaled.battlemap"
    shutil.copy(demo, campaign)
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.looks.scaled", str(campaign), str(tmp_path), *map(str, size)],
        env=os.environ | {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout.splitlines()[-1])
    assert measured["ratio"] == float(factor)
    cut = {name: facts["cut"] for name, facts in measured["screens"].items() if facts["cut"]}
    assert not cut
    too_large = {
        name: facts["least"]
        for name, facts in measured["screens"].items()
        if facts["least"][0] > size[0] or facts["least"][1] > size[1]
    }
    assert not too_large
    picture = QImage(str(tmp_path / "board.png"))
    assert (picture.width(), picture.height()) == size
