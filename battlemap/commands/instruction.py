"""Commands of instructions (批示)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class GiveInstruction:
    """A leader's words on a task are written down; `given_on` is today where it is not named."""

    task: str
    leader: str
    words: str
    due_on: date | None = None
    given_on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 登记{brief(self.leader)}批示"

    def apply(self, repository: Repository) -> None:
        """Writes the instruction; raises Refused without leader or words, or with days that cannot be."""
        task = repository.get(Task, self.task)
        made = Instruction(
            repository.new_id(),
            task.id,
            self.leader.strip(),
            self.given_on or repository.today,
            self.words.strip(),
            self.due_on,
        )
        repository.put(made)


@attrs.frozen
class AnswerInstruction:
    """What was done about it, as of today; an empty answer opens it again."""

    instruction: str
    answer: str

    def label(self, snapshot: Snapshot) -> str:
        return _named(snapshot, self.instruction, "办理" if self.answer.strip() else "重开")

    def apply(self, repository: Repository) -> None:
        """Writes the answer and its day."""
        found = repository.get(Instruction, self.instruction)
        repository.put(_answered(found, self.answer.strip(), repository.today))


@attrs.frozen
class EditInstruction:
    """Other words, leader, days or answer of an instruction; or it goes."""

    instruction: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return _named(snapshot, self.instruction, "删除" if self.changes.get("deleted") else "修改")

    def apply(self, repository: Repository) -> None:
        """Writes the instruction; raises Refused for what it may not be."""
        strange = self.changes.keys() - {"leader", "given_on", "words", "due_on", "answer", "deleted"}
        if strange:
            raise Refused("批示的这一项不能这样修改。", "、".join(sorted(strange)))
        found = repository.get(Instruction, self.instruction)
        if "answer" in self.changes:
            found = _answered(found, self.changes["answer"], repository.today)
        repository.put(attrs.evolve(found, **self.changes))


def _answered(found: Instruction, answer: str, today: date) -> Instruction:
    """Returns it with this answer: the day of the first one stands, an empty one opens it again."""
    return attrs.evolve(found, answer=answer, answered_on=(found.answered_on or today) if answer else None)


def _named(snapshot: Snapshot, instruction: str, deed: str) -> str:
    found = snapshot.instructions[instruction]
    return f"{snapshot.tasks[found.task].code} {deed}{brief(found.leader)}批示"
