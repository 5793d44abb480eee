"""Tallies drive tasks: the progress of a card is what its tally comes to, written in the step that changed the entries."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import attrs

from battlemap.commands.command import rank_before
from battlemap.commands.lanes import brought_to
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.kinds.task import Task
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.tally_figure import TallyFigure, figure_of, leans_on, wanted_by
from battlemap.errors import BadInput
from battlemap.store.repository import Repository
from battlemap.store.rows import EntryRows


def drive_tasks(
    repository: Repository, definition: Definition, keys: AbstractSet[str] | None, only: str | None = None
) -> None:
    """Writes the progress of the tasks that a ledger's tallies drive, where it is another than it was.

    `keys` are the fields that have changed, None for all; `only` names one tally. A card that is 办结 stays as it is: what
    comes later is told by the tally, not by the card. A tally whose filter no longer fits the ledger drives nothing.
    """
    for tally in repository.live(Tally, ledger=definition.ledger.id):
        if tally.task is None or (only is not None and tally.id != only):
            continue
        try:
            if keys is not None and keys.isdisjoint(leans_on(tally, definition)):
                continue
            figure = tally_in(repository.entry_rows(definition), tally)
        except BadInput:
            continue
        _drive(repository, repository.get(Task, tally.task), figure)


def tally_in(rows: EntryRows, tally: Tally) -> TallyFigure:
    """Returns what a tally comes to by the entries that are asked; raises BadInput for a filter that does not fit."""
    asking = Asking(wanted_by(tally))
    if tally.figure == "count":
        return figure_of(tally, rows.definition, rows.count(asking))
    return figure_of(tally, rows.definition, rows.sums(asking, [tally.field])[tally.field])


def _drive(repository: Repository, task: Task, figure: TallyFigure) -> None:
    progress = figure.progress
    if task.deleted or task.is_finished or task.progress == progress:
        return
    if task.lane == "waiting" and progress > 0:
        rank = rank_before(repository, Task, None, action=task.action, lane="moving")
        task = attrs.evolve(brought_to(repository, task, "moving"), rank=rank)
    repository.put(attrs.evolve(task, progress=progress, reported_on=repository.today))
