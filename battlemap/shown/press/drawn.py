"""A choice becomes pages: options are read from the file in the window's thread, laying out may happen in any."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import attrs

from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.paper import paper, reading_distance
from battlemap.layout.printed import printed
from battlemap.layout.scene import Scene
from battlemap.layout.tile_pages import assembled, tile_plan
from battlemap.render.fonts import Fonts
from battlemap.render.poster import remarks
from battlemap.sheets.catalogue import Sheet, sheet
from battlemap.sheets.options import SheetOptions
from battlemap.sheets.page_count import paper_for
from battlemap.sheets.roll_length import needed_roll
from battlemap.shown.poster_options import baseline_board, poster_options
from battlemap.shown.press.choice import Choice
from battlemap.theme import theme

#: Points per mm.
_POINTS = 72 / 25.4


@attrs.frozen(eq=False)
class Wanted:
    """What laying out needs: nothing here reads the file any more."""

    choice: Choice
    sheet: Sheet
    snapshot: Snapshot
    options: SheetOptions


@attrs.frozen(eq=False)
class Drawn:
    """A laid-out sheet: `pages` as it hangs, `sheets` as it leaves the printer, `wall` as tiles are put together."""

    wanted: Wanted
    pages: tuple[Scene, ...]
    sheets: tuple[Scene, ...]
    wall: tuple[Scene, ...]

    @property
    def choice(self) -> Choice:
        """How it was wanted."""
        return self.wanted.choice

    @property
    def options(self) -> SheetOptions:
        """The options that it was laid out with."""
        return self.wanted.options

    @property
    def title(self) -> str:
        """A title for the file: campaign, sheet, day."""
        wanted = self.wanted
        return f"{wanted.snapshot.campaign.title} {wanted.sheet.title} {wanted.options.as_of.isoformat()}"

    @property
    def smallest(self) -> float:
        """The em of the smallest text in mm that is no fine print, 0 without text."""
        return min((size for page in self.pages if (size := page.sizes()[0])), default=0.0)

    @property
    def is_too_small(self) -> bool:
        """Whether the smallest text cannot be read from the chosen distance."""
        return self.smallest > 0 and reading_distance(self.smallest) < self.choice.distance

    def facts(self, fonts: Fonts) -> list[str]:
        """Returns what to know before hanging it up: size, sheets of paper, smallest text in mm and points."""
        first = self.pages[0]
        facts = [f"图幅 {first.width:g}×{first.height:g} 毫米"]
        if len(self.sheets) != len(self.pages):
            facts.append(f"打印 {len(self.sheets)} 张 {self.choice.tiles}（含拼贴图）")
        said = remarks(self.pages, fonts)
        if self.smallest:
            said[0] += f"（{self.smallest * _POINTS:.0f} 磅）"
        return facts + said


def wanted(
    session: Session,
    choice: Choice,
    until: datetime,
    only: frozenset[str] | None = None,
    *,
    since: datetime | None = None,
    **chosen: Any,
) -> Wanted:
    """Returns the board as it was at `until` and the options of a choice, with `chosen` among them.

    A report tells what changed since `since`, by default since its last edition. Raises BadInput for an unknown paper.
    """
    drawn = sheet(choice.sheet)
    snapshot, options = poster_options(
        session,
        until,
        drawn,
        since=since,
        paper=choice.sheet_paper,
        theme=theme(choice.look(session.snapshot.campaign)),
        masking=choice.masking,
        edition=choice.edition.strip(),
        security=choice.security,
        actions=frozenset({choice.action} if choice.action else ()),
        tasks=only if choice.is_filtered else None,
        baseline=baseline_board(session, choice.baseline) if drawn.has_time_axis else None,
        has_front_line=choice.has_front_line,
        trims_months=choice.trims_months,
        **chosen,
    )
    return Wanted(choice, drawn, snapshot, options)


def laid_out(asked: Wanted) -> Drawn:
    """Returns the pages; raises BadInput where the sheet cannot be laid out as wanted."""
    choice, drawn, snapshot, options = asked.choice, asked.sheet, asked.snapshot, asked.options
    if choice.roll:
        options = attrs.evolve(options, paper=needed_roll(drawn, snapshot, options, choice.roll))
    if choice.pages:
        options = attrs.evolve(options, paper=paper_for(drawn, snapshot, options, choice.pages))
    pages = drawn.pages(snapshot, options)
    sheets = printed(pages, choice.tiles, choice.overlap, choice.bleed)
    wall = pages
    if choice.tiles:
        plans = [tile_plan(page, paper(choice.tiles), choice.overlap) for page in pages]
        wall = tuple(assembled(page, plan) if plan else page for page, plan in zip(pages, plans, strict=True))
    return Drawn(attrs.evolve(asked, options=options), pages, sheets, wall)
