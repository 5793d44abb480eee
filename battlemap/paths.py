"""Where the program's own files lie, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: How the name of a campaign file ends.
SUFFIX: Final = ".battlemap"

_HERE = Path(__file__).resolve().parent


def _beside(name: str) -> Path:
    """Returns the folder `name` inside the package (wheel) or beside it (checkout)."""
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name


def resource(*parts: str) -> Path:
    """Returns the path of a file under ``resources/``."""
    return _beside("resources").joinpath(*parts)


def manual() -> Path:
    """Returns the path of the manual, which has its pictures beside it."""
    return _beside("docs") / "manual.md"


def database(*parts: str) -> Path:
    """Returns the path of a file under ``db/``."""
    return _beside("db").joinpath(*parts)
