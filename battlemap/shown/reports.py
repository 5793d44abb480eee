"""The report of a defect: what a developer needs to know, and nothing of what a campaign holds."""

from __future__ import annotations

import platform
import traceback
from types import TracebackType

import battlemap


def report(error: BaseException, trace: TracebackType | None) -> str:
    """Returns versions, machine and trace."""
    lines = [
        f"battlemap {battlemap.__version__}",
        f"Python {platform.python_version()} · {platform.platform()}",
        "".join(traceback.format_exception(type(error), error, trace)),
    ]
    return "\n".join(lines)
