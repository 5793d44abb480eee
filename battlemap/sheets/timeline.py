"""作战进度图: every task a bar under the days, with progress against 序时, milestones, baseline and front line."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.ban import effective_bans
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.scene import Scene
from battlemap.layout.timeline_face import TimelineFacts
from battlemap.layout.timeline_list import timeline_rows
from battlemap.layout.timeline_pages import TimelineSheet, timeline_pages
from battlemap.layout.timeline_rows import TimelineRow
from battlemap.sheets.alert_frame import framed_in_red
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.frame_facts import band_facts, footer_words, security_words
from battlemap.sheets.framing import leader_words, owner_words, title_words, wanted_actions
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("timeline")


#: On paper whose short side (mm) is no longer, each action has its own page.
_SMALL: Final = 300


def timeline(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the progress chart; every task that the options hold stands on exactly one of them.

    Large paper bears the whole campaign; up to A3 each action has a page of its own that can be read.
    """
    paper = options.paper
    actions = [action.id for action in wanted_actions(snapshot, options)]
    if min(paper.width, paper.height) > _SMALL or len(actions) < 2:
        return framed_in_red(timeline_pages([timeline_sheet(snapshot, options)], paper), snapshot, options)
    sheets = [_of_action(id, snapshot, options) for id in actions]
    pages = timeline_pages([sheet for sheet in sheets if sheet.rows] or sheets[:1], paper)
    return framed_in_red(pages, snapshot, options)


def _of_action(action: str, snapshot: Snapshot, options: SheetOptions) -> TimelineSheet:
    """Returns the sheet of one action, which bears its name and its leader."""
    sheet = timeline_sheet(snapshot, attrs.evolve(options, actions=frozenset({action})))
    column = snapshot.actions[action]
    title = f"{column.ordinal}、{column.title}进度图"
    band = attrs.evolve(sheet.band, title=title, slogan=f"牵头领导：{leader_words(column)}")
    return attrs.evolve(sheet, band=band, footer=footer_words(snapshot, options, f"{NUMBER}-{column.number}"))


def timeline_sheet(snapshot: Snapshot, options: SheetOptions) -> TimelineSheet:
    """Returns what the chart tells, without any place."""

    def is_wanted(task: Task) -> bool:
        return options.holds(task, snapshot.judge(task, options.as_of).lamp)

    rows = timeline_rows(
        snapshot,
        options.as_of,
        holds=is_wanted,
        baseline=options.baseline,
        has_front=options.has_front_line,
    )
    rows = tuple(_printed(snapshot, row, options) for row in rows)
    facts = TimelineFacts(
        options.as_of,
        snapshot.calendar,
        tuple(period for period in snapshot.periods.values() if not period.deleted),
        snapshot.live_dependencies,
        has_front=options.has_front_line,
        bans=tuple(period for period in effective_bans(snapshot) if period.kind == "ban"),
    )
    return TimelineSheet(
        snapshot.campaign,
        band_facts(snapshot, options, TITLE),
        rows,
        facts,
        footer_words(snapshot, options, NUMBER),
        snapshot.scheme.lamps,
        security_words(snapshot, options),
        options.baseline is not None,
        options.trims_months,
    )


def _printed(snapshot: Snapshot, row: TimelineRow, options: SheetOptions) -> TimelineRow:
    """Returns the row as the sheet may show it: its title whole, a person's name masked; units that stand in for one stay."""
    if row.kind != "task":
        return row
    task = snapshot.tasks[row.id]
    owner = owner_words(snapshot, task, options) if task.owner else row.owner
    return attrs.evolve(row, owner=owner, title=title_words(task))
