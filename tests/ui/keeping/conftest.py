from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QApplication

from battlemap.commands.session import Session
from battlemap.render.fonts import Fonts
from battlemap.shown.settings import Settings
from battlemap.store.campaign_file import CampaignFile, random_id
from battlemap.store.connection import connect
from battlemap.ui.icons import IconBook
from battlemap.ui.look import dress
from battlemap.ui.main_window import MainWindow
from battlemap.ui.workspace import Workspace
from tests.ui.conftest import NOW


@attrs.define
class Clock:
    """A clock that is set by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(session: Session) -> Path:
    """The small campaign's file, closed."""
    session.close()
    return session.file.path


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, clock: Clock) -> Iterator[MainWindow]:
    """A window with the welcome page, whose clock is set by hand."""
    style, colours = qapp.styleSheet(), qapp.palette()
    settings = Settings(tmp_path / "conf" / "settings.json", operator="张三")
    made = MainWindow(settings, clock, partial(dress, qapp), IconBook(), Fonts())
    made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.setStyleSheet(style)
    qapp.setPalette(colours)


Open = Callable[[Path], Workspace]


@pytest.fixture
def open_page(window: MainWindow) -> Open:
    def open_path(path: Path) -> Workspace:
        assert window.files.open(path)
        assert window.workspace is not None
        return window.workspace

    return open_path


@contextmanager
def another_program(path: Path, actor: str = "李明") -> Iterator[Session]:
    """A session that has slipped past the lock, as a second program on the same file."""
    file = CampaignFile(path, connect(path), None, "", random_id, is_read_only=False)
    with Session(file, actor, lambda: NOW) as session:
        yield session
