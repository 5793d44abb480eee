"""What a tally comes to: its figure in its unit, how far that is of its target, and in words."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Any

import attrs

from battlemap.domain.fields.amount import UNITS, Amount
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.entry_filter import EntryFilter


@attrs.frozen
class TallyFigure:
    """A tally and its value, in the tally's unit."""

    tally: Tally
    value: Decimal

    @property
    def target(self) -> Decimal | None:
        """The target in the tally's unit, None where there is none."""
        return Decimal(self.tally.target) if self.tally.target else None

    @property
    def progress(self) -> int:
        """How far it is of its target: whole percent, never more than reached, from 0 to 100; 0 without a target."""
        target = self.target
        if not target or target < 0:
            return 0
        share = (self.value * 100 / target).to_integral_value(ROUND_FLOOR)
        return max(0, min(100, int(share)))

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached."""
        return self.target is not None and self.value >= self.target

    @property
    def figures(self) -> str:
        """Returns 「12/30 个」, without a target 「12 个」."""
        of = f"/{self.target:f}" if self.target is not None else ""
        unit = f" {self.tally.unit}" if self.tally.unit else ""
        return f"{self.value:f}{of}{unit}"

    @property
    def words(self) -> str:
        """Returns 「进入园区 12/30 个」."""
        return f"{self.tally.title} {self.figures}"


def figure_of(tally: Tally, definition: Definition, total: Any) -> TallyFigure:
    """Returns the figure for a count or a sum as the file gives it: amounts of money, in yuan there, in the tally's unit."""
    value = Decimal(total or 0)
    field = definition.by_key.get(tally.field) if tally.figure == "sum" else None
    if field is not None and isinstance(field.type, Amount):
        value /= UNITS.get(tally.unit, field.type.scale)
    return TallyFigure(
        tally, value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    )


def wanted_by(tally: Tally) -> EntryFilter:
    """Returns the filter of a tally; raises BadInput for one that somebody has garbled."""
    return EntryFilter.from_json(tally.wanted)


def leans_on(tally: Tally, definition: Definition) -> frozenset[str]:
    """Returns the keys of the fields of which a change may change the figure, those of calculated ones resolved."""
    keys = {condition.field for condition in wanted_by(tally).conditions} | ({tally.field} - {""})
    for key in tuple(keys):
        field = definition.by_key.get(key)
        keys.update(getattr(field.type, "of", ()) if field else ())
    stage = definition.stage_field
    return frozenset(keys | ({stage.key} if stage and keys & {"stage_on", "furthest"} else set()))
