"""Packages made for all units at once; the one step that takes returns, and what is handed back: receipts, the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from battlemap.commands.collecting import TakeReturns
from battlemap.commands.session import Session
from battlemap.domain.collecting.returned import ReturnCheck
from battlemap.domain.collecting.submissions import live_requests
from battlemap.domain.collecting.taking import taking
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.domain.snapshot import Snapshot
from battlemap.exchange.package_xlsx import package_name, package_xlsx
from battlemap.exchange.receipt_xlsx import receipt_xlsx
from battlemap.exchange.take_report_xlsx import Owing, ReportLine, take_report_xlsx
from battlemap.render.saving import write_whole
from battlemap.safe_names import safe_name
from battlemap.shown.collecting.returns import RECEIPT, REPORT, Looked

#: By package: the cells, and the line numbers of the new rows, that are taken.
Cells = Mapping[str, frozenset[tuple[str, str]]]
Rows = Mapping[str, frozenset[int]]


def write_packages(snapshot: Snapshot, requests: Sequence[CollectionRequest], folder: Path) -> list[Path]:
    """Writes a package for each request into a folder and returns the paths; raises as `write_whole`."""
    paths = []
    for request in requests:
        collection = snapshot.collections[request.collection]
        path = folder / package_name(request, collection, snapshot)
        write_whole(path, package_xlsx(request, collection, snapshot))
        paths.append(path)
    return paths


def command_for(
    session: Session,
    checks: Sequence[ReturnCheck],
    cells: Cells | None = None,
    rows: Rows | None = None,
    settled: Cells | None = None,
    on: date | None = None,
) -> TakeReturns:
    """Returns the one step that takes these returns: the cells and new rows chosen by package, or all that need no question."""
    taken = tuple(
        taking(
            check,
            session.snapshot,
            None if cells is None else cells.get(check.request.id, frozenset()),
            None if rows is None else rows.get(check.request.id, frozenset()),
            frozenset() if settled is None else settled.get(check.request.id, frozenset()),
        )
        for check in checks
    )
    return TakeReturns(taken, on)


def write_receipt(
    check: ReturnCheck,
    cells: frozenset[tuple[str, str]],
    rows: frozenset[int],
    folder: Path,
    at: datetime,
    by: str,
    on: date | None = None,
) -> Path:
    """Writes the receipt that goes back to the unit for what came `on` a day (`at` for None), and returns its path."""
    name = f"{RECEIPT}{check.unit}_{check.collection.title}_{check.request.id[:6]}"
    path = folder / f"{safe_name(name, '接收回执', 120)}.xlsx"
    write_whole(path, receipt_xlsx(check, cells, rows, at, by, on))
    return path


def write_report(
    session: Session,
    looked: Sequence[Looked],
    cells: Cells,
    rows: Rows,
    folder: Path,
    at: datetime,
    *,
    on: date | None = None,
    is_trial: bool = False,
) -> Path:
    """Writes one report of all that came in at once, what became of each file and who still owes; returns its path."""
    snapshot, day = session.snapshot, on or at.date()
    lines = [
        ReportLine(
            one.path.name,
            one.check,
            one.refusal,
            cells.get(one.check.request.id, frozenset()) if one.check else frozenset(),
            rows.get(one.check.request.id, frozenset()) if one.check else frozenset(),
        )
        for one in looked
    ]
    here = {one.check.request.id for one in looked if one.check}
    rounds = {one.check.collection.id for one in looked if one.check}
    owing = [
        Owing(
            snapshot.unit_label(request.unit), collection, request.state(collection, day), request.reminders
        )
        for request, collection in live_requests(snapshot, rounds)
        if request.id not in here and request.state(collection, day) != "taken"
    ]
    path = folder / f"{REPORT}{at:%Y-%m-%d_%H%M%S}.xlsx"
    write_whole(path, take_report_xlsx(lines, owing, at, session.actor, day, is_trial))
    return path
