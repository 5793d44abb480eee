from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.commands.ban_exemptions import StopExemption
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.ban_exemption import BanExemption
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.ban import (
    ban_mark,
    ban_state,
    ban_words,
    banned_days,
    building_calendar,
    effective_bans,
)
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Row, Step
from battlemap.errors import Refused
from tests.commands.conftest import open_new

FIRST, LAST = date(2018, 11, 15), date(2018, 12, 10)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "ban.battlemap") as opened:
        opened.run(AddRow("period", {"kind": "ban", "starts_on": FIRST, "ends_on": LAST, "title": "封土期"}))
        yield opened


def task_of(session: Session) -> Task:
    return session.snapshot.live_tasks[0]


def grant(session: Session, first: date, last: date) -> BanExemption:
    session.run(
        AddRow(
            "ban_exemption",
            {
                "task": task_of(session).id,
                "valid_from": first,
                "valid_to": last,
                "document": "济高豁〔2018〕3号",
            },
        )
    )
    row = session.snapshot.live_rows("ban_exemption")[-1]
    assert isinstance(row, BanExemption)
    return row


def test_an_exemption_frees_its_task_for_its_validity_alone(session: Session) -> None:
    task, other = session.snapshot.live_tasks[:2]
    grant(session, date(2018, 11, 20), date(2018, 11, 25))
    states = {day: ban_state(session.snapshot, task, date(2018, 11, day)) for day in (14, 15, 19, 20, 25, 26)}
    assert states == {14: "free", 15: "banned", 19: "banned", 20: "exempt", 25: "exempt", 26: "banned"}
    assert ban_state(session.snapshot, other, date(2018, 11, 20)) == "banned"
    assert ban_words(session.snapshot, task, date(2018, 11, 16)) == "封土期停工（至11月19日），未办豁免"
    assert ban_words(session.snapshot, task, date(2018, 11, 21)) == ""


def test_a_violation_stops_the_pass_and_undo_gives_it_back(session: Session) -> None:
    row = grant(session, date(2018, 11, 20), date(2018, 11, 25))
    with pytest.raises(Refused, match="违规情形"):
        session.run(StopExemption(row.id, " "))
    session.run(StopExemption(row.id, "渣土车未密闭", date(2018, 11, 22)))
    task = task_of(session)
    assert ban_state(session.snapshot, task, date(2018, 11, 21)) == "exempt"
    assert ban_state(session.snapshot, task, date(2018, 11, 22)) == "stopped"
    session.undo()
    assert ban_state(session.snapshot, task, date(2018, 11, 22)) == "exempt"


def test_what_is_needed_counts_the_days_on_which_work_is_allowed(session: Session) -> None:
    task = task_of(session)
    before = building_calendar(session.snapshot, task).working_days(date(2018, 11, 20), LAST)
    assert before == 0
    grant(session, date(2018, 11, 20), date(2018, 11, 26))
    assert building_calendar(session.snapshot, task).working_days(date(2018, 11, 20), LAST) == 5


EXEMPTIONS = st.lists(
    st.tuples(st.integers(-5, 30), st.integers(0, 12), st.one_of(st.none(), st.integers(0, 8))), max_size=4
)


@pytest.fixture(scope="module")
def banned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with open_new(tmp_path_factory.mktemp("ban") / "a.battlemap") as opened:
        opened.run(AddRow("period", {"kind": "ban", "starts_on": FIRST, "ends_on": LAST, "title": "封土期"}))
        yield opened.snapshot


@settings(max_examples=60, deadline=None)
@given(
    given_=EXEMPTIONS,
    alert=st.one_of(st.none(), st.tuples(st.integers(1, 3), st.integers(0, 20), st.integers(0, 6))),
)
def test_the_pieces_say_of_every_day_what_the_rule_says(
    banned: Snapshot, given_: list[tuple[int, int, int | None]], alert: tuple[int, int, int] | None
) -> None:
    task = banned.live_tasks[0]
    rows: list[tuple[str, Row]] = []
    for number, (start, length, stopped) in enumerate(given_):
        first = FIRST + timedelta(start)
        stop = None if stopped is None else first + timedelta(stopped)
        rows.append(
            (
                "ban_exemption",
                BanExemption(
                    f"e{number}", task.id, first, first + timedelta(length), stopped_on=stop, violation="x"
                ),
            )
        )
    if alert is not None:
        begin = FIRST + timedelta(alert[1])
        rows.append(("alert", Alert("a", alert[0], begin, "临战", begin + timedelta(alert[2]), "决定")))
    changes = tuple(Change(table, row.id, None, row) for table, row in rows)
    snapshot = banned.take(Step("s", "", "do", "", datetime(2018, 11, 1), changes)) if changes else banned
    code = snapshot.actions[task.action].code
    pieces = [period for period in effective_bans(snapshot) if period.kind == "ban"]
    day = FIRST
    while day <= LAST:
        (piece,) = [piece for piece in pieces if piece.holds(day)]
        assert piece.stops_work_on(code, task.code) == (ban_state(snapshot, task, day) != "exempt")
        assert (day in banned_days(snapshot, task)) == piece.stops_work_on(code, task.code)
        day += timedelta(1)


def test_a_card_bears_only_where_it_differs_from_its_action(session: Session) -> None:
    row = grant(session, date(2018, 11, 20), date(2018, 11, 25))
    task, other = session.snapshot.live_tasks[:2]
    marks = [ban_mark(session.snapshot, task, date(2018, 11, day)) for day in (14, 15, 21, 26)]
    assert marks == ["", "", "免", ""]
    assert ban_mark(session.snapshot, other, date(2018, 11, 21)) == ""
    session.run(StopExemption(row.id, "渣土车未密闭", date(2018, 11, 22)))
    assert ban_mark(session.snapshot, task, date(2018, 11, 22)) == "封"


def test_a_ban_of_an_area_and_a_kind_of_work_holds_only_there(session: Session) -> None:
    ban = session.snapshot.live_rows("period")[0].id
    session.run(EditRow("period", ban, {"areas": "西部老城片 南部产业片", "works": "土石方 拆除"}))
    task, day = task_of(session), date(2018, 11, 20)
    assert ban_state(session.snapshot, task, day) == "banned", "of which nothing is known is not let off"
    session.run(AddRow("work_site", {"task": task.id, "area": "东部科技片", "work": "earth"}))
    assert ban_state(session.snapshot, task, day) == "free"
    assert not banned_days(session.snapshot, task)
    assert building_calendar(session.snapshot, task).is_working_day(day)
    session.run(AddRow("work_site", {"task": task.id, "area": "西部老城片", "work": "indoor"}))
    assert ban_state(session.snapshot, task, day) == "free"
    session.run(AddRow("work_site", {"task": task.id, "area": "南部产业片", "work": "demolition"}))
    assert ban_state(session.snapshot, task, day) == "banned"
    assert day in banned_days(session.snapshot, task)
    with pytest.raises(Refused, match="工程类别“挖矿”不认识"):
        session.run(EditRow("period", ban, {"works": "挖矿"}))


def test_in_a_ban_of_the_first_level_no_exemption_holds(session: Session) -> None:
    grant(session, FIRST, LAST)
    task, day = task_of(session), date(2018, 11, 20)
    assert ban_state(session.snapshot, task, day) == "exempt"
    session.run(EditRow("period", session.snapshot.live_rows("period")[0].id, {"alert_level": 1}))
    assert ban_state(session.snapshot, task, day) == "stopped"
    assert day in banned_days(session.snapshot, task)
    session.undo()
    assert day not in banned_days(session.snapshot, task)
