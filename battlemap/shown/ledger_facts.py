"""What the sheets of a ledger are drawn from, asked of the file: rows, ageing, paths, children, tallies, rates, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import attrs

from battlemap.commands.asked_entries import AskedEntries
from battlemap.domain.judging.stage import Ageing, stage_ageing, without_bans
from battlemap.domain.judging.stage_path import Move, Paths, paths_of
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.entry_filter import EntryFilter
from battlemap.domain.ledgers.rates import RateValue, rate_value, rates_of
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.step_words import step_words
from battlemap.sheets.ledgers.facts import Children, LedgerFacts, RecordLine

#: Entries whose history is read: each asks the journal.
_MOST_HISTORIES = 600


def ledger_facts(
    asked: AskedEntries,
    ids: Sequence[str] | None = None,
    *,
    first: date | None = None,
    filter_words: str = "",
    is_unmasked: bool = False,
    has_history: bool = False,
) -> LedgerFacts:
    """Returns the facts of these entries (None: of all), as of the day that is asked; flow counts from `first`, by default
    from the campaign's first day.
    """
    snapshot, definition = asked.snapshot, asked.definition
    chosen = list(asked.ids() if ids is None else ids)
    entries = asked.entries(chosen)
    action = action_of(snapshot, definition)
    return LedgerFacts(
        definition,
        tuple(asked.rows(chosen)),
        asked.as_of,
        min(first or snapshot.campaign.starts_on, asked.as_of),
        action,
        ageings(entries, definition, snapshot, action, asked.as_of),
        stage_paths(asked, {entry.id for entry in entries}),
        _children(asked, set(chosen)),
        tuple(asked.tallies()),
        rate_values(asked),
        _histories(asked, chosen[:_MOST_HISTORIES]) if has_history else {},
        filter_words,
        is_unmasked,
    )


def action_of(snapshot: Snapshot, definition: Definition) -> Action | None:
    """Returns the action that a ledger serves; that of the ledger above for a child."""
    ledger = definition.ledger
    above = snapshot.definitions.get(ledger.parent or "")
    if ledger.action is None and above is not None:
        ledger = above.ledger
    action = snapshot.actions.get(ledger.action or "")
    return action if action is not None and not action.deleted else None


def ageings(
    entries: Sequence[Entry], definition: Definition, snapshot: Snapshot, action: Action | None, as_of: date
) -> dict[str, Ageing]:
    """Returns entry → how long it has stood in its stage; what waits for nothing is left out."""
    calendar = without_bans(snapshot.calendar, snapshot.periods.values(), action.code if action else "")
    made: dict[str, Ageing] = {}
    for entry in entries:
        stage = definition.road.stage(entry.stage)
        if stage is None or entry.stage_on is None:
            continue
        ageing = stage_ageing(stage, entry.stage_on, calendar, as_of)
        if ageing is not None:
            made[entry.id] = ageing
    return made


def stage_paths(asked: AskedEntries, ids: set[str]) -> Paths:
    """Returns the paths of these entries up to the day that is asked."""
    if asked.definition.stage_field is None:
        return {}
    moves = [
        Move(move.entry, move.after or None, move.on or datetime.fromisoformat(move.at).date())
        for move in asked.moves()
        if move.entry in ids
    ]
    return paths_of(moves, asked.as_of)


def rate_values(asked: AskedEntries) -> tuple[RateValue, ...]:
    """Returns every rate of a ledger as it stands."""

    def measure(wanted: EntryFilter, amount: str) -> int:
        if not amount:
            return asked.count(Asking(wanted))
        return int(asked.sums([amount], Asking(wanted))[amount] or 0)

    return tuple(rate_value(rate, measure) for rate in rates_of(asked.definition))


def _children(asked: AskedEntries, parents: set[str]) -> tuple[Children, ...]:
    made = []
    for definition in asked.snapshot.definitions.values():
        if definition.ledger.parent != asked.definition.ledger.id:
            continue
        below = AskedEntries(asked.session, definition, asked.as_of, at=asked.at)
        rows = tuple(row for row in below.rows(below.ids()) if row.parent in parents)
        below.close()
        made.append(Children(definition, rows))
    return tuple(made)


def _histories(asked: AskedEntries, ids: Sequence[str]) -> dict[str, list[RecordLine]]:
    """Returns entry → its history in words, newest first; what only the paper keeps (moves of rank) is left out."""
    made: dict[str, list[RecordLine]] = {}
    for id in ids:
        lines = []
        for step in reversed(asked.history(id)):
            if asked.at is not None and step.at > asked.at:
                continue
            own = attrs.evolve(step, changes=tuple(change for change in step.changes if change.id == id))
            words = step_words(own, asked.snapshot).deed
            if words:
                lines.append(RecordLine(step.at.date(), step.actor, words))
        made[id] = lines
    return made
