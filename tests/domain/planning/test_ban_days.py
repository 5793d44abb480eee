"""The calendar of a ban adds up: each day of each month is one of stopped, exempt, stopped by a violation, or free."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.planning.ban_days import ban_calendar, counted, months_of
from battlemap.domain.snapshot import Snapshot
from tests.campaigns import make_snapshot

BASE = make_snapshot(actions=1, tasks=2)
ROWS: list[Any] = [(table, row) for table, held in BASE.rows.items() for row in held.values()]
DAYS = st.dates(date(2018, 11, 1), date(2019, 3, 31))


@given(DAYS, st.integers(0, 120), DAYS, st.integers(0, 90), st.none() | DAYS)
def test_the_days_of_a_ban_are_each_counted_once(
    start: date, length: int, first: date, valid: int, stopped: date | None
) -> None:
    task = BASE.live_tasks[0]
    end = start + timedelta(length)
    exemption = BanExemption("x", task.id, first, first + timedelta(valid), "87号", "", stopped, "违规")
    ban = Period("b", "ban", start, end)
    snapshot = Snapshot.of([*ROWS, ("period", ban), ("ban_exemption", exemption)])
    months = list(months_of(start, end))
    assert sum((last - begin).days + 1 for begin, last in months) == length + 1
    counts = [counted(snapshot, task, *month) for month in months]
    assert sum(count.total() for count in counts) == length + 1
    assert all(count["free"] == 0 for count in counts)
    holding = sum(exemption.holds(start + timedelta(n)) for n in range(length + 1))
    assert sum(count["exempt"] for count in counts) == holding


def test_without_a_ban_nothing_is_listed() -> None:
    assert ban_calendar(Snapshot.of([]), date(2018, 11, 20)).lines == ()
