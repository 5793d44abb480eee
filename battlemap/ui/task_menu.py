"""The menu of selected tasks: every daily deed one click away, the same on the board, the list and the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtWidgets import QMenu

from battlemap import wording
from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.domain.kinds.task import LANES
from battlemap.domain.naming import addressed
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.actions import Actions
from battlemap.ui.deeds import Deeds

#: Progress that one click reports, percent.
_PERCENTS: Final = (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
_FRIDAY: Final = 4


class TaskMenu:
    """Fills menus for the given tasks; what a rule forbids stands there greyed with its reason."""

    def __init__(
        self, snapshot: Snapshot, tasks: Sequence[str], today: date, deeds: Deeds, actions: Actions
    ) -> None:
        self._snapshot, self._today, self._deeds, self._actions = snapshot, today, deeds, actions
        self._ids = tuple(tasks)
        self._tasks = [snapshot.tasks[task] for task in tasks]

    def fill(self, menu: QMenu, can_change: bool) -> None:
        """Adds everything that can be done to the tasks."""
        menu.addAction(self._actions["edit_task"])
        if can_change:
            for name in ("report_progress", "raise_problem"):
                menu.addAction(self._actions[name])
            menu.addSeparator()
            self._lanes(menu.addMenu("状态"))
            self._progress(menu.addMenu("进度"))
            self._units(menu.addMenu("责任单位"))
            self._owners(menu.addMenu("责任人"))
            self._days(menu.addMenu("完成时限"))
            self._emphases(menu.addMenu("标记"))
            menu.addSeparator()
            for name in ("bulk_edit", "delete_tasks"):
                menu.addAction(self._actions[name])
        menu.addSeparator()

    def _lanes(self, menu: QMenu) -> None:
        for lane in LANES:
            reasons = (self._snapshot.why_not_to_lane(task, lane, self._today) for task in self._tasks)
            reason = next((reason for reason in reasons if reason), "")
            self._offer(
                menu, wording.LANES[lane], {"lane": lane}, f"移到“{wording.LANES[lane]}”",
                is_so=self._all(lane=lane), reason=reason,
            )  # fmt: skip

    def _progress(self, menu: QMenu) -> None:
        reason = "已办结的任务请先退回推进" if any(task.is_finished for task in self._tasks) else ""
        for percent in _PERCENTS:
            is_so = self._all(progress=percent)
            self._offer(menu, f"{percent}%", {"progress": percent}, "反馈", is_so=is_so, reason=reason)

    def _units(self, menu: QMenu) -> None:
        self._offer(
            menu, wording.UNASSIGNED, {"unit": ""}, "责任单位待定",
            is_so=self._all(responsible_unit=None),
        )  # fmt: skip
        for unit in sorted(self._snapshot.units.values(), key=lambda unit: (unit.rank, unit.id)):
            if not unit.deleted:
                is_so = self._all(responsible_unit=unit.id)
                self._offer(menu, unit.name, {"unit": unit.name}, f"{unit.label}负责", is_so=is_so)

    def _owners(self, menu: QMenu) -> None:
        """The persons of the tasks' units first, then all others by unit."""
        self._offer(
            menu, wording.UNASSIGNED, {"owner": ""}, "责任人待定",
            is_so=self._all(owner=None),
        )  # fmt: skip
        own = {task.responsible_unit for task in self._tasks}
        persons = [person for person in self._snapshot.persons.values() if not person.deleted]
        persons.sort(key=lambda person: (person.unit not in own, person.rank, person.id))
        for person in persons:
            unit = self._snapshot.unit_label(person.unit)
            is_so = self._all(owner=person.id)
            self._offer(
                menu,
                f"{person.name}　{unit}".rstrip("　"),
                {"owner": addressed(person, persons, self._snapshot.units)},
                f"{person.name}负责",
                is_so=is_so,
            )

    def _days(self, menu: QMenu) -> None:
        for words, day in _next_days(self._today, self._snapshot.campaign.ends_on):
            entry = menu.addAction(f"{words}　{day.month}月{day.day}日")
            entry.triggered.connect(lambda _=False, day=day: self._deeds.set_due(self._ids, day))
        menu.addSeparator()
        menu.addAction("其他日期…", lambda: self._deeds.bulk_edit(self._ids))

    def _emphases(self, menu: QMenu) -> None:
        for emphasis in (None, *wording.EMPHASES):
            word = "不标记" if emphasis is None else "重点" if emphasis == "key" else "亮点"
            is_so = self._all(emphasis=emphasis)
            self._offer(
                menu, word, {"emphasis": emphasis}, f"标记为{word}" if emphasis else "取消标记", is_so=is_so
            )

    def _all(self, **is_so: object) -> bool:
        """Whether every task has these values."""
        return all(getattr(task, field) == value for task in self._tasks for field, value in is_so.items())

    def _offer(
        self, menu: QMenu, words: str, changes: dict[str, Any], verb: str, *, is_so: bool, reason: str = ""
    ) -> None:
        """Adds one value; ticked where every task has it, greyed where a rule forbids it."""
        shown = words.replace("&", "&&")
        entry = menu.addAction(f"{shown}（{reason}）" if reason and not is_so else shown)
        entry.setCheckable(True)
        entry.setChecked(is_so)
        entry.setEnabled(not reason or is_so)
        edits = tuple(TaskEdit(task, changes) for task in self._ids)
        entry.triggered.connect(lambda: self._deeds.run(EditTasks(edits, verb=verb)))


def _next_days(today: date, last: date) -> Iterable[tuple[str, date]]:
    """Returns the days that people name most, each once, in order."""
    friday = today + timedelta((_FRIDAY - today.weekday()) % 7)
    month_end = (today.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
    named = [
        ("今天", today), ("明天", today + timedelta(1)), ("本周五", friday), ("下周五", friday + timedelta(7)),
        ("月底", month_end), ("行动结束", last),
    ]  # fmt: skip
    days: dict[date, str] = {}
    for words, day in named:
        days.setdefault(day, words)
    return [(words, day) for day, words in sorted(days.items())]
