from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_font_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Matplotlib's list of fonts is kept for the run, not in the home folder."""
    folder = os.environ.get("MPLCONFIGDIR")
    os.environ.setdefault("MPLCONFIGDIR", str(Path(tmp_path_factory.getbasetemp()) / "matplotlib"))
    yield
    if folder is None:
        del os.environ["MPLCONFIGDIR"]
