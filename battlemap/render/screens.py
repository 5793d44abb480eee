"""Which screens a window would have, asked by a process of its own: where there is no screen at all, Qt ends the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Final

from battlemap.render.equipment import Screen

#: Seconds that a screen has to answer.
_PATIENCE: Final = 20


def seen() -> tuple[Screen, ...]:
    """Returns the screens, none where a window does not open; call it before Qt is told to draw without one."""
    words = [sys.executable, *(["-S"] if sys.flags.no_site else []), "-m", "battlemap.render.screens"]
    try:
        done = subprocess.run(
            words, capture_output=True, timeout=_PATIENCE, check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0), env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        screens = json.loads(done.stdout) if done.returncode == 0 else []
        return tuple(Screen(*screen) for screen in screens)
    except (OSError, subprocess.TimeoutExpired, ValueError, TypeError):
        return ()


def main() -> None:
    """Prints width, height and ratio of every screen as JSON."""
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    screens = [(screen.availableGeometry(), screen.devicePixelRatio()) for screen in application.screens()]
    print(json.dumps([(room.width(), room.height(), ratio) for room, ratio in screens]))


if __name__ == "__main__":
    main()
