"""Which tasks the page shows: the filter asked anew as one types, after each step, each day and each moment."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from typing import Final

import attrs
from PySide6.QtCore import QObject, QTimer, Signal

from battlemap.commands.session import Session
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.looking.facets import Facet, facets
from battlemap.domain.looking.haystack import Haystack, narrows
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.looking.task_filter import Ground, TaskFilter
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.chronicle import Chronicle
from battlemap.exchange.pinyin import readings

#: Tasks that are spoken between two looks at the keyboard.
_SLICE: Final = 400


class Finder(QObject):
    """Holds the filter and what passes it; emits `changed` where tasks pass that did not before it was asked to look.

    A task that was just edited, dropped or made stays `kept` until the selection leaves it, also where it passes no
    more: nothing vanishes under the hand.
    """

    changed = Signal()

    def __init__(
        self, session: Session, lamp_of: Callable[[str], Lamp], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.filter = TaskFilter()
        self.kept: frozenset[str] = frozenset()
        self._session, self._lamp_of = session, lamp_of
        self._passing: frozenset[str] | None = None
        self._haystack: Haystack | None = None
        self._chronicle: Chronicle | None = None
        self._book: SoundBook | None = None
        self._learning = QTimer(self, singleShot=True, interval=0)
        self._learning.timeout.connect(self._learn)
        self._speaking = QTimer(self, interval=0)
        self._speaking.timeout.connect(self._speak_some)

    @property
    def only(self) -> frozenset[str] | None:
        """The tasks to show, None for all."""
        return None if self._passing is None else self._passing | self.kept

    @property
    def passing(self) -> frozenset[str] | None:
        """The tasks that pass, None for all."""
        return self._passing

    def present(self, snapshot: Snapshot, as_of: date, moment: datetime | None) -> None:
        """Takes another board, day or moment and asks anew."""
        self._snapshot, self._as_of = snapshot, as_of
        self._until = moment or datetime.combine(as_of, time.max)
        self._haystack = self._chronicle = None
        self.kept = frozenset()
        self._ask()

    def seek(self, wanted: TaskFilter) -> None:
        """Sets another filter; where words were only added, what passed before is searched alone."""
        before, self.filter = self.filter, wanted
        self.kept = frozenset()
        is_narrower = (
            self._passing is not None
            and bool(before.words.split())
            and narrows(wanted.words, before.words)
            and attrs.evolve(wanted, words=before.words) == before
        )
        if wanted.words.strip():
            self.learn()
        self._ask(self._passing if is_narrower else None)

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot, selected: Collection[str]) -> None:
        """Takes a committed step and asks again for what it touches."""
        self._snapshot = snapshot
        if self._haystack is not None:
            self._haystack.follow(reach, snapshot)
        if self._chronicle is not None:
            self._chronicle.follow(step)
        if self._passing is None:
            return
        if reach.is_everything:
            self._ask()
            return
        touched = reach.tasks
        self._passing = (self._passing - touched) | self.filter.passing(self._ground(), touched)
        stay = self.kept | touched.intersection(selected) | reach.made
        self.kept = frozenset(id for id in stay - self._passing if not snapshot.tasks[id].deleted)

    def select(self, tasks: Collection[str]) -> bool:
        """Lets go of kept tasks that are no longer selected; returns whether there were some."""
        stay = self.kept.intersection(tasks)
        is_less, self.kept = stay != self.kept, stay
        return is_less

    def facets(self) -> tuple[Facet, ...]:
        """Returns what the filter can be set to, with counts."""
        return facets(self.filter, self._ground())

    def hit(self, from_task: str | None, way: int) -> str | None:
        """Returns the next (1) or previous (-1) shown task on the board, round the end; None where none is shown."""
        only = self.only
        hits = [task.id for task in self._snapshot.live_tasks if only is None or task.id in only]
        if not hits:
            return None
        if from_task in hits:
            return hits[(hits.index(from_task) + way) % len(hits)]
        return hits[0 if way > 0 else -1]

    def learn(self) -> None:
        """Learns how characters are read, once and a little at a time; words are then asked for again."""
        if self._book is None:
            self._learning.start()

    @property
    def is_fluent(self) -> bool:
        """Whether every task is found by its sound as well."""
        return self._book is not None and not self._hay().unheard

    def leave(self) -> None:
        """Ends what goes on in the background."""
        self._speaking.stop()
        self._learning.stop()

    def _ask(self, among: frozenset[str] | None = None) -> None:
        self._passing = None if self.filter.is_empty else self.filter.passing(self._ground(), among)

    def _ground(self) -> Ground:
        return Ground(self._snapshot, self._as_of, self._lamp_of, self._hay, self._trace)

    def _hay(self) -> Haystack:
        if self._haystack is None:
            self._haystack = Haystack(self._snapshot)
            if self._book is not None:
                self._haystack.learn(self._book)
                self._speaking.start()
        return self._haystack

    def _trace(self) -> Chronicle:
        if self._chronicle is None:
            self._chronicle = self._session.chronicle(self._until)
        return self._chronicle

    def _learn(self) -> None:
        self._book = SoundBook(readings())
        if self._haystack is not None:
            self._haystack.learn(self._book)
        self._speaking.start()

    def _speak_some(self) -> None:
        if not self._hay().hear(_SLICE):
            return
        self._speaking.stop()
        if self.filter.words.split():
            self._ask()
            self.changed.emit()
