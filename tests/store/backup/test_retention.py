"""Which backups stay and when one is due, on tables of moments."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.store.backup.retention import is_due, kept

NOW = datetime(2018, 11, 20, 17, 30)


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def test_recent_ones_all_stay_then_one_an_hour_a_day_a_week() -> None:
    recent = [ago(minutes=10 * n) for n in range(13)]
    hour = [datetime(2018, 11, 20, 10, minute) for minute in (5, 25, 55)]
    day = [datetime(2018, 11, 10, hour, 0) for hour in (8, 12, 18)]
    week = [datetime(2018, 9, n, 12, 0) for n in (3, 5, 9, 10)]
    assert kept([*recent, *hour, *day, *week], NOW) == {
        *recent,
        hour[-1],
        day[-1],
        datetime(2018, 9, 9, 12, 0),
        datetime(2018, 9, 10, 12, 0),
    }


@given(st.lists(st.datetimes(datetime(2018, 1, 1), NOW), max_size=200))
def test_the_newest_always_stays_and_thinning_twice_changes_nothing(moments: list[datetime]) -> None:
    keep = kept(moments, NOW)
    assert keep <= set(moments)
    assert not moments or max(moments) in keep
    assert kept(keep, NOW) == keep


@pytest.mark.parametrize(
    ("newest", "changed", "due"),
    [
        (None, None, False),
        (None, ago(minutes=1), True),
        (ago(minutes=10), ago(minutes=1), True),
        (ago(minutes=9), ago(minutes=1), False),
        (ago(minutes=30), ago(minutes=31), False),
        (ago(days=-1), ago(minutes=1), True),
    ],
)
def test_a_backup_is_due_ten_minutes_after_the_last_if_something_changed(
    newest: datetime | None, changed: datetime | None, due: bool
) -> None:
    assert is_due(newest, changed, NOW) is due
