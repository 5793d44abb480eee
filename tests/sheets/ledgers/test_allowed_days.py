"""What a ledger's tally must bring a week counts the days on which its task may work, exempt ones among them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.snapshot import Snapshot
from battlemap.sheets.ledgers.funnel import allowed_days
from tests.campaigns import make_snapshot

FIRST, LAST = date(2018, 11, 15), date(2019, 3, 15)


def snapshot(*exemptions: BanExemption) -> Snapshot:
    base = make_snapshot(actions=2, tasks=4)
    rows: list[Any] = [(table, row) for table, held in base.rows.items() for row in held.values()]
    rows += [("period", Period("b", "ban", FIRST, LAST, "封土期"))]
    return Snapshot.of([*rows, *(("ban_exemption", row) for row in exemptions)])


def test_an_exemption_of_the_tallys_task_gives_its_days_back() -> None:
    plain = snapshot()
    task = plain.live_tasks[0]
    facts = cast(Any, SimpleNamespace(action=plain.actions[task.action], as_of=date(2018, 11, 20)))
    whole = date(2018, 11, 21), date(2018, 12, 31)
    assert allowed_days(facts, plain, task.id).working_days(*whole) == 0
    exempt = snapshot(BanExemption("x", task.id, date(2018, 12, 1), date(2018, 12, 31), "87号"))
    assert allowed_days(facts, exempt, task.id).working_days(*whole) == exempt.calendar.working_days(
        date(2018, 12, 1), date(2018, 12, 31)
    )
    assert allowed_days(facts, exempt, None).working_days(*whole) == 0
