"""How often an enterprise is inspected: never less than the least, never more than the most, by the rule of its day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.supervision import (
    INSPECTION_RULE,
    Enterprise,
    Inspection,
    InspectionRule,
)
from battlemap.domain.risk.inspecting import (
    Supervised,
    after,
    inspection_calendar,
    inspection_plan,
    planned_days,
    rule_for,
    supervised,
)
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused

DAY = date(2018, 11, 20)
NEW_YEAR = date(2018, 1, 1)


def made(
    visits: list[date], least: int = 4, most: int = 6, *others: InspectionRule, sort: str = "planned"
) -> Snapshot:
    rows: list[tuple[str, object]] = [
        ("enterprise", Enterprise("e", "东岳化工", "a", "chemical", "C")),
        ("inspection_rule", InspectionRule("r", "", "C", NEW_YEAR, least, most, "办法第五条")),
        *(("inspection_rule", rule) for rule in others),
        *(("inspection", Inspection(f"i{n}", "e", day, sort)) for n, day in enumerate(visits)),
    ]
    return Snapshot.of(rows)  # type: ignore[arg-type]


def one(snapshot: Snapshot, day: date = DAY) -> Supervised:
    return supervised(snapshot, day)[0]


def test_what_is_not_inspected_in_time_is_owed_and_what_is_too_often_is_said() -> None:
    owed = one(made([date(2018, 2, 10), date(2018, 5, 9), date(2018, 8, 7)]))
    assert owed.due_on == date(2018, 11, 7)
    assert owed.standing == ("应查未查，已过 13 天", "red")
    often = one(made([date(2018, month, 3) for month in range(2, 9)]))
    assert often.standing == ("超频 1 次", "red")
    assert one(made([])).due_on == date(2018, 4, 1)


def test_a_look_at_cured_hazards_counts_neither_for_nor_against() -> None:
    looked = one(made([date(2018, month, 3) for month in range(2, 9)], sort="recheck"))
    assert (looked.done, looked.is_too_often) == (0, False)
    assert len(looked.other) == 7


def test_the_industrys_own_and_the_newest_rule_goes_first() -> None:
    own = InspectionRule("own", "chemical", "C", date(2018, 10, 1), 6, 8, "攻坚方案")
    later = InspectionRule("later", "chemical", "C", date(2019, 1, 1), 12, 12, "新办法")
    snapshot = made([], 4, 6, own, later)
    enterprise = snapshot.rows["enterprise"]["e"]
    assert isinstance(enterprise, Enterprise)
    chosen = [rule_for(snapshot, enterprise, day) for day in (date(2018, 9, 30), DAY, date(2019, 1, 1))]
    assert [rule.id if rule else "" for rule in chosen] == ["r", "own", "later"]
    assert rule_for(snapshot, enterprise, date(2017, 1, 1)) is None


def test_who_has_left_supervision_is_not_asked_for() -> None:
    gone = Enterprise("e", "东岳化工", "a", "chemical", "C", ends_on=date(2018, 6, 30))
    snapshot = Snapshot.of([("enterprise", gone)])
    assert supervised(snapshot, DAY) == ()
    assert supervised(snapshot, date(2018, 6, 30))[0].standing[0] == "未设检查频次"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (InspectionRule("r", "", "C", NEW_YEAR, 4, 3, "办法"), "多于最多"),
        (InspectionRule("r", "", "C", NEW_YEAR, 0, 0, "办法"), "至少要填一项"),
        (InspectionRule("r", "", "C", NEW_YEAR, 4, 6, " "), "依据"),
    ],
)
def test_a_rule_that_can_never_be_kept_or_has_no_basis_is_refused(rule: InspectionRule, words: str) -> None:
    with pytest.raises(Refused, match=words):
        INSPECTION_RULE.check_row(rule)


@given(st.dates(date(2018, 1, 1), date(2018, 12, 31)), st.integers(1, 365))
def test_the_next_one_is_always_later_and_a_year_holds_no_fewer_than_asked(day: date, least: int) -> None:
    days = [day]
    while days[-1] < date(day.year + 1, day.month, min(day.day, 28)):
        days.append(after(days[-1], least))
    assert all(first < second for first, second in pairwise(days))
    assert len(days) - 1 >= least


@given(st.lists(st.dates(NEW_YEAR, DAY), max_size=9, unique=True), st.integers(0, 12), st.integers(0, 12))
def test_plan_and_calendar_tell_the_same_and_planned_days_never_break_the_maximum(
    visits: list[date], least: int, most: int
) -> None:
    if (not least and not most) or (most and least > most):
        return
    snapshot = made(visits, least, most)
    standing = one(snapshot)
    planned = planned_days(standing)
    if standing.rule and standing.rule.most and not standing.is_too_often:
        assert standing.done + len(planned) <= standing.rule.most
    (line,) = inspection_calendar(snapshot, DAY).lines
    assert sum(words.count("●") for words in line.words) == standing.done
    assert sum(words.count("○") + words.count("！") for words in line.words) == len(
        [day for day in planned if day.year == DAY.year]
    )
    assert inspection_plan(snapshot, DAY).summary == inspection_calendar(snapshot, DAY).summary
