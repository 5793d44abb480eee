"""How a sheet is wanted: plain data that is remembered per sheet and saved under names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.people import MASKINGS, Masking
from battlemap.layout.paper import Orientation, Paper, paper
from battlemap.layout.tiles import OVERLAP
from battlemap.sheets.catalogue import sheet
from battlemap.theme import GREY, theme_names

#: Themes for paper, the one that saves ink last.
THEMES: Final = tuple(wording.POSTER_THEMES)


@attrs.frozen
class Choice:
    """One sheet as somebody wants it.

    `paper` is a name without orientation, "" for the sheet's own; ``R914`` is a roll as long as needed. Lengths are in
    mm; a `margin` below 0 is the paper's own. With `tiles` the sheet is cut for that paper, `pages` is how many it is
    to have (0: as many as it needs), `distance` from how many metres it shall be read. `security` None says what the
    campaign says, and so says a `theme` ""; with `is_filtered` only the tasks that the window shows are on it.
    `baseline`, `has_front_line` and `trims_months` are for sheets with a time axis.
    """

    sheet: str = "overview"
    paper: str = ""
    orientation: str = ""
    margin: float = -1.0
    bleed: float = 0.0
    tiles: str = ""
    overlap: float = OVERLAP
    pages: int = 0
    theme: str = ""
    is_grey: bool = False
    masking: Masking = "marked"
    edition: str = "第 1 版"
    security: str | None = None
    is_filtered: bool = False
    action: str = ""
    distance: float = 1.0
    dpi: int = 150
    baseline: str = ""
    has_front_line: bool = True
    trims_months: bool = True

    def look(self, campaign: Campaign) -> str:
        """Returns the name of the theme as it is printed."""
        name = self.theme or campaign.poster_theme
        return f"{name}{GREY}" if self.is_grey else name

    @property
    def roll(self) -> int | None:
        """The width of the roll in mm of which as much as is needed shall be taken, None for other papers."""
        number = self.paper[1:]
        return int(number) if self.paper[:1].upper() == "R" and number.isdigit() else None

    @property
    def sheet_paper(self) -> Paper:
        """The paper to lay out on (of a roll: the sheet's usual one); raises BadInput for an unknown name."""
        usual, _, way = sheet(self.sheet).paper.partition("-")
        name = usual if not self.paper or self.roll else self.paper
        chosen = paper(name, _orientation(self.orientation or way))
        return chosen if self.margin < 0 else chosen.with_margin(self.margin)

    @property
    def paper_words(self) -> str:
        """The paper as it is written on the command line: A3-portrait."""
        usual, _, way = sheet(self.sheet).paper.partition("-")
        orientation = _orientation(self.orientation or way)
        name = usual if not self.paper or self.roll else self.paper
        return f"{name}-portrait" if orientation == "portrait" else name


def choice_of(remembered: object, name: str) -> Choice:
    """Returns the choice that was remembered for the sheet of that name; what is no longer understood is the default."""
    usual = Choice(name)
    if not isinstance(remembered, Mapping):
        return usual
    taken: dict[str, Any] = {}
    for field in attrs.fields(Choice):
        value, default = remembered.get(field.name), getattr(usual, field.name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is type(default) or (field.name == "security" and isinstance(value, str)):
            taken[field.name] = value
    made = attrs.evolve(usual, **(taken | {"sheet": name}))
    if made.theme not in ("", *theme_names()):
        made = attrs.evolve(made, theme="")
    return made if made.masking in MASKINGS else attrs.evolve(made, masking=usual.masking)


def _orientation(words: str) -> Orientation:
    return "portrait" if words == "portrait" else "landscape"
