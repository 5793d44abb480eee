"""Baselines (军令状): the plan as it was sworn to."""

from __future__ import annotations

from datetime import datetime

import attrs


@attrs.frozen
class Baseline:
    """A named moment; what the plan then was is read from the journal, not copied."""

    id: str
    title: str
    frozen_at: datetime
    deleted: bool = False
