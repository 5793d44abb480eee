"""隐患 go one step after the other, with 五落实 before they are ordered, and the quarterly report adds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap import wording
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.hazard import HAZARD, NEXT, STEPS, Hazard, missing
from battlemap.domain.risk.hazards import by_industry, hazard_register, quarter, quarterly, total
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.exchange.hazard_report_xlsx import hazard_report_xlsx
from tests.commands.conftest import open_new

DAY = date(2018, 11, 20)
FIVE: dict[str, Any] = {
    "measure": "更换支护", "liable": "余晓", "money": 0, "due_on": date(2018, 11, 28), "emergency": "停工撤人",
}  # fmt: skip
MAJOR: dict[str, Any] = {"overseer": "安委会", "order_number": "高安办督〔2018〕3号", "cure_plan": "专家会诊"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "hazard.battlemap") as opened:
        opened.run(AddRow("hazard", {"title": "深基坑支护变形", "industry": "building"}))
        yield opened


def hazard(session: Session) -> Hazard:
    (one,) = session.snapshot.live_rows("hazard")
    return cast(Hazard, one)


def go(session: Session, step: str, **values: Any) -> Hazard:
    session.run(EditRow("hazard", hazard(session).id, {"step": step, **values}))
    return hazard(session)


def test_a_hazard_goes_from_found_to_looked_at_again_each_step_with_its_day(session: Session) -> None:
    assert hazard(session).found_on == DAY
    go(session, "graded", level="general")
    assert go(session, "ordered", **FIVE).ordered_on == DAY
    go(session, "curing")
    assert go(session, "claimed", done_words="已更换").done_on == DAY
    go(session, "accepted", accepted_by="熊飞", verdict="pass")
    assert not go(session, "struck").is_open
    again = go(session, "rechecked", recheck_words="又变形", is_back=True)
    assert again.rechecked_on == DAY
    with pytest.raises(Refused, match="整改时限"):
        go(session, "ordered")
    back = go(session, "ordered", due_on=date(2018, 12, 5))
    assert (back.rebounds, back.struck_on, back.verdict, back.is_back) == (1, None, "", False)
    session.undo()
    assert hazard(session) == again


def test_it_is_ordered_only_with_all_five_and_a_major_one_with_its_overseer_and_plan(
    session: Session,
) -> None:
    go(session, "graded", level="major")
    for name, key in zip(("措施", "责任人", "资金", "时限", "预案"), FIVE, strict=True):
        with pytest.raises(Refused, match=name):
            go(session, "ordered", **MAJOR, **{other: value for other, value in FIVE.items() if other != key})
    with pytest.raises(Refused, match="挂牌督办单位、督办文号、治理方案"):
        go(session, "ordered", **FIVE)
    assert missing(go(session, "ordered", **FIVE, **MAJOR)) == ()


def test_no_step_is_left_out_and_a_failed_acceptance_goes_back(session: Session) -> None:
    with pytest.raises(Refused, match="下一步是“评估定级”"):
        go(session, "ordered", level="general", **FIVE)
    go(session, "graded", level="general")
    go(session, "ordered", **FIVE)
    go(session, "curing")
    go(session, "claimed", done_words="已更换")
    go(session, "accepted", accepted_by="熊飞", verdict="fail")
    with pytest.raises(Refused, match="不合格"):
        go(session, "struck")
    back = go(session, "curing")
    assert (back.done_on, back.verdict) == (None, "")


def test_days_stand_in_their_order(session: Session) -> None:
    go(session, "graded", level="general")
    with pytest.raises(Refused, match="下达日期 2018-11-19 早于排查日期"):
        go(session, "ordered", ordered_on=date(2018, 11, 19), **FIVE)


def test_every_step_leads_to_known_ones() -> None:
    assert set(NEXT) == set(STEPS) == set(wording.HAZARD_STEPS)
    assert {step for steps in NEXT.values() for step in steps} <= set(STEPS)


FOUND = st.builds(
    lambda day, step, level, industry, unit: Hazard(
        "", 1, "隐患", day, step=step, level=level, industry=industry, unit=unit, done_on=day, struck_on=day
    ),
    st.dates(date(2018, 7, 1), date(2018, 12, 31)),
    st.sampled_from(STEPS),
    st.sampled_from(list(wording.HAZARD_LEVELS)),
    st.sampled_from(list(wording.INDUSTRIES)),
    st.sampled_from([None]),
)


@given(st.lists(FOUND, max_size=20), st.dates(date(2018, 8, 1), date(2018, 12, 31)))
def test_the_report_holds_every_hazard_of_its_quarter_once(hazards: list[Hazard], as_of: date) -> None:
    rows = [
        ("hazard", Hazard(**{**_plain(one), "id": f"h{n}", "number": n + 1})) for n, one in enumerate(hazards)
    ]
    snapshot = Snapshot.of(rows)
    first, last, _ = quarter(as_of)
    assert first <= as_of <= last
    counts = quarterly(snapshot, as_of)
    general, cured, major, struck = total(counts)
    assert general + major == sum(first <= one.found_on <= as_of for one in hazards)
    assert cured <= general
    assert struck <= major
    assert total(by_industry(counts)) == (general, cured, major, struck)


def _plain(one: Hazard) -> dict[str, Any]:
    return {key: getattr(one, key) for key in HAZARD.keys}


def test_the_workbook_has_two_rows_of_heads_and_the_sums(session: Session) -> None:
    counts = [("安监局", one) for one in quarterly(session.snapshot, DAY)]
    book = openpyxl.load_workbook(BytesIO(hazard_report_xlsx("季报", DAY, counts)))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[1] == ["填报单位", None, None, None, "行业分类", "一般隐患", None, "重大隐患", None]
    assert rows[2][5:] == ["一般隐患数", "已经整改数", "重大隐患数", "已整改销号"]
    assert rows[3] == ["安监局", "", "", "2018-11-20", "建筑施工", 1, 0, 0, 0]
    assert rows[4][5:] == [1, 0, 0, 0]


def test_the_register_says_what_is_late(session: Session) -> None:
    go(session, "graded", level="general")
    go(session, "ordered", **FIVE)
    assert "下达整改，超期 2 天" in hazard_register(session.snapshot, date(2018, 11, 30)).lines[0].words
    assert "超期 1 处" in hazard_register(session.snapshot, date(2018, 11, 30)).summary
