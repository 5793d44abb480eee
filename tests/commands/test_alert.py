from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.commands.alert import EndAlert, StartAlert
from battlemap.commands.duty import WriteRoster
from battlemap.commands.duty_log import HandOver
from battlemap.commands.loop import ReportProgress
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.duty.alert_effects import alert_words, asked_by, handover_due, response_tasks
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.faults import faults
from battlemap.domain.duty.nil_due import nil_due
from battlemap.domain.kinds.alert import Alert
from battlemap.errors import Refused
from tests.commands.conftest import open_new

FIRST, LAST = date(2018, 11, 20), date(2018, 11, 24)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "alert.battlemap") as opened:
        opened.run(AddRow("shift_rule", {"title": "全天", "shifts": "全天 08:30-08:30"}))
        rule = opened.snapshot.named("shift_rule", "全天")[0]
        opened.run(AddRow("duty_post", {"title": "值班员", "rule": rule, "min_gap": 1}))
        post = opened.snapshot.named("duty_post", "值班员")[0]
        for name in ("张三", "李四", "王五", "赵六"):
            opened.run(AddRow("person", {"name": name}))
            person = opened.snapshot.named("person", name)[0]
            opened.run(AddRow("duty_member", {"post": post, "person": person}))
        away = opened.snapshot.named("person", "赵六")[0]
        opened.run(AddRow("leave_of_absence", {"person": away, "starts_on": FIRST, "ends_on": LAST}))
        opened.run(AddRow("unit", {"name": "公安分局"}))
        unit = opened.snapshot.named("unit", "公安分局")[0]
        opened.run(AddRow("nil_rule", {"unit": unit, "starts_on": date(2018, 11, 1)}))
        opened.run(WriteRoster.planned(opened.snapshot, date(2018, 11, 1), date(2018, 11, 30))[0])
        yield opened


def start(session: Session, level: int = 1, ends_on: date | None = LAST) -> Alert:
    action = session.snapshot.columns[0].id
    command, gaps = StartAlert.planned(
        session.snapshot, level, FIRST, "保障", "会议决定", ends_on, action=action
    )
    assert gaps == ()
    session.run(command)
    return session.snapshot.live_rows("alert")[0]  # type: ignore[return-value]


def people(session: Session) -> Counter[date]:
    return Counter(
        duty.day for duty in DutyBook(session.snapshot).between(date(2018, 11, 1), date(2018, 11, 30))
    )


def test_starting_changes_duty_leave_reports_hand_over_and_tasks_in_one_step(session: Session) -> None:
    before = dict(session.snapshot.rows)
    standing = {duty.id: duty for duty in DutyBook(session.snapshot).between(FIRST, LAST)}
    tasks = len(session.snapshot.live_tasks)
    start(session)
    assert all(people(session)[day] == (2 if FIRST <= day <= LAST else 1) for day in people(session))
    book = DutyBook(session.snapshot)
    assert all(session.snapshot.rows["duty"][id] == duty for id, duty in standing.items())
    assert [fault.words for fault in faults(book, FIRST, LAST) if fault.is_grave] == []
    assert not book.is_away(session.snapshot.named("person", "赵六")[0], FIRST)
    hours = [due.hour for due in nil_due(session.snapshot, datetime(2018, 11, 20, 9))]
    assert hours == ["08:00", "12:00", "17:00", "22:00"]
    session.run(HandOver("张三", "李四", datetime(2018, 11, 20, 8, 30)))
    assert handover_due(session.snapshot, datetime(2018, 11, 20, 9)) == datetime(2018, 11, 20, 20, 30)
    assert len(session.snapshot.live_tasks) == tasks + len(response_tasks(1)) == tasks + 7
    assert alert_words(session.snapshot, date(2018, 11, 22)) == "一级临战：保障（11月20日起，第 3 天）"
    session.undo()
    session.undo()
    assert {
        table: [r for r in rows.values() if not r.deleted] for table, rows in session.snapshot.rows.items()
    } == {table: [r for r in rows.values() if not r.deleted] for table, rows in before.items()}


def test_at_its_end_what_it_changed_is_put_back_and_what_was_done_stays(session: Session) -> None:
    alert = start(session)
    made = [session.snapshot.tasks[link.task] for link in session.snapshot.live_rows("alert_task")]  # type: ignore[attr-defined]
    session.run(ReportProgress(made[0].id, 50, "已通知"))
    with pytest.raises(Refused, match="依据"):
        session.run(EndAlert(alert.id, " "))
    session.run(EndAlert(alert.id, "会议决定", date(2018, 11, 22)))
    assert {day.day: people(session)[day] for day in people(session) if 20 <= day.day <= 25} == {
        20: 2, 21: 2, 22: 2, 23: 1, 24: 1, 25: 1,
    }  # fmt: skip
    book = DutyBook(session.snapshot)
    assert book.is_away(session.snapshot.named("person", "赵六")[0], date(2018, 11, 23))
    left = [task.id for task in made if not session.snapshot.tasks[task.id].deleted]
    assert left == [made[0].id]
    assert [due.hour for due in nil_due(session.snapshot, datetime(2018, 11, 23, 9))] == ["17:00"]
    with pytest.raises(Refused, match="已经解除"):
        session.run(EndAlert(alert.id, "再次"))
    session.undo()
    assert people(session)[LAST] == 2


def test_two_never_hold_on_one_day_and_a_basis_is_asked(session: Session) -> None:
    start(session, ends_on=None)
    for title, basis, words in (("又一次", "决定", "已处于临战状态"),):
        with pytest.raises(Refused, match=words):
            session.run(StartAlert(2, LAST, title, basis))
    with pytest.raises(Refused, match="依据"):
        session.run(StartAlert(2, date(2018, 10, 1), "早先", " ", date(2018, 10, 2)))


def test_a_key_period_asks_once_until_it_is_started(session: Session) -> None:
    days = {"starts_on": FIRST, "ends_on": LAST}
    session.run(AddRow("period", {"kind": "key", "title": "保障", "alert_level": 1, **days}))
    period = asked_by(session.snapshot, FIRST)
    assert period is not None and period.title == "保障"
    assert asked_by(session.snapshot, date(2018, 11, 19)) is None
    command, _ = StartAlert.planned(session.snapshot, 1, FIRST, "保障", "日历", LAST, period=period.id)
    session.run(command)
    assert asked_by(session.snapshot, FIRST) is None
