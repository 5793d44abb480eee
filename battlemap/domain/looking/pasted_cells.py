"""A pasted block held against the task list before anything is written: what it changes, and every cell that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs

from battlemap.domain.kinds.task import Task, is_extension
from battlemap.domain.looking.cell_reading import Changes, is_same_text, read_cell
from battlemap.domain.looking.task_columns import COLUMN, Known, cell_text
from battlemap.domain.naming import bearers, which_one
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput

#: Columns whose cells are read before the others of their row: the measure is looked for in the new action, a person in
#: the new unit.
_FIRST: Final = ("action", "responsible_unit")


@attrs.frozen
class Cell:
    """One cell of the list that gets a text."""

    task: str
    key: str
    text: str


@attrs.frozen
class WrongCell:
    """A cell that cannot be taken: where it stands, what was pasted, what is wrong and what to do."""

    task: str
    key: str
    text: str
    words: str


@attrs.frozen
class Changed:
    """A cell that will be another one."""

    task: str
    key: str
    before: str
    text: str
    changes: Changes


@attrs.frozen
class PasteCheck:
    """What a paste would do; `passed_over` are titles of columns that the program works out itself."""

    changed: tuple[Changed, ...] = ()
    wrong: tuple[WrongCell, ...] = ()
    passed_over: tuple[str, ...] = ()
    new_units: tuple[str, ...] = ()
    new_owners: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()

    def edits(self, without: frozenset[tuple[str, str]] = frozenset()) -> dict[str, Changes]:
        """Returns the changes task by task, but for those of the (task, column) pairs `without`."""
        by_task: dict[str, Changes] = {}
        for cell in self.changed:
            if (cell.task, cell.key) not in without:
                by_task.setdefault(cell.task, {}).update(cell.changes)
        return by_task


def without_head(block: Sequence[Sequence[str]], keys: Sequence[str]) -> Sequence[Sequence[str]]:
    """Returns the block without its first row where that repeats the titles of the columns it is pasted into."""
    if len(block) > 1 and len(block[0]) > 1 and len(block[0]) <= len(keys):
        titles = [COLUMN[key].title for key in keys[: len(block[0])]]
        if [cell.strip() for cell in block[0]] == titles:
            return block[1:]
    return block


def spread(
    block: Sequence[Sequence[str]], tasks: Sequence[str], keys: Sequence[str], rows: int = 1, columns: int = 1
) -> list[Cell]:
    """Returns which cell gets which text when a block is pasted at the first of `tasks` and `keys`.

    It is repeated over a selection of `rows` × `columns` cells where it goes into that a whole number of times. What
    does not fit into the list is left out, see `overhang`.
    """
    high, wide = len(block), len(block[0]) if block else 0
    if not high or not wide:
        return []
    down = rows if rows % high == 0 else high
    across = columns if columns % wide == 0 else wide
    return [
        Cell(task, key, block[row % high][place % wide])
        for row, task in enumerate(tasks[:down])
        for place, key in enumerate(keys[:across])
    ]


def overhang(block: Sequence[Sequence[str]], tasks: Sequence[str], keys: Sequence[str]) -> tuple[int, int]:
    """Returns how many rows and columns of the block find no place in the list."""
    wide = len(block[0]) if block else 0
    return max(0, len(block) - len(tasks)), max(0, wide - len(keys))


def check(cells: Sequence[Cell], snapshot: Snapshot, known_of: Callable[[str], Known]) -> PasteCheck:
    """Returns what the cells would change; a cell that shows its text already changes nothing.

    A code that is not the row's own is wrong: the rows were sorted otherwise meanwhile.
    """
    changed, wrong, passed_over = [], [], {}
    moved: dict[str, Task] = {}
    homes: dict[str, str] = {}
    for cell in sorted(cells, key=lambda cell: cell.key not in _FIRST):
        seen = known_of(cell.task)
        shown = cell_text(cell.key, seen)
        if is_same_text(cell.text, shown):
            continue
        if not COLUMN[cell.key].editing:
            if cell.key != "code":
                passed_over[cell.key] = COLUMN[cell.key].title
            elif cell.text.strip():
                words = f"这一行是 {shown}，粘贴的却是另一项：两边的行序不同，请按编号排序后重新复制。"
                wrong.append(WrongCell(cell.task, cell.key, cell.text, words))
            continue
        task = moved.get(cell.task, seen.task)
        try:
            changes = read_cell(cell.key, cell.text, task, snapshot)
        except BadInput as error:
            wrong.append(WrongCell(cell.task, cell.key, cell.text, str(error)))
            continue
        question = _question(changes, cell.task, homes, seen, snapshot)
        if question:
            wrong.append(WrongCell(cell.task, cell.key, cell.text, question))
            continue
        if "unit" in changes:
            homes[cell.task] = changes["unit"]
        if "action" in changes:
            moved[cell.task] = attrs.evolve(task, action=changes["action"])
        if not _is_same(seen.task, changes, snapshot):
            changed.append(Changed(cell.task, cell.key, shown, cell.text, changes))
    units, owners = _new_names(changed, snapshot)
    extended = [
        snapshot.tasks[cell.task].code
        for cell in changed
        if cell.key == "due_on" and is_extension(snapshot.tasks[cell.task], cell.changes["due_on"])
    ]
    return PasteCheck(
        tuple(changed), tuple(wrong), tuple(passed_over.values()), units, owners, tuple(extended)
    )


def _question(changes: Changes, task: str, homes: Mapping[str, str], seen: Known, snapshot: Snapshot) -> str:
    """Returns what a name asks that several people bear, "" where it means one person or a new one."""
    name = changes.get("owner")
    if not name or name == snapshot.person_name(seen.task.owner):
        return ""
    home = seen.task.responsible_unit
    if task in homes:
        labels = (unit for unit in snapshot.units.values() if homes[task] in (unit.name, unit.short_name))
        home = next((unit.id for unit in labels if not unit.deleted), None)
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


def _new_names(changed: Sequence[Changed], snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the names of units and persons that are not known yet."""
    units = {
        name for unit in snapshot.units.values() if not unit.deleted for name in (unit.name, unit.short_name)
    }
    new_units = dict.fromkeys(cell.changes["unit"] for cell in changed if cell.changes.get("unit"))
    new_owners = dict.fromkeys(cell.changes["owner"] for cell in changed if cell.changes.get("owner"))
    persons = snapshot.persons.values()
    return (
        tuple(name for name in new_units if name not in units),
        tuple(name for name in new_owners if not bearers(name, persons, snapshot.units)),
    )
