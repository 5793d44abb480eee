"""What a wall chart is drawn from: the board as it was on a day, and the options that go with that day."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

import attrs

from battlemap.commands.course import situate
from battlemap.commands.node_tallies import node_tallies
from battlemap.commands.picture_map import plate_file
from battlemap.commands.session import Session
from battlemap.domain.kinds.edition import editions_of, posted
from battlemap.domain.picture_map.seen import plates
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.daily_report import DailyReport, daily_report
from battlemap.domain.telling.ranking import ranking_rule
from battlemap.errors import BattlemapError, NotFound
from battlemap.layout.paper import paper_of
from battlemap.sheets.catalogue import Sheet
from battlemap.sheets.options import SheetOptions
from battlemap.shown.driven_tallies import driven_tallies
from battlemap.shown.ledger_report import news_between


def poster_options(
    session: Session,
    until: datetime,
    sheet: Sheet | None = None,
    *,
    since: datetime | None = None,
    is_cut_later: bool = False,
    **chosen: Any,
) -> tuple[Snapshot, SheetOptions]:
    """Returns the board as it was at `until` and options with `chosen` among them; an earlier day is told as past.

    It `is_cut_later` if tasks are left out of these options afterwards.

    A sheet that reports what changed gets the board of `since`, by default of its last edition before, or of the posted
    chart it follows. Names that are marked by now are masked on an earlier board too, but not in editions, which are
    kept as they were issued.
    """
    is_past = until.date() < session.clock().date()
    newest = session.steps(1)
    snapshot = session.snapshot if newest and newest[0].moment <= until else session.snapshot_at(until)
    draws_course = sheet is not None and sheet.draws_course
    of_some = is_cut_later or SheetOptions(until, **chosen).is_filtered
    options = SheetOptions(
        until,
        situate=situate(session, snapshot, until.date(), of_some=of_some) if draws_course else None,
        # the whole journal is read for the curve
        progress_course=session.progress_course(until.date())
        if sheet is None or sheet.draws_progress
        else (),
        made_by=snapshot.campaign.map_unit,
        is_past=is_past,
        # who hangs up a report can show later that the journal behind it is still the same
        seal=session.seal() if sheet is not None and sheet.name == "daily" else "",
        tallies=node_tallies(
            session, snapshot, until.date(), None if snapshot is session.snapshot else until
        ),
        driven=driven_tallies(
            session, snapshot, until.date(), None if snapshot is session.snapshot else until
        )
        if sheet is not None and sheet.name == "overview"
        else {},
        pictures=_pictures(session, snapshot) if sheet is not None and sheet.draws_maps else {},
        **(_earlier(session, until, sheet, since) if sheet else {}),
    )
    if options.since is not None and sheet is not None and sheet.looks_back:
        options = attrs.evolve(options, ledger_news=news_between(session, snapshot, options.since, until))
    if chosen.get("is_past", True):
        snapshot = _marked_as(snapshot, session.snapshot)
    return snapshot, attrs.evolve(options, **chosen)


def _pictures(session: Session, snapshot: Snapshot) -> dict[str, bytes]:
    """Returns the pictures of the plates that are still what was added; a map is drawn without one that is not."""
    pictures: dict[str, bytes] = {}
    for plate in plates(snapshot):
        with suppress(BattlemapError):
            pictures[plate.id] = plate_file(session, plate)
    return pictures


def baseline_board(session: Session, name: str) -> Snapshot | None:
    """Returns the board of a baseline by id or title, or of the evening of a day; None for "".

    Raises NotFound for a name that no live baseline bears.
    """
    if not name:
        return None
    live = [one for one in session.snapshot.baselines.values() if not one.deleted]
    baseline = next((one for one in live if name in (one.id, one.title)), None)
    if baseline is not None:
        return session.snapshot_at(baseline.frozen_at)
    try:
        day = date.fromisoformat(name)
    except ValueError:
        titles = "、".join(one.title for one in live) or "无"
        raise NotFound(f"没有名为“{name}”的军令状。现有：{titles}。也可以写一天，如 2018-10-08。") from None
    return _board_before(session, evening(session, day), session.clock())


def report_between(
    session: Session, since: datetime, until: datetime, ahead: timedelta | None = None
) -> DailyReport:
    """Returns the report of an edition: what became of the campaign from `since` to `until`, what is due `ahead`."""
    before, after = _board_before(session, since, until), session.snapshot_at(until)
    return daily_report(before, since.date(), after, until.date(), ranking_rule("deviation"), ahead)


def _board_before(session: Session, since: datetime, until: datetime) -> Snapshot:
    """Returns the board at `since`; where the journal began later, that of `until`, so that all is judged by days alone."""
    return session.snapshot_at(since if since >= session.began_at else until)


def _earlier(session: Session, until: datetime, sheet: Sheet, since: datetime | None) -> dict[str, Any]:
    """Returns the options that say what the sheet compares with."""
    if sheet.looks_back:
        issued = editions_of(session.snapshot.editions.values(), sheet.name)
        begun = since or max(
            (edition.data_until for edition in issued if edition.data_until < until),
            default=until - sheet.looks_back,
        )
        last = next((edition for edition in issued if edition.data_until == begun), None)
        return {
            "since": begun,
            "before": _board_before(session, begun, until),
            "last_report": report_between(session, last.since, last.data_until, sheet.looks_ahead)
            if last
            else None,
            "looks_ahead": sheet.looks_ahead,
        }
    if sheet.follows:
        postings = [posting for posting in session.snapshot.postings.values() if posting.data_until <= until]
        hanging = posted(postings, sheet.follows)
        if hanging is not None:
            begun = hanging.data_until
            return {
                "since": begun,
                "before": session.snapshot_at(begun),
                "posted_on": paper_of(hanging.paper),
            }
    return {}


def evening(session: Session, day: date) -> datetime:
    """Returns the moment on which the board of `day` stands: now for today and later, else that day's evening."""
    now = session.clock()
    return datetime.combine(day, time(23, 59)) if day < now.date() else now


def _marked_as(snapshot: Snapshot, other: Snapshot) -> Snapshot:
    """Returns a snapshot with each person marked (`is_personal`) as in another one."""
    changed = {
        id: attrs.evolve(person, is_personal=marked.is_personal)
        for id, person in snapshot.persons.items()
        if (marked := other.persons.get(id)) and marked.is_personal != person.is_personal
    }
    if not changed:
        return snapshot
    return attrs.evolve(snapshot, rows={**snapshot.rows, "person": {**snapshot.rows["person"], **changed}})
