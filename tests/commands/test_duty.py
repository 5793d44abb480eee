from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.commands.duty import (
    AnswerSwap,
    ApproveSwap,
    AskSwap,
    ExchangeDuties,
    ManDuty,
    SeatAnswer,
    WriteRoster,
)
from battlemap.commands.duty_log import CloseItem, HandOver, ReportIncident
from battlemap.commands.roster_sheet import roster_from
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.fairness import fairness
from battlemap.domain.duty.faults import faults
from battlemap.domain.duty.nil_due import nil_due
from battlemap.domain.duty.on_duty import on_duty_now, status_words
from battlemap.domain.duty.roster_table import roster_table
from battlemap.domain.kinds.duty import Duty
from battlemap.errors import BadInput, Refused
from battlemap.exchange.roster_xlsx import read_roster, roster_xlsx
from tests.commands.conftest import open_new

FIRST, LAST = date(2018, 11, 1), date(2018, 11, 30)
NAMES = ("张三", "李四", "王五", "赵六")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A campaign with one post for two people a day, of four who may stand there, and the roster of November."""
    with open_new(tmp_path / "duty.battlemap") as opened:
        opened.run(AddRow("shift_rule", {"title": "全天", "shifts": "全天 08:30-08:30"}))
        rule = opened.snapshot.named("shift_rule", "全天")[0]
        opened.run(AddRow("duty_post", {"title": "值班员", "rule": rule, "needs": 1, "min_gap": 2}))
        for name in NAMES:
            opened.run(AddRow("person", {"name": name, "phone": "0537-1"}))
            opened.run(AddRow("duty_member", {"post": post(opened), "person": person(opened, name)}))
        opened.run(WriteRoster.planned(opened.snapshot, FIRST, LAST)[0])
        yield opened


def post(session: Session) -> str:
    return session.snapshot.named("duty_post", "值班员")[0]


def person(session: Session, name: str) -> str:
    return session.snapshot.named("person", name)[0]


def on(session: Session, day: int) -> Duty:
    return DutyBook(session.snapshot).on(date(2018, 11, day))[0]


def grave(session: Session) -> list[str]:
    return [fault.words for fault in faults(DutyBook(session.snapshot), FIRST, LAST) if fault.is_grave]


def test_a_month_is_made_in_one_step_and_taken_back_in_one(session: Session) -> None:
    assert grave(session) == []
    (fair,) = fairness(DutyBook(session.snapshot), FIRST, LAST)
    assert sum(burden.count for burden in fair.burdens) == 30
    assert fair.spread <= 150
    session.undo()
    assert len(grave(session)) == 30
    assert grave(session)[0] == "11月1日“值班员”缺 1 人"
    session.redo()
    assert grave(session) == []


def test_old_rosters_keep_names_and_phones_of_then(session: Session) -> None:
    duty = on(session, 5)
    session.run(EditRow("person", str(duty.person), {"name": "改名", "phone": "0537-2"}))
    assert (on(session, 5).name_then, on(session, 5).phone_then) == (duty.name_then, "0537-1")


def test_an_exchange_changes_two_days_and_is_taken_back(session: Session) -> None:
    one, other = on(session, 5), on(session, 6)
    session.run(ExchangeDuties(one.id, other.id))
    assert (on(session, 5).name_then, on(session, 6).name_then) == (other.name_then, one.name_then)
    assert on(session, 5).state == "exchanged"
    assert on(session, 5).replaces == one.name_then
    session.undo()
    assert on(session, 5) == one


def test_an_exchange_back_is_as_it_was_planned(session: Session) -> None:
    one, other = on(session, 5), on(session, 6)
    session.run(ExchangeDuties(one.id, other.id))
    session.run(ExchangeDuties(one.id, other.id))
    assert (on(session, 5), on(session, 6)) == (one, other)


def test_nobody_is_put_on_leave_or_twice(session: Session) -> None:
    duty = on(session, 5)
    other = next(name for name in NAMES if name != duty.name_then)
    days = {"starts_on": date(2018, 11, 5), "ends_on": date(2018, 11, 5)}
    session.run(AddRow("leave_of_absence", {"person": person(session, other), **days}))
    with pytest.raises(Refused, match=f"{other} 11月5日正在请假"):
        session.run(ManDuty(SeatAnswer(duty.day, duty.post, duty.shift, 1, person(session, other))))
    with pytest.raises(Refused, match="已有班"):
        session.run(ManDuty(SeatAnswer(duty.day, duty.post, duty.shift, 2, duty.person)))
    session.run(ManDuty(SeatAnswer(duty.day, duty.post, duty.shift, 1, None)))
    assert grave(session) == ["11月5日“值班员”缺 1 人"]


def test_a_swap_changes_the_roster_only_when_it_is_approved(session: Session) -> None:
    one, other = on(session, 5), on(session, 6)
    session.run(AskSwap(one.id, other.id, reason="培训"))
    (swap,) = DutyBook(session.snapshot).swaps
    with pytest.raises(Refused, match="还没有同意"):
        session.run(ApproveSwap(swap.id, "主任"))
    session.run(AnswerSwap(swap.id, other.name_then))
    assert on(session, 5) == one
    session.run(ApproveSwap(swap.id, "主任"))
    assert on(session, 5).name_then == other.name_then
    with pytest.raises(Refused, match="已经办完"):
        session.run(ApproveSwap(swap.id, "主任"))
    session.undo()
    assert on(session, 5) == one
    assert DutyBook(session.snapshot).swaps[0].state == "agreed"


def test_a_swap_of_what_has_changed_meanwhile_is_not_approved(session: Session) -> None:
    one, other, third = on(session, 5), on(session, 6), on(session, 7)
    session.run(AskSwap(one.id, other.id))
    (swap,) = DutyBook(session.snapshot).swaps
    session.run(AnswerSwap(swap.id, ""))
    session.run(ExchangeDuties(one.id, third.id))
    with pytest.raises(Refused, match="与申请时不同"):
        session.run(ApproveSwap(swap.id, ""))


def test_what_is_open_is_handed_over_until_it_is_closed(session: Session) -> None:
    session.run(AddRow("duty_item", {"title": "围挡倒伏", "opened_on": date(2018, 11, 3)}))
    session.run(HandOver("张三", "李四", datetime(2018, 11, 4, 8, 30)))
    session.run(HandOver("李四", "王五", datetime(2018, 11, 5, 8, 30)))
    session.run(CloseItem(session.snapshot.named("duty_item", "围挡倒伏")[0], "已扶正"))
    session.run(HandOver("王五", "赵六", datetime(2018, 12, 6, 8, 30)))
    items = [row.items for row in session.snapshot.live_rows("shift_handover")]  # type: ignore[attr-defined]
    assert items == ["1. 围挡倒伏（11月3日登记）", "1. 围挡倒伏（11月3日登记）", ""]


def test_incident_reports_are_numbered_and_end_with_the_final_one(session: Session) -> None:
    at = datetime(2018, 11, 3, 10)
    session.run(AddRow("incident", {"title": "起火", "place": "仓库", "happened_at": at}))
    (incident,) = session.snapshot.live_rows("incident")

    def report(hour: int, **more: bool) -> None:
        session.run(ReportIncident(incident.id, "无", "已到场", at.replace(hour=hour), **more))

    with pytest.raises(Refused, match="首报"):
        report(11, is_final=True)
    with pytest.raises(Refused, match="早于事件发生时间"):
        report(9)
    report(11)
    with pytest.raises(Refused, match="先后颠倒"):
        report(10)
    report(12)
    report(13, is_final=True)
    titles = [row.title for row in session.snapshot.live_rows("incident_report")]  # type: ignore[attr-defined]
    assert titles == ["首报", "续报（第 2 报）", "终报（第 3 报）"]
    with pytest.raises(Refused, match="已经终报"):
        report(14)


def test_a_missing_report_is_no_zero(session: Session) -> None:
    session.run(AddRow("unit", {"name": "公安分局"}))
    unit = session.snapshot.named("unit", "公安分局")[0]
    session.run(AddRow("nil_rule", {"unit": unit, "hours": "08:00 17:00", "starts_on": FIRST}))

    def states(hour: int) -> list[str]:
        return [due.state for due in nil_due(session.snapshot, datetime(2018, 11, 3, hour, 30))]

    assert states(7) == ["ahead", "ahead"]
    assert states(8) == ["missing", "ahead"]
    values = {"unit": unit, "day": date(2018, 11, 3), "hour": "08:00"}
    session.run(AddRow("nil_report", {**values, "at": datetime(2018, 11, 3, 8, 20)}))
    assert states(18) == ["late", "missing"]
    with pytest.raises(Refused, match="已经收到"):
        session.run(AddRow("nil_report", values))
    with pytest.raises(Refused, match="情况摘要"):
        session.run(AddRow("nil_report", {**values, "hour": "17:00", "has_news": True}))


def test_before_the_hand_over_those_of_the_day_before_stand_there(session: Session) -> None:
    for hour, day in ((8, 4), (9, 5)):
        on_duty = on_duty_now(session.snapshot, datetime(2018, 11, 5, hour, 0))
        assert on_duty == (("值班员", on(session, day).name_then),)
    assert status_words(session.snapshot, date(2018, 11, 5)) == f"今日值班：{on(session, 5).name_then}"
    assert status_words(session.snapshot, date(2019, 1, 5)) == ""


def test_the_offices_roster_comes_in_as_it_went_out(session: Session, tmp_path: Path) -> None:
    book = DutyBook(session.snapshot)
    table = roster_table(book, FIRST, LAST)
    path = tmp_path / "值班表.xlsx"
    path.write_bytes(roster_xlsx(table, "十一月值班表"))
    seats, strange = read_roster(path, table.columns, session.snapshot.span)
    assert strange == ()
    rows = [(s.day, s.column.post, s.column.shift, s.place, s.name, s.row) for s in seats]
    assert session.run(roster_from(session.snapshot, rows, path.name)) is None
    swapped = [(*t[:4], "张三", t[5]) if t[0] == date(2018, 11, 9) else t for t in rows]
    session.run(roster_from(session.snapshot, swapped, path.name))
    assert on(session, 9).name_then == "张三"
    wrong = [(*t[:4], "孙悟空", t[5]) if t[0] == date(2018, 11, 9) else t for t in rows]
    with pytest.raises(BadInput, match=r"第 11 行“孙悟空”：人员中没有此人"):
        roster_from(session.snapshot, wrong, path.name)
