"""The ledger 督察整改 has rules of its own: rechecks (回头看) come with 销号, and a rebound begins another round."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import attrs

from battlemap.commands.command import rank_before
from battlemap.domain.kinds.entry import Entry, data_of
from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.ledger_kind import written
from battlemap.domain.ledgers.moving import arrived
from battlemap.store.file_names import FileNames
from battlemap.store.repository import Repository

#: The ledgers' codes, the stage in which a problem is struck off, and the one in which it stands again after a rebound.
LEDGER: Final = "rectifications"
RECHECKS: Final = "rectification_rechecks"
_STRUCK, _LISTED = "struck", "listed"
#: Title of a recheck → days after 销号 (mechanisms: 回头看 30, 90, 180 days).
_AFTER: Final = {"销号后30天": 30, "销号后90天": 90, "销号后180天": 180}
_REBOUND: Final = "反弹"
#: What was proof of the round that is over: kept as words in 备注, asked anew in the next.
_PROOF: Final = (
    "done_on", "checked_by", "checked_on", "media", "shown_from", "shown_to", "objection", "signed_by", "signed_on",
    "reviewed_on", "document", "struck_on",
)  # fmt: skip


def drive_rectifications(repository: Repository, definition: Definition) -> None:
    """Writes what follows from a change in the ledgers of 督察整改; other ledgers are left alone.

    A problem that was struck off gets the rechecks of its round that it lacks. One of whose rechecks more found a rebound
    than it has rounds behind it goes back to the list: round 2 and so on, with the evidence of the old round kept.
    """
    if definition.ledger.code == LEDGER:
        problems = definition
        below = next(
            (child for child in repository.live(Ledger, parent=problems.ledger.id) if child.code == RECHECKS),
            None,
        )
        if below is None:
            return
        rechecks = _definition(repository, below)
    elif definition.ledger.code == RECHECKS and definition.ledger.parent:
        rechecks = definition
        home = repository.get(Ledger, definition.ledger.parent)
        if home.deleted or home.code != LEDGER:
            return
        problems = _definition(repository, home)
    else:
        return
    if not {"struck_on", "rebounds"} <= problems.by_key.keys():
        return
    if not {"title", "due_on", "result"} <= rechecks.by_key.keys():
        return
    names = FileNames(repository)
    by_home: dict[str, list[Entry]] = {}
    for recheck in repository.find(Entry, ledger=rechecks.ledger.id):
        by_home.setdefault(recheck.parent or "", []).append(recheck)
    for problem in repository.live(Entry, ledger=problems.ledger.id):
        if problem.stage == _STRUCK or by_home.get(problem.id):
            own = by_home.get(problem.id, [])
            after = _rebounded(repository, problem, own, problems, rechecks, names)
            if after.stage == _STRUCK:
                _add_rechecks(repository, after, own, problems, rechecks, names)


def _definition(repository: Repository, ledger: Ledger) -> Definition:
    return Definition.of(ledger, repository.find(LedgerField, ledger=ledger.id))


def _held(entry: Entry, definition: Definition, key: str) -> Any:
    field = definition.by_key[key]
    return field.type.loaded(data_of(entry).get(field.id))


def _rounds(problem: Entry, problems: Definition) -> int:
    """Returns how many rounds are behind a problem."""
    held = _held(problem, problems, "rebounds")
    return held if isinstance(held, int) else 0


def _rebounded(
    repository: Repository,
    problem: Entry,
    own: list[Entry],
    problems: Definition,
    rechecks: Definition,
    names: FileNames,
) -> Entry:
    """Returns the problem, written back to the list where a recheck found a rebound that is not counted yet."""
    rebounds = sum(not recheck.deleted and _held(recheck, rechecks, "result") == _REBOUND for recheck in own)
    rounds = _rounds(problem, problems)
    if rebounds <= rounds or problem.stage != _STRUCK:
        return problem
    proof = [
        f"{problems.by_key[key].title} {words}"
        for key in _PROOF
        if key in problems.by_key
        and (words := problems.by_key[key].type.show(_held(problem, problems, key), names))
    ]
    values: dict[str, Any] = {
        key: problems.by_key[key].type.nothing for key in _PROOF if key in problems.by_key
    }
    values["rebounds"] = rebounds
    if "note" in problems.by_key:
        note = _held(problem, problems, "note")
        kept = f"第 {rounds + 1} 轮：{'，'.join(proof)}；回头看发现反弹。"
        values["note"] = f"{note}\n{kept}" if isinstance(note, str) and note else kept
    stage = problems.stage_field
    if stage is not None:
        values[stage.key] = _LISTED
    after = arrived(problem, written(problem, values, problems, names), problems, repository.today)
    repository.put(after)
    return after


def _add_rechecks(
    repository: Repository,
    problem: Entry,
    own: list[Entry],
    problems: Definition,
    rechecks: Definition,
    names: FileNames,
) -> None:
    """Writes the rechecks of a problem's round that are not there, one that somebody deleted is not written again."""
    struck = _held(problem, problems, "struck_on")
    if not isinstance(struck, date):
        return
    rounds = _rounds(problem, problems) + 1
    titles = [_held(recheck, rechecks, "title") for recheck in own]
    for title, days in _AFTER.items():
        if titles.count(title) >= rounds:
            continue
        rank = rank_before(repository, Entry, None, ledger=rechecks.ledger.id)
        fresh = Entry(repository.new_id(), rechecks.ledger.id, rank, parent=problem.id)
        values = {"title": title, "due_on": struck + timedelta(days)}
        repository.put(attrs.evolve(written(fresh, values, rechecks, names), parent=problem.id))
