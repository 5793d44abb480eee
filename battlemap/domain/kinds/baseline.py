"""Baselines (军令状): the plan as it was sworn to."""

from __future__ import annotations

from datetime import datetime

import attrs

from battlemap.domain.fields.day import Moment
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class Baseline:
    """A named moment; what the plan then was is read from the journal, not copied."""

    id: str
    title: str
    frozen_at: datetime
    deleted: bool = False


def _check_title(baseline: Baseline, before: Baseline | None, rows: Neighbours) -> None:
    if any(other.id != baseline.id for other in rows.live(Baseline, title=baseline.title)):
        raise Refused(f"已有名为“{brief(baseline.title)}”的军令状，请换一个名称。")


BASELINE = Kind(
    "baseline", Baseline, "军令状", "份军令状",
    (
        Field("title", "名称", Text(), is_required=True, width=220),
        Field("frozen_at", "立状时间", Moment(), is_required=True, is_set_by_program=True, begins="now", width=140),
    ),
    order=("frozen_at",), verb="立下", check_among=_check_title,
    is_printed=False,
)  # fmt: skip
