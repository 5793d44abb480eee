"""The timeline's menu: what a right click means, and what is offered for a link."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.timeline.stage import Stage


def asked_for(
    stage: Stage, event: QContextMenuEvent, focus: str | None
) -> tuple[QPoint, Task | None, Dependency | None]:
    """Returns where in the viewport a menu is wanted, and for which task or link; the key means the focused row."""
    at = event.pos()
    row = stage.contents.row_of.get(focus or "")
    if event.reason() == QContextMenuEvent.Reason.Keyboard and row is not None:
        place = stage.to_view(stage.layout.row_rect(row))
        at = QPoint(round(stage.body.x) + 40, round(place.y + place.h / 2))
    link = stage.link_at(at.x(), at.y())
    row = stage.row_at(at.y())
    return at, None if link or row is None else stage.task_at(row), link


def offer_link(
    menu: QMenu,
    snapshot: Snapshot,
    link: Dependency,
    go: Callable[[str], None],
    end: Callable[[], object] | None,
) -> None:
    """Adds the ways to both ends of a link, and its end where it can be ended."""
    ends = [snapshot.tasks[link.predecessor], snapshot.tasks[link.successor]]
    for task, words in zip(ends, ("前置", "后续"), strict=True):
        entry = menu.addAction(f"到{words}任务 {task.code} {task.title}".replace("&", "&&"))
        entry.triggered.connect(lambda _=False, id=task.id: go(id))
    if end is not None:
        menu.addSeparator()
        menu.addAction(f"删除先后关系 {ends[0].code} → {ends[1].code}").triggered.connect(lambda: end())
