"""调度表: what is under way, the longest waiting first, with next work, obstacles and who answers; what was given up below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from battlemap.domain.ledgers.definition import DefinedField
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.layout.text import em_width
from battlemap.sheets.ledgers.columns import head_words
from battlemap.sheets.ledgers.facts import LedgerFacts
from battlemap.sheets.ledgers.ledger_frame import head_figures, ledger_frame
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "dispatch", "调度表", "台三"
PURPOSE = "推进中的逐条列出，停留最久的在前：阶段、停留、下步工作、制约问题、责任；终止和暂缓的附原因"

#: What a dispatch meeting asks of each entry, by words that the titles of fields hold; the first that fits counts.
_ASKED: Final = (
    (("投资方", "建设单位", "申报单位", "信访人", "所在单位"), 0.16), (("总投资", "申请资金", "安排资金", "涉及人数"), 0.0),
    (("签约日期", "登记日期", "申报日期", "发现日期", "备案日期"), 0.0), (("所在园区", "所属街道", "属地", "所在街道", "所在载体"), 0.0),
    (("下步工作", "后续工作", "整改措施", "进展情况", "办理情况"), 0.26), (("完成时限", "整改时限", "办理时限", "后续时限"), 0.0),
    (("制约问题", "存在问题", "需求"), 0.22), (("责任领导", "牵头领导", "包保领导", "包案领导", "带队领导"), 0.0),
    (("责任单位", "承办单位", "监管单位", "申报单位", "对接单位"), 0.0),
)  # fmt: skip
#: Ems of narrow columns by type, where it is not the usual width.
_NARROW: Final = {"unit": 7.4, "choice": 7.4, "text": 7.4, "person": 5.0}
_REASONS: Final = ("终止原因", "原因", "备注")


def dispatch(
    snapshot: Snapshot, options: SheetOptions, facts: LedgerFacts, group_by: str = ""
) -> tuple[Scene, ...]:
    """Returns the pages; entries that have arrived are only counted, every other one is listed."""
    definition = facts.definition
    stage = definition.stage_field
    ends = {each.code: each.end for each in definition.stages}
    moving = [row for row in facts.rows if stage and ends.get(getattr(row, stage.key), "") == ""]
    beside = [row for row in facts.rows if stage and ends.get(getattr(row, stage.key), "") in ("败", "暂缓")]
    asked = asked_fields(definition.fields)
    shown = [field for field, _ in asked]
    columns = _columns(definition.title_field, asked)
    reason = next((f for word in _REASONS for f in definition.fields if word in f.title), None)

    def blocks(width: float, em: float) -> list[Block]:
        made = figures(head_figures(facts, snapshot), width, em)
        rows = [_row(row, n, shown, facts, snapshot) for n, row in enumerate(_waiting(facts, moving), 1)]
        made.append(heading("推进中", em, f"{len(rows)} {facts.counter}"))
        again = (heading("推进中（续）", em),)
        made += listing(columns, rows, width, em, again) if rows else [nothing("没有推进中的", em)]
        if beside:
            made.append(heading("终止和暂缓", em, f"{len(beside)} {facts.counter}", "red"))
            made += listing(
                _BESIDE,
                [_given_up(r, n, reason, facts, snapshot) for n, r in enumerate(beside, 1)],
                width,
                em,
            )
        return made

    plain = definition.ledger.title.removesuffix("台账")
    title = f"{plain}{'落地' if '项目' in plain else ''}{TITLE}"
    return framed_pages(ledger_frame(facts, snapshot, options, title, NUMBER), blocks, options.paper)


_BESIDE: Final = (
    Column("序号", 3.2, align="right"), Column("名称", share=0.4, most=3), Column("情况", 5.0), Column("原因", share=0.6, most=4),
)  # fmt: skip


def asked_fields(fields: Sequence[DefinedField]) -> list[tuple[DefinedField, float]]:
    """Returns the fields that a dispatch meeting asks for, with their share of the width, 0 for a narrow one."""
    asked: list[tuple[DefinedField, float]] = []
    for words, share in _ASKED:
        field = next((f for word in words for f in fields if f.title == word or word in f.title), None)
        if field is not None and field not in [each for each, _ in asked]:
            asked.append((field, share))
    return asked


def _columns(title: DefinedField | None, asked: Sequence[tuple[DefinedField, float]]) -> list[Column]:
    made = [Column("序号", 3.2, align="right"), Column(title.title if title else "名称", share=0.24, most=4)]
    for field, share in asked:
        head = head_words(field)
        if share:
            made.append(Column(head, share=share, most=5))
        else:
            made.append(
                Column(head, max(_NARROW.get(field.row.type, 6.4), em_width(head) * 0.86 + 0.9), most=3)
            )
    return [*made, Column("当前阶段", 5.2, most=2), Column("停留/标准（天）", 7.6)]


def _waiting(facts: LedgerFacts, rows: Sequence[Any]) -> list[Any]:
    """Returns the rows with the red ones first, within a lamp the longest waiting."""
    longest = sorted(rows, key=lambda row: -facts.ageing[row.id].days if row.id in facts.ageing else 1)
    return facts.worst_first(longest)


def _row(
    row: Any, number: int, fields: Sequence[DefinedField], facts: LedgerFacts, snapshot: Snapshot
) -> Row:
    stage = facts.definition.stage_field
    ageing = facts.ageing.get(row.id)
    cells = [
        Cell(str(number), "muted"),
        Cell(facts.title(row, snapshot), is_bold=True),
        *(Cell(facts.words(field, row, snapshot) or "—") for field in fields),
        Cell(facts.words(stage, row, snapshot) if stage else "", is_bold=True),
        Cell(ageing.brief, lamp=ageing.lamp) if ageing else Cell("—", "muted"),
    ]
    return Row(tuple(cells), row.id, facts.lamp(row) == "red")


def _given_up(
    row: Any, number: int, reason: DefinedField | None, facts: LedgerFacts, snapshot: Snapshot
) -> Row:
    stage = facts.definition.stage_field
    why = facts.words(reason, row, snapshot) if reason else ""
    cells = (
        Cell(str(number), "muted"), Cell(facts.title(row, snapshot), is_bold=True),
        Cell(facts.words(stage, row, snapshot) if stage else ""), Cell(why or "未写原因", "text" if why else "red"),
    )  # fmt: skip
    return Row(cells, row.id)
