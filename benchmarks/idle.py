"""The window at rest: how much of the processor it takes while nobody touches it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from battlemap.commands.demo import write_demo
from benchmarks.row import Row

#: Seconds over which the resting window is watched, and how long it may first finish what it began.
WATCHED, SETTLING = 10.0, 4.0
#: Milliseconds in ten seconds that are shown as 0 % by any monitor: the look for changes of other programs, once a second.
GOAL = 20.0


def measure(folder: Path) -> list[Row]:
    """Returns the processor time of the board at rest, in a process of its own."""
    demo = folder / "idle.battlemap"
    write_demo(demo)
    env = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    command = [sys.executable, "-m", "benchmarks.idle", str(demo)]
    printed = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    at = f"demo, {WATCHED:.0f} s"
    return [
        Row("processor time of the board at rest", at, "ms", (float(printed.split()[-1]),), GOAL),
    ]


def rested(path: Path) -> float:
    """Returns the milliseconds of processor time that the shown board takes while `WATCHED` seconds pass."""
    from PySide6.QtCore import QEventLoop, QTimer

    from battlemap.shown.settings import Settings
    from battlemap.ui.application import make_application, make_window
    from battlemap.ui.without_screen import settle

    application = make_application()
    settings = Settings(path.with_suffix(".json"), operator="测试")
    window = make_window(application, settings, lambda: datetime(2018, 11, 20, 17, 32))
    window.resize(1366, 768)
    window.show()
    window.files.open(path)
    settle(application, window)

    def wait(seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    wait(SETTLING)
    before = time.process_time()
    wait(WATCHED)
    took = (time.process_time() - before) * 1000
    window.close()
    return took


if __name__ == "__main__":
    print(f"{rested(Path(sys.argv[1])):.1f}")
