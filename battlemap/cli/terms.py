"""What every command shares: the campaign file as an argument, and the exit codes that scripts are told."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

#: Exit codes: done, refused with a sentence, looked through and found faults.
DONE: Final = 0
REFUSED: Final = 1
FAULTS: Final = 3

FILE: Final = click.Path(path_type=Path, dir_okay=False)
