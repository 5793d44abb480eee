"""排名榜: all actions in order of merit, flags for the first and the last ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap.domain.judging.lamp import points
from battlemap.domain.judging.progress import percent_words
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.ranking import Ranked, Ranking, ranking, ranking_rule
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import nothing
from battlemap.layout.overview_legend import flag_mark, lamp_marks
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.wall_strip import flag
from battlemap.layout.words import fitted
from battlemap.sheets.alert_part import alert_blocks
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import action_words, frame, leader_words
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("ranking")

_FLAGS: Final = (flag_mark("flag", "前三"), flag_mark("black", "后三"))


def ranks(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the ranking; every action with tasks has its row, those without are named below."""
    merits = ranking(snapshot, options.as_of, ranking_rule(options.ranking_rule))
    idle = [action for action in snapshot.columns if not snapshot.tasks_of(action.id)]

    def blocks(width: float, em: float) -> list[Block]:
        made = [_note(merits.rule.words, em)] if merits.ranked else [nothing("没有可排名的专项", em * 1.5)]
        made += [_row(ranked, merits, em) for ranked in merits.ranked]
        if idle:
            made.append(
                _note("未排名（没有任务）：" + "、".join(action_words(action) for action in idle), em)
            )
        return [*made, *alert_blocks(snapshot, options, width, em, frozenset(("否决", "位次")))]

    facts = attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=(*_FLAGS, *lamp_marks(())))
    return framed_pages(facts, blocks, options.paper)


def _note(words: str, em: float) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        yield from fitted(place, words, em, "muted", least=em * 0.6)

    return Block(em * 2.2, draw)


def _row(ranked: Ranked, ranks: Ranking, em: float) -> Block:
    """A row: place and flag, the leader largest with the action below, the bar with its figures, the score."""
    about = ranked.action.id
    colour = "flag" if ranked in ranks.best else "black" if ranked in ranks.worst else ""
    ink = {"flag": "accent", "black": "text"}.get(colour, "muted")

    def draw(place: Rect) -> Iterator[Item]:
        box = Rect(place.x, place.y, place.w, place.h - em * 0.4)
        yield Box(box, "ground" if colour else "card", "border", em * 0.06, em * 0.25, about=about)
        yield Box(Rect(box.x, box.y, em * 0.35, box.h), colour or "border", about=about)
        number = Rect(box.x + em * 0.6, box.y, em * 3.0, box.h)
        yield from fitted(number, str(ranked.place), em * 2.4, ink, True, "center", em, about)
        x = number.right + em * 0.2
        if colour:
            yield from flag(x, box.y + box.h / 2, em * 2.4, colour, about)
        x += em * 2.2
        score = Rect(box.right - em * 6.5, box.y, em * 6, box.h)
        room = score.x - x - em
        name_w = room * 0.36
        leader = Rect(x, box.y + em * 0.2, name_w, em * 2.35)
        yield from fitted(leader, leader_words(ranked.action), em * 2.2, "text", True, least=em, about=about)
        name = Rect(x, leader.bottom, name_w, em * 1.5)
        yield from fitted(name, action_words(ranked.action), em * 1.25, "text", least=em * 0.7, about=about)
        yield from _state(ranked, Rect(x + name_w + em, box.y, room - name_w - em, box.h), em)
        upper = Rect(score.x, score.y + em * 0.3, score.w, em * 2.3)
        yield from fitted(upper, ranked.score_words, em * 2.0, ink, True, "right", em, about)
        below = Rect(score.x, upper.bottom, score.w, em * 1.2)
        yield Text(below, ("得分",), em * 0.9, "muted", align="right", is_fine=True)

    return Block(em * 4.6, draw)


def _state(ranked: Ranked, place: Rect, em: float) -> Iterator[Item]:
    about = ranked.action.id
    expected = float(ranked.progress - ranked.deviation)
    words = (
        f"进度 {percent_words(ranked.progress)}　序时 {expected:.1f}%　偏差 {points(ranked.deviation)}　"
        f"销号 {ranked.struck_off}/{len(ranked.tasks)}"
    )
    upper = Rect(place.x, place.y + em * 0.5, place.w, em * 1.5)
    yield from fitted(upper, words, em, "text", least=em * 0.6, about=about)
    rail = Rect(place.x, upper.bottom + em * 0.35, place.w, em * 0.7)
    yield Box(rail, "grid", about=about)
    if ranked.progress > 0:
        yield Box(
            Rect(rail.x, rail.y, rail.w * float(ranked.progress) / 100, rail.h), "progress", about=about
        )
    if 0 < expected <= 100:
        x = rail.x + rail.w * expected / 100
        yield Line(x, rail.y - em * 0.25, x, rail.bottom + em * 0.25, "text", em * 0.14, about=about)
