"""A rate counts what its data say and tells its definition; the figures are those of a published report."""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from battlemap.domain.judging.stage import Course, Stage
from battlemap.domain.judging.stage_path import Move, paths_of
from battlemap.domain.judging.stage_rates import Counted, Rate, rate_value
from tests.domain.judging.stage_course import START

COURSE = Course(
    (
        Stage("sign", "签约"),
        Stage("permit", "办手续"),
        Stage("build", "在建"),
        Stage("run", "投产", "won"),
        Stage("end", "终止", "lost"),
    )
)
ALL = ("sign", "permit", "build", "run", "end")
BEGUN = Rate("开工率", Counted(("build", "run")), Counted(("sign",), "ever"))
KEPT = Rate("履约率", Counted(("sign", "permit", "build", "run")), Counted(ALL))


def _moves() -> list[Move]:
    ends = ["run"] * 18 + ["build"] * 180 + ["permit"] * 93 + ["end"]
    moves = [Move(str(n), "sign", START, START + timedelta(30)) for n in range(len(ends))]
    return moves + [Move(str(n), code, START + timedelta(9)) for n, code in enumerate(ends)]


def test_rates_of_292_contracts() -> None:
    paths = paths_of(_moves(), date(2019, 1, 1))
    begun, kept = rate_value(BEGUN, COURSE, paths), rate_value(KEPT, COURSE, paths)
    assert (begun.numerator, begun.denominator, begun.words) == (198, 292, "67.8%")
    assert (kept.numerator, kept.denominator, kept.words) == (291, 292, "99.7%")


def test_definition_is_told_in_words() -> None:
    assert BEGUN.definition(COURSE) == "开工率＝现处在建、投产的项目数 ÷ 曾到签约的项目数，按发生日期归期"
    by_amount = attrs.evolve(BEGUN, by_amount=True, day_of="approved", basis="区招商考核办法")
    assert by_amount.definition(COURSE).endswith("的金额，按批准日期归期（依据：区招商考核办法）")


def test_a_period_goes_by_the_day_that_the_rate_names() -> None:
    paths = paths_of(_moves(), date(2019, 1, 1))
    first, last = START, START + timedelta(5)
    assert rate_value(BEGUN, COURSE, paths, None, first, last).denominator == 292
    approved = attrs.evolve(BEGUN, day_of="approved")
    assert rate_value(approved, COURSE, paths, None, first, last).words == "—"
    later = START + timedelta(30)
    assert rate_value(approved, COURSE, paths, None, later, later).denominator == 292


def test_a_rate_by_amount_adds_amounts() -> None:
    paths = paths_of(_moves(), date(2019, 1, 1))
    amounts = {"0": 300, "200": 100}
    value = rate_value(attrs.evolve(BEGUN, by_amount=True), COURSE, paths, amounts)
    assert (value.numerator, value.denominator, value.words) == (300, 400, "75.0%")
