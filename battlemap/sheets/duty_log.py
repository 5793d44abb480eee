"""交接班登记表 and 信息快报: what was handed over, and what was reported of an incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import attrs

from battlemap import wording
from battlemap.domain.duty.faults import day_words
from battlemap.domain.kinds.incident import Incident, IncidentReport
from battlemap.domain.kinds.shift_handover import DutyItem, ShiftHandover
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.layout.writing_lines import lines_to_write, to_fill_in
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("shift-handover")
REPORT_TITLE, REPORT_NUMBER = heading_of("incident-report")
#: Hand-overs on one sheet.
_MOST: Final = 10
_HANDOVERS: Final = (
    Column("时间", 6.4, most=2), Column("交班人", 5.4, most=3), Column("接班人", 5.4, most=3), Column("天气", 3.6, most=2),
    Column("值班情况", share=0.3, most=8), Column("移交事项", share=0.5, most=12),
    Column("交接物品", share=0.2, most=4, from_ems=56), Column("签字", 4.2, most=2),
)  # fmt: skip
_ITEMS: Final = (
    Column("登记", 5.6), Column("事项", share=0.5, most=5), Column("登记人", 5.2, most=2), Column("时限", 5.6),
    Column("办理情况", share=0.5, most=5), Column("移交", 4.6),
)  # fmt: skip
_REPORT: Final = (Column("项目", 9.0), Column("内容", share=1.0, most=20))


def handovers(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: the newest hand-overs up to the moment of the sheet, what is open, and lines for the pen."""
    until = options.data_until
    done = [
        row for row in cast("list[ShiftHandover]", snapshot.live_rows("shift_handover")) if row.at <= until
    ]
    done.sort(key=lambda row: row.at, reverse=True)
    items = cast("list[DutyItem]", snapshot.live_rows("duty_item"))
    open_ = sorted((item for item in items if item.is_open(options.as_of)), key=lambda item: item.opened_on)

    def blocks(width: float, em: float) -> list[Block]:
        made: list[Block] = [
            heading("没有办结的值班事项", em, f"{len(open_)} 件", "red" if open_ else "accent")
        ]
        again = (heading("没有办结的值班事项（续）", em),)
        if open_:
            made += listing(_ITEMS, [_item(item, done, options) for item in open_], width, em, again)
        else:
            made.append(nothing("没有", em))
        made.append(heading("交接班", em, f"最近 {min(len(done), _MOST)} 次" if done else ""))
        if done:
            again = (heading("交接班（续）", em),)
            made += listing(_HANDOVERS, [_handover(row) for row in done[:_MOST]], width, em, again)
        else:
            made.append(nothing("还没有交接班记录", em))
        made += [heading("本班补记", em), lines_to_write(3, em), to_fill_in(("交班人", "接班人", "时间"), em)]
        return made

    return framed_pages(
        attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=()), blocks, options.paper
    )


def _handover(row: ShiftHandover) -> Row:
    signed = "已签" if row.signed_from and row.signed_to else "未签"
    at = f"{day_words(row.at.date())} {row.at:%H:%M}"
    return Row(
        (
            Cell(at), Cell(row.from_name), Cell(row.to_name), Cell(row.weather), Cell(row.log), Cell(row.items or "无"),
            Cell(row.things, "muted"), Cell(signed, "text" if signed == "已签" else "red"),
        ),
        row.id,
    )  # fmt: skip


def _item(item: DutyItem, done: list[ShiftHandover], options: SheetOptions) -> Row:
    """Returns the line of an open item; how often it was handed over is counted from the hand-overs since."""
    carried = sum(row.at.date() >= item.opened_on for row in done)
    is_late = item.due_on is not None and item.due_on < options.as_of
    due = day_words(item.due_on) if item.due_on else "—"
    return Row(
        (
            Cell(day_words(item.opened_on)), Cell(item.title), Cell(item.opened_by), Cell(due, "red" if is_late else "text", is_late),
            Cell(item.handling or "—", "muted"), Cell(f"{carried} 次"),
        ),
        item.id,
        is_late,
    )  # fmt: skip


def reports(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: every incident with its reports up to the moment of the sheet, the newest incident first."""
    incidents = cast("list[Incident]", snapshot.live_rows("incident"))
    sent = [
        row
        for row in cast("list[IncidentReport]", snapshot.live_rows("incident_report"))
        if row.at <= options.data_until
    ]
    incidents = sorted(
        (one for one in incidents if one.happened_at <= options.data_until),
        key=lambda one: one.happened_at,
        reverse=True,
    )

    def blocks(width: float, em: float) -> list[Block]:
        made: list[Block] = []
        for incident in incidents:
            own = sorted(
                (one for one in sent if one.incident == incident.id), key=lambda one: one.number, reverse=True
            )
            made += _incident(incident, own, width, em)
        return made or [nothing("没有突发事件", em * 1.5)]

    return framed_pages(
        attrs.evolve(frame(snapshot, options, REPORT_TITLE, REPORT_NUMBER), marks=()), blocks, options.paper
    )


def _incident(incident: Incident, reports: list[IncidentReport], width: float, em: float) -> Iterator[Block]:
    level = wording.FOUR_LEVELS.get(incident.level, "")
    happened = f"{day_words(incident.happened_at.date())} {incident.happened_at:%H:%M}"
    state = reports[0].title if reports else "未报"
    yield heading(
        incident.title, em, state, "red" if not reports or reports[0].stage != "final" else "accent"
    )
    facts = (
        ("发生时间", happened), ("地点", incident.place), ("事发单位", incident.unit),
        ("类别级别", f"{wording.INCIDENT_KINDS[incident.kind]}　{level}"),
    )  # fmt: skip
    yield from listing(_REPORT, [_row(name, words, incident.id) for name, words in facts], width, em)
    for report in reports:
        at = f"{day_words(report.at.date())} {report.at:%H:%M}"
        yield heading(
            report.title, em * 0.85, f"{at}　报送 {report.sent_to or '—'}　签发 {report.signed_by or '—'}"
        )
        details = (
            ("信息来源", report.source), ("人员伤亡", report.casualties), ("经济损失", report.loss), ("影响范围", report.scope),
            ("发展态势", report.trend), ("处置情况", report.handling),
        )  # fmt: skip
        again = (heading(f"{incident.title}（续）", em),)
        rows = [_row(name, words or "待核", report.id) for name, words in details]
        yield from listing(_REPORT, rows, width, em, again, has_head=False)


def _row(name: str, words: str, about: str) -> Row:
    return Row((Cell(name, "muted"), Cell(words or "—")), about)
