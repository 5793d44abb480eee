"""排名榜: all actions in order of merit, red flags for the first ones."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from battlemap.domain.judging.lamp import points
from battlemap.domain.judging.progress import percent_words
from battlemap.domain.judging.ranking import Ranked, Ranking, ranking, ranking_rule
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import nothing
from battlemap.layout.overview_legend import lamp_marks
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.words import fitted
from battlemap.sheets.framing import action_words, frame, leader_words
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "ranking", "排名榜", "图九"
PURPOSE = "各专项按规则排名：前三插红旗，后三提示；进度、偏差、销号、得分"


def ranks(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the ranking; every action with tasks has its row, those without are named below."""
    told = ranking(snapshot, options.as_of, ranking_rule(options.ranking_rule))
    idle = [action for action in snapshot.columns if not snapshot.tasks_of(action.id)]

    def blocks(width: float, em: float) -> list[Block]:
        made = [_note(told.rule.words, em)] if told.ranked else [nothing("没有可排名的专项", em * 1.5)]
        made += [_row(ranked, told, em) for ranked in told.ranked]
        if idle:
            made.append(
                _note("未排名（没有任务）：" + "、".join(action_words(action) for action in idle), em)
            )
        return made

    facts = attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=lamp_marks(()))
    return framed_pages(facts, blocks, options.paper)


def _note(words: str, em: float) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        yield from fitted(place, words, em, "muted", least=em * 0.6)

    return Block(em * 2.2, draw)


def _row(ranked: Ranked, told: Ranking, em: float) -> Block:
    """A row: place, flag, name and leader large, the bar with progress, deviation, struck off, score."""
    about = ranked.action.id
    is_best, is_worst = ranked in told.best, ranked in told.worst

    def draw(place: Rect) -> Iterator[Item]:
        box = Rect(place.x, place.y, place.w, place.h - em * 0.4)
        colour = "accent" if is_best else "red" if is_worst else "muted"
        yield Box(box, "ground" if is_best else "card", "border", em * 0.06, em * 0.25, about=about)
        yield Box(Rect(box.x, box.y, em * 0.35, box.h), colour, about=about)
        number = Rect(box.x + em * 0.6, box.y, em * 3.2, box.h)
        yield from fitted(number, str(ranked.place), em * 2.4, colour, True, "center", em, about)
        x = number.right + em * 0.3
        if is_best:
            yield from _flag(Rect(x, box.y + em * 0.5, em * 2.0, box.h - em), em, about)
        elif is_worst:
            yield Text(
                Rect(x, box.y, em * 2.2, box.h), ("后三",), em * 1.0, "red", True, "center", about=about
            )
        x += em * 2.6
        score = Rect(box.right - em * 6.5, box.y, em * 6, box.h)
        room = score.x - x - em
        name_w = room * 0.42
        name = Rect(x, box.y + em * 0.35, name_w, em * 1.9)
        yield from fitted(
            name, action_words(ranked.action), em * 1.5, "text", True, least=em * 0.8, about=about
        )
        leader = Rect(x, name.bottom, name_w, em * 1.5)
        yield from fitted(leader, leader_words(ranked.action), em * 1.2, "text", least=em * 0.8, about=about)
        yield from _state(ranked, Rect(x + name_w + em, box.y, room - name_w - em, box.h), em)
        upper = Rect(score.x, score.y + em * 0.3, score.w, em * 2.3)
        yield from fitted(upper, ranked.score_words, em * 2.0, colour, True, "right", em, about)
        yield Text(
            Rect(score.x, upper.bottom, score.w, em * 1.2), ("得分",), em * 0.9, "muted", align="right"
        )

    return Block(em * 4.6, draw)


def _flag(place: Rect, em: float, about: str) -> Iterator[Item]:
    """A red flag: praise, never a lamp."""
    yield Box(Rect(place.x + em * 0.2, place.y, em * 1.7, em * 1.15), "red", about=about)
    yield Line(
        place.x + em * 0.2,
        place.y - em * 0.1,
        place.x + em * 0.2,
        place.bottom,
        "text",
        em * 0.16,
        about=about,
    )


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
