"""What the wall screen says about an open campaign, told anew after every step and on every new day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from battlemap.domain.duty.alert_effects import alert_in_force
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.comparison import Comparison, compare
from battlemap.render.fonts import Fonts
from battlemap.sheets.frame_facts import band_facts
from battlemap.sheets.options import SheetOptions
from battlemap.shown.wall_screen.faces import Surround
from battlemap.shown.wall_screen.pages import wall_pages
from battlemap.theme import Theme
from battlemap.ui.wall_screen.screen import WallScreen
from battlemap.ui.workspace import Workspace


class Telling:
    """A wall screen with the campaign that it tells of."""

    def __init__(
        self,
        workspace: Workspace,
        look: Theme,
        fonts: Fonts,
        seconds: int,
        *,
        moves: bool,
        has_alerts: bool = True,
    ) -> None:
        self.screen = WallScreen(look, fonts, seconds, moves=moves)
        self.judged_on = workspace.as_of
        self._workspace, self._has_alerts = workspace, has_alerts
        self._evening: tuple[datetime, Snapshot] | None = None

    def tell(self) -> None:
        """Tells the pages as things are now."""
        workspace = self._workspace
        snapshot, as_of = workspace.shown, workspace.as_of
        self.judged_on = as_of
        facts = band_facts(snapshot, SheetOptions(datetime.combine(as_of, time(12))), "")
        now = workspace.session.clock()
        updated = f"更新于 {now:%H:%M}"
        if as_of != now.date():
            updated += f"　数据截至 {as_of.month}月{as_of.day}日"
        alert = alert_in_force(snapshot, as_of)
        around = Surround(
            snapshot.campaign.title,
            facts.day,
            facts.left,
            updated,
            snapshot.campaign.security,
            alert.words if alert else "",
        )
        self.screen.show_pages(
            wall_pages(snapshot, as_of, self._today(), has_alerts=self._has_alerts), around
        )

    def _today(self) -> Comparison:
        """Returns what has changed since the evening before; that board is read once a day."""
        workspace = self._workspace
        evening = datetime.combine(workspace.as_of - timedelta(1), time.max)
        session = workspace.session
        if workspace.as_of < session.began_at.date():
            return compare(workspace.shown, evening.date(), workspace.shown, evening.date())
        if self._evening is None or self._evening[0] != evening:
            is_before = evening < session.began_at
            self._evening = evening, Snapshot.of(()) if is_before else session.snapshot_at(evening)
        return compare(self._evening[1], evening.date(), workspace.shown, workspace.as_of)
