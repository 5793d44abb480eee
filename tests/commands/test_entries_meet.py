"""What two PCs write into one entry comes together cell by cell, and the count of unread cells is right afterwards."""

from __future__ import annotations

import pytest

from battlemap.commands.entries import EditEntries
from battlemap.domain.fields.kept import Unread
from tests.commands.ledgers import add, asked, wells, with_wells
from tests.commands.test_mailing import Desk, desks

__all__ = ["desks"]


@pytest.mark.parametrize("mended_by", [0, 1])
def test_unread_cells_of_two_pcs_are_counted_together(desks: tuple[Desk, Desk], mended_by: int) -> None:
    one, two = desks
    id = add(with_wells(one.session), "东井")
    two.post.take(one.packets())
    ledger = wells(one.session).ledger.id
    one.session.run(EditEntries(ledger, ((id, {"depth": Unread("约九十")}),)))
    two.session.run(EditEntries(ledger, ((id, {"cost": Unread("三万上下")}),)))
    one.post.take(two.packets())
    two.post.take(one.packets())
    for desk in desks:
        entries = asked(desk.session)
        assert entries.unread() == {"depth": 1, "cost": 1}
        assert entries.entries([id])[0].unread == 2
    mending, other = desks[mended_by], desks[1 - mended_by]
    mending.session.run(EditEntries(ledger, ((id, {"depth": 90}),)))
    other.post.take(mending.packets())
    assert asked(other.session).entries([id])[0].unread == 1
