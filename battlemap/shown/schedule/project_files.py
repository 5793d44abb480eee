"""Plans of MS Project as the window reads and writes them."""

from __future__ import annotations

from pathlib import Path

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.planning.project import ProjectDraft, new_days, project_of
from battlemap.domain.snapshot import Snapshot
from battlemap.exchange.project_xml import read_project
from battlemap.exchange.project_xml_writer import write_project
from battlemap.render.saving import write_whole


def taken(path: Path, calendar: WorkCalendar) -> ProjectDraft:
    """Returns the plan in a file, with the days off that `calendar` does not know yet; raises as `read_project`."""
    return new_days(read_project(path), calendar)


def given(path: Path, snapshot: Snapshot, only: frozenset[str] | None) -> int:
    """Writes the tasks in `only` (all for None) to a file and returns how many; raises as `write_whole`."""
    draft = project_of(snapshot, only)
    write_whole(path, write_project(draft, snapshot.calendar))
    return draft.task_count
