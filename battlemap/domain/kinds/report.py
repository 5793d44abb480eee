"""Progress reports (反馈): what was told of a task, when and by whom; forecasts stand on them."""

from __future__ import annotations

from datetime import date

import attrs


@attrs.frozen
class Report:
    """One report; `reporter` is the name of the person at the keyboard."""

    id: str
    task: str
    reported_on: date
    progress: int
    words: str = ""
    reporter: str = ""
    deleted: bool = False
