"""What replaces, renames and removes is patient with Windows, and nothing is lost where patience ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.moving import is_held, move, move_over, take_away
from tests.windows_disk import WindowsDisk, windows_disk

__all__ = ["windows_disk"]


def test_a_file_that_is_held_for_a_moment_is_replaced_in_the_end(
    windows_disk: WindowsDisk, tmp_path: Path
) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_text("new")
    old.write_text("old")
    with windows_disk.holding(old, tries=3):
        move_over(new, old)
    assert old.read_text() == "new" and not new.exists()
    assert windows_disk.refused == ["old"] * 3


@pytest.mark.parametrize("deed", ["move_over", "move", "take_away"])
def test_a_file_that_stays_held_stays_what_it_was(
    deed: str, windows_disk: WindowsDisk, tmp_path: Path
) -> None:
    held, other = tmp_path / "held", tmp_path / "other"
    held.write_text("held")
    deeds = {
        "move_over": lambda: move_over(held, other),
        "move": lambda: move(held, other),
        "take_away": lambda: take_away(held),
    }
    with windows_disk.holding(held), pytest.raises(PermissionError) as failure:
        deeds[deed]()
    assert is_held(failure.value) and len(windows_disk.refused) > 1
    assert held.read_text() == "held" and not other.exists()


def test_what_this_very_process_has_open_counts_too(windows_disk: WindowsDisk, tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("w"), pytest.raises(PermissionError):
        take_away(path)
    take_away(path)
    take_away(path)
    assert not path.exists()


def test_a_lacking_right_is_told_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = []

    def denied(path: Path) -> None:
        asked.append(path)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", denied)
    with pytest.raises(PermissionError):
        take_away(tmp_path / "a")
    assert len(asked) == 1
