"""封土豁免办事流程图: who hands in what to whom, step by step on one page, with the standard and what has been granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import attrs

from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.planning.ban import BAN_WORDS, ban_state
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.text import wrap_even
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, short_day
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("ban-procedure")
#: The procedure of the provincial capital for 2017–18: 济政办函〔2017〕25号, 济建发〔2017〕63号.
_STEPS: Final = (
    ("建设单位", "申请", "一表一书一方案：施工申请表、扬尘污染防治承诺书、扬尘污染防治专项实施方案"),
    ("行业主管部门", "初审", "核实是否属于重大民生工程、市级及以上重点项目、应急抢险救灾"),
    ("扬尘办", "联席会议审核", "核查六个百分百、渣土车密闭和放大号牌、指定倾倒场、在线监测和视频"),
    ("政府", "批准", "批准后分批公布清单，明确有效期"),
    ("主管部门", "发放通道特许证", "渣土运输凭证通行，一车一证"),
    ("施工单位", "按标准施工", "六个百分百逐日自查；违规即停用豁免，停工至封土期结束"),
)
_STANDARD: Final = (
    "工地周边围挡", "物料堆放覆盖", "土方开挖湿法作业", "路面硬化", "出入车辆清洗", "渣土车辆密闭运输",
)  # fmt: skip
_GRANTED: Final = (
    Column("编号", 6.9, most=2), Column("任务", share=0.5, most=3), Column("批准文号", share=0.3, most=2),
    Column("有效期", 11.5, most=2), Column("特许证号", share=0.2, most=2), Column("状态", 5.6),
)  # fmt: skip


def procedure(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the page; more of them where many exemptions are listed."""
    rows = sorted(
        cast("list[BanExemption]", snapshot.live_rows("ban_exemption")), key=lambda row: row.valid_from
    )
    bans = [period for period in snapshot.periods.values() if period.kind == "ban" and not period.deleted]

    def blocks(width: float, em: float) -> list[Block]:
        made = [
            heading("办理流程", em),
            _flow(width, em),
            heading("六个百分百", em, "逐日自查"),
            _standard(em),
        ]
        for ban in sorted(bans, key=lambda ban: ban.starts_on):
            words = f"{short_day(ban.starts_on)}至{ban.ends_on.year}年{short_day(ban.ends_on)}　停止：{ban.stops or '土石方作业'}"
            made += [heading(ban.title or "封土期", em, ""), nothing(words, em)]
        made.append(heading("已批准的豁免", em, f"{len(rows)} 件"))
        if not rows:
            return [*made, nothing("还没有批准的豁免", em)]
        again = (heading("已批准的豁免（续）", em),)
        return [*made, *listing(_GRANTED, [_row(row, snapshot, options) for row in rows], width, em, again)]

    facts = attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=())
    return framed_pages(facts, blocks, options.paper, largest=2.0)


def _row(row: BanExemption, snapshot: Snapshot, options: SheetOptions) -> Row:
    task = snapshot.tasks[row.task]
    state = ban_state(snapshot, task, options.as_of)
    words = "已停用" if row.stopped_on else BAN_WORDS[state]
    days = f"{short_day(row.valid_from)}至{short_day(row.valid_to)}"
    colour = "red" if row.stopped_on or state in ("banned", "stopped") else "text"
    return Row(
        (
            Cell(task.code, "muted"),
            Cell(task.title),
            Cell(row.document),
            Cell(days),
            Cell(row.pass_no, "muted"),
            Cell(words, colour),
        ),
        row.id,
    )


def _flow(width: float, em: float) -> Block:
    """Returns the steps as numbered boxes side by side with arrows, in as many rows as the width needs."""
    # rows of equal length: six, three, two or one abreast
    across = next(count for count in (6, 3, 2, 1) if count == 1 or width / count >= em * 14)
    gap, rows = em * 2.0, -(-len(_STEPS) // across)
    box_w = (width - (across - 1) * gap) / across
    lines = max(len(wrap_even(words, (box_w - em) / em, 9)) for _, _, words in _STEPS)
    box_h = em * (4.2 + 1.3 * lines)

    def draw(place: Rect) -> Iterator[Item]:
        for number, (who, deed, words) in enumerate(_STEPS):
            row, column = divmod(number, across)
            box = Rect(place.x + column * (box_w + gap), place.y + row * (box_h + em * 1.2), box_w, box_h)
            yield from _step(box, number + 1, who, deed, words, em)
            if number + 1 < len(_STEPS):
                yield from _arrow(box, em, column + 1 < across, gap)

    return Block(rows * (box_h + em * 1.2), draw)


def _step(box: Rect, number: int, who: str, deed: str, words: str, em: float) -> Iterator[Item]:
    yield Box(box, "ground", "accent", em * 0.08, radius=em * 0.3)
    head = Rect(box.x, box.y, box.w, em * 1.9)
    yield Box(head, "accent", radius=em * 0.3)
    yield from fitted(
        head.inset(em * 0.5, 0), f"{number}　{deed}", em * 1.1, "on_accent", True, least=em * 0.7
    )
    yield from fitted(
        Rect(box.x + em * 0.5, head.bottom + em * 0.2, box.w - em, em * 1.4), who, em, "muted", least=em * 0.7
    )
    inner = Rect(box.x + em * 0.5, head.bottom + em * 1.8, box.w - em, box.bottom - head.bottom - em * 2.0)
    yield Text(inner, wrap_even(words, inner.w / em, 9), em, middle=False, leading=1.3)


def _arrow(box: Rect, em: float, is_across: bool, gap: float) -> Iterator[Item]:
    """An arrow to the next box: to the right, or down where a row ends."""
    if is_across:
        y = box.y + box.h / 2
        x1, x2 = box.right + em * 0.2, box.right + gap - em * 0.2
        yield Line(x1, y, x2, y, "accent", em * 0.15)
        for dy in (-0.4, 0.4):
            yield Line(x2, y, x2 - em * 0.5, y + dy * em, "accent", em * 0.15)
    else:
        x, y1, y2 = box.x + box.w / 2, box.bottom + em * 0.1, box.bottom + em * 1.1
        yield Line(x, y1, x, y2, "accent", em * 0.15)
        for dx in (-0.4, 0.4):
            yield Line(x, y2, x + dx * em, y2 - em * 0.5, "accent", em * 0.15)


def _standard(em: float) -> Block:
    """Returns the six points with a box to tick each."""

    def draw(place: Rect) -> Iterator[Item]:
        each = place.w / len(_STANDARD)
        for number, words in enumerate(_STANDARD):
            x = place.x + number * each
            yield Box(Rect(x, place.y + em * 0.5, em, em), "card", "text", em * 0.08)
            yield from fitted(Rect(x + em * 1.4, place.y, each - em * 1.8, em * 2), words, em, least=em * 0.5)

    return Block(em * 2.0, draw)
