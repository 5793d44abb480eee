"""The program's two names: ``battlemap`` (command line) and ``battlemap-window``."""

from __future__ import annotations

import battlemap


def main() -> None:
    """Starts the program."""
    print(f"battlemap {battlemap.__version__}")


window = main

if __name__ == "__main__":
    main()
