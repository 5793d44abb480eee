"""After packets were taken, tallies are counted anew only where packets can have moved one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from battlemap.commands.entries import EditEntries
from battlemap.commands.ledgers import PutTally
from battlemap.commands.loop import ReportProgress
from battlemap.commands.mailing import Post, RegisterMember
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.store.mailbox import parcel
from battlemap.store.mailbox.packet import Packet
from tests.commands.conftest import open_new
from tests.commands.ledgers import add, asked, wells, with_wells


@attrs.frozen
class Desk:
    session: Session
    post: Post

    def packets(self) -> tuple[Packet, ...]:
        parcels: list[bytes] = []
        self.post.export(Path("x"), lambda path, content: parcels.append(content))
        return parcel.read(parcels[0], "x").packets


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Two PCs with a ledger of which a tally drives ECON-01."""
    first = with_wells(open_new(tmp_path / "行动.battlemap"))
    add(first, "东井")
    tally = first.snapshot.tallies_of(wells(first).ledger.id)[0]
    first.run(PutTally(attrs.evolve(tally, task=first.snapshot.live_tasks[0].id)))
    one = Desk(first, Post(first, tmp_path / "one"))
    one.post.begin("一号机")
    first.file.save_copy(tmp_path / "副本.battlemap")
    second = Session.open(tmp_path / "副本.battlemap", "王强", first.clock, site="pc2")
    two = Desk(second, Post(second, tmp_path / "two"))
    site, key, name = two.post.card("二号机").split()
    first.run(RegisterMember(site, name, "command_post", key))
    two.post.take(one.packets())
    with first, second:
        yield one, two


def looks_at_entries(desk: Desk, packets: tuple[Packet, ...]) -> int:
    """Returns how many statements looked through entries while packets were taken in."""
    asked_for: list[str] = []
    with desk.session.file.reading() as connection:
        connection.set_trace_callback(asked_for.append)
    assert desk.post.take(packets).applied
    with desk.session.file.reading() as connection:
        connection.set_trace_callback(None)
    return sum("instr(data" in sql for sql in asked_for)


def test_what_others_do_on_cards_looks_at_no_entry(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    one.session.run(EditTask(one.session.snapshot.live_tasks[1].id, {"title": "改名"}))
    assert looks_at_entries(two, one.packets()) == 0
    assert two.session.snapshot.live_tasks[1].title == "改名"


def test_entries_of_others_and_the_card_itself_are_counted_anew(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    (id,) = asked(one.session).ids()
    one.session.run(EditEntries(wells(one.session).ledger.id, ((id, {"note": "已清淤"}),)))
    assert looks_at_entries(two, one.packets()) > 0
    card = two.session.snapshot.live_tasks[0].id
    one.session.run(ReportProgress(card, 90))
    assert looks_at_entries(two, one.packets()) > 0
    assert two.session.snapshot.tasks[card].progress == 0
