"""Figures of indicators in a 填报包: each unit the indicators that it leads, one month, taken as 快报 with its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from battlemap.commands.collecting import sending, subject_of
from battlemap.commands.indicator import EnterFigures
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.collecting.figures import offered
from battlemap.domain.collecting.form import about_of, abouts
from battlemap.domain.days.statistical_period import period_of
from battlemap.domain.kinds.collection import CollectionRequest
from battlemap.domain.series.grid import FigureEntry
from battlemap.errors import BadInput
from battlemap.shown.collecting.packages import command_for, write_packages
from battlemap.shown.collecting.returns import look_at
from tests.commands.conftest import open_new
from tests.exchange.filling import fill, rows_of

TODAY = date(2018, 11, 20)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as opened:
        opened.run(AddRow("unit", {"name": "统计局"}))
        (unit,) = opened.snapshot.named("unit", "统计局")
        for title, measure in (("规上工业增加值", "亿元"), ("一般公共预算收入", "亿元")):
            opened.run(AddRow("indicator", {"title": title, "measure_unit": measure, "lead_unit": unit}))
        opened.run(AddRow("indicator", {"title": "无人负责的指标"}))
        yield opened


def id_of(session: Session, title: str) -> str:
    return next(one.id for one in session.snapshot.indicators.values() if one.title == title)


def standing(session: Session, title: str) -> list[tuple[str | None, str, str]]:
    rows = session.snapshot.observations.values()
    return [
        (r.value, r.status, r.source) for r in rows if r.indicator == id_of(session, title) and not r.deleted
    ]


def enter(session: Session, title: str, value: str) -> None:
    session.run(
        EnterFigures((FigureEntry(id_of(session, title), period_of("2018-10"), "ytd", value),), "flash")
    )


def test_a_month_is_sent_filled_in_taken_and_taken_back(session: Session, tmp_path: Path) -> None:
    enter(session, "规上工业增加值", "88.5")
    about = about_of("指标 2018-10", session.snapshot)
    step = session.run(sending(session.snapshot, subject_of(session, about), "10月数据", date(2018, 11, 23)))
    assert step is not None
    requests = [change.after for change in step.changes if isinstance(change.after, CollectionRequest)]
    (path,) = write_packages(session.snapshot, requests, tmp_path)
    lines = [
        row for row in rows_of(path) if "规上工业增加值（亿元）" in row or "一般公共预算收入（亿元）" in row
    ]
    assert len(lines) == 2 and any("88.5" in map(str, row) for row in lines)
    code = next(str(row[0]) for row in lines if "一般公共预算收入（亿元）" in row)
    fill(path, code, **{"累计值（2018年1-10月）": 12.3})
    looked = look_at(session, path, TODAY)
    assert looked.check is not None and looked.check.words.startswith("更新 1 格"), looked.words
    session.run(command_for(session, [looked.check]))
    assert standing(session, "一般公共预算收入") == [("12.3", "flash", "统计局填报")]
    number = session.file.newest_number()
    again = look_at(session, path, TODAY).check
    assert again is not None
    session.run(command_for(session, [again]))
    assert session.file.newest_number() == number
    session.undo()
    assert standing(session, "一般公共预算收入") == []


def test_a_figure_that_was_entered_here_meanwhile_is_a_conflict_with_who(
    session: Session, tmp_path: Path
) -> None:
    about = about_of("指标数据（2018年1-10月）", session.snapshot)
    step = session.run(sending(session.snapshot, subject_of(session, about), "10月数据", date(2018, 11, 23)))
    assert step is not None
    requests = [change.after for change in step.changes if isinstance(change.after, CollectionRequest)]
    (path,) = write_packages(session.snapshot, requests, tmp_path)
    code = next(str(row[0]) for row in rows_of(path) if "规上工业增加值（亿元）" in row)
    fill(path, code, **{"累计值（2018年1-10月）": 90})
    enter(session, "规上工业增加值", "91")
    looked = look_at(session, path, TODAY)
    assert looked.check is not None
    (cell,) = looked.check.changed
    assert (cell.state, cell.ours, cell.theirs, cell.who) == ("conflict", "91", "90", "李明")


def test_the_two_newest_months_are_offered_and_other_words_are_refused(session: Session) -> None:
    names = [name for _, name in offered(session.snapshot, date(2018, 11, 20))]
    assert names == ["指标数据（2018年1-10月）", "指标数据（2018年1-9月）"]
    assert not [t for t, _ in abouts(session.snapshot) if t.startswith("figure:")]
    with pytest.raises(BadInput, match="指标 2018-10"):
        about_of("指标 某月", session.snapshot)


@pytest.mark.parametrize(
    ("told", "question"),
    [
        (80, "小于2018年1-9月的 90，累计数一般不减少"),
        (190, "当月 100，是前 9 个月月均的 10 倍"),
        (100, ""),
        (11, "小于2018年1-9月的 90，累计数一般不减少"),
    ],
)
def test_a_cumulative_figure_that_falls_or_leaps_is_asked_about(
    session: Session, tmp_path: Path, told: float, question: str
) -> None:
    indicator = id_of(session, "规上工业增加值")
    for period, value in (("2018-09", "90"), ("2017-10", "110")):
        session.run(EnterFigures((FigureEntry(indicator, period_of(period), "ytd", value),), "final"))
    about = about_of("指标 2018-10", session.snapshot)
    step = session.run(sending(session.snapshot, subject_of(session, about), "10月数据", date(2018, 11, 23)))
    assert step is not None
    requests = [change.after for change in step.changes if isinstance(change.after, CollectionRequest)]
    (path,) = write_packages(session.snapshot, requests, tmp_path)
    code = next(str(row[0]) for row in rows_of(path) if "规上工业增加值（亿元）" in row)
    fill(path, code, **{"累计值（2018年1-10月）": told})
    looked = look_at(session, path, TODAY)
    assert looked.check is not None
    assert [cell.question for cell in looked.check.changed] == [question]
