"""The ledgers of the demo story: every delivered template with invented entries, which move on from day to day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from battlemap import paths
from battlemap.commands.command import Command, ranks_before
from battlemap.commands.entries import MoveToStage
from battlemap.commands.entry_writing import EntryWriting, definition_in
from battlemap.commands.ledgers import NewLedger, PutTally
from battlemap.commands.rows import Together
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.kinds.ledger import Ledger
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.template import delivered
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.store.file_names import FileNames
from battlemap.store.repository import Repository

_Scene = tuple[datetime, str, Callable[[Snapshot], Command]]


def ledger_scenes(opened_by: str) -> Iterator[_Scene]:
    """Yields everything that happens to the ledgers, in no order."""
    story = json.loads(paths.database("demo", "ledgers.json").read_text(encoding="utf-8"))
    opening = datetime.fromisoformat(story["opened_at"])
    yield opening, opened_by, lambda _: _founding()
    yield (
        opening.replace(minute=opening.minute + 5),
        opened_by,
        lambda board: _driving(story["drives"], board),
    )
    for ledger in story["ledgers"]:
        yield datetime.fromisoformat(ledger["at"]), ledger["by"], _registering(ledger)
    for move in story["moves"]:
        yield datetime.fromisoformat(move["at"]), move["by"], _moving(move)


def _founding() -> Command:
    templates = delivered()
    return Together(f"建立 {len(templates)} 本台账", tuple(NewLedger(template) for template in templates))


def _driving(drives: Sequence[Mapping[str, str]], board: Snapshot) -> Command:
    """Returns what ties tallies to the cards whose progress they are."""
    tied = []
    for drive in drives:
        definition = board.definition(drive["ledger"])
        task = board.task_by_code(drive["task"])
        assert definition is not None and task is not None
        tally = next(t for t in board.tallies_of(definition.ledger.id) if t.title == drive["tally"])
        tied.append(PutTally(attrs.evolve(tally, task=task.id)))
    return Together("台账计数带动任务进度", tuple(tied))


def _registering(ledger: Mapping[str, Any]) -> Callable[[Snapshot], Command]:
    return lambda board: _Register(ledger["code"], tuple(ledger["rows"]))


def _moving(move: Mapping[str, Any]) -> Callable[[Snapshot], Command]:
    return lambda board: _Move(move["ledger"], move["entry"], move["stage"], move["values"])


@attrs.frozen
class _Register(Command):
    """Entries with what belongs to them, told in words as somebody would type them."""

    code: str
    rows: tuple[Mapping[str, Any], ...]

    def label(self, snapshot: Snapshot) -> str:
        definition = snapshot.definition(self.code)
        assert definition is not None
        return f"登记 {len(self.rows)} {definition.counter}"

    def apply(self, repository: Repository) -> None:
        names, writing = FileNames(repository), _writing(repository, self.code)
        below: dict[str, EntryWriting] = {}
        ranks = ranks_before(repository, Entry, None, len(self.rows), ledger=writing.definition.ledger.id)
        for row, rank in zip(self.rows, ranks, strict=True):
            on = date.fromisoformat(row["on"]) if "on" in row else None
            entry = writing.add(_values(row["values"], writing.definition, names), rank, on=on)
            for part in row.get("below", ()):
                code = part["ledger"]
                if code not in below:
                    below[code] = _writing(repository, code)
                self._add_below(repository, below[code], entry, part["values"], names, on)
        for each in (*below.values(), writing):
            each.finish()

    def _add_below(
        self,
        repository: Repository,
        writing: EntryWriting,
        parent: Entry,
        words: Mapping[str, str],
        names: FileNames,
        on: date | None,
    ) -> None:
        rank = ranks_before(repository, Entry, None, 1, ledger=writing.definition.ledger.id)[0]
        writing.add(_values(words, writing.definition, names), rank, parent.id, on=on)


@attrs.frozen
class _Move(Command):
    """An entry goes to another stage, with what that demands."""

    code: str
    entry: str
    stage: str
    values: Mapping[str, str]

    def label(self, snapshot: Snapshot) -> str:
        definition = snapshot.definition(self.code)
        assert definition is not None
        return f"{definition.noun}“{brief(self.entry)}”进入“{self.stage}”"

    def apply(self, repository: Repository) -> None:
        definition = definition_in(repository, repository.live(Ledger, code=self.code)[0].id)
        entry = next(
            entry
            for entry in repository.live(Entry, ledger=definition.ledger.id)
            if entry.title == self.entry
        )
        stage = next(stage for stage in definition.stages if stage.name == self.stage)
        values = _values(self.values, definition, FileNames(repository))
        MoveToStage(definition.ledger.id, (entry.id,), stage.code, values=values).apply(repository)


def _writing(repository: Repository, code: str) -> EntryWriting:
    return EntryWriting(repository, repository.live(Ledger, code=code)[0].id)


def _values(words: Mapping[str, str], definition: Definition, names: FileNames) -> dict[str, Any]:
    """Returns key → value of what is told in words; the story is wrong where a word means nothing."""
    return {key: definition.by_key[key].type.read(text, names) for key, text in words.items()}
