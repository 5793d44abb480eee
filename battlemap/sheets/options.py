"""What a sheet can be told: paper, theme, moment, selection, masking, edition. Plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

import attrs

from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.people import Masking
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.daily_report import DailyReport
from battlemap.domain.telling.ledger_news import LedgerNews
from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.domain.telling.trends import Trends
from battlemap.layout.paper import Paper, paper
from battlemap.theme import Theme, theme

Situate = Callable[[frozenset[str] | None], Trends]


@attrs.frozen(eq=False)
class SheetOptions:
    """`data_until` is the moment that all judging stands on; empty selections mean everything.

    `progress_course` are the evenings up to that day; without them no curve is drawn; `situate` tells the trends of some
    tasks (of all for None). `baseline` is the board of an earlier moment, shown beside the present one on sheets with a
    time axis. `before` is the board of `since`, the moment from which reports tell what has changed, `last_report` are
    the figures of the edition before, `looks_ahead` is for how long they say what will be due (None: the next working
    day); `posted_on` is the paper of the chart that hangs since then. `tasks` are those that a filter lets through (None:
    all); `security` is what the sheet says of its keeping (None: the campaign's words). With
    `trims_months` a time axis leaves out months in which nothing stands. `seal` is the newest step's number and hash,
    `ledger_news` what a report tells of ledgers;
    `driven` are task → figures of the tallies that move it, for its card on the overview.
    `tallies` are the figures of ledgers from which nodes of schemes take their values; with `has_alerts` reports warn of
    indicators, places and money.
    """

    data_until: datetime
    paper: Paper = attrs.field(factory=lambda: paper("A0"))
    theme: Theme = attrs.field(factory=lambda: theme("light"))
    progress_course: tuple[ProgressEvening, ...] = ()
    situate: Situate | None = None
    actions: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    lamps: frozenset[Lamp] = frozenset()
    tasks: frozenset[str] | None = None
    masking: Masking = "marked"
    security: str | None = None
    edition: str = "第 1 版"
    next_update: date | None = None
    made_by: str = ""
    is_past: bool = False
    baseline: Snapshot | None = None
    before: Snapshot | None = None
    #: Plate → its picture file's content, for sheets that show maps.
    pictures: Mapping[str, bytes] = attrs.field(factory=dict)
    since: datetime | None = None
    last_report: DailyReport | None = None
    looks_ahead: timedelta | None = None
    posted_on: Paper | None = None
    ranking_rule: str = "deviation"
    has_front_line: bool = True
    trims_months: bool = True
    seal: str = ""
    ledger_news: tuple[LedgerNews, ...] = ()
    tallies: Mapping[str, Decimal | None] = attrs.field(factory=dict)
    driven: Mapping[str, str] = attrs.field(factory=dict)
    has_alerts: bool = True

    @property
    def as_of(self) -> date:
        """The day that is judged."""
        return self.data_until.date()

    @property
    def is_filtered(self) -> bool:
        """Whether some tasks are left out on purpose."""
        return bool(self.actions or self.units or self.lamps or self.tasks is not None)

    def holds(self, task: Task, lamp: Lamp) -> bool:
        """Whether a task with this lamp is wanted."""
        return (
            (not self.actions or task.action in self.actions)
            and (not self.units or task.responsible_unit in self.units)
            and (not self.lamps or lamp in self.lamps)
            and (self.tasks is None or task.id in self.tasks)
        )
