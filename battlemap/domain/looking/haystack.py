"""What is searched as one types: every live task's words as one text, and as it is spoken."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from battlemap.domain.kinds.task import Task
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot


class Haystack:
    """Code, title, unit, owner, detail, action, measure and checklist of every live task.

    Title, unit and owner are also found by their sound.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._book: SoundBook | None = None
        self._texts: dict[str, str] = {}
        #: Tasks that are to be spoken; some of them are by now, or have gone.
        self._waiting: deque[str] = deque()
        self._sounds: dict[str, str] = {}
        #: Names of units and people as they are spoken: a hundred tasks have the same.
        self._said: dict[str, str] = {}
        for task in snapshot.tasks.values():
            self._take(task)

    @property
    def unheard(self) -> int:
        """How many tasks are not spoken yet."""
        return len(self._texts) - len(self._sounds)

    def learn(self, book: SoundBook) -> None:
        """Has tasks found by sound as well, as soon as `hear` has gone over them."""
        self._book = book
        self._sounds.clear()
        self._said.clear()
        self._waiting = deque(self._texts)

    def hear(self, most: int | None = None) -> bool:
        """Speaks so many more tasks, all of them by default; returns whether all are spoken."""
        spoken = 0
        while self._book is not None and self._waiting and spoken != most:
            id = self._waiting.popleft()
            if id in self._texts and id not in self._sounds:
                self._speak(self._snapshot.tasks[id], self._book)
                spoken += 1
        return not self.unheard

    def follow(self, reach: Reach, snapshot: Snapshot) -> frozenset[str]:
        """Takes what a step touches; returns the tasks whose words it may have changed."""
        self._snapshot = snapshot
        touched = reach.reworded
        if reach.touches("action"):
            # the words of an action are those of all its tasks
            touched |= {task.id for action in reach.columns for task in snapshot.tasks_of(action)}
        for id in touched:
            self._take(snapshot.tasks[id])
        return touched

    def holding(self, words: str, among: Iterable[str] | None = None) -> frozenset[str]:
        """Returns the live tasks (of `among`, where given) that hold every word, in any of its spellings."""
        ids = [id for id in among if id in self._texts] if among is not None else list(self._texts)
        for word in words.lower().split():
            pattern = self._book.pattern(word) if self._book else None
            texts, sounds = self._texts, self._sounds
            if pattern is None:
                ids = [id for id in ids if word in texts[id]]
            else:
                search = pattern.search
                ids = [id for id in ids if word in texts[id] or (id in sounds and search(sounds[id]))]
        return frozenset(ids)

    def _take(self, task: Task) -> None:
        if task.deleted:
            self._texts.pop(task.id, None)
            self._sounds.pop(task.id, None)
            return
        snapshot = self._snapshot
        measure = snapshot.measures.get(task.measure or "")
        parts = [task.code, *_spoken(task, snapshot), task.detail, measure.title if measure else ""]
        parts.append(snapshot.actions[task.action].short)
        if task.id in snapshot.by("checklist_item", "task"):
            parts += [item.title for item in snapshot.checklist_of(task.id)]
        text = "\n".join(filter(None, parts)).lower()
        if self._texts.get(task.id) == text:
            return
        self._texts[task.id] = text
        if self._book is not None:
            self._speak(task, self._book)

    def _speak(self, task: Task, book: SoundBook) -> None:
        title, *names = _spoken(task, self._snapshot)
        said = self._said
        for name in names:
            if name not in said:
                said[name] = book.speakable(name)
        self._sounds[task.id] = "\n".join((book.speakable(title), *[said[name] for name in names]))


def _spoken(task: Task, snapshot: Snapshot) -> tuple[str, ...]:
    """Returns what is also found by its sound: title, the unit's two names, the owner."""
    unit = snapshot.units.get(task.responsible_unit or "")
    names = (unit.name, unit.short_name) if unit else ()
    return (task.title, *names, snapshot.person_name(task.owner))


def narrows(words: str, before: str) -> bool:
    """Whether what holds `words` is sure to hold `before`: text was only added at the end."""
    return words.lower().startswith(before.lower())
