"""One row of the table that the soak prints."""

from __future__ import annotations

import attrs


@attrs.frozen
class Line:
    """One row of the table: what was done, how often, how often it was survived, and what else is worth telling."""

    what: str
    tried: int
    survived: int
    note: str
    faults: tuple[str, ...] = ()
