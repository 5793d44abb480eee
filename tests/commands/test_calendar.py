"""Own days come, change and go; a list can join or replace them."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from battlemap.commands.calendar import ImportPeriods, SetPeriods
from battlemap.commands.rows import AddRow, EditRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.domain.days.calendar import Period
from battlemap.errors import Refused

BAN = Period(
    "", "ban", date(2018, 11, 15), date(2018, 12, 31), "封土期", "PROJ CITY", "CITY-03", "土石方作业"
)
OFF = Period("", "off", date(2018, 11, 23), date(2018, 11, 23), "停工日")


def live(session: Session) -> set[tuple[str, str]]:
    return {
        (period.title, period.actions) for period in session.snapshot.periods.values() if not period.deleted
    }


def test_a_period_is_changed_and_deleted(session: Session) -> None:
    session.run(
        AddRow(
            "period",
            {
                "kind": "off",
                "starts_on": date(2018, 11, 23),
                "ends_on": date(2018, 11, 23),
                "title": "停工日",
            },
        )
    )
    (period,) = session.snapshot.periods.values()
    assert not session.snapshot.calendar.is_working_day(date(2018, 11, 23))
    session.run(EditRow("period", period.id, {"starts_on": date(2018, 11, 22)}))
    assert not session.snapshot.calendar.is_working_day(date(2018, 11, 22))
    with pytest.raises(Refused, match="早于开始日期"):
        session.run(EditRow("period", period.id, {"ends_on": date(2018, 11, 1)}))
    with pytest.raises(Refused, match="级别"):
        session.run(EditRow("period", period.id, {"alert_level": 4}))
    session.run(RemoveRow("period", period.id))
    assert session.snapshot.calendar.is_working_day(date(2018, 11, 22))


def test_a_list_joins_what_is_there_without_doubling_it(session: Session) -> None:
    session.run(
        AddRow(
            "period", {"kind": "off", "starts_on": OFF.starts_on, "ends_on": OFF.ends_on, "title": OFF.title}
        )
    )
    session.run(ImportPeriods((OFF, BAN)))
    assert live(session) == {("停工日", ""), ("封土期", "PROJ CITY")}
    assert session.run(ImportPeriods((OFF, BAN))) is None


def test_a_list_can_take_the_place_of_what_is_there(session: Session) -> None:
    session.run(
        AddRow(
            "period", {"kind": "off", "starts_on": OFF.starts_on, "ends_on": OFF.ends_on, "title": OFF.title}
        )
    )
    session.run(ImportPeriods((BAN,), is_replacing=True))
    assert live(session) == {("封土期", "PROJ CITY")}
    session.undo()
    assert live(session) == {("停工日", "")}
    with pytest.raises(Refused, match="没有可导入"):
        session.run(ImportPeriods(()))


def test_a_drawn_calendar_keeps_changes_adds_and_drops_in_one_step(session: Session) -> None:
    session.run(ImportPeriods((OFF, BAN)))
    off, ban = sorted(session.snapshot.periods.values(), key=lambda period: period.kind, reverse=True)
    longer = attrs.evolve(off, ends_on=date(2018, 11, 24))
    step = session.run(SetPeriods((longer, attrs.evolve(BAN, title="限行"))))
    assert step is not None
    assert session.snapshot.periods[off.id].ends_on == date(2018, 11, 24)
    assert session.snapshot.periods[ban.id].deleted
    assert live(session) == {("停工日", ""), ("限行", "PROJ CITY")}
    kept = tuple(period for period in session.snapshot.periods.values() if not period.deleted)
    assert session.run(SetPeriods(kept)) is None
    session.undo()
    assert live(session) == {("停工日", ""), ("封土期", "PROJ CITY")}
