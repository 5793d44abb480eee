"""A view of a ledger is saved, replaced under its name, renamed, dropped and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from battlemap.commands.entry_view import SaveEntryView
from battlemap.commands.rows import EditRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.domain.looking.entry_look import EntryLook
from battlemap.errors import Refused
from tests.commands.conftest import open_new
from tests.commands.ledgers import wells, with_wells


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "a.battlemap") as opened:
        with_wells(opened)
        yield opened


def test_a_view_lives_with_its_ledger(session: Session) -> None:
    ledger = wells(session).ledger.id

    def titles() -> list[str]:
        return [view.title for view in session.snapshot.entry_views_of(ledger)]

    session.run(SaveEntryView(ledger, " 待开挖 ", EntryLook(words="东")))
    session.run(SaveEntryView(ledger, "按阶段", EntryLook(group="stage")))
    assert titles() == ["待开挖", "按阶段"]
    session.run(SaveEntryView(ledger, "待开挖", EntryLook(words="西")))
    first, second = session.snapshot.entry_views_of(ledger)
    assert EntryLook.from_json(first.wanted, wells(session), session.snapshot).words == "西"
    with pytest.raises(Refused, match="已有名为“待开挖”的视图"):
        session.run(EditRow("entry_view", second.id, {"title": "待开挖"}))
    session.run(RemoveRow("entry_view", first.id))
    assert titles() == ["按阶段"]
    session.undo()
    assert titles() == ["待开挖", "按阶段"]
    with pytest.raises(Refused, match="没有查找、筛选，也没有分组"):
        session.run(SaveEntryView(ledger, "空", EntryLook()))
    with pytest.raises(Refused, match="名称不能为空"):
        session.run(SaveEntryView(ledger, "  ", EntryLook(words="东")))
