"""A drag under way: which cards, where the pointer is, what a drop would mean."""

from __future__ import annotations

import attrs

from battlemap.shown.board.stage import Stage
from battlemap.shown.board.target import Target, target_at


@attrs.frozen
class Drag:
    """Immutable: every move of the pointer gives the next one. Nothing is changed before the drop."""

    tasks: tuple[str, ...]
    grabbed: str
    offset_x: float
    offset_y: float
    x: float
    y: float
    target: Target = attrs.field(factory=Target)

    @classmethod
    def of(cls, stage: Stage, tasks: tuple[str, ...], grabbed: str, x: float, y: float) -> Drag:
        """Returns the drag that begins with the pointer at a point of the card `grabbed`."""
        rect = stage.card_rect(grabbed)
        offset = (x - rect.x, y - rect.y) if rect else (0.0, 0.0)
        return cls(tasks, grabbed, *offset, x, y)

    def moved(self, stage: Stage, x: float, y: float, aside: Target | None = None) -> Drag:
        """Returns the drag with the pointer somewhere else; `aside` is what lies under it beside the board."""
        return attrs.evolve(self, x=x, y=y, target=aside or target_at(stage, x, y, self.tasks))
