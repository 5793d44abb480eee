"""A deleted field keeps what entries hold in it until that is cleared away; clearing is a step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from battlemap.commands.entries import RemoveEntries, RestoreEntries
from battlemap.commands.ledger_bin import EmptyField, kept_fields
from battlemap.commands.ledgers import RemoveField
from battlemap.commands.rows import RestoreRow
from battlemap.commands.session import Session
from battlemap.domain.fields.kept import Unread
from battlemap.errors import Refused
from tests.commands.conftest import open_new
from tests.commands.ledgers import add, asked, rows, wells, with_wells


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "a.battlemap") as opened:
        yield with_wells(opened)


def field(session: Session, key: str) -> str:
    return wells(session).by_key[key].id


def counts(session: Session) -> dict[str, int]:
    return {one.field.key: one.count for one in kept_fields(session)}


def test_values_stay_until_they_are_cleared_and_come_back_with_undo(session: Session) -> None:
    add(session, "东井", depth=80)
    add(session, "西井", depth=Unread("约300"))
    gone = add(session, "旧井", depth=60)
    add(session, "北井")
    ledger, depth = wells(session).ledger.id, field(session, "depth")
    session.run(RemoveEntries(ledger, (gone,)))
    session.run(RemoveField(depth))
    assert counts(session) == {"depth": 3}
    session.run(RestoreRow("ledger_field", depth))
    assert [row.depth for row in rows(session)][:1] == [80] and asked(session).unread() == {"depth": 1}
    session.run(RemoveField(depth))
    step = session.run(EmptyField(depth))
    assert step is not None and step.label == "清空已删除字段“井深”的内容"
    assert counts(session) == {"depth": 0} and session.run(EmptyField(depth)) is None
    session.run(RestoreRow("ledger_field", depth))
    session.run(RestoreEntries(ledger, (gone,)))
    assert [row.depth for row in rows(session)] == [None] * 4
    assert all(entry.unread == 0 for entry in asked(session).entries(asked(session).ids()))
    for _ in range(3):
        session.undo()
    assert counts(session) == {"depth": 3}
    assert session.file.faults() == []


def test_a_field_in_use_is_not_cleared(session: Session) -> None:
    add(session, "东井", depth=80)
    with pytest.raises(Refused, match="还在用，不能清空"):
        session.run(EmptyField(field(session, "depth")))
    assert counts(session) == {}
