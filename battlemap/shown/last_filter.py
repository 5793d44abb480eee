"""What was last filtered in a campaign, as the settings remember it."""

from __future__ import annotations

from pathlib import Path

from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.shown.settings import RECENT, Settings


def last_filter(settings: Settings, file: Path) -> TaskFilter:
    """Returns what was last filtered in `file`, an empty filter for nothing."""
    filter_text = settings.filters.get(str(file.absolute()), "")
    return TaskFilter.from_json(filter_text) if isinstance(filter_text, str) else TaskFilter()


def keep_filter(settings: Settings, file: Path, wanted: TaskFilter) -> None:
    """Remembers what was filtered in `file`, for as many files as are remembered; `save` writes it."""
    name = str(file.absolute())
    others = [(other, filter_text) for other, filter_text in settings.filters.items() if other != name]
    settings.filters = dict([*others[1 - RECENT :], (name, wanted.to_json())])
