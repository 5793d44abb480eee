"""What stands on the board as of a day: columns, filtered cells, cards and counts, following every step."""

from __future__ import annotations

import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

import attrs

from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.silence import days_without_news
from battlemap.layout.card import Card, card_of
from battlemap.layout.column_head import ColumnHead, Counted, Tally, counted
from battlemap.shown.board.forecast_marks import ForecastMarks
from battlemap.shown.presence import Presence

#: From so many tasks on they are picked out of the whole board, not found one by one.
_MANY: Final = 500
#: Of so many cards all that they say is kept; of a larger board's others only what their heads count.
MOST_KEPT: Final = 20_000


@attrs.frozen
class Place:
    """Where a card stands: numbers of its column and lane, and its place in the filtered cell."""

    column: int
    lane: int
    index: int


class BoardContents:
    """The cards of one snapshot by column and lane; cards are judged when they are first asked for."""

    def __init__(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None = None) -> None:
        self.snapshot = snapshot
        self.as_of = as_of
        self.only = only
        self._fades_after = 0
        self._seen_by: Presence = {}
        self.columns: tuple[Action, ...] = snapshot.columns
        self.due = Counter[date]()
        #: Replaced whenever the timeline would say something else.
        self.timeline = object()
        self._count_all()
        self._cells: list[list[tuple[str, ...]]] = []
        self._numbers: dict[str, int] = {}
        #: Cell → card → its index; made when a place in the cell is asked for.
        self._indexes: dict[tuple[int, int], dict[str, int]] = {}
        self._cards: dict[str, Card] = {}
        self._heads: dict[str, ColumnHead] = {}
        #: Action → its judged cards counted; card → what of it is counted, equal ones as one object.
        self._tallies = defaultdict[str, Tally](Tally)
        self._counted: dict[str, Counted] = {}
        self._shared: dict[Counted, Counted] = {}
        #: Cards that nobody has asked for, as far as known; None before somebody has looked.
        self._unjudged: deque[str] | None = None
        self._forecasts = ForecastMarks(snapshot, as_of)
        self._arrange()

    # -- questions ----------------------------------------------------------------------------------------------

    def cell(self, column: int, lane: int) -> tuple[str, ...]:
        """Returns the ids of the shown cards of a cell, from top to bottom."""
        return self._cells[column][lane]

    @property
    def counts(self) -> list[list[int]]:
        """The number of shown cards by column and lane."""
        return [[len(ids) for ids in lanes] for lanes in self._cells]

    def place(self, task: str) -> Place | None:
        """Returns where a card stands, None where it is not shown."""
        row = self.snapshot.tasks.get(task)
        column = self._numbers.get(row.action) if row is not None else None
        if row is None or column is None:
            return None
        lane = LANES.index(row.lane)
        index = self._index(column, lane).get(task)
        return None if index is None else Place(column, lane, index)

    def _index(self, column: int, lane: int) -> dict[str, int]:
        indexes = self._indexes.get((column, lane))
        if indexes is None:
            indexes = {id: index for index, id in enumerate(self._cells[column][lane])}
            self._indexes[column, lane] = indexes
        return indexes

    def in_order(self) -> Iterator[str]:
        """Yields every shown card, column by column, lane by lane."""
        for lanes in self._cells:
            for ids in lanes:
                yield from ids

    def column_ids(self, column: int) -> tuple[str, ...]:
        """Returns the shown cards of a column from top to bottom."""
        return tuple(id for ids in self._cells[column] for id in ids)

    def sorted(self, tasks: frozenset[str] | set[str]) -> tuple[str, ...]:
        """Returns the shown ones of `tasks` in the order of the board."""
        if len(tasks) > _MANY:
            # looking through the whole board costs less than finding so many places
            return tuple([id for lanes in self._cells for ids in lanes for id in ids if id in tasks])
        placed = [(place, id) for id in tasks if (place := self.place(id))]
        placed.sort(key=lambda pair: (pair[0].column, pair[0].lane, pair[0].index))
        return tuple(id for _, id in placed)

    def task(self, id: str) -> Task:
        """Returns the task of a card."""
        return self.snapshot.tasks[id]

    def card(self, id: str) -> Card:
        """Returns what the card says, judged once while it is looked at."""
        card = self._cards.get(id)
        if card is None:
            if len(self._cards) >= MOST_KEPT:
                self._cards = dict(islice(self._cards.items(), MOST_KEPT // 2, None))
            card = self._cards[id] = self._judged(id)
        return card

    def lamp(self, id: str) -> Lamp:
        """Returns the lamp of a card, judged once."""
        there = self._counted.get(id)
        return there.lamp if there is not None else self.card(id).lamp

    def _judged(self, id: str) -> Card:
        """Returns what the card says and counts it."""
        task = self.snapshot.tasks[id]
        card = self._made(task)
        if not task.deleted and id not in self._counted:
            new = counted(card, task.action)
            new = self._counted[id] = self._shared.setdefault(new, new)
            self._tallies[task.action].add(new)
        return card

    def head(self, column: int) -> ColumnHead | None:
        """Returns the column's head, None while some of its cards are not judged yet."""
        action = self.columns[column]
        head = self._heads.get(action.id)
        if head is None:
            tally = self._tallies.get(action.id) or Tally()
            if tally.number < sum(len(self.snapshot.cell(action.id, lane)) for lane in LANES):
                return None
            shown = None if self.only is None else sum(map(len, self._cells[column]))
            unit = self.snapshot.unit_label(action.lead_unit)
            head = self._heads[action.id] = tally.head(action, unit, shown)
        return head

    def fade(self, days: int) -> None:
        """Makes cards faint of which nothing has been heard for so many calendar days; none for 0."""
        if days != self._fades_after:
            self._fades_after = days
            self._forget_all()

    def see(self, presence: Presence) -> frozenset[str]:
        """Takes whose cards are open elsewhere; returns the cards that say something else now."""
        before, self._seen_by = self._seen_by, presence
        changed = {id for id in {*before, *presence} if before.get(id) != presence.get(id)}
        for id in changed & self._cards.keys():
            self._cards[id] = attrs.evolve(self._cards[id], seen_by=presence.get(id, ()))
        return frozenset(changed)

    def _made(self, task: Task) -> Card:
        card = card_of(self.snapshot, task, self.as_of)
        if forecast := self._forecasts.words(task.id):
            card = attrs.evolve(card, forecast=forecast)
        if seen_by := self._seen_by.get(task.id):
            card = attrs.evolve(card, seen_by=seen_by)
        if not self._fades_after:
            return card
        silent = days_without_news(task, self.snapshot.campaign, self.as_of)
        return attrs.evolve(card, is_faint=silent is not None and silent >= self._fades_after)

    def lane_count(self, lane: int) -> int:
        """Returns the number of shown cards in a lane."""
        return sum(len(lanes[lane]) for lanes in self._cells)

    def judge_some(self, seconds: float) -> bool:
        """Judges cards that nobody has asked for yet, for so long; returns whether all are judged."""
        until = time.perf_counter() + seconds
        if self._unjudged is None:
            self._unjudged = deque(task.id for task in self.snapshot.live_tasks)
        while self._unjudged:
            id = self._unjudged.popleft()
            if id not in self._counted and self.snapshot.is_live(self.snapshot.tasks[id]):
                card = self._judged(id)
                if len(self._cards) < MOST_KEPT:
                    self._cards[id] = card
                if time.perf_counter() > until:
                    return False
        return True

    def forecast_some(self, seconds: float) -> frozenset[str] | None:
        """Works out forecasts for so long; returns the cards that say something else now, None when all are known."""
        changed = self._forecasts.work_some(seconds)
        for id in changed or ():
            if id in self._cards:
                self._cards[id] = self._made(self.snapshot.tasks[id])
        return changed

    # -- changes ------------------------------------------------------------------------------------------------

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows the cards in `only`, all where it is None."""
        self.only = only
        self._heads.clear()
        self._arrange()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> frozenset[str]:
        """Takes the step and arranges only the cells it touches; returns the tasks that changed their place.

        A task that the step creates is shown even under a filter: one sees what one has done.
        """
        before_step, self.snapshot = self.snapshot, snapshot
        self._forecasts.follow(step, reach, snapshot)
        if reach.touches("action"):
            self._count_all()
        else:
            for change in step.changes:
                before, after = _due_day(change.before, before_step), _due_day(change.after, snapshot)
                if before != after:
                    self._count_due(before, -1)
                    self._count_due(after, 1)
        if self.only is not None:
            self.only |= reach.made
        if reach.is_everything:
            self.timeline = object()
            self._forget_all()
        for id in reach.tasks:
            self._forget(id)
        for action in reach.columns:
            self._heads.pop(action, None)
        if reach.touches("action"):
            self.columns = snapshot.columns
            self._unjudged = None
            self._arrange()
        else:
            for action, lane in reach.cells:
                if action in self._numbers:
                    self._arrange_cell(self._numbers[action], LANES.index(lane))
        return reach.came | reach.moved

    def _forget_all(self) -> None:
        for cache in (self._cards, self._heads, self._tallies, self._counted, self._shared):
            cache.clear()
        self._unjudged = None

    def _forget(self, id: str) -> None:
        self._cards.pop(id, None)
        there = self._counted.pop(id, None)
        if there is not None:
            self._tallies[there.action].add(there, -1)
            self._heads.pop(there.action, None)
        if self._unjudged is not None:
            self._unjudged.append(id)
        task = self.snapshot.tasks.get(id)
        if task is not None:
            self._heads.pop(task.action, None)

    def _count_all(self) -> None:
        """Counts the due days of all tasks that stand on the board: an archived action's do not."""
        due = Counter(day for task in self.snapshot.tasks.values() if (day := _due_day(task, self.snapshot)))
        if due != self.due:
            self.due, self.timeline = due, object()

    def _count_due(self, day: date | None, sign: int) -> None:
        if day is not None:
            self.timeline = object()
            self.due[day] += sign
            if not self.due[day]:
                del self.due[day]

    def _arrange(self) -> None:
        """Builds every cell anew."""
        self._indexes.clear()
        self._numbers = {action.id: number for number, action in enumerate(self.columns)}
        self._cells = [[() for _ in LANES] for _ in self.columns]
        for column in range(len(self.columns)):
            for lane in range(len(LANES)):
                self._arrange_cell(column, lane)

    def _arrange_cell(self, column: int, lane: int) -> None:
        ids = self.snapshot.cell(self.columns[column].id, LANES[lane])
        if self.only is not None:
            ids = tuple(id for id in ids if id in self.only)
        self._cells[column][lane] = ids
        self._indexes.pop((column, lane), None)


def due_words(due: Mapping[date, int], day: date) -> str:
    """Returns 「3 项到期」, or 「无到期任务」."""
    return f"{due[day]} 项到期" if due.get(day) else "无到期任务"


def _due_day(task: object, snapshot: Snapshot) -> date | None:
    """Returns the day for which a row counts on the timeline: the due day of an open task on the board."""
    if not isinstance(task, Task) or task.is_finished or not snapshot.is_live(task):
        return None
    return task.due_on
