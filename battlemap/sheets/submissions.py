"""报送情况表: who was asked to report, who has, in time or late, empty or sent back, and who still owes."""

from __future__ import annotations

from typing import Final

from battlemap.domain.collecting.submissions import Submissions, live_requests, submissions
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("submissions")

_COLUMNS: Final = (
    Column("单位", share=1, most=2), *(Column(name, 4.6, align="right") for name in ("应报", "已报", "按时", "退回")),
    Column("迟报（次）", 6.2, align="right"), Column("空报", 4.6, align="right"), Column("逾期未报", 6.2, align="right"),
    Column("按时率", 5.2, align="right"),
)  # fmt: skip
_OPEN: Final = (
    Column("单位", 10.0, most=2), Column("填报", share=1, most=2), Column("截止", 6.5), Column("状态", 7.0),
    Column("催报", 4.6, align="right"),
)  # fmt: skip
_STATES: Final = {"sent": "未到期", "overdue": "逾期未报", "questioned": "待改正", "taken": "已收"}


def submissions_sheet(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: the counts unit by unit, then what is still open."""
    as_of = options.data_until.date()
    rows = [one for one in submissions(snapshot, as_of) if not options.units or one.unit in options.units]
    still = [
        (request, collection)
        for request, collection in live_requests(snapshot)
        if collection.sent_on <= as_of and request.state(collection, as_of) != "taken"
        if not options.units or request.unit in options.units
    ]

    def blocks(width: float, em: float) -> list[Block]:
        if not rows:
            return [nothing("还没有发出填报", em * 1.5)]
        made = [
            heading("各单位报送情况", em, f"{len(rows)} 个单位"),
            *listing(
                _COLUMNS, [*map(_row, rows), _sum(rows)], width, em, (heading("各单位报送情况（续）", em),)
            ),
        ]
        if still:
            listed = [_open(request, of, snapshot, options) for request, of in still]
            made += [
                heading("尚未报齐", em, f"{len(still)} 份", "red"),
                *listing(_OPEN, listed, width, em, (heading("尚未报齐（续）", em, "", "red"),)),
            ]
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _row(one: Submissions) -> Row:
    bad = [one.sent_back, one.late, one.empty, one.overdue]
    cells = [Cell(one.name, is_bold=True), *(Cell(str(n)) for n in (one.asked, one.returned, one.in_time))]
    cells += [Cell(str(n) if n else "—", "red" if n else "text", bool(n)) for n in bad]
    return Row((*cells, Cell(_share(one.share))), one.unit)


def _sum(rows: list[Submissions]) -> Row:
    due = sum(one.in_time + one.late + one.overdue for one in rows)
    share = round(100 * sum(one.in_time for one in rows) / due) if due else None
    counts = [
        sum(getattr(one, key) for one in rows)
        for key in ("asked", "returned", "in_time", "sent_back", "late", "empty", "overdue")
    ]
    cells = (
        Cell("合计", is_bold=True),
        *(Cell(str(n), is_bold=True) for n in counts),
        Cell(_share(share), is_bold=True),
    )
    return Row(cells, None, True)


def _open(
    request: CollectionRequest, collection: Collection, snapshot: Snapshot, options: SheetOptions
) -> Row:
    state = request.state(collection, options.data_until.date())
    back = f"（{request.answered}/{request.asked}）" if request.returned_on else ""
    return Row(
        (
            Cell(snapshot.unit_label(request.unit), is_bold=True),
            Cell(collection.title),
            Cell(f"{collection.due_on:%m-%d}"),
            Cell(_STATES[state] + back, "red" if state == "overdue" else "text"),
            Cell(f"{request.reminders} 次" if request.reminders else "—"),
        ),
        request.id,
    )


def _share(share: int | None) -> str:
    return "—" if share is None else f"{share}%"
