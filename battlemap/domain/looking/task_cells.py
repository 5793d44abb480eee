"""What is pasted into cells of the task list: read with the rest of its row, held against names and deadlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs

from battlemap.domain.kinds.task import Task, is_extension
from battlemap.domain.looking.cell_reading import Changes, read_cell
from battlemap.domain.looking.columns import Seen
from battlemap.domain.looking.pasted_cells import Cell, Changed, PasteCheck, checked
from battlemap.domain.looking.task_columns import TASK_COLUMNS, Known
from battlemap.domain.naming import bearers, which_one
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput

#: Columns whose cells are read before the others of their row: the measure is looked for in the new action, a person in
#: the new unit.
_FIRST: Final = ("action", "responsible_unit")


def check(cells: Sequence[Cell], snapshot: Snapshot, known_of: Callable[[str], Known]) -> PasteCheck:
    """Returns what the cells would change; a cell that shows its text already changes nothing."""
    moved: dict[str, Task] = {}
    homes: dict[str, str] = {}

    def read(cell: Cell, seen: Seen) -> Changes:
        task: Task = seen.row
        there = moved.get(cell.row, task)
        changes = read_cell(cell.key, cell.text, there, snapshot)
        question = _question(changes, homes.get(cell.row), task, snapshot)
        if question:
            raise BadInput(question)
        if "unit" in changes:
            homes[cell.row] = changes["unit"]
        if "action" in changes:
            moved[cell.row] = attrs.evolve(there, action=changes["action"])
        return {} if _is_same(task, changes, snapshot) else changes

    ordered = sorted(cells, key=lambda cell: cell.key not in _FIRST)
    result = checked(
        ordered, TASK_COLUMNS, known_of, lambda id: snapshot.tasks[id].code, read, own_key="code"
    )
    extended = tuple(
        snapshot.tasks[cell.row].code
        for cell in result.changed
        if cell.key == "due_on" and is_extension(snapshot.tasks[cell.row], cell.changes["due_on"])
    )
    return attrs.evolve(result, new_names=_new_names(result.changed, snapshot), extended=extended)


def _question(changes: Changes, unit: str | None, task: Task, snapshot: Snapshot) -> str:
    """Returns what a name asks that several people bear, "" where it means one person or a new one."""
    name = changes.get("owner")
    if not name or name == snapshot.person_name(task.owner):
        return ""
    home = task.responsible_unit
    if unit is not None:
        units = (row for row in snapshot.units.values() if unit in (row.name, row.short_name))
        home = next((row.id for row in units if not row.deleted), None)
    named = bearers(name, snapshot.persons.values(), snapshot.units, home)
    return which_one(name, named, snapshot.units) if len(named) > 1 else ""


def _is_same(task: Task, changes: Changes, snapshot: Snapshot) -> bool:
    """Whether the task has these values already, differently written."""
    if "unit" in changes:
        unit = snapshot.units.get(task.responsible_unit or "")
        return changes["unit"] in ((unit.name, unit.label) if unit else ("",))
    if "owner" in changes:
        return bool(changes["owner"] == snapshot.person_name(task.owner))
    if "blocked" in changes:
        return bool(changes["blocked"] == snapshot.stuck_words(task.id))
    if "due_on" in changes:
        return changes["due_on"] == task.due_on and changes["due_text"] in ("", task.due_text)
    return all(getattr(task, name) == value for name, value in changes.items())


def _new_names(changed: Sequence[Changed], snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Returns the names of units and persons that are not known yet."""
    units = {
        name for unit in snapshot.units.values() if not unit.deleted for name in (unit.name, unit.short_name)
    }
    named = {
        field: dict.fromkeys(cell.changes[field] for cell in changed if cell.changes.get(field))
        for field in ("unit", "owner")
    }
    persons = snapshot.persons.values()
    new = {
        "单位": tuple(name for name in named["unit"] if name not in units),
        "人员": tuple(name for name in named["owner"] if not bearers(name, persons, snapshot.units)),
    }
    return {noun: names for noun, names in new.items() if names}
