"""The rules of real papers, each with its own arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest

from battlemap.domain.assessing.scoring import Measured, earned, grade, whole_of
from battlemap.domain.kinds.scoring_rule import RULES, check_parameters, check_parts
from battlemap.errors import Refused
from battlemap.wording import SCORING_RULES


def points(rule: str, words: str, weight: str, value: str | None, **more: object) -> str | None:
    fields = {
        key: Decimal(str(v)) if not isinstance(v, bool) and key not in ("direction", "yellow", "red") else v
        for key, v in more.items()
    }
    made = earned(rule, words, Decimal(weight), Measured(None if value is None else Decimal(value), **fields))  # type: ignore[arg-type]
    return None if made is None else f"{made.normalize():f}"


@pytest.mark.parametrize(
    ("rule", "words", "weight", "value", "target", "wanted"),
    [
        ("ratio_cap", "", "10", "90", "100", "9"),
        ("ratio_cap", "", "10", "130", "100", "10"),
        ("ratio_cap", "上限=120", "10", "130", "100", "12"),
        ("ratio_cap", "系数=0.5，上限=60", "1", "110", "100", "0.55"),
        ("base_80", "每点=0.5", "10", "100", "100", "8"),
        ("base_80", "每点=0.5", "10", "120", "100", "9"),
        ("base_80", "每点=0.5", "10", "200", "100", "10"),
        ("base_80", "每点=0.5", "10", "60", "100", "6"),
        ("over_bonus", "每点=0.3", "10", "110", "100", "10.3"),
        ("over_bonus", "每点=0.6，上限=3", "10", "110", "100", "10.3"),
        ("steps", "分段=100:100、75:75、50:50", "8", "80", "100", "6"),
        ("steps", "分段=100:100、75:75、50:50", "8", "49", "100", "0"),
        ("rank_score", "首位=100，每位=5", "10", "3", "1", "9"),
        ("rank_score", "每位=5", "10", "30", "1", "0"),
        ("each_missing", "每项=0.1", "2", "4", "1", "1.6"),
        ("per_event", "每次=0.2", "1", "9", "1", "0"),
        ("deduct", "每项=1", "100", "7", "1", "93"),
        ("bonus", "每项=2，上限=5", "0", "4", "1", "5"),
        ("expert", "", "5", "7", "1", "5"),
    ],
)
def test_a_rule_gives_what_its_paper_says(
    rule: str, words: str, weight: str, value: str, target: str, wanted: str
) -> None:
    assert points(rule, words, weight, value, target=target) == wanted


def test_min_max_and_efficacy_lie_between_the_worst_and_the_best_in_both_directions() -> None:
    assert points("minmax", "", "10", "30", least="10", best="50") == "5"
    assert points("minmax", "", "10", "99", least="10", best="50") == "10"
    assert points("minmax", "", "10", "0.4", least="0.6", best="0.2") == "5"
    assert points("efficacy", "", "10", "30", least="10", best="50") == "8"
    assert points("minmax", "", "10", "30", least="10") is None


def test_what_should_go_down_is_completed_from_below() -> None:
    assert points("ratio_cap", "", "10", "50", target="40", direction="down") == "8"


def test_events_of_several_kinds_have_their_own_prices() -> None:
    """A published paper takes 0.1 off for each project not begun in time and 0.2 for each false report."""
    words = "超时限未开工=0.1，弄虚作假=0.2"
    assert whole_of("per_event", words, "超时限未开工=3，弄虚作假=1") == (Decimal("0.5"), "")
    assert points("per_event", words, "2", "0.5") == "1.5"
    assert points("per_event", words, "0.3", "0.5") == "0"
    assert whole_of("deduct", "迟报=1，漏报=2", "漏报=2") == (Decimal(4), "")
    assert points("deduct", "迟报=1，漏报=2", "100", "4") == "96"
    # 加分: a limit for each kind, and one for the year
    capped = "表彰=2，批示=1，单项上限=3，上限=5"
    assert whole_of("bonus", capped, "表彰=4，批示=2") == (Decimal(5), "")
    assert points("bonus", capped, "0", "6") == "5"


def test_two_rates_are_weighed_and_five_parts_are_added_up() -> None:
    done, missing = whole_of("two_parts", "上限=50", "个数=8/10，金额=3/5")
    assert (done, missing) == (Decimal(70), "")
    assert points("two_parts", "", "1", "70") == "0.7" and points("two_parts", "上限=50", "1", "70") == "0.5"
    assert whole_of("two_parts", "", "个数=8/10") == (None, "缺“金额”")
    assert whole_of("five_parts", "", "按时=28，质量=35，反馈=20，协同=8，材料=10") == (Decimal(96), "")
    assert points("five_parts", "", "10", "96") == "9.6"


@pytest.mark.parametrize(
    ("rule", "words", "parts", "message"),
    [
        ("ratio_cap", "", "个数=1", "没有分项"),
        ("per_event", "每次=0.1", "迟报=1", "没有分项"),
        ("per_event", "迟报=1", "漏报=1", "没有“漏报”"),
        ("two_parts", "", "个数=8，金额=1/2", "如 个数=8/10"),
        ("five_parts", "", "按时=3/4", "只写一个数"),
        ("per_event", "迟报=1", "迟报", "看不懂"),
        ("per_event", "迟报=1", "迟报=-1", "不能小于 0"),
    ],
)
def test_parts_that_do_not_fit_are_refused(rule: str, words: str, parts: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        check_parts(rule, words, parts, "甲")


def test_lamps_take_off_and_a_bonus_wants_a_document() -> None:
    assert points("lamp", "黄灯=1，红灯=2", "10", None, yellow=3, red=1) == "7"
    assert points("bonus", "每项=1", "0", "3", has_basis=False) == "0"


def test_a_missing_value_earns_nothing_that_is_told_as_zero() -> None:
    assert all(
        points(rule, "分段=100:100" if rule == "steps" else "", "10", None, target="1") is None
        for rule in RULES
        if rule != "lamp"
    )


def test_every_rule_has_its_name_and_parameters_are_read_or_refused() -> None:
    assert set(SCORING_RULES) == set(RULES)
    check_parameters("steps", "分段=100:100、75:75", "甲")
    for rule, words in (
        ("ratio_cap", "每点=1"),
        ("ratio_cap", "上限=很多"),
        ("steps", ""),
        ("steps", "分段=一百"),
        ("expert", "x"),
        ("two_parts", "个数=60，金额=50"),
        ("per_event", "每次=0.1，迟报=1"),
    ):
        with pytest.raises(Refused):
            check_parameters(rule, words, "甲")


def test_grades_have_their_borders() -> None:
    assert [grade(Decimal(score)) for score in ("90", "89.99", "80", "60", "59.9")] == [
        "优秀",
        "良好",
        "良好",
        "合格",
        "不合格",
    ]
