"""The program's two names: ``battlemap`` (command line) and ``battlemap-window``."""

from __future__ import annotations

import gc
import sys

from battlemap.cli.door import main as run


def main() -> None:
    """Starts the program by the words on the command line; none open the window."""
    status = run(sys.argv[1:])
    # the machine takes everything back at once: nothing is looked through for garbage on the way out
    gc.freeze()
    raise SystemExit(status)


def window() -> None:
    """Opens the window, with the files named on the command line."""
    raise SystemExit(run(["open", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
