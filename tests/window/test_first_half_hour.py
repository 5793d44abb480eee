"""The first half hour of a new user goes through in a real window, and leaves its pictures."""

from __future__ import annotations

from pathlib import Path

from tests.window.first_half_hour import walk
from tests.window.screen import NEEDS_SCREEN

pytestmark = NEEDS_SCREEN
PICTURES = ("1-plan", "2-board", "3-list", "4-dragged", "5-checklist", "6-pinyin", "7-bulk", "8-wall")


def test_a_new_user_comes_from_the_plan_to_the_wall_in_one_go(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    desk = walk(tmp_path, pictures)
    labels = [str(label) for (label,) in desk.rows("SELECT label FROM step WHERE kind = 'do'")]
    assert sum(label.startswith("移动") for label in labels) == 10
    assert {path.stem for path in pictures.iterdir()} >= {f"first-{name}" for name in PICTURES}
    assert all(path.stat().st_size > 20_000 for path in pictures.iterdir())
