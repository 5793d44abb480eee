"""A ledger's tally is the value of a KPI, now and as of an evening."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from battlemap.commands.entries import AddEntry
from battlemap.commands.ledgers import PutTally
from battlemap.commands.node_tallies import node_tallies
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.assessing.evaluating import evaluation, evaluation_after
from battlemap.domain.kinds.tally import Tally
from tests.commands.ledgers import wells, with_wells

TODAY = date(2018, 11, 20)


def test_an_entry_moves_the_kpi_that_counts_its_ledger(session: Session) -> None:
    with_wells(session)
    ledger = wells(session).ledger.id
    session.run(PutTally(Tally("", ledger, "登记机井", "", target="4")))
    tally = next(row for row in session.snapshot.tallies.values() if row.title == "登记机井")
    session.run(AddRow("scheme", {"title": "三级KPI", "kind": "kpi", "year": 2018}))
    (scheme,) = session.snapshot.schemes
    values = {
        "scheme": scheme,
        "title": "机井",
        "weight": "100",
        "source": "tally",
        "tally": tally.id,
        "target": "4",
    }
    session.run(AddRow("scheme_node", values))
    before = evaluation(session.snapshot, scheme, TODAY, node_tallies(session, session.snapshot, TODAY))
    assert before.total.points == 0
    step = session.run(AddEntry(ledger, {"name": "一号井"}))
    assert step is not None
    tallied = node_tallies(session, session.snapshot, TODAY)
    assert tallied == {tally.id: Decimal(1)}
    after = evaluation_after(before, step, session.snapshot, TODAY, tallied)
    assert after is not None and after.total.points == 25
    session.undo()
    assert node_tallies(session, session.snapshot, TODAY) == {tally.id: Decimal(0)}
