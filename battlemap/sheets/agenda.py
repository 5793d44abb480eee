"""会议议程, the same as a pocket card, and the sign-in list of the next meeting."""

from __future__ import annotations

from typing import Final

from battlemap import wording
from battlemap.domain.kinds.meeting import Meeting, MeetingSeries
from battlemap.domain.kinds.post_role import OFFICES
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.agenda import KIND_NAMES, AgendaItem, AgendaPart, agenda
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("agenda")
POCKET_TITLE, POCKET_NUMBER = heading_of("pocket")
SIGN_TITLE, SIGN_NUMBER = heading_of("sign-in")

_COLUMNS: Final = (
    Column("序", 2.6), Column("类别", 5.8), Column("事项", share=0.36, most=3), Column("情形", share=0.34, most=4),
    Column("单位", share=0.12, most=2, from_ems=36), Column("议定", share=0.3, from_ems=48, is_for_pen=True),
)  # fmt: skip
_SIGN: Final = (
    Column("序", 3.0), Column("单位", share=0.34, most=2), Column("姓名", share=0.2), Column("职务", share=0.26, most=2),
    Column("签到", share=0.3, is_for_pen=True),
)  # fmt: skip


def current_meeting(snapshot: Snapshot) -> tuple[MeetingSeries | None, Meeting | None]:
    """Returns the meeting that goes on, else the newest, with its series; the first series where none was held."""
    live = [one for one in snapshot.meetings.values() if not one.deleted]
    newest = max(live, key=lambda one: (one.is_open, one.held_on, one.number), default=None)
    series = [one for one in snapshot.meeting_series.values() if not one.deleted]
    if newest is not None:
        return snapshot.meeting_series[newest.series], newest
    return min(series, key=lambda one: (one.rank, one.id), default=None), None


def agenda_sheet(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the agenda."""
    return _pages(snapshot, options, TITLE, NUMBER)


def pocket(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the same agenda on small cards."""
    return _pages(snapshot, options, POCKET_TITLE, POCKET_NUMBER)


def _pages(snapshot: Snapshot, options: SheetOptions, title: str, number: str) -> tuple[Scene, ...]:
    series, meeting = current_meeting(snapshot)
    parts = agenda(snapshot, series, options.as_of) if series else ()

    def blocks(width: float, em: float) -> list[Block]:
        if series is None:
            return [nothing("还没有设立会议", em * 1.5)]
        made = figures(_counts(parts, series, meeting), width, em)
        everything = [_row(place, item) for part in parts for place, item in enumerate(part.items, 1)]
        for part in parts:
            rows = [_row(place, item) for place, item in enumerate(part.items, 1)]
            note = f"{part.note}　{part.minutes} 分钟" if part.note else f"{part.minutes} 分钟"
            made.append(heading(part.title, em, note, "red" if part.action is None else "accent"))
            made += listing(_COLUMNS, rows, width, em, (heading(f"{part.title}（续）", em),), everything)
        if not parts:
            made.append(nothing("没有红灯、卡点、到期和未落实的议定事项", em))
        return made

    return framed_pages(frame(snapshot, options, title, number), blocks, options.paper)


def _counts(parts: tuple[AgendaPart, ...], series: MeetingSeries, meeting: Meeting | None) -> list[BigFigure]:
    items = [item for part in parts for item in part.items]
    place = (meeting.place if meeting else "") or series.place
    which = f"第 {meeting.number} 次" if meeting else "筹备"
    when = f"{meeting.held_on.month}月{meeting.held_on.day}日 {meeting.time}".strip() if meeting else ""
    return [
        BigFigure(series.title, which, " ".join(filter(None, (when, place)))),
        *(
            BigFigure(name, str(sum(item.kind == kind for item in items)), "项")
            for kind, name in KIND_NAMES.items()
        ),
        BigFigure("预计用时", str(sum(part.minutes for part in parts)), "分钟"),
    ]


def _row(place: int, item: AgendaItem) -> Row:
    is_bad = item.kind in ("decision", "red")
    cells = (
        Cell(str(place)), Cell(KIND_NAMES[item.kind], "red" if is_bad else "text", is_bad), Cell(item.title, is_bold=True),
        Cell(item.words), Cell(item.unit, "muted"), Cell(),
    )  # fmt: skip
    return Row(cells, item.task or item.problem, item.kind == "decision")


def sign_in(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the list to sign: the offices of the command post, then a line for each unit that answers for tasks."""
    roles = [one for one in snapshot.post_roles.values() if not one.deleted]
    roles.sort(key=lambda one: (OFFICES.index(one.office), one.rank))
    people: dict[str, tuple[str, str, str]] = {}
    for role in roles:
        person = snapshot.persons[role.person]
        unit = snapshot.unit_label(person.unit)
        name = person.shown_name(options.masking)
        people.setdefault(role.person, (unit, name, wording.POST_OFFICES[role.office]))
    units = sorted(
        {task.responsible_unit for task in snapshot.live_tasks if task.responsible_unit},
        key=lambda id: (snapshot.units[id].rank, id),
    )
    listed = [*people.values(), *((snapshot.unit_label(unit), "", "主要负责人") for unit in units)]

    def blocks(width: float, em: float) -> list[Block]:
        rows = [
            Row((Cell(str(place)), Cell(unit), Cell(name, is_bold=True), Cell(office), Cell()), None)
            for place, (unit, name, office) in enumerate(listed, 1)
        ]
        if not rows:
            return [nothing("没有要签到的人员", em)]
        return [
            heading("签到", em, f"{len(rows)} 人"),
            *listing(_SIGN, rows, width, em, (heading("签到（续）", em),)),
        ]

    return framed_pages(frame(snapshot, options, SIGN_TITLE, SIGN_NUMBER), blocks, options.paper)
