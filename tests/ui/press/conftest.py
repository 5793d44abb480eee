from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.render.fonts import Fonts
from battlemap.shown.settings import Settings
from battlemap.theme import theme
from battlemap.ui.icons import IconBook
from battlemap.ui.press.dialog import PosterDialog, Shop
from tests.ui.conftest import NOW, session

__all__ = ["session"]


@pytest.fixture
def shop(qtbot: QtBot, session: Session, tmp_path: Path) -> Shop:
    settings = Settings.load(tmp_path / "conf" / "settings.json")
    return Shop(session, settings, IconBook(), Fonts(), theme("light"), lambda: str(tmp_path), NOW.date())


@pytest.fixture
def poster(qtbot: QtBot, shop: Shop) -> PosterDialog:
    """The dialog with the overview on A3, laid out."""
    made = PosterDialog(shop)
    qtbot.addWidget(made)
    pick(made, "paper", "A3")
    made.wait()
    return made


def pick(poster: PosterDialog, box: str, data: object) -> None:
    """Chooses what a box of the paper form calls `data`, as a user would."""
    field = getattr(poster.paper, box)
    field.setCurrentIndex(field.findData(data))
    field.activated.emit(field.currentIndex())


def words(poster: PosterDialog) -> str:
    """Everything that the laid-out pages say."""
    assert poster.drawn is not None
    return "".join(line for page in poster.drawn.pages for text in page.texts() for line in text.lines)
