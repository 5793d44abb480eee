from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.render.fonts import Fonts
from battlemap.shown.settings import Settings
from battlemap.ui.features.at_welcome import AT_WELCOME
from battlemap.ui.features.catalogue import ENTRIES, FEATURES
from battlemap.ui.features.judged_on import JudgedOnDesk
from battlemap.ui.icons import IconBook
from battlemap.ui.look import dress
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW

#: What the welcome page may not wait for.
LATER = (
    "battlemap.commands.session",
    "battlemap.domain.kinds.catalogue",
    "battlemap.domain.snapshot",
    "battlemap.exchange",
    "battlemap.sheets",
    "battlemap.ui.features.catalogue",
    "battlemap.ui.files",
    "battlemap.ui.workspace",
    "sqlite_utils",
)
#: So many own modules are read before the welcome page stands there; one more feature or kind needs none of them.
MOST_MODULES = 80
STARTING = """
import json, sys
from pathlib import Path
import battlemap.cli.door
from battlemap.shown.settings import Settings
from battlemap.ui.application import make_application, make_window
application = make_application()
window = make_window(application, Settings(Path(sys.argv[1])), is_whole=False)
window.show()
print(json.dumps(sorted(sys.modules)))
"""


def half(qapp: QApplication, folder: Path) -> MainWindow:
    """A window that has the features of the welcome page alone."""
    settings = Settings(folder / "settings.json")
    return MainWindow(settings, lambda: NOW, partial(dress, qapp), IconBook(), Fonts(), is_whole=False)


def test_the_welcome_page_waits_for_no_kind_no_sheet_and_no_page(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTING, str(tmp_path / "settings.json")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    there = json.loads(done.stdout)
    assert [module for module in LATER if module in there] == []
    own = [module for module in there if module.startswith("battlemap")]
    assert len(own) <= MOST_MODULES, own


def test_what_stands_at_the_welcome_page_stands_in_the_catalogue() -> None:
    assert [feature for feature in FEATURES if feature in AT_WELCOME] == list(AT_WELCOME)


def test_everything_else_comes_once_the_welcome_page_has_appeared(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = half(qapp, tmp_path)
    qtbot.addWidget(window)
    assert not window.is_whole
    with qtbot.waitSignal(window.completed):
        window.show()
    for entry in ENTRIES:
        assert window.actions_[entry.name].text() == entry.text
    assert all(menu.menu().actions() for menu in window.menuBar().actions())
    assert len(window.rail.children()) > 10
    before = window.menuBar().actions()[0].menu().actions()
    window.complete()
    assert window.menuBar().actions()[0].menu().actions() == before


def test_who_wants_more_before_gets_it_at_once(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, session: Session
) -> None:
    path = session.file.path
    session.close()
    for want in (
        lambda made: made.desk(JudgedOnDesk),
        lambda made: made.menuBar().actions()[0].menu().aboutToShow.emit(),
        lambda made: made.files.open(path),
    ):
        window = half(qapp, tmp_path)
        qtbot.addWidget(window)
        want(window)
        assert window.is_whole
        assert window.actions_["checkup"].isEnabled()
        window.close_campaign()
