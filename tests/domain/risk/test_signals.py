"""Signals wait until they are handled, debts fall into months, sites check themselves, and 剩余 stays below 固有."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.commands.ban_exemptions import StopExemption
from battlemap.commands.risk import AssessRisk, preset_matrices
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.kinds.risk import RISK_ASSESSMENT, RiskAssessment
from battlemap.domain.kinds.risk_signal import Debt
from battlemap.domain.kinds.site_check import SIX
from battlemap.domain.planning.ban import ban_state
from battlemap.domain.planning.site_checks import missing_days, site_register
from battlemap.domain.risk.signals import debt_calendar, money, months_from, signal_register
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from tests.commands.conftest import open_new

DAY = date(2018, 11, 20)
MET: dict[str, Any] = {key: True for key, _ in SIX}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "risk.battlemap") as opened:
        opened.run(preset_matrices())
        matrix = opened.snapshot.named("risk_matrix", "LS 风险矩阵")[0]
        opened.run(AddRow("risk", {"title": "担保链", "matrix": matrix}))
        yield opened


def test_a_signal_counts_its_days_until_it_is_handled(session: Session) -> None:
    risk = session.snapshot.live_rows("risk")[0].id
    session.run(AddRow("risk_signal", {"risk": risk, "title": "欠息", "seen_on": date(2018, 11, 10)}))
    assert "已等待 10 天" in signal_register(session.snapshot, DAY).lines[0].words
    signal = session.snapshot.live_rows("risk_signal")[0].id
    with pytest.raises(Refused, match="处置情况"):
        session.run(EditRow("risk_signal", signal, {"handled_on": DAY}))
    with pytest.raises(Refused, match="早于识别日期"):
        session.run(EditRow("risk_signal", signal, {"handled_on": date(2018, 11, 9), "handling": "约谈"}))
    session.run(EditRow("risk_signal", signal, {"handled_on": date(2018, 11, 14), "handling": "约谈"}))
    assert signal_register(session.snapshot, DAY).summary == "信号 1 条　平均 4.0 天处置，最长 4 天"


DEBTS = st.lists(
    st.tuples(st.dates(date(2018, 1, 1), date(2021, 1, 1)), st.integers(0, 10**10), st.booleans()),
    max_size=12,
)


@given(DEBTS, st.dates(date(2018, 6, 1), date(2019, 6, 1)))
def test_every_open_debt_falls_into_one_place_and_the_sums_are_all_of_it(
    debts: list[tuple[date, int, bool]], as_of: date
) -> None:
    rows = [
        Debt(f"d{n}", f"债务{n}", f"a{n:02}", due, amount, repaid_on=date(2018, 1, 1) if paid else None)
        for n, (due, amount, paid) in enumerate(debts)
    ]
    calendar = debt_calendar(Snapshot.of([("debt", row) for row in rows]), as_of)
    open_ = [row for row in rows if row.repaid_on is None]
    assert [line.id for line in calendar.lines if line.id] == [
        row.id for row in sorted(open_, key=lambda row: (row.due_on, row.rank))
    ]
    places = slice(3, 3 + len(months_from(as_of)) + 2)
    for line in calendar.lines[:-1]:
        assert sum(bool(words) for words in line.words[places]) == 1
    assert calendar.summary.startswith(f"未偿 {len(open_)} 笔 {money(sum(row.amount for row in open_))} 万元")


def banned(session: Session) -> str:
    task = session.snapshot.live_tasks[0].id
    session.run(
        AddRow("period", {"kind": "ban", "starts_on": date(2018, 11, 15), "ends_on": date(2019, 3, 15)})
    )
    values = {
        "task": task,
        "valid_from": date(2018, 11, 16),
        "valid_to": date(2018, 12, 31),
        "document": "87号",
    }
    session.run(AddRow("ban_exemption", values))
    return task


def exemption(session: Session) -> BanExemption:
    return cast(BanExemption, session.snapshot.live_rows("ban_exemption")[0])


def test_a_violation_of_the_six_stops_the_pass_in_the_same_step(session: Session) -> None:
    task = banned(session)
    assert ban_state(session.snapshot, session.snapshot.tasks[task], DAY) == "exempt"
    check = {"task": task, **MET, "wet": False, "result": "violation", "words": "干法开挖，责令停工"}
    session.run(AddRow("site_check", check))
    assert exemption(session).stopped_on == DAY
    assert "土方开挖湿法作业" in exemption(session).violation
    assert ban_state(session.snapshot, session.snapshot.tasks[task], DAY) == "stopped"
    assert "停用 1 处" in site_register(session.snapshot, DAY).summary
    session.undo()
    assert exemption(session).stopped_on is None
    session.run(StopExemption(exemption(session).id, "抽查"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({**MET, "result": "fixed"}, "六项都达标"), ({**MET, "wet": False}, "没有达标，结论应为"),
        ({**MET, "wet": False, "result": "fixed"}, "写明问题和整改"),
    ],
)  # fmt: skip
def test_what_a_check_says_fits_together(session: Session, values: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        session.run(AddRow("site_check", {"task": session.snapshot.live_tasks[0].id, **values}))


def test_days_on_which_an_exempt_site_has_not_checked_itself_are_named(session: Session) -> None:
    task = banned(session)
    session.run(AddRow("site_check", {"task": task, "checked_on": date(2018, 11, 18), **MET}))
    missing = missing_days(session.snapshot, task, DAY)
    assert missing == (date(2018, 11, 16), date(2018, 11, 17), date(2018, 11, 19), DAY)
    assert "今日未自查 1 处" in site_register(session.snapshot, DAY).summary


def test_a_residual_risk_above_the_inherent_one_is_refused_by_every_door(session: Session) -> None:
    risk = session.snapshot.live_rows("risk")[0].id
    session.run(AssessRisk(risk, "inherent", 3, 3, on=date(2018, 11, 1)))
    session.run(AssessRisk(risk, "residual", 3, 3, on=date(2018, 11, 10)))
    with pytest.raises(Refused, match="不能高于固有"):
        session.run(AssessRisk(risk, "inherent", 2, 2, on=date(2018, 11, 5)))
    made = cast(RiskAssessment, session.snapshot.live_rows("risk_assessment")[0])
    high = attrs.evolve(made, id="x", stage="residual", likelihood=5, severity=5, assessed_on=DAY)

    class Rows:
        at, actor = datetime(2018, 11, 20), ""

        def get(self, kind: type, id: str) -> Any:
            return next(rows[id] for rows in session.snapshot.rows.values() if id in rows)

        def live(self, kind: type, **equal: Any) -> list[Any]:
            return list(session.snapshot.live_rows("risk_assessment"))

    with pytest.raises(Refused, match="不能高于固有"):
        RISK_ASSESSMENT.check_among(high, None, Rows())  # type: ignore[arg-type]
