from __future__ import annotations

from datetime import datetime

from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.layout.scene import Box
from battlemap.sheets.catalogue import sheet
from battlemap.shown.poster_options import poster_options
from battlemap.shown.press.behind import behind
from tests.ui.conftest import task


def test_every_figure_of_the_daily_tells_as_many_tasks_as_it_says(session: Session) -> None:
    done = task(session, "ECON-01")
    session.clock = lambda: datetime(2018, 11, 21, 18, 30)
    session.run(MoveTasks((done.id,), done.action, "checking"))
    snapshot, options = poster_options(session, session.clock(), sheet("daily"))
    pages = sheet("daily").pages(snapshot, options)
    names = {item.about for page in pages for item in page.items if isinstance(item, Box) and item.about}
    assert {"finished", "struck_off", "due_next", "open_problems", "red", "green"} <= names
    by_name = {name: behind(name, snapshot, options) for name in names}
    finished = by_name["finished"]
    assert finished is not None
    assert finished.tasks == (done.id,)
    lit = [by_name[lamp] for lamp in ("red", "yellow", "green", "grey")]
    assert sum(len(one.tasks) for one in lit if one) == len(snapshot.live_tasks)


def test_a_mark_that_stands_for_nothing_lists_nothing(session: Session) -> None:
    snapshot, options = poster_options(session, session.clock(), sheet("overview"))
    assert behind("nothing", snapshot, options) is None
