"""Whatever steps are heard, the tasks that pass a filter are those that it would let pass if asked now."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from battlemap.commands.session import Session
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.find.finder import Finder
from tests.campaigns import AS_OF
from tests.random_steps import board, draw_step

FILTERS = st.sampled_from(
    [
        TaskFilter(lamps=frozenset({"red"})),
        TaskFilter(is_overdue=True),
        TaskFilter(is_blocked=True, lanes=frozenset({"moving", "waiting"})),
        TaskFilter(due_within=14),
        TaskFilter(words="走访"),
        TaskFilter(words="econ"),
        TaskFilter(words="施工", lanes=frozenset({"moving"})),
    ]
)


class Shown:
    """The board in sight: whose lamps are asked."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def lamp_of(self, task: str) -> Lamp:
        return self.snapshot.judge(self.snapshot.tasks[task], AS_OF).lamp


def asked(shown: Shown, wanted: TaskFilter, as_of: date = AS_OF) -> Finder:
    """A finder that begins with the board as it is now; no filter here asks the journal."""
    finder = Finder(cast(Session, None), shown.lamp_of)
    finder.present(shown.snapshot, as_of, None)
    finder.filter = wanted
    finder._ask()
    return finder


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), FILTERS)
def test_following_any_steps_lets_the_same_pass_as_beginning_anew(
    qapp: QApplication, data: Any, wanted: TaskFilter
) -> None:
    shown = Shown(board())
    finder = asked(shown, wanted)
    for _ in range(data.draw(st.integers(1, 4))):
        step, reach, shown.snapshot = draw_step(data, shown.snapshot)
        finder.follow(step, reach, shown.snapshot, ())
        assert finder.passing == asked(shown, wanted).passing
        assert not finder.kept & (finder.passing or frozenset())
