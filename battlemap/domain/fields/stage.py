"""Stages (阶段): an option with a place on a road, how long one may stand there, what it demands, and where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Final, Literal

import attrs

from battlemap.domain.fields.field_type import Editor
from battlemap.domain.fields.options import OneOf, Option

#: How a road ends at a stage: "" not at all, 成, 败, or 暂缓 (off the road for now).
End = Literal["", "成", "败", "暂缓"]
ENDS: Final[tuple[End, ...]] = ("", "成", "败", "暂缓")


@attrs.frozen
class Stage(Option):
    """One stage. `expected_days` and `alarm_days` are working days without bans, 0 for no limit.

    With `counts_natural_days` they are calendar days, as laws set them. `chance` is how likely an entry here arrives, in
    percent. `demands` are the keys of fields that must be filled before an entry may come here; 附件 are evidence.
    """

    end: End = ""
    expected_days: int = 0
    alarm_days: int = 0
    demands: tuple[str, ...] = ()
    counts_natural_days: bool = False
    chance: int = 0

    @property
    def is_on_road(self) -> bool:
        """Whether it is a step of the road; an end in success is its last one, failure and delay lie beside it."""
        return self.end in ("", "成")

    @property
    def is_open(self) -> bool:
        """Whether an entry that stands here is still to go on, so that its days are counted."""
        return self.end == ""


@attrs.frozen
class Stages(OneOf):
    """阶段: where an entry stands on its road; the options are `Stage`s in their order."""

    editor: ClassVar[Editor] = "choice"

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Every stage in order, retired ones too."""
        return tuple(option for option in self.choices if isinstance(option, Stage))

    @property
    def road(self) -> tuple[Stage, ...]:
        """The stages that lie on the road, in order, without retired ones."""
        return tuple(stage for stage in self.stages if stage.is_on_road and not stage.is_retired)

    def stage(self, code: str) -> Stage | None:
        """Returns the stage of that code, None where there is none."""
        return next((stage for stage in self.stages if stage.code == code), None)

    def place(self, code: str) -> int | None:
        """Returns how far along the road a stage is, from 0; None for one beside it."""
        return self._places.get(code)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        road = [stage.code for stage in self.stages if stage.is_on_road]
        return {code: place for place, code in reversed(list(enumerate(road)))}
