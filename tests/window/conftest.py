from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.window.screen import Screen, screen


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Screen]:
    """A screen of its own."""
    with screen(tmp_path / "home") as made:
        yield made
