"""The journal as people read it: steps in words, and what lies in the recycle bin (回收站)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import attrs

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.entries import RestoreEntries
from battlemap.commands.ledgers import RestoreLedger
from battlemap.commands.rows import RestoreRow
from battlemap.commands.session import Session
from battlemap.domain.journal_entry import JournalEntry
from battlemap.domain.kinds.catalogue import CATALOGUE, KINDS
from battlemap.domain.kinds.kind import Kind, Row
from battlemap.domain.kinds.task import Task
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import StepKind
from battlemap.domain.telling.comparison import Comparison, compare
from battlemap.domain.telling.step_words import StepWords, step_words
from battlemap.errors import BadInput
from battlemap.store import journal
from battlemap.store.past_entries import deleted_entries

#: The tables of what the recycle bin holds; what others belong to stands first.
BINNED: Final = tuple(kind.table for kind in CATALOGUE if kind.is_binned)


@attrs.frozen
class PastStep:
    """A line of the history; `obstacle` says why all after it cannot be taken back, "" where that can be tried."""

    number: int
    id: str
    at: datetime
    actor: str
    kind: StepKind
    label: str
    step_words: StepWords
    is_undone: bool
    obstacle: str

    @property
    def words(self) -> str:
        """The whole sentence: 「李明 把 ECON-03 从 推进中 移到 待核查」."""
        return self.step_words.words


@attrs.frozen
class Discarded:
    """A deleted row: what it was, where it stood, who deleted it when, and by which step."""

    table: str
    id: str
    name: str
    place: str
    at: datetime
    actor: str
    label: str
    obstacle: str
    ledger: str = ""

    @property
    def restoring(self) -> Command:
        """The command that brings it back."""
        if self.ledger:
            return RestoreEntries(self.ledger, (self.id,), self.name)
        return RestoreLedger(self.id) if self.table == "ledger" else RestoreRow(self.table, self.id)


def past_steps(session: Session, most: int = 100, before: int | None = None) -> list[PastStep]:
    """Returns the newest steps (those with a number below `before`) in words, newest first."""
    heads = session.steps(most, before)
    with session.file.reading() as connection:
        steps = [journal.told_step_of(connection, head) for head in heads]
    past = []
    for head, step in zip(heads, steps, strict=True):
        past.append(
            PastStep(
                head.number,
                head.id,
                step.at,
                step.actor,
                step.kind,
                step.label,
                step_words(step, session.snapshot),
                session.is_undone(head.id),
                session.why_not_undo_to(head.id),
            )
        )
    return past


def journal_entries(
    session: Session, since: datetime | None = None, until: datetime | None = None
) -> Iterator[JournalEntry]:
    """Returns every step between the two moments (both included), oldest first, each checked against the one before."""
    with session.file.reading() as connection:
        return iter(
            [
                JournalEntry(head.number, journal.told_step_of(connection, head), head.hash or "", is_sound)
                for head, is_sound in journal.sealed(connection)
                if (since is None or head.moment >= since) and (until is None or head.moment <= until)
            ]
        )


def compare_moments(
    session: Session, earlier: datetime, later: datetime, judged_on: date | None = None
) -> Comparison:
    """Returns what became different between two moments, lamps judged as of their days.

    `judged_on` is the day by which the later board is judged instead, for a campaign that is over.

    Before the file began there was nothing. Raises BadInput where the later moment is not the later one, or lies
    before the file began.
    """
    began_at = session.began_at
    if later < earlier:
        raise BadInput("较晚的时刻早于较早的时刻，请对调。")
    if later < began_at:
        raise BadInput(f"这份档案自 {began_at:%Y-%m-%d %H:%M} 才有记录，请选其后的时刻。")
    before = Snapshot.of(()) if earlier < began_at else session.snapshot_at(earlier)
    after_on = judged_on or later.date()
    return compare(before, min(earlier.date(), after_on), session.snapshot_at(later), after_on)


def discarded(session: Session) -> list[Discarded]:
    """Returns what is deleted at present, the last deleted first; what went with its home is not listed apart."""
    snapshot = session.snapshot
    with session.file.reading() as connection:
        deletions = journal.deletions(connection, BINNED)
    things = []
    for (table, id), head in deletions.items():
        kind, row = KINDS[table], snapshot.rows[table].get(id)
        if row is None or not row.deleted:
            continue
        homes = [
            (type_.table, home)
            for key, type_ in kind.pointers
            if key in kind.homes and (home := getattr(row, key)) in snapshot.rows[type_.table]
        ]
        gone = [(at, home) for at, home in homes if snapshot.rows[at][home].deleted]
        if any(deletions.get(home) == head for home in gone):
            continue
        words = [(KINDS[at].quoted(snapshot.rows[at][home], snapshot), KINDS[at].noun) for at, home in gone]
        obstacle = f"所属{words[0][0]}已删除，请先恢复{words[0][1]}。" if words else ""
        name, place = _name(row, kind, snapshot), _place(row, kind, snapshot)
        things.append(Discarded(table, id, name, place, head.moment, head.actor, _deed(head), obstacle))
    things += _discarded_entries(session)
    return sorted(things, key=lambda thing: (thing.at, thing.name), reverse=True)


def _discarded_entries(session: Session) -> list[Discarded]:
    """Returns the entries of ledgers that are deleted, the last thousand; what went with its parent is not listed apart."""
    things = []
    with session.file.reading() as connection:
        for entry, head, home in deleted_entries(connection):
            definition = session.snapshot.definitions.get(entry.ledger)
            if definition is None or (home is not None and home.id == head.id):
                continue
            obstacle = "所属的上级已删除，请先恢复上级。" if home is not None else ""
            name = Masking(definition).title(entry.title) or definition.noun
            place = definition.title
            things.append(
                Discarded(
                    "entry",
                    entry.id,
                    name,
                    place,
                    head.moment,
                    head.actor,
                    _deed(head),
                    obstacle,
                    entry.ledger,
                )
            )
    return things


def _name(row: Row, kind: Kind, snapshot: Snapshot) -> str:
    if isinstance(row, Task):
        return f"{row.code} {row.title}"
    texts = [kind.type_of(key).show(getattr(row, key), snapshot) for key in kind.name_keys]
    return next(filter(None, reversed(texts)), "") or kind.subject(row, snapshot)


def _place(row: Row, kind: Kind, snapshot: Snapshot) -> str:
    """Returns where it stood: what it belongs to, and the lane of a card."""
    homes = [
        kind.type_of(key).show(getattr(row, key), snapshot) for key, _ in kind.pointers if key in kind.homes
    ]
    lane = [wording.LANES[row.lane]] if isinstance(row, Task) else []
    return "·".join([*homes, *lane])


def _deed(head: journal.Header) -> str:
    return head.label if head.kind == "do" else f"{wording.STEP_KINDS[head.kind]}“{head.label}”"
