"""The difference of two editions names each figure that counts other tasks, and nothing else."""

from __future__ import annotations

from random import Random

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap import wording
from battlemap.domain.kinds.task import LANES
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.daily_report import DailyReport
from battlemap.domain.telling.edition_changes import figure_changes
from tests.campaigns import make_snapshot
from tests.domain.telling.test_daily_report import report, stepped


def changed(before: Snapshot, seed: int) -> Snapshot:
    dice = Random(seed)
    rows = [
        ("task", attrs.evolve(task, lane=dice.choice(LANES), progress=dice.randrange(101)))
        for task in before.live_tasks
        if dice.random() < 0.4
    ]
    return stepped(before, *rows)


def editions(seed: int) -> tuple[DailyReport, DailyReport]:
    first = make_snapshot(6, 40, seed)
    second = changed(first, seed)
    return report(first, second), report(second, changed(second, seed + 1))


def counted(daily: DailyReport) -> dict[str, set[str]]:
    """Returns what each figure of the report's head counts."""
    heads = (
        daily.tasks, daily.finished, daily.struck_off, daily.new_problems, daily.solved_problems, daily.open_problems,
        daily.due_next,
    )  # fmt: skip
    lamps = {wording.LAMPS[lamp.lamp]: set(lamp.now.ids) for lamp in daily.lamps}
    return {figure.name: set(figure.ids) for figure in heads} | lamps


@settings(max_examples=20)
@given(st.integers(0, 99))
def test_what_came_and_went_leads_from_one_figure_to_the_other(seed: int) -> None:
    before, after = editions(seed)
    were, are = counted(before), counted(after)
    changes = {change.name: change for change in figure_changes(before, after)}
    for name in are:
        if were[name] == are[name]:
            assert name not in changes
        else:
            change = changes[name]
            assert (were[name] | set(change.came)) - set(change.went) == are[name]
            assert (change.before, change.after) == (len(were[name]), len(are[name]))


def test_equal_reports_differ_in_nothing() -> None:
    before, _ = editions(3)
    assert figure_changes(before, before) == ()


def test_words_tell_the_difference_with_its_sign() -> None:
    before, after = editions(3)
    for change in figure_changes(before, after):
        assert change.words.startswith(f"{change.name}：{change.before} → {change.after}（")
        if change.after < change.before:
            assert f"−{change.before - change.after}" in change.words
