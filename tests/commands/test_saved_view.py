"""Views: a filter under a name, for everybody who opens the campaign."""

from __future__ import annotations

import pytest

from battlemap.commands.rows import EditRow, RemoveRow
from battlemap.commands.saved_view import SaveView
from battlemap.commands.session import Session
from battlemap.domain.kinds.saved_view import SavedView
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.errors import Refused

RED = TaskFilter(lamps=frozenset({"red"}), words="开工", due_within=7)


def views(session: Session) -> list[SavedView]:
    return [view for view in session.snapshot.saved_views.values() if not view.deleted]


def test_a_view_comes_back_as_the_filter_that_it_was(session: Session) -> None:
    session.run(SaveView(" 红灯 ", RED))
    (view,) = views(session)
    assert (view.title, TaskFilter.from_json(view.wanted)) == ("红灯", RED)
    assert session.steps(1)[0].label == "保存视图“红灯”"


def test_saving_under_a_known_name_changes_that_view(session: Session) -> None:
    session.run(SaveView("红灯", RED))
    session.run(SaveView("红灯", TaskFilter(is_overdue=True)))
    (view,) = views(session)
    assert TaskFilter.from_json(view.wanted) == TaskFilter(is_overdue=True)
    session.undo()
    (view,) = views(session)
    assert TaskFilter.from_json(view.wanted) == RED


def test_names_are_given_once_and_views_go(session: Session) -> None:
    session.run(SaveView("红灯", RED))
    session.run(SaveView("超期", TaskFilter(is_overdue=True)))
    one, other = views(session)
    with pytest.raises(Refused, match="已有名为“超期”的视图"):
        session.run(EditRow("saved_view", one.id, {"title": "超期"}))
    session.run(EditRow("saved_view", one.id, {"title": "急事"}))
    session.run(RemoveRow("saved_view", other.id))
    assert [view.title for view in views(session)] == ["急事"]


@pytest.mark.parametrize(("title", "wanted"), [(" ", RED), ("全部", TaskFilter())])
def test_a_view_needs_a_name_and_something_to_filter_by(
    session: Session, title: str, wanted: TaskFilter
) -> None:
    before = session.snapshot
    with pytest.raises(Refused):
        session.run(SaveView(title, wanted))
    assert session.snapshot is before
