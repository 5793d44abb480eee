"""A step as the journal keeps it: numbered, sealed, and found whole or not."""

from __future__ import annotations

import attrs

from battlemap.domain.step import Step


@attrs.frozen
class JournalEntry:
    """`is_sound`: its hash is the right one, and it follows the step before."""

    number: int
    step: Step
    hash: str
    is_sound: bool
