"""Draws every page and dialog as a screen shows them at the scale of QT_SCALE_FACTOR.

``python -m tests.ui.looks.scaled CAMPAIGN FOLDER WIDTH HEIGHT`` writes a picture of each into FOLDER and prints as JSON what is cut
off on it, and the least size of each.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from battlemap.shown.settings import Settings
from battlemap.ui.application import make_application, make_window
from battlemap.ui.features.catalogue import PAGES
from tests.ui.looks.conftest import NOW
from tests.ui.looks.dialogs import DIALOGS
from tests.ui.looks.reading import cut_off, settle
from tests.ui.looks.test_screens import screen


def main(campaign: Path, folder: Path, width: int, height: int) -> None:
    """Draws all; the scale is the application's own."""
    application = make_application()
    settings = Settings(folder / "settings.json", is_sheet_open=True, operator="李明")
    window = make_window(application, settings, lambda: NOW)
    ratio = window.devicePixelRatioF()
    window.resize(round(width / ratio), round(height / ratio))
    window.show()
    assert window.files.open(campaign)
    assert window.workspace
    while not window.workspace.counts.is_complete:
        settle()
    window.workspace.choose(window.workspace.session.snapshot.live_tasks[0].id)
    screens = {}
    for name in (*(page.name for page in PAGES), *DIALOGS):
        with screen(window, name) as root:
            root.grab().save(str(folder / f"{name}.png"))
            least = root.minimumSizeHint()
            screens[name] = {"cut": cut_off(root), "least": [least.width() * ratio, least.height() * ratio]}
    print(json.dumps({"ratio": ratio, "screens": screens}, ensure_ascii=False))
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
