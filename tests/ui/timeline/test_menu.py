"""A right click on the timeline: the daily deeds on a bar, the way to both ends and the end of a link on a line."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from battlemap.commands.dependency import AddDependency
from battlemap.commands.session import Session
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.domain.kinds.dependency import Dependency
from battlemap.ui.timeline.page import TimelinePage
from tests.ui.conftest import task
from tests.ui.timeline.conftest import bar


def linked(running: Session) -> Dependency:
    """ECON-01 (5 … 9 November) → ECON-03 (19 … 23 November)."""
    ids = [task(running, code).id for code in ("ECON-01", "ECON-03")]
    for id, first, last in ((ids[0], 5, 9), (ids[1], 19, 23)):
        running.run(Reschedule((TaskDays(id, date(2018, 11, first), date(2018, 11, last), "会议商定"),)))
    running.run(AddDependency(*ids))
    (link,) = running.snapshot.live_dependencies
    return link


def wished(view: TimelinePage, at: QPoint) -> list[tuple[object, ...]]:
    """What a right click at a point of the viewport asks a menu for."""
    heard: list[tuple[object, ...]] = []
    view.canvas.menu_wanted.disconnect()
    view.canvas.menu_wanted.connect(lambda *what: heard.append(what))
    place = view.canvas.viewport().mapToGlobal(at)
    QApplication.sendEvent(
        view.canvas.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, place)
    )
    return heard


def test_a_bar_is_selected_and_offers_what_its_card_offers(view: TimelinePage, running: Session) -> None:
    linked(running)
    id = task(running, "ECON-01").id
    ((_, link),) = wished(view, bar(view, id).toPoint())
    assert link is None
    assert view.canvas.selected == (id,)
    words = [action.text() for action in view.menu_for(None).actions()]
    assert {"状态", "进度", "责任单位", "完成时限"} <= set(words)


def test_a_line_leads_to_both_ends_and_can_be_taken_away(view: TimelinePage, running: Session) -> None:
    link = linked(running)
    stage = view.canvas.stage
    assert stage is not None
    (x1, y1), (x2, y2) = stage.layout.link_points(link)[1:3]
    middle = QPoint(
        round((x1 + x2) / 2 + stage.body.x - stage.scroll_x),
        round((y1 + y2) / 2 + stage.body.y - stage.scroll_y),
    )
    ((_, found),) = wished(view, middle)
    assert found == link
    opened: list[str] = []
    view.opened.connect(opened.append)
    to_first, to_second, _, gone, *_ = view.menu_for(link).actions()
    to_first.trigger()
    to_second.trigger()
    assert opened == [link.predecessor, link.successor]
    gone.trigger()
    assert running.snapshot.live_dependencies == ()


def test_beside_everything_nothing_is_asked(view: TimelinePage, running: Session) -> None:
    linked(running)
    assert wished(view, QPoint(5, 5)) == []
