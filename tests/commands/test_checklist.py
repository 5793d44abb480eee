"""A checklist is written, ticked, moved and shortened, one step each."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.checklist import AddChecklistItems, TickChecklistItem
from battlemap.commands.rows import EditRow, MoveRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.checklist import MOST_ITEMS
from battlemap.errors import Refused
from battlemap.layout.card import card_of


def titles(session: Session) -> list[str]:
    return [item.title for item in session.snapshot.checklist_of(session.snapshot.live_tasks[0].id)]


def filled(session: Session) -> list[str]:
    id = session.snapshot.live_tasks[0].id
    session.run(AddChecklistItems(id, ("勘界", "评估", "公示")))
    return [item.id for item in session.snapshot.checklist_of(id)]


def test_several_lines_are_one_step(session: Session) -> None:
    before = len(session.steps())
    filled(session)
    assert titles(session) == ["勘界", "评估", "公示"]
    assert len(session.steps()) == before + 1
    session.undo()
    assert titles(session) == []


def test_the_card_counts_what_is_ticked_and_undo_takes_it_back(session: Session) -> None:
    first, *_ = filled(session)
    session.run(TickChecklistItem(first))

    def count() -> str:
        return card_of(session.snapshot, session.snapshot.live_tasks[0], date(2018, 11, 20)).checklist

    assert count() == "1/3"
    session.run(TickChecklistItem(first, False))
    assert count() == "0/3"
    session.undo()
    assert count() == "1/3"


def test_lines_move_change_and_go(session: Session) -> None:
    first, second, third = filled(session)
    session.run(MoveRow("checklist_item", third, first))
    assert titles(session) == ["公示", "勘界", "评估"]
    session.run(MoveRow("checklist_item", third))
    session.run(EditRow("checklist_item", second, {"title": " 评估报告 "}))
    session.run(RemoveRow("checklist_item", first))
    assert titles(session) == ["评估报告", "公示"]


@pytest.mark.parametrize("title", ["", "  ", "长" * 501])
def test_what_no_line_may_be_is_refused(session: Session, title: str) -> None:
    with pytest.raises(Refused):
        session.run(AddChecklistItems(session.snapshot.live_tasks[0].id, ("勘界", title)))
    assert titles(session) == []


def test_a_list_that_would_be_too_long_is_refused_whole(session: Session) -> None:
    with pytest.raises(Refused, match=str(MOST_ITEMS)):
        session.run(AddChecklistItems(session.snapshot.live_tasks[0].id, ("项",) * (MOST_ITEMS + 1)))
    assert titles(session) == []
