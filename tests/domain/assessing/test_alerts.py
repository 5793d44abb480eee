"""What report and wall warn of."""

from __future__ import annotations

from datetime import date

from battlemap.domain.assessing.alerts import alerts
from battlemap.domain.kinds.people import Unit
from battlemap.domain.kinds.scheme import NodePlace, Scheme
from battlemap.domain.kinds.veto import Veto
from battlemap.domain.telling.comparison import compare
from battlemap.shown.wall_screen.pages import wall_pages
from tests.domain.assessing.trees import node
from tests.domain.series.rows import aim, indicator, seen, snapshot_of

DAY = date(2018, 11, 20)


def test_vetoes_places_and_red_indicators_are_told_with_the_unit_that_answers() -> None:
    snapshot = snapshot_of(
        Unit("u", "招商局", "a0"),
        Scheme("s", "全市单项考核", "a0", "contest", 2018),
        *(node(f"n{n}", title=f"考核{n}", lead_unit="u") for n in range(4)),
        NodePlace("p0", "s", "2018-09", 12, 14, "n0"),
        NodePlace("p1", "s", "2018-09", 10, 14, "n1"),
        NodePlace("p2", "s", "2018-09", 3, 14, "n2"),
        NodePlace("p3", "s", "2018-09", 8, 14, "n3"),
        NodePlace("p4", "s", "2018-12", 11, 14, "n3", is_expected=True),
        Veto("v", "u", "s", 2018, "考核办法", "第九条", "第 12 名", "张书记", decided_on=date(2018, 11, 1)),
        indicator(lead_unit="u"),
        seen("2018-10", "10"),
        aim("100"),
    )
    raised = alerts(snapshot, DAY)
    assert [(one.aspect, one.lamp, one.title) for one in raised] == [
        ("否决", "black", "招商局一票否决"), ("位次", "red", "考核0"), ("位次", "yellow", "考核1"), ("位次", "yellow", "考核3"),
        ("指标", "red", "指标i"),
    ]  # fmt: skip
    assert "再掉 1 位即触线" in raised[2].words and "预测第 11 名" in raised[3].words
    assert {one.unit for one in raised} == {"u"}
    same = compare(snapshot, DAY, snapshot, DAY)
    assert any(page.key.startswith("alerts") for page in wall_pages(snapshot, DAY, same))
    assert not any(
        page.key.startswith("alerts") for page in wall_pages(snapshot, DAY, same, has_alerts=False)
    )
