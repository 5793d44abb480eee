"""The demo campaign, made once: every delivered ledger with entries that have moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session

EVENING = datetime(2018, 11, 20, 18, 0)


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    file: Path = tmp_path_factory.mktemp("ledgers") / "演示.battlemap"
    write_demo(file)
    with Session.open(file, "段晓峰", lambda: EVENING, read_only=True) as session:
        yield session
