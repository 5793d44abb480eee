"""A process of its own that starts the window as the command does and tells when its welcome page had been painted.

``python -m benchmarks.welcoming SPAWNED`` prints JSON in ms; SPAWNED is the moment of its start, in seconds of the epoch.
With a second word it opens a bare window of PySide6 instead.
"""

from __future__ import annotations

import gc
import json
import sys
import time


def main(spawned: float) -> None:
    """Prints when the first picture stood there, when every feature had come, and how many own modules each took."""
    gc.disable()
    # as through the door of the program
    import battlemap.cli.door
    from battlemap.ui.application import run_window
    from battlemap.ui.main_window import MainWindow

    figures: dict[str, float] = {}

    def note(name: str) -> None:
        figures[name] = (time.time() - spawned) * 1000
        figures[f"{name} modules"] = sum(module.startswith("battlemap") for module in sys.modules)

    def watch(window: MainWindow) -> None:
        window.welcome.appeared.disconnect(window.complete)
        window.welcome.appeared.connect(lambda: note("welcome"))
        window.welcome.appeared.connect(window.complete)
        window.completed.connect(lambda: note("whole"))
        window.completed.connect(window.close)

    assert battlemap.cli.door.COMMANDS
    run_window(watch=watch)
    print(json.dumps(figures))


def bare(spawned: float) -> None:
    """Prints when a window without anything in it stood there."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application, window = QApplication([]), QMainWindow()
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    print(json.dumps({"welcome": (time.time() - spawned) * 1000}))


if __name__ == "__main__":
    (bare if len(sys.argv) > 2 else main)(float(sys.argv[1]))
