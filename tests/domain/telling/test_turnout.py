"""What actions have brought in adds up to the board."""

from __future__ import annotations

from battlemap.domain.telling.turnout import turnouts
from tests.sheets.campaigns import campaign


def test_the_parts_of_all_actions_are_all_tasks() -> None:
    snapshot = campaign(120)
    by_action = turnouts(snapshot)
    assert [turnout.action for turnout in by_action] == list(snapshot.columns)
    ids = [id for turnout in by_action for id in (*turnout.struck_off, *turnout.checking, *turnout.open)]
    assert sorted(ids) == sorted(task.id for task in snapshot.live_tasks)
    assert sum(turnout.tasks for turnout in by_action) == 120
    for turnout in by_action:
        assert {snapshot.tasks[id].lane for id in turnout.struck_off} <= {"struck_off"}
        assert {snapshot.tasks[id].lane for id in turnout.open} <= {"waiting", "moving"}


def test_under_a_filter_only_what_passes_counts() -> None:
    snapshot = campaign(60)
    some = frozenset(task.id for task in snapshot.live_tasks[:7])
    by_action = turnouts(snapshot, some)
    assert sum(turnout.tasks for turnout in by_action) == 7
    assert all(turnout.tasks for turnout in by_action)
    assert len(turnouts(campaign(0))) == 11
