"""A campaign whose unit was sent a package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from battlemap.commands.loop import ReportProgress
from battlemap.commands.people import AssignTask
from battlemap.commands.session import Session
from tests.commands.conftest import open_new
from tests.shown.collecting.sending import UNIT, send, task


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Path]]:
    """A campaign whose unit was sent ECON-01 and ECON-02, with its package; nothing is taken of it here."""
    folder = tmp_path_factory.mktemp("sent")
    with open_new(folder / "行动.battlemap") as session:
        for code in ("ECON-01", "ECON-02"):
            session.run(AssignTask(task(session, code), UNIT))
        session.run(ReportProgress(task(session, "ECON-02"), 30, "走访三户"))
        yield session, send(session, folder, "第三周")
