"""What the wall screen says about an open campaign, told anew after every step and on every new day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.comparison import Comparison, compare
from battlemap.render.fonts import Fonts
from battlemap.sheets.frame_facts import band_facts
from battlemap.sheets.options import SheetOptions
from battlemap.shown.wall_screen.faces import Surround
from battlemap.shown.wall_screen.pages import wall_pages
from battlemap.theme import Theme
from battlemap.ui.campaign_page import CampaignPage
from battlemap.ui.wall_screen.screen import WallScreen


class Telling:
    """A wall screen with the campaign that it tells of."""

    def __init__(self, page: CampaignPage, look: Theme, fonts: Fonts, seconds: int, *, moves: bool) -> None:
        self.screen = WallScreen(look, fonts, seconds, moves=moves)
        self.judged_on = page.as_of
        self._page = page
        self._evening: tuple[datetime, Snapshot] | None = None

    def tell(self) -> None:
        """Tells the pages as things are now."""
        page = self._page
        snapshot, as_of = page.shown, page.as_of
        self.judged_on = as_of
        facts = band_facts(snapshot, SheetOptions(datetime.combine(as_of, time(12))), "")
        now = page.session.clock()
        updated = f"更新于 {now:%H:%M}"
        if as_of != now.date():
            updated += f"　数据截至 {as_of.month}月{as_of.day}日"
        around = Surround(snapshot.campaign.title, facts.day, facts.left, updated, snapshot.campaign.security)
        self.screen.show_pages(wall_pages(snapshot, as_of, self._today()), around)

    def _today(self) -> Comparison:
        """Returns what has changed since the evening before; that board is read once a day."""
        page = self._page
        evening = datetime.combine(page.as_of - timedelta(1), time.max)
        session = page.session
        if page.as_of < session.began_at.date():
            return compare(page.shown, evening.date(), page.shown, evening.date())
        if self._evening is None or self._evening[0] != evening:
            is_before = evening < session.began_at
            self._evening = evening, Snapshot.of(()) if is_before else session.snapshot_at(evening)
        return compare(self._evening[1], evening.date(), page.shown, page.as_of)
