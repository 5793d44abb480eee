"""A process of its own that opens a campaign in the window, tells how long that took and what it weighs, and ends.

``python -m benchmarks.opening FILE SPAWNED REST`` prints JSON; SPAWNED is the moment of its start, in seconds of the epoch.
For REST seconds the window then does in the background what it does after opening.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

import psutil

from benchmarks.big import clock

SIZE = (1920, 1080)
_NAP = 0.005


def main(path: Path, spawned: float, rest: float) -> None:
    """Opens the file as the command does, and prints ms and MiB."""
    gc.disable()
    from battlemap.shown.settings import Settings
    from battlemap.ui.application import make_application, make_window

    application = make_application()
    window = make_window(application, Settings(path.with_suffix(".settings.json")), clock)
    window.resize(*SIZE)
    window.show()
    opening = time.perf_counter()
    window.files.open(path)
    page = window.workspace
    assert page is not None, window.bar.sentence
    application.processEvents()
    page.board.viewport().repaint()
    gc.freeze()
    gc.enable()
    figures = {"start": (time.time() - spawned) * 1000, "open": (time.perf_counter() - opening) * 1000}
    figures["memory at first"] = psutil.Process().memory_info().rss / 2**20
    while not page.counts.is_complete:
        application.processEvents()
    figures["lamps"] = (time.perf_counter() - opening) * 1000
    figures["memory"] = psutil.Process().memory_info().rss / 2**20
    until = time.perf_counter() + rest
    while time.perf_counter() < until:
        application.processEvents()
        time.sleep(_NAP)
    figures["rested memory"] = psutil.Process().memory_info().rss / 2**20
    if sys.platform != "win32":
        import resource

        figures["most memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    page.turn_to("list")
    application.processEvents()
    figures["list memory"] = psutil.Process().memory_info().rss / 2**20
    window.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
