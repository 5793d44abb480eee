"""A step: what one committed transaction changed, row by row; everybody hears of changes in this form."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

import attrs

from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import Row

StepKind = Literal["do", "undo", "redo", "merge"]

#: The file's tables and what a row of each is; parents stand before children.
TABLES: Final[dict[str, type[Row]]] = {kind.table: kind.row for kind in CATALOGUE}

TABLE_OF: Final[dict[type[object], str]] = {kind.row: kind.table for kind in CATALOGUE}

__all__ = ["TABLES", "TABLE_OF", "Change", "Row", "Step", "StepKind"]


@attrs.frozen
class Change:
    """One row before and after; `before` is None where it was created. Undoing a creation marks the row deleted."""

    table: str
    id: str
    before: Row | None
    after: Row


@attrs.frozen
class Step:
    """One committed transaction."""

    id: str
    label: str
    kind: StepKind
    actor: str
    at: datetime
    changes: tuple[Change, ...]

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of the tables changed."""
        return any(change.table in tables for change in self.changes)
