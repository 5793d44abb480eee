"""演练评估表: one page for each drill that was held, in the form of the office; what is not known stays free for the pen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.drill import GRADES, Drill
from battlemap.domain.risk.plans import drills, issue_standing, issues_of
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.text import wrap_even
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, unit_words
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("drill-form")
_ISSUES: Final = (
    Column("序号", 3.4), Column("存在问题", share=0.3, most=4), Column("整改措施", share=0.26, most=4), Column("完成期限", 7.0),
    Column("完成情况", share=0.2, most=3), Column("整改人", 5.0, most=2), Column("确认人", 5.0, most=2),
)  # fmt: skip
#: So many empty lines are free for the pen where nothing went wrong.
_FREE: Final = 3


def forms(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns a form for each drill held up to the day."""
    held = [one for one in drills(snapshot) if one.held_on is not None and one.held_on <= options.as_of]
    facts = attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=())
    if not held:
        return framed_pages(facts, lambda _, em: [nothing("还没有举行过演练", em * 1.5)], options.paper)
    pages: list[Scene] = []
    for drill in held:
        own = attrs.evolve(frame(snapshot, options, f"{drill.title}评估表", NUMBER), marks=())
        pages += framed_pages(
            own,
            lambda width, em, drill=drill: _form(drill, snapshot, options, width, em),  # type: ignore[misc]
            options.paper,
            largest=1.65,
        )
    return tuple(pages)


def _form(drill: Drill, snapshot: Snapshot, options: SheetOptions, width: float, em: float) -> list[Block]:
    sorts = "　".join(
        f"{'■' if key == drill.sort else '□'}{words}" for key, words in wording.DRILL_SORTS.items()
    )
    bounds = ("90—100", "80—89", "60—79", "60 以下")
    grades = "　".join(
        f"{'■' if drill.grade == words else '□'}{words}（{bound}）"
        for (_, words), bound in zip(GRADES, bounds, strict=True)
    )
    score = f"{drill.score} 分" if drill.score is not None else ""
    plan = snapshot.called("emergency_plan", drill.plan)
    people = drill.participants if options.masking != "all" else ""
    rows: tuple[tuple[tuple[str, str], ...], ...] = (
        (("演练名称", drill.title), ("演练时间", drill.held_on.isoformat() if drill.held_on else "")),
        (("演练地点", drill.place), ("组织部门", unit_words(snapshot, drill.unit))),
        (("现场指挥员", drill.commander), ("记录人", drill.recorder)),
        (("参加人员", people), ("参演人数", f"{drill.headcount} 人" if drill.headcount else "")),
        (("演练依据", plan),),
        (("类型", sorts),),
        (("演练内容", drill.content),),
        (("总体评价", drill.evaluation),),
        (("等级", f"{grades}　{score}"),),
    )
    made = [heading(drill.title, em), *(_line(cells, width, em) for cells in rows), heading("存在问题", em)]
    issues = issues_of(snapshot, drill.id)
    listed = [
        Row(
            (
                Cell(str(n)), Cell(issue.title), Cell(issue.measure), Cell(issue.due_on.isoformat() if issue.due_on else ""),
                Cell(issue.done_words or issue_standing(issue, snapshot, options.as_of)[0]), Cell(issue.fixer),
                Cell(issue.confirmed_by),
            ),
            issue.id,
        )
        for n, issue in enumerate(issues, 1)
    ]  # fmt: skip
    listed += [Row(tuple(Cell("") for _ in _ISSUES)) for _ in range(_FREE if not issues else 0)]
    day = drill.evaluated_on.isoformat() if drill.evaluated_on else ""
    foot = _line((("评估人", drill.evaluators), ("评估日期", day)), width, em)
    return [*made, *listing(_ISSUES, listed, width, em), foot]


def _line(cells: tuple[tuple[str, str], ...], width: float, em: float) -> Block:
    """Returns a row of the form: name and value side by side, as high as the longest value needs."""
    name_w = em * 6
    each = width / len(cells)
    lines = [wrap_even(value, (each - name_w - em) / em, 6) for _, value in cells]
    h = max(len(words) for words in lines) * em * 1.35 + em * 0.9

    def draw(place: Rect) -> Iterator[Item]:
        for number, ((name, _), words) in enumerate(zip(cells, lines, strict=True)):
            x = place.x + number * each
            head = Rect(x, place.y, name_w, place.h)
            yield Box(head, "ground")
            yield from fitted(head.inset(em * 0.4, 0), name, em, "muted", True, least=em * 0.7)
            value = Rect(x + name_w, place.y, each - name_w, place.h).inset(em * 0.5, 0)
            if words and words[0]:
                yield Text(value, words, em, leading=1.35)
            yield Line(x + name_w, place.y, x + name_w, place.bottom, "border", em * 0.05)
            if number:
                yield Line(x, place.y, x, place.bottom, "border", em * 0.05)
        yield Line(place.x, place.bottom, place.right, place.bottom, "border", em * 0.05)

    return Block(h, draw)
