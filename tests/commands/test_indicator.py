"""Figures entered, revised, cleared and taken back; presets taken in."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.indicator import EnterFigures, SetTarget, TakePresets
from battlemap.commands.session import Session
from battlemap.domain.days.statistical_period import StatisticalPeriod
from battlemap.domain.series.grid import FigureEntry, grid_draft, grid_values
from battlemap.domain.series.reading import series_of
from battlemap.errors import Refused

OCTOBER = StatisticalPeriod(2018, 10)
TODAY = date(2018, 11, 20)


def of(session: Session, title: str) -> str:
    return next(row.id for row in session.snapshot.indicators.values() if row.title == title)


def test_presets_come_once_with_what_they_are_worked_out_from(session: Session) -> None:
    session.run(TakePresets())
    share = session.snapshot.indicators[of(session, "主体税种占比")]
    assert share.member_titles == ("增值税", "企业所得税", "个人所得税")
    assert share.denominator == of(session, "税收收入")
    with pytest.raises(Refused, match="都已在册"):
        session.run(TakePresets())
    session.undo()
    assert not session.snapshot.live_rows("indicator")


def test_a_preset_without_what_it_needs_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="一并载入"):
        session.run(TakePresets(("税收占比",)))


def test_a_figure_is_corrected_in_place_and_revised_beside_the_old_one(session: Session) -> None:
    session.run(TakePresets(("全社会用电量",)))
    power = of(session, "全社会用电量")
    session.run(EnterFigures((FigureEntry(power, OCTOBER, "ytd", "12.30"),)))
    step = session.run(EnterFigures((FigureEntry(power, OCTOBER, "ytd", "12.40"),)))
    assert step is not None and step.label == "登记全社会用电量2018年1-10月 12.40"
    assert len(session.snapshot.live_rows("observation")) == 1
    session.run(EnterFigures((FigureEntry(power, OCTOBER, "ytd", "12.10"),), "revised"))
    figure = series_of(session.snapshot, power, None, TODAY).figure(OCTOBER, "ytd")
    assert figure is not None and str(figure.value) == "12.10"
    assert [row.value for row in figure.revised] == ["12.40"]
    session.undo()
    assert str(series_of(session.snapshot, power, None, TODAY).value(OCTOBER, "ytd")) == "12.40"
    session.run(EnterFigures((FigureEntry(power, OCTOBER, "ytd", None),)))
    assert series_of(session.snapshot, power, None, TODAY).figure(OCTOBER, "ytd") is None
    with pytest.raises(Refused, match="没有登记的数据"):
        session.run(EnterFigures((FigureEntry(power, OCTOBER, "ytd", None),)))


def test_industry_has_no_january(session: Session) -> None:
    session.run(TakePresets(("规上工业增加值",)))
    industry = of(session, "规上工业增加值")
    with pytest.raises(Refused, match="1-2 月"):
        session.run(EnterFigures((FigureEntry(industry, StatisticalPeriod(2018, 1), "ytd", "5"),)))
    session.run(EnterFigures((FigureEntry(industry, StatisticalPeriod(2018, 2), "ytd", "5"),)))


def test_all_cells_of_a_table_come_in_or_none(session: Session) -> None:
    session.run(TakePresets(("全社会用电量", "一般公共预算收入")))
    table = [
        ["高新区运行数据"], ["指标名称", "计量单位", "1-2月", "1-3月", "3月"],
        ["全社会用电量", "亿千瓦时", 2.5, "3.75", ""], ["一般公共预算收入", "万元", "12,300", "—", 6100.5],
        ["没有的", "", 1, 2, 3],
    ]  # fmt: skip
    draft = grid_draft(table, session.snapshot, 2018, "month", None, TODAY)
    assert draft.unknown == ("没有的",) and not draft.wrong
    assert [(entry.period.code, entry.span, entry.value) for entry in draft.entries] == [
        ("2018-02", "ytd", "2.5"), ("2018-03", "ytd", "3.75"), ("2018-02", "ytd", "12300"), ("2018-03", "month", "6100.5"),
    ]  # fmt: skip
    session.run(EnterFigures(draft.entries))
    again = grid_draft(table, session.snapshot, 2018, "month", None, TODAY)
    assert again.entries == () and again.unchanged == 4
    shown = dict(grid_values(session.snapshot, 2018, "ytd", None, TODAY))
    cells = next(cells for row, cells in shown.items() if row.title == "一般公共预算收入")
    assert cells[1] == ("12300", False) and cells[2] == ("18400.5", True) and cells[3] == ("", False)
    bad = grid_draft(
        [table[1], ["全社会用电量", "", "约3", "", ""]], session.snapshot, 2018, "month", None, TODAY
    )
    assert "第 2 行“全社会用电量”2018年1-2月“约3”" in bad.wrong[0]


def test_a_target_of_the_year_is_set_and_changed(session: Session) -> None:
    session.run(TakePresets(("全社会用电量",)))
    power = of(session, "全社会用电量")
    session.run(SetTarget(power, 2018, "30"))
    session.run(SetTarget(power, 2018, "32", basis="济高新发〔2018〕15号"))
    (aim,) = session.snapshot.targets.values()
    assert (aim.value, aim.basis) == ("32", "济高新发〔2018〕15号")
