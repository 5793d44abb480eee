from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.commands.risk import AssessRisk, preset_matrices
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.risk import RiskMatrix, level_of, value_of, why_no_assessment
from battlemap.domain.risk.judged import PRESETS, JudgedRisk, cells, judged_risks
from battlemap.errors import Refused
from tests.commands.conftest import open_new

DAY = date(2018, 11, 20)
LS = RiskMatrix("m", "LS", "a")
LEC = RiskMatrix("m", "LEC", "a", "lec", 1, *PRESETS["lec"][1:4])
DEBT = RiskMatrix("m", "债务率", "a", "debt", 1, *PRESETS["debt"][1:4])


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "risk.battlemap") as opened:
        opened.run(preset_matrices())
        matrix = opened.snapshot.named("risk_matrix", "LS 风险矩阵")[0]
        opened.run(AddRow("risk", {"title": "危化品仓库", "matrix": matrix}))
        yield opened


def risk(session: Session) -> JudgedRisk:
    return judged_risks(session.snapshot, DAY)[0]


def assess(session: Session, stage: str, l: int, s: int, reason: str = "") -> None:  # noqa: E741
    session.run(AssessRisk(risk(session).risk.id, stage, l, s, reason=reason, on=DAY))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "level"), [(25, 1), (20, 1), (16, 2), (15, 2), (12, 3), (10, 3), (9, 3), (8, 4), (1, 4)]
)
def test_the_borders_of_ls_are_those_of_the_standard(value: int, level: int) -> None:
    assert level_of(LS, value) == level


@pytest.mark.parametrize(("value", "level"), [(320, 1), (319, 2), (160, 2), (159, 3), (70, 3), (69, 4)])
def test_the_borders_of_lec(value: int, level: int) -> None:
    assert level_of(LEC, value) == level
    assert value_of("lec", 60, 60, 15) == 540


@pytest.mark.parametrize(("percent", "level"), [(300, 1), (299, 2), (200, 2), (120, 3), (119, 4)])
def test_the_borders_of_debt(percent: int, level: int) -> None:
    assert level_of(DEBT, percent) == level


@given(st.integers(1, 5), st.integers(1, 5))
def test_only_fourteen_products_exist(l: int, s: int) -> None:  # noqa: E741
    assert value_of("ls", l, 0, s) in {1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25}
    assert why_no_assessment("ls", l, 0, s) == ""
    assert why_no_assessment("ls", l + 5, 0, s)


def test_a_rise_needs_a_reason_and_residual_is_never_above_inherent(session: Session) -> None:
    assess(session, "inherent", 4, 4)
    assess(session, "present", 3, 3)
    with pytest.raises(Refused, match="由 9 升到 12，请写明理由"):
        assess(session, "present", 4, 3)
    assess(session, "present", 4, 3, "雨季")
    with pytest.raises(Refused, match="不能高于固有"):
        assess(session, "residual", 5, 4)
    assess(session, "residual", 2, 3)
    with pytest.raises(Refused, match="不能高于固有"):
        assess(session, "inherent", 1, 2)
    judged = risk(session)
    assert [judged.stages[stage].value for stage in ("inherent", "present", "residual")] == [16, 12, 6]
    assert (judged.level, judged.control) == (3, "section")
    assert list(cells((judged,), "present")) == [(4, 3)]
    session.undo()
    assert "residual" not in risk(session).stages


def test_a_changed_matrix_never_recolours_old_risks(session: Session) -> None:
    assess(session, "present", 3, 3)
    old = risk(session).matrix.id
    with pytest.raises(Refused, match="已用于评估"):
        session.run(EditRow("risk_matrix", old, {"yellow_from": 8, "orange_from": 9}))
    values = {
        "title": "LS 新版",
        "method": "ls",
        "version": 2,
        "red_from": 16,
        "orange_from": 9,
        "yellow_from": 5,
    }
    session.run(AddRow("risk_matrix", values))
    new = session.snapshot.named("risk_matrix", "LS 新版")[0]
    with pytest.raises(Refused, match="不能换矩阵"):
        session.run(EditRow("risk", risk(session).risk.id, {"matrix": new}))
    session.run(AddRow("risk", {"title": "同样的仓库", "matrix": new}))
    second = judged_risks(session.snapshot, DAY)[1].risk.id
    session.run(AssessRisk(second, "present", 3, 3, on=DAY))
    assert [judged.level for judged in judged_risks(session.snapshot, DAY)] == [3, 2]


def test_a_direct_judgement_overrides_with_its_basis(session: Session) -> None:
    with pytest.raises(Refused, match="依据"):
        session.run(EditRow("risk", risk(session).risk.id, {"is_direct": True}))
    session.run(EditRow("risk", risk(session).risk.id, {"is_direct": True, "direct_basis": "重大危险源"}))
    assert (risk(session).level, risk(session).control) == (1, "district")


def test_a_past_day_shows_what_was_judged_then(session: Session) -> None:
    id = risk(session).risk.id
    session.run(AssessRisk(id, "present", 2, 2, on=date(2018, 11, 1)))
    session.run(AssessRisk(id, "present", 4, 4, reason="事故", on=date(2018, 11, 10)))
    assert judged_risks(session.snapshot, date(2018, 11, 5))[0].level == 4
    assert judged_risks(session.snapshot, DAY)[0].level == 2
    before = judged_risks(session.snapshot, DAY)[0].stages["present"].before
    assert before is not None and before.likelihood == 2
