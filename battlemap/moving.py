"""Files that take another's place, take a new name or go: patient where the system says that somebody has them open.

Windows refuses what a virus scanner, a sync program or a preview holds for a moment; other systems never do. Who asks gets
the system's own error in the end, which `is_held` tells from a lacking right.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

#: Seconds that a file is waited for, and the pause between two tries.
_PATIENCE: Final = 2.0
_PAUSE: Final = 0.05
#: What Windows says of a file that somebody has open: access denied, sharing violation, lock violation, delete pending.
_DENIED: Final = 5
_HELD: Final = frozenset({32, 33, 303})


def move_over(source: Path, target: Path) -> None:
    """Gives `source` the name `target`, in the place of what bears it. Raises OSError; both are then as they were."""
    _patiently(lambda: source.replace(target))


def move(source: Path, target: Path) -> None:
    """Gives `source` a name that nothing should bear. Raises OSError; it then has its old one."""
    _patiently(lambda: source.rename(target))


def take_away(path: Path) -> None:
    """Ensures that there is no file `path`. Raises OSError where it cannot go; it is then whole."""
    try:
        _patiently(lambda: path.unlink())
    except FileNotFoundError:
        return


def is_held(error: OSError) -> bool:
    """Whether the system refuses because somebody has the file open, as only Windows does."""
    return getattr(error, "winerror", None) in _HELD


def _patiently(deed: Callable[[], object]) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            deed()
            return
        except PermissionError as error:
            may_pass = is_held(error) or getattr(error, "winerror", None) == _DENIED
            if not may_pass or time.monotonic() > until:
                raise
        time.sleep(_PAUSE)
