"""A baseline against now: shifted days, what came, what went."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.planning.baseline_shift import baseline_shift
from tests.domain.planning.test_succession import board, task

THEN = [task(n, date(2018, 10, 8), date(2018, 10, 12)) for n in range(1, 6)]


def test_shifts_are_counted_in_working_days_and_told() -> None:
    now = [
        THEN[0],
        attrs.evolve(THEN[1], due_on=date(2018, 10, 19)),
        attrs.evolve(THEN[2], start_on=date(2018, 10, 10), due_on=date(2018, 10, 11)),
        attrs.evolve(THEN[3], due_on=date(2018, 10, 13)),  # a Saturday, yet not the same day
        attrs.evolve(THEN[4], due_on=date(2018, 10, 15), counts_natural_days=True),
    ]
    compared = baseline_shift(board(*THEN), board(*now))
    assert [shift.words for shift in compared.shifts] == [
        "",
        "时限推迟 5 个工作日",
        "启动推迟 2 个工作日，时限提前 1 个工作日",
        "时限推迟 1 个工作日",
        "时限推迟 3 天",
    ]
    assert [shift.code for shift in compared.moved] == ["ECON-02", "ECON-03", "ECON-04", "ECON-05"]


def test_tasks_that_came_or_went_are_named_and_days_that_came_or_went_told() -> None:
    gone = attrs.evolve(THEN[1], deleted=True)
    undated, dated = attrs.evolve(THEN[2], due_on=None), attrs.evolve(THEN[3], due_on=None)
    compared = baseline_shift(
        board(THEN[0], THEN[1], THEN[2], dated), board(THEN[0], gone, undated, THEN[3], THEN[4])
    )
    assert (compared.added, compared.removed) == (("t5",), ("t2",))
    assert [shift.words for shift in compared.moved] == ["时限已取消", "新定时限"]
    assert baseline_shift(board(), board()).shifts == ()
