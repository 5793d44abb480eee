"""流转 in the card: every hand-over with its day and person, the 销号条件, the looks to come, and what can be done now."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.chain import chain, next_step
from battlemap.shown.loop.deeds import LoopDeed, condition_lines, deeds_now
from battlemap.ui.card.part_list import Line, PartList, day_or_blank
from battlemap.ui.feature import PartOfCard
from battlemap.ui.loop.asking import do_deed
from battlemap.ui.page import Tools


class LoopPart(PartOfCard):
    """Lists and offers; each deed is asked for by its own form."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._task = ""
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self.list = PartList("流转")
        self.menu = QMenu(self)
        self.do = QPushButton("办理…")
        self.do.setAutoDefault(False)
        self.do.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._offer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.do)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows the chain of a task as of a day and returns what comes next."""
        self._task, self._snapshot, self._as_of = task, snapshot, as_of
        row = snapshot.tasks[task]
        lines = [Line(f"link-{place}", link.whole) for place, link in enumerate(chain(snapshot, row))]
        if row.lane == "checking":
            lines += [
                Line(f"condition-{place}", f"{'✓' if is_met else '✗'} {words}", is_late=not is_met)
                for place, (is_met, words) in enumerate(condition_lines(snapshot, row, as_of))
            ]
        lines += [
            Line(recheck.id, f"{day_or_blank(recheck.due_on)}　应回头看", is_late=recheck.is_late(as_of))
            for recheck in snapshot.rechecks_of(task)
            if recheck.is_open
        ]
        self.list.show_lines(lines)
        following = next_step(row)
        return f"待{following}" if following else f"{len(lines)} 条"

    def _offer(self) -> None:
        """Fills the menu with what can be done now."""
        self.menu.clear()
        if self._snapshot is None:
            return
        for deed in deeds_now(self._snapshot, self._snapshot.tasks[self._task], self._as_of):
            text = f"{deed.title}…" if deed.asks else deed.title
            self.menu.addAction(text, partial(self._on_chosen, deed))

    def _on_chosen(self, deed: LoopDeed) -> None:
        do_deed(self._tools.session, self._tools.deeds, self._tools.icons, deed, (self._task,), self.window())
