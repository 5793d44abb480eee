"""What every sheet of a ledger bears: its frame, and the figures at its head with the leader among them."""

from __future__ import annotations

import attrs

from battlemap import wording
from battlemap.domain.ledgers.sums import plain_number
from battlemap.domain.ledgers.tally_figure import TallyFigure
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure
from battlemap.layout.framed import FrameFacts
from battlemap.layout.overview_legend import lamp_marks
from battlemap.sheets.framing import frame, leader_words
from battlemap.sheets.ledgers.facts import AGEING_LAMPS, LedgerFacts
from battlemap.sheets.options import SheetOptions

#: Figures at the head beside leader and number; more would be a list.
_MOST_TALLIES = 3


def ledger_frame(
    facts: LedgerFacts, snapshot: Snapshot, options: SheetOptions, title: str, number: str
) -> FrameFacts:
    """Returns the frame of a sheet called `title`; lamps are explained where entries have some, bars there are none."""
    made = frame(snapshot, options, title, number)
    slogan = facts.definition.ledger.one_word or made.band.slogan
    lit = [lamp for lamp in AGEING_LAMPS if facts.count(lamp)]
    footer = made.footer + ((f"筛选：{facts.filter_words}",) if facts.filter_words else ())
    band = attrs.evolve(made.band, title=title, slogan=slogan)
    return attrs.evolve(made, band=band, footer=footer, marks=lamp_marks(lit)[:-1])


def head_figures(facts: LedgerFacts, snapshot: Snapshot) -> list[BigFigure]:
    """Returns the leader, how many entries there are, the tallies towards their targets, and the lamps."""
    made = []
    if facts.action is not None:
        unit = snapshot.unit_label(facts.action.lead_unit)
        made.append(BigFigure("牵头领导", leader_words(facts.action), unit, about=facts.action.id))
    made.append(BigFigure(f"共有{facts.definition.noun}", str(len(facts.rows)), facts.counter))
    made += [tally_figure(tally) for tally in facts.tallies[:_MOST_TALLIES]]
    for lamp in AGEING_LAMPS[:2]:
        count = facts.count(lamp)
        if facts.ageing:
            note = {"red": "停留过久", "yellow": "超过标准"}[lamp]
            made.append(
                BigFigure(
                    wording.LAMPS[lamp], str(count), note, "red" if lamp == "red" and count else "text", lamp
                )
            )
    return made


def tally_figure(tally: TallyFigure) -> BigFigure:
    """Returns a tally as a large figure: 「进入园区 12/30」, below it what is missing."""
    target, unit = tally.target, tally.tally.unit
    if target is None:
        return BigFigure(tally.tally.title, plain_number(tally.value), unit)
    words = f"{plain_number(tally.value)}/{plain_number(target)}"
    if tally.is_reached:
        return BigFigure(tally.tally.title, words, f"{unit}，已达目标", "green")
    return BigFigure(
        tally.tally.title, words, f"{unit}，还差 {plain_number(target - tally.value)}", "progress"
    )
