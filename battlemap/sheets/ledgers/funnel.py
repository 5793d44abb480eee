"""阶段漏斗: who ever came to each stage beside who stands there now, how many passed in how many days, the rates with their definition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Final

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.judging.funnel import FunnelStep, Passing, funnel, needed_words, passing, passings
from battlemap.domain.judging.progress import percent_words
from battlemap.domain.judging.stage import on_road, without_bans
from battlemap.domain.judging.stage_pace import pace
from battlemap.domain.ledgers.rates import RateValue, rate_words
from battlemap.domain.ledgers.sums import sum_of
from battlemap.domain.planning.ban import building_calendar
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.funnel import FunnelBar, funnel_blocks
from battlemap.layout.listing import heading, nothing
from battlemap.layout.scene import Item, Rect, Scene
from battlemap.layout.words import fitted
from battlemap.sheets.ledgers.facts import LedgerFacts, amount_words
from battlemap.sheets.ledgers.ledger_frame import head_figures, ledger_frame
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "funnel", "阶段漏斗", "台四"
PURPOSE = "按走得最远的阶段累计，旁边是现在各阶段；通过率和中位天数，落地率等比率附口径，倒推需要多少"
#: So many arrivals are asked for where no tally has a target.
_WANTED: Final = 5


def stage_funnel(
    snapshot: Snapshot, options: SheetOptions, facts: LedgerFacts, group_by: str = ""
) -> tuple[Scene, ...]:
    """Returns the pages of the funnel; every entry is counted once among those who are there now."""
    definition, road = facts.definition, facts.definition.road
    made = funnel(road, facts.paths, _amounts(facts))
    passed = {each.to_stage.code: each for each in passings(road, facts.paths)}
    stage = definition.stage_field
    red = {getattr(row, stage.key) for row in facts.rows if facts.lamp(row) == "red"} if stage else set()

    def bar(step: FunnelStep, is_beside: bool = False) -> FunnelBar:
        return FunnelBar(
            step.stage.name, step.ever, step.now, amount_words(step.ever_amount), amount_words(step.now_amount),
            _passed(passed.get(step.stage.code)), is_beside, step.stage.code in red,
        )  # fmt: skip

    bars = [*(bar(step) for step in made.steps), *(bar(step, True) for step in made.beside if step.now)]

    def blocks(width: float, em: float) -> list[Block]:
        shown = [*head_figures(facts, snapshot), *(_rate(value) for value in facts.rates)]
        blocks = figures(shown, width, em)
        if not made.whole:
            return [*blocks, nothing(f"还没有{definition.noun}进入阶段", em * 1.5)]
        blocks += funnel_blocks(bars, facts.counter, width, em)
        words = [*_paces(facts, snapshot), *_conclusions(facts)]
        if words:
            blocks.append(heading("倒推", em))
            blocks += [_line(sentence, em * 1.3, "text") for sentence in words]
        if facts.rates:
            blocks.append(heading("口径", em))
            blocks += [
                _line(rate_words(value.rate, definition, snapshot), em, "muted") for value in facts.rates
            ]
        return blocks

    title = f"{definition.ledger.title.removesuffix('台账')}{TITLE}"
    return framed_pages(ledger_frame(facts, snapshot, options, title, NUMBER), blocks, options.paper)


def _amounts(facts: LedgerFacts) -> dict[str, int]:
    """Returns entry → yuan by the first amount of the list, the one that the ledger is about."""
    field = next((f for f in facts.definition.fields if f.row.type == "money" and f.row.in_list), None)
    if field is None:
        return {}
    return {
        row.id: int(value) for row in facts.rows if (value := sum_of([getattr(row, field.key)])) is not None
    }


def _passed(passed: Passing | None) -> str:
    if passed is None or passed.share is None:
        return ""
    days = f"，中位 {passed.median_days:g} 天" if passed.median_days is not None else ""
    return f"{percent_words(passed.share * 100)} 通过{days}"


def _rate(value: RateValue) -> BigFigure:
    return BigFigure(
        value.rate.title,
        value.words,
        f"{value.numerator}/{value.denominator}" if not value.rate.amount else "按金额",
    )


def _paces(facts: LedgerFacts, snapshot: Snapshot) -> list[str]:
    """Returns what each week must still bring for the tallies to reach their targets by the last day of the campaign.

    Only days on which work is allowed count, those of an exemption of the tally's task among them; where a ban holds to
    the end, working days do: not all work is forbidden.
    """
    last, tomorrow = snapshot.campaign.ends_on, facts.as_of + timedelta(days=1)
    sentences = []
    for tally in facts.tallies:
        if tally.target is None:
            continue
        allowed = allowed_days(facts, snapshot, tally.tally.task)
        calendar = allowed if allowed.working_days(tomorrow, last) else snapshot.calendar
        needed = pace(Fraction(tally.target), Fraction(tally.value), calendar, facts.as_of, last)
        sentences.append(f"{tally.tally.title}：{needed.words(tally.tally.unit)}。")
    return sentences


def allowed_days(facts: LedgerFacts, snapshot: Snapshot, task: str | None) -> WorkCalendar:
    """Returns the days on which a tally can grow: those of the task that it drives, else those of the ledger's action."""
    driven = snapshot.tasks.get(task or "")
    if driven is not None and snapshot.is_live(driven):
        return building_calendar(snapshot, driven)
    code = facts.action.code if facts.action else ""
    return without_bans(snapshot.calendar, snapshot.periods.values(), code)


def _conclusions(facts: LedgerFacts) -> list[str]:
    """Returns what must set out for the last stage to be reached so often, by the conversion up to now."""
    road = on_road(facts.definition.road)
    if len(road) < 2:
        return []
    target = next(
        (t.target - t.value for t in facts.tallies if t.target is not None and t.value < t.target), None
    )
    wanted = max(1, int(target)) if target is not None else _WANTED
    start = road[min(len(road) - 2, 2)] if len(road) > 3 else road[0]
    return [
        needed_words(passing(facts.definition.road, facts.paths, start.code, road[-1].code), wanted) + "。"
    ]


def _line(words: str, size: float, colour: str) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        yield from fitted(
            Rect(place.x + size, place.y, place.w - size, place.h), words, size, colour, least=size * 0.6
        )

    return Block(size * 1.7, draw)
