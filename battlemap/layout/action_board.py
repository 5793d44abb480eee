"""One action as a picture: its lanes side by side with their cards, and its time with every bar, as rows that flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.task import LANES
from battlemap.layout.card import Card
from battlemap.layout.card_face import CardMetrics, card_face, more_rows, paper_card_metrics
from battlemap.layout.flow import Block
from battlemap.layout.scene import Box, Item, Line, Rect, Text
from battlemap.layout.shift import moved
from battlemap.layout.text import is_cut, wrap_even
from battlemap.layout.time_axis import TimeAxis
from battlemap.layout.timeline import TimelineLayout, TimelineMetrics
from battlemap.layout.timeline_face import (
    TimelineFacts,
    bar_face,
    due_words,
    ground_face,
    head_face,
    period_names,
    today_face,
)
from battlemap.layout.timeline_names import names_ems, printed_name
from battlemap.layout.timeline_rows import TimelineRow, time_range
from battlemap.layout.words import fitted

#: A card is at least so many ems of its title wide.
_CARD: Final = 12.5
_MOST_ABREAST: Final = 12
_MOST_LINES: Final = 7
#: What is being done and what stands in the way takes at most so many lines.
_MOST_SAID: Final = 5
#: The names take at most this part of the width.
_NAMES: Final = 0.42


def lane_blocks(lanes: Sequence[Sequence[Card]], width: float, em: float) -> list[Block]:
    """Returns the lanes side by side, fuller ones wider: a head that is repeated, then a block for each row of cards."""
    gap = em * 0.4
    flows = _flows(
        [len(lane) for lane in lanes], max(len(lanes), min(_MOST_ABREAST, int(width / (_CARD * em))))
    )
    w = (width - gap * (sum(flows) - 1)) / sum(flows)
    cards = [card for lane in lanes for card in lane]
    metrics = _card_metrics(em)
    said = max((more_rows(card, w, metrics, _MOST_SAID) for card in cards), default=0)
    metrics = attrs.evolve(metrics, has_more=said > 0, more_rows=said)
    h = metrics.height(_title_lines(cards, w, metrics))
    rows = max((-(-len(lane) // flow) for lane, flow in zip(lanes, flows, strict=True)), default=0)
    places, x = [], 0.0
    for flow in flows:
        places.append((x, flow * w + (flow - 1) * gap))
        x += flow * (w + gap)
    head = _lane_head(lanes, places, em)
    blocks = [head]
    for row in range(rows):
        held = [lane[row * flow : (row + 1) * flow] for lane, flow in zip(lanes, flows, strict=True)]
        blocks.append(_card_row(held, places, w + gap, h, metrics, w, head))
    return blocks


def _flows(counts: Sequence[int], slots: int) -> list[int]:
    """Returns how many cards stand abreast in each lane: the fullest one gets the next place."""
    flows = [1] * len(counts)
    for _ in range(slots - len(counts)):
        fullest = max(range(len(counts)), key=lambda n: (-(-counts[n] // flows[n]), -n))
        if counts[fullest] <= flows[fullest]:
            break
        flows[fullest] += 1
    return flows


def _title_lines(cards: Sequence[Card], w: float, m: CardMetrics) -> int:
    """Returns how many lines the titles need at most, the longest in their smallest type."""
    room = w - 2 * m.pad - m.pin - m.gap
    for lines in range(2, _MOST_LINES):
        small = int(lines * m.title / m.least_title)
        if all(not is_cut(wrap_even(card.title, room / m.least_title, small), card.title) for card in cards):
            return lines
    return _MOST_LINES


def _card_metrics(em: float) -> CardMetrics:
    base = paper_card_metrics(em, "normal", em * 1.8)
    return attrs.evolve(base, small=em * 0.8, least_title=em * 0.72, most_title=em * 1.25, lamp=em)


def _lane_head(lanes: Sequence[Sequence[Card]], places: Sequence[tuple[float, float]], em: float) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        for lane, cards, (x, w) in zip(LANES, lanes, places, strict=True):
            box = Rect(place.x + x, place.y + em * 0.3, w, em * 1.9)
            yield Box(box, "band")
            words = Rect(box.x + em * 0.5, box.y, box.w - em * 3.5, box.h)
            yield from fitted(words, wording.LANES[lane], em * 1.15, "band_text", True, least=em * 0.7)
            count = Rect(box.right - em * 3, box.y, em * 2.6, box.h)
            yield Text(count, (str(len(cards)),), em * 1.15, "band_text", bool(cards), "right")

    return Block(em * 2.6, draw, stays_with_next=True)


def _card_row(
    held: Sequence[Sequence[Card]],
    places: Sequence[tuple[float, float]],
    pitch: float,
    h: float,
    metrics: CardMetrics,
    w: float,
    head: Block,
) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        for cards, (x, _) in zip(held, places, strict=True):
            for number, card in enumerate(cards):
                for item in card_face(card, w, h, metrics):
                    yield moved(item, place.x + x + number * pitch, place.y)

    return Block(h + metrics.gap * 1.6, draw, heads=(head,))


def time_blocks(
    campaign: Campaign, rows: Sequence[TimelineRow], facts: TimelineFacts, width: float, em: float
) -> list[Block]:
    """Returns the rows of a timeline as blocks under a head that is repeated."""
    facts = attrs.evolve(facts, is_printed=True)
    metrics = TimelineMetrics(
        row_h=em * 1.75, head_h=em * 1.25, names_w=min(em * names_ems(rows), width * _NAMES), bar_h=em * 0.95,
        base_h=em * 0.2, stone=em * 0.75, indent=em, gap=em * 0.3, small=em * 0.8, text=em, border=max(0.12, em * 0.035),
        grip=em,
    )  # fmt: skip
    first, last = time_range(rows, campaign.starts_on, campaign.ends_on)
    axis = TimeAxis.fitting(campaign, first, last, width - metrics.names_w)
    layout = TimelineLayout(tuple(rows), axis, metrics)
    head_h = layout.head_h + metrics.head_h

    def draw_head(place: Rect) -> Iterator[Item]:
        x, y = place.x + metrics.names_w, place.y + head_h
        yield Line(place.x, y, place.right, y, "muted", metrics.border)
        for item in (*period_names(layout, facts, -head_h), *head_face(layout, facts)):
            yield moved(item, x, y)

    head = Block(head_h, draw_head, stays_with_next=True)
    return [head, *(_time_row(layout, facts, row, head) for row in range(len(rows)))]


def _time_row(layout: TimelineLayout, facts: TimelineFacts, row: int, head: Block) -> Block:
    h = layout.metrics.row_h

    def draw(place: Rect) -> Iterator[Item]:
        only = range(row, row + 1)
        x, y = place.x + layout.metrics.names_w, place.y - row * h
        items = (
            *ground_face(layout, facts, only), *printed_name(layout, row), *bar_face(layout, row, facts),
            *today_face(layout, facts, only), *due_words(layout, row, facts),
        )  # fmt: skip
        for item in items:
            yield moved(item, x, y)

    is_heading = layout.rows[row].kind != "task"
    return Block(h, draw, (head,), stays_with_next=is_heading)
