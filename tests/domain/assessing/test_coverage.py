"""Documents clause by clause, and money month by month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest

from battlemap.domain.assessing.coverage import coverage, likely_tasks
from battlemap.domain.assessing.money import line_standing, month_sums, more_for_a_tenth, pay_rule
from battlemap.domain.kinds.document import Clause, ClauseTask, SourceDocument
from battlemap.domain.kinds.money import BudgetLine, BudgetMonth
from battlemap.domain.snapshot import Snapshot
from tests.campaigns import AS_OF, make_snapshot
from tests.domain.series.rows import snapshot_of


def with_rows(*rows: object) -> Snapshot:
    from battlemap.domain.step import TABLE_OF

    base = make_snapshot(2, 8)
    pairs = [(table, row) for table, by_id in base.rows.items() for row in by_id.values()]
    return Snapshot.of([*pairs, *((TABLE_OF[type(row)], row) for row in rows)], base.notice)  # type: ignore[misc, list-item]


def test_clauses_without_a_task_stand_first_and_rates_are_told() -> None:
    document = SourceDocument("d", "实施意见", "a0", "15号")
    clauses = [Clause(f"c{n}", "d", str(n), f"第{n}条", f"a{n}") for n in range(3)]
    snapshot = with_rows(document, *clauses, ClauseTask("l1", "c0", "t0"), ClauseTask("l2", "c2", "t1"))
    done = attrs.evolve(snapshot.tasks["t1"], lane="struck_off", progress=100)
    told = coverage(snapshot, "d", AS_OF)
    assert [one.clause.number for one in told.clauses] == ["1", "0", "2"]
    assert told.clauses[0].state == "untouched" and told.covered == 2
    assert told.words.startswith("共 3 条，已分解 2 条（分解率 66.7%）")
    assert done.is_finished


def test_tasks_whose_words_are_like_a_clause_are_proposed() -> None:
    snapshot = make_snapshot(2, 8)
    wanted = next(iter(snapshot.live_tasks))
    (first, share), *_ = likely_tasks(snapshot, f"要{wanted.title}，限期见效")
    assert first.title[:6] == wanted.title[:6] and share == 100


LINE = BudgetLine("l", "道路工程", "a0", "spending", 2018, budget=10_000_000, contract=10_000_000)


def month(number: int, amount: int | None, physical: str | None = None, line: str = "l") -> BudgetMonth:
    return BudgetMonth(f"{line}{number}", line, f"2018-{number:02d}", amount, physical)


@pytest.mark.parametrize(
    ("paid", "physical", "lamp", "words"),
    [
        (9_000_000, "58", "red", "付款超形象进度 32.0 个百分点"),
        (9_000_000, "70", "yellow", "付款超形象进度 20.0 个百分点"),
        (9_000_000, "75", "green", "支出进度 90.0%，超序时 6.7 个百分点"),
        (4_000_000, "56", "blue", "欠付：付款落后形象进度 16.0 个百分点"),
    ],
)
def test_money_is_held_against_the_work(paid: int, physical: str, lamp: str, words: str) -> None:
    snapshot = snapshot_of(LINE, month(10, paid, physical))
    standing = line_standing(snapshot, LINE, date(2018, 11, 20))
    assert standing.lamp == lamp and standing.words.startswith(words)


def test_rules_have_their_years() -> None:
    assert pay_rule(date(2018, 11, 20)).paid_least == 60 and pay_rule(date(2023, 1, 1)).paid_least == 80


def test_a_month_in_which_a_line_is_missing_is_missing() -> None:
    income = BudgetLine("i", "税收", "a1", "income", 2018, budget=1)
    rows = (LINE, income, month(1, 10_000), month(1, 50_000, line="i"), month(2, 20_000))
    first, second, *_ = month_sums(snapshot_of(*rows), 2018, date(2018, 11, 20))
    assert (first.income, first.spending, first.balance) == (5, 1, 4)
    assert second.income is None and second.balance is None and second.missing == ("税收",)


def test_a_tenth_of_a_point_more_has_its_price() -> None:
    part, whole = Decimal("236.14"), Decimal("327.05")
    more = more_for_a_tenth(part, whole)
    assert more is not None
    assert abs((part + more) / (whole + more) - part / whole - Decimal("0.001")) < Decimal("1e-20")
    assert more_for_a_tenth(None, whole) is None
