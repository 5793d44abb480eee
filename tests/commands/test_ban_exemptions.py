"""The ledger 封土豁免 drives exemptions, in the step that changes an entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from battlemap.commands.entries import AddEntry, EditEntries, MoveToStage
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.ledgers.template import template_of
from battlemap.domain.planning.ban import ban_state
from battlemap.paths import resource
from tests.commands.conftest import open_new

DAY = date(2018, 11, 20)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "ban.battlemap") as opened:
        days = {"starts_on": date(2018, 11, 15), "ends_on": date(2018, 12, 31)}
        opened.run(AddRow("period", {"kind": "ban", "title": "封土期", **days}))
        template = json.loads(resource("ledgers", "15_ban_exemptions.json").read_text("utf-8"))
        opened.run(NewLedger(template_of(template)))
        yield opened


def exemptions(session: Session) -> list[BanExemption]:
    return session.snapshot.live_rows("ban_exemption")  # type: ignore[return-value]


def test_what_the_ledger_grants_holds_until_it_is_stopped(session: Session) -> None:
    definition = session.snapshot.definition("ban_exemptions")
    assert definition is not None
    ledger, task = definition.ledger.id, session.snapshot.live_tasks[0]
    values = {
        "name": "医院",
        "builder": "建投",
        "reason": "重大民生工程",
        "asked_on": date(2018, 11, 16),
        "step": "asked",
        "task": (task.id,),
    }
    step = session.run(AddEntry(ledger, values))
    assert step is not None
    entry = next(change.id for change in step.changes if change.table == "entry")
    assert exemptions(session) == []
    assert ban_state(session.snapshot, task, DAY) == "banned"
    days = {"valid_from": date(2018, 11, 18), "valid_to": date(2018, 11, 30)}
    granted = {"document": "济高豁3号", "granted_on": date(2018, 11, 18), **days}
    session.run(MoveToStage(ledger, (entry,), "granted", date(2018, 11, 18), granted))
    (row,) = exemptions(session)
    assert (row.task, row.valid_from, row.document, row.entry) == (
        task.id,
        date(2018, 11, 18),
        "济高豁3号",
        entry,
    )
    assert ban_state(session.snapshot, task, DAY) == "exempt"
    session.run(EditEntries(ledger, ((entry, {"valid_to": date(2018, 11, 19)}),)))
    assert ban_state(session.snapshot, task, DAY) == "banned"
    session.undo()
    assert ban_state(session.snapshot, task, DAY) == "exempt"
    session.run(MoveToStage(ledger, (entry,), "stopped", date(2018, 11, 20), {"violation": "渣土车未密闭"}))
    assert ban_state(session.snapshot, task, date(2018, 11, 19)) == "exempt"
    assert ban_state(session.snapshot, task, DAY) == "stopped"
