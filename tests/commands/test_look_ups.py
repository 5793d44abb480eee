"""What a ledger looks up in another: shown, filtered, sorted, grouped and hidden as where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import AddEntry, EditEntries
from battlemap.commands.ledgers import EditField, NewLedger, PutTally
from battlemap.commands.session import Session
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.asking import Asking, Order
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.ledgers.template import template_of
from battlemap.errors import Refused
from tests.commands.conftest import open_new
from tests.commands.ledgers import OWNERS, add, wells, with_wells


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "a.battlemap") as opened:
        with_wells(opened)
        yield opened


def test_a_look_up_shows_what_stands_in_the_entry_that_a_tie_leads_to(session: Session) -> None:
    east = add(session, "东井", depth=80)
    session.run(NewLedger(template_of(OWNERS)))
    owners = session.snapshot.definition("owners")
    assert owners is not None
    session.run(AddEntry(owners.ledger.id, {"name": "王五", "wells": (east,)}))
    entries = AskedEntries(session, owners, date(2018, 11, 20))
    (row,) = entries.rows(entries.ids())
    assert row.depth == 80
    assert owners.by_key["wells"].type.show(row.wells, entries.names([row])) == "东井"
    session.run(EditEntries(wells(session).ledger.id, ((east, {"depth": 90}),)))
    assert entries.rows(entries.ids())[0].depth == 90
    assert entries.linked_to("entry", east) == [row.id]


def test_what_is_looked_up_is_filtered_sorted_grouped_and_hidden_as_where_it_stands(session: Session) -> None:
    east, west = add(session, "东井", depth=80, stage="dig"), add(session, "西井", depth=9, stage="plan")
    template = json.loads(json.dumps(OWNERS))
    template["fields"].append(
        {"key": "at", "title": "井况", "type": "calc", "options": {"way": "lookup", "of": ["wells", "stage"]}}
    )
    session.run(NewLedger(template_of(template)))
    owners = session.snapshot.definition("owners")
    assert owners is not None
    for name, tied in (("王五", (east,)), ("赵六", (west,)), ("孙七", ())):
        session.run(AddEntry(owners.ledger.id, {"name": name, "wells": tied}))
    entries = AskedEntries(session, owners, date(2018, 11, 20))

    def found(**asking: Any) -> list[str]:
        return [row.name for row in entries.rows(entries.ids(Asking(**asking)))]

    assert found(filter=EntryFilter((Condition("depth", "least", ("50",)),))) == ["王五"]
    assert found(filter=EntryFilter((Condition("at", "in", ("plan",)),))) == ["赵六"]
    assert found(filter=EntryFilter((Condition("at", "empty"),))) == ["孙七"]
    assert found(orders=(Order("depth"),)) == ["赵六", "王五", "孙七"]
    groups = {group.value: group.count for group in entries.groups("at")}
    assert groups == {"dig": 1, "plan": 1, None: 1}
    assert owners.by_key["at"].type.show("dig", session.snapshot) == "开挖"
    tally = Tally(
        "", owners.ledger.id, "深井", "", wanted=EntryFilter((Condition("depth", "least", ("5",)),)).to_json()
    )
    with pytest.raises(Refused, match="不能用查找字段“井深”"):
        session.run(PutTally(tally))
    session.run(EditField(wells(session).by_key["depth"].id, {"is_masked": True}))
    owners = session.snapshot.definition("owners")
    assert owners is not None and owners.is_masked(owners.by_key["depth"])
