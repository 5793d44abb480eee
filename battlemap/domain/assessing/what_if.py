"""What if (推演): values, targets and weights changed in a copy beside the real tree; nothing is written by it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from battlemap.domain.assessing.places import places_of
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.decimal_figures import EXACT
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.scheme import SchemeNode

#: What may be tried: key → text, as fields of a node keep it.
Trial = Mapping[str, str | None]
TRIED = ("value", "target", "weight")


@attrs.frozen(eq=False)
class WhatIf:
    """The real evaluation and what is tried on it: node → the fields that differ."""

    real: Evaluation
    trials: Mapping[str, Trial] = attrs.field(factory=dict)

    def tried(self, node: str, key: str, text: str | None) -> WhatIf:
        """Returns the same with one field tried otherwise; as it really is, it is no trial any more."""
        row = self.real.tree.nodes[node]
        fields = {**self.trials.get(node, {}), key: text}
        if text == getattr(row, key):
            fields.pop(key)
        trials = {**self.trials, node: fields}
        if not fields:
            trials.pop(node)
        return WhatIf(self.real, trials)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is tried."""
        return not self.trials

    def evaluation(self) -> Evaluation:
        """Returns how all would stand; the real one is left as it is."""
        standing = self.real
        for id, fields in self.trials.items():
            node: SchemeNode = evolved(standing.tree.nodes[id], **fields)
            given = None
            if "value" in fields and standing.tree.is_leaf(id):
                value = fields["value"]
                before = standing.given.get(id)
                trial = Decimal(value) if value not in (None, "") else None
                if before is not None:
                    given = {id: attrs.evolve(before, value=trial, numerator=None, denominator=None)}
            elif standing.tree.is_leaf(id) and id in standing.given:
                given = {id: standing.given[id]}
            standing = standing.changed((node,), given)
        return standing

    def place(self, others: Mapping[str, Decimal], ties: str) -> tuple[int | None, int | None]:
        """Returns the own place among others' scores as it is and as it would be, None where there is no score."""

        def of(standing: Evaluation) -> int | None:
            points = standing.total.points
            return None if points is None else places_of({**others, "": points}, ties)[""]  # type: ignore[arg-type]

        return of(self.real), of(self.evaluation())

    @property
    def gain(self) -> Decimal | None:
        """By how many points the whole would change."""
        now, then = self.real.total.points, self.evaluation().total.points
        return None if now is None or then is None else EXACT.subtract(then, now)
