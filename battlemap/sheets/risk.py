"""风险矩阵图 and 风险清单: where the risks stand in the 5×5 matrix, and each with its three levels and measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.risk import RiskLevel, RiskMatrix, level_of
from battlemap.domain.risk.judged import COLOURS, JudgedRisk, cells, judged_risks, ls_matrix
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Box, Item, Rect, Scene, Text
from battlemap.layout.text import wrap_even
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, short_day
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("risk-matrix")
LIST_TITLE, LIST_NUMBER = heading_of("risk-register")
_BRIEF: Final = (
    Column("号", 2.8),
    Column("风险点", share=0.5, most=3),
    Column("等级", 5.6),
    Column("责任单位", share=0.3, most=2),
    Column("LS", 5.0),
)
#: Level → how thick the rim of a cell of the matrix is, in ems.
_RIMS: Final[dict[RiskLevel, float]] = {1: 0.8, 2: 0.6, 3: 0.4, 4: 0.22}
_LIST: Final = (
    Column("号", 2.8), Column("风险点", share=0.2, most=4), Column("部位、活动", share=0.14, most=4, from_ems=60),
    Column("固有", 4.4), Column("现有", 4.4), Column("剩余", 4.4), Column("管控措施", share=0.4, most=12),
    Column("管控层级", 6.0, most=2), Column("责任单位", share=0.12, most=3), Column("责任人", 4.6, most=2, from_ems=56),
    Column("评审", 5.6, from_ems=56),
)  # fmt: skip
_MEASURES: Final = (
    ("工程", "engineering"), ("管理", "management"), ("培训", "training"), ("防护", "protection"), ("应急", "emergency"),
)  # fmt: skip


def matrix(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: the matrix, and every risk listed by level."""
    risks = judged_risks(snapshot, options.as_of)
    pinned = ls_matrix(risks)

    def blocks(width: float, em: float) -> list[Block]:
        there = cells(risks, "present")
        made = [
            heading("现有风险", em, f"{pinned.title}（第 {pinned.version} 版）"),
            _picture(pinned, there, width, em, options),
        ]
        if not risks:
            return [*made, nothing("还没有登记风险", em)]
        rows = [
            _brief(judged, snapshot)
            for judged in sorted(risks, key=lambda one: (one.level or 5, one.risk.number))
        ]
        again = (heading("风险（续）", em),)
        return [*made, heading("风险", em, _counts(risks)), *listing(_BRIEF, rows, width, em, again)]

    facts = attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=())
    return framed_pages(facts, blocks, options.paper, largest=2.0)


def _counts(risks: tuple[JudgedRisk, ...]) -> str:
    levels = [judged.level for judged in risks]
    counts = [f"{words} {levels.count(level)}" for level, words in _levels() if level in levels]
    return "　".join([*counts, *([f"未评估 {levels.count(None)}"] if None in levels else [])])


def _levels() -> list[tuple[RiskLevel, str]]:
    return [(level, wording.RISK_LEVELS[level]) for level in (1, 2, 3, 4)]


def _picture(
    pinned: RiskMatrix,
    there: dict[tuple[int, int], tuple[JudgedRisk, ...]],
    width: float,
    em: float,
    options: SheetOptions,
) -> Block:
    """Returns the matrix: severity to the right, likelihood upwards; a cell tells its value, colour, count and numbers."""
    height = min(width * 0.62, options.paper.height * 0.52)
    rim = em * 5

    def draw(place: Rect) -> Iterator[Item]:
        w, h = (place.w - rim) / 5, (place.h - em * 2) / 5
        for high in range(1, 6):
            y = place.y + (5 - high) * h
            yield from fitted(
                Rect(place.x, y, rim - em * 0.4, h), f"可能性 {high}", em, align="right", least=em * 0.6
            )
            for far in range(1, 6):
                box = Rect(place.x + rim + (far - 1) * w, y, w, h)
                yield from _cell(
                    box, high * far, level_of(pinned, high * far), there.get((high, far), ()), em
                )
        for far in range(1, 6):
            foot = Rect(place.x + rim + (far - 1) * w, place.bottom - em * 1.8, w, em * 1.6)
            yield from fitted(foot, f"严重性 {far}", em, align="center", least=em * 0.6)

    return Block(height, draw)


def _cell(
    box: Rect, value: int, level: RiskLevel, there: tuple[JudgedRisk, ...], em: float
) -> Iterator[Item]:
    inner = box.inset(em * 0.12)
    yield Box(inner, COLOURS[level], "card", em * 0.05)
    # the worse the thicker, so that levels are told apart in grey print
    white = inner.inset(em * _RIMS[level])
    yield Box(white, "card", radius=em * 0.3)
    head = Rect(white.x + em * 0.3, white.y, white.w - em * 0.6, em * 1.3)
    count = f"　{len(there)} 项" if there else ""
    yield from fitted(
        head, f"{value} {wording.RISK_COLOURS[level]}{count}", em * 0.85, "muted", least=em * 0.5
    )
    if there:
        body = Rect(head.x, head.bottom, head.w, white.bottom - head.bottom - em * 0.2)
        yield from _named(there, body, em)


def _named(there: tuple[JudgedRisk, ...], body: Rect, em: float) -> Iterator[Item]:
    """Yields the risks of a cell with number and name, where that is too much their numbers."""
    lines = int(body.h / (em * 1.25))
    names = [f"{judged.risk.number} {judged.risk.title}" for judged in there]
    named = [line for name in names for line in wrap_even(name, body.w / em, 3)]
    if len(named) > lines:
        numbers = "、".join(str(judged.risk.number) for judged in there)
        named = list(wrap_even(numbers, body.w / em, max(1, lines)))
    yield Text(body, tuple(named), em, is_bold=True, align="center")


def _brief(judged: JudgedRisk, snapshot: Snapshot) -> Row:
    level = judged.level
    words = wording.RISK_LEVELS[level] if level else "未评估"
    cell = judged.cell("present") or judged.cell("inherent")
    product = f"{cell[0]}×{cell[1]}" if cell else (str(judged.now.value) if judged.now else "—")
    unit = snapshot.unit_label(judged.risk.unit) or wording.UNASSIGNED
    return Row(
        (
            Cell(str(judged.risk.number)),
            Cell(judged.risk.title, is_bold=level == 1),
            Cell(words, "red" if level == 1 else "text"),
            Cell(unit),
            Cell(product, "muted"),
        ),
        judged.risk.id,
        level == 1,
    )


def register(
    snapshot: Snapshot, options: SheetOptions, title: str = LIST_TITLE, number: str = LIST_NUMBER
) -> tuple[Scene, ...]:
    """Returns the pages of the register; every risk is on exactly one of them."""
    risks = sorted(judged_risks(snapshot, options.as_of), key=lambda one: (one.level or 5, one.risk.number))

    def blocks(width: float, em: float) -> list[Block]:
        if not risks:
            return [nothing("还没有登记风险", em * 1.5)]
        made: list[Block] = []
        alike = [_row(judged, snapshot, options) for judged in risks]
        for level, called in [*_levels(), (None, "未评估")]:
            own = [judged for judged in risks if judged.level == level]
            if own:
                again = (heading(f"{called}（续）", em),)
                rows = [_row(judged, snapshot, options) for judged in own]
                note = f"{wording.RISK_COLOURS[level]}　{len(own)} 项" if level else f"{len(own)} 项"
                made += [
                    heading(called, em, note, "red" if level == 1 else "accent"),
                    *listing(_LIST, rows, width, em, again, alike),
                ]
        return made

    facts = attrs.evolve(frame(snapshot, options, title, number), marks=())
    return framed_pages(facts, blocks, options.paper)


def _row(judged: JudgedRisk, snapshot: Snapshot, options: SheetOptions) -> Row:
    risk = judged.risk
    owner = snapshot.persons.get(risk.owner) if risk.owner else None
    stages = [judged.stages.get(stage) for stage in ("inherent", "present", "residual")]
    levels = [f"{stage.value} {wording.RISK_COLOURS[stage.level]}" if stage else "—" for stage in stages]
    measures = "；".join(
        f"{name}：{words}" for name, key in _MEASURES if (words := getattr(risk, key).strip())
    )
    due = judged.is_to_be_reviewed(options.as_of)
    name = owner.shown_name(options.masking) if owner else ""
    where = "，".join(filter(None, (risk.part, risk.activity)))
    control = wording.RISK_CONTROLS[judged.control] if judged.control else "—"
    unit = snapshot.unit_label(risk.unit) or wording.UNASSIGNED
    return Row(
        (
            Cell(str(risk.number)), Cell(risk.title, is_bold=True), Cell(where, "muted"), *(Cell(words) for words in levels),
            Cell(measures or "—"), Cell(control), Cell(unit), Cell(name),
            Cell(short_day(risk.review_on), "red" if due else "text", due),
        ),
        risk.id,
    )  # fmt: skip
