from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from battlemap.ui.lamp_counts import LampCounts
from tests.campaigns import AS_OF
from tests.random_steps import board, draw_step


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_following_any_steps_counts_the_same_as_beginning_anew(
    qapp: QApplication, data: st.DataObject
) -> None:
    snapshot = board()
    counts = LampCounts(lambda task: snapshot.judge(snapshot.tasks[task], AS_OF).lamp)
    counts.begin(snapshot)
    while not counts.is_complete:
        counts._ask_some()
    for _ in range(data.draw(st.integers(1, 4))):
        _, reach, snapshot = draw_step(data, snapshot)
        counts.follow(reach, snapshot)
        while not counts.is_complete:
            counts._ask_some()
        wanted = Counter(snapshot.judge(task, AS_OF).lamp for task in snapshot.live_tasks)
        assert counts.numbers() == wanted
    counts._timer.stop()
