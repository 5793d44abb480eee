"""What every command shares: the campaign file as an argument, and the exit codes that scripts are told."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from battlemap.domain.kinds.people import Masking

#: Exit codes: done, refused with a sentence, looked through and found faults, a defect of the program.
DONE: Final = 0
REFUSED: Final = 1
FAULTS: Final = 3
DEFECT: Final = 70

#: What --mask and --no-mask mean; neither leaves it to the marks of the persons.
_MASKINGS: Final[dict[bool | None, Masking]] = {None: "marked", True: "all", False: "none"}

FILE: Final = click.Path(path_type=Path, dir_okay=False)


def masking(mask: bool | None) -> Masking:
    """Returns whose names are masked for what was written of --mask and --no-mask."""
    return _MASKINGS[mask]
