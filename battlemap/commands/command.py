"""What every command is, and how a place between two neighbours is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from fractional_indexing import generate_n_keys_between

from battlemap.domain.kinds.kind import evolved
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Row
from battlemap.store.repository import Repository


class Command(Protocol):
    """A change that a user can make: a frozen value, told by words, applied to rows. It asks nothing."""

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name for menu and history, such as 「移动 ECON-03」."""
        ...

    def apply(self, repository: Repository) -> None:
        """Reads and puts rows; raises a BattlemapError where a rule forbids it, and then nothing is changed."""
        ...


#: Hears how far long work is (done, of how many); what it raises ends the work, and nothing is written.
Watching = Callable[[int, int], None]


def unwatched(done: int, total: int) -> None:
    """Hears nothing."""


class BringsMuch:
    """What a command also is that brings in much at once: the file is backed up before it, with this reason."""

    backup_reason: ClassVar[str] = "导入前"


def rank_before(
    repository: Repository,
    kind: type[Row],
    before: str | None,
    *,
    without: tuple[str, ...] = (),
    **equal: Any,
) -> str:
    """Returns a rank that stands directly before the row `before`; raises as `ranks_before`."""
    return ranks_before(repository, kind, before, 1, without=without, **equal)[0]


def ranks_before(
    repository: Repository,
    kind: type[Row],
    before: str | None,
    number: int,
    *,
    without: tuple[str, ...] = (),
    **equal: Any,
) -> list[str]:
    """Returns so many ranks in order, directly before the row `before` among those that match; at the end for None.

    Rows `without` are about to be moved and do not count as neighbours. Where the neighbours bear the same rank (one
    was restored or merged into the other's place), they are spread anew. Raises NotFound where `before` is not there.
    """
    previous, following = repository.ranks_around(kind, before, without, **equal)
    if before is not None and previous == following:
        ranks = [(rank, id) for rank, id in repository.ranks(kind, **equal) if id not in without]
        place = next(place for place, (_, id) in enumerate(ranks) if id == before)
        following = _spread(repository, kind, ranks[place:], str(previous))
    return [str(rank) for rank in generate_n_keys_between(previous, following, number)]


def _spread(repository: Repository, kind: type[Row], ranks: list[tuple[str, str]], after: str) -> str:
    """Gives the rows at the beginning that bear the rank `after` ranks of their own; returns the first of these."""
    crowded = [id for rank, id in ranks if rank == after]
    following = next((rank for rank, _ in ranks if rank > after), None)
    spread = generate_n_keys_between(after, following, len(crowded))
    for id, rank in zip(crowded, spread, strict=True):
        repository.put(evolved(repository.get(kind, id), rank=rank))
    return str(spread[0])
