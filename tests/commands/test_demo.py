"""The demo campaign as a file: every lamp burns, the journal is whole, and it is the same each time."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from battlemap import paths
from battlemap.commands.demo import story_ends_on, write_demo
from battlemap.commands.session import Session
from battlemap.domain.kinds.hand_over import DEEDS, HandOver
from battlemap.domain.kinds.letter import LETTER_KINDS, LETTER_STATES
from battlemap.domain.planning.baseline_shift import baseline_shift
from battlemap.domain.planning.succession import late_predecessors
from battlemap.errors import FileProblem
from battlemap.exchange.state_council import notice
from battlemap.store.damage.audit import check

LAST_DAY = date(2018, 11, 20)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


@pytest.fixture(scope="module")
def session(path: Path) -> Iterator[Session]:
    holidays = notice(date(2018, 1, 1), date(2019, 12, 31))
    with Session.open(path, "读者", lambda: datetime(2018, 11, 21, 9), holidays, read_only=True) as session:
        yield session


def read(name: str) -> Any:
    return json.loads(paths.database("demo", f"{name}.json").read_text(encoding="utf-8"))


def told(path: Path) -> list[tuple[Any, ...]]:
    """Returns every line of the file's journal with its step."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(
            "SELECT s.*, j.* FROM step s JOIN journal j ON j.step = s.id ORDER BY s.number, j.seq"
        ).fetchall()
    finally:
        connection.close()


def test_checklists_are_ticked_and_instructions_open_late_and_answered(session: Session) -> None:
    snapshot = session.snapshot
    counts = {task.code: len(snapshot.checklist_of(task.id)) for task in snapshot.live_tasks}
    assert {code: count for code, count in counts.items() if count} == {
        "ECON-03": 5,
        "CITY-04": 5,
        "PROJ-05": 4,
    }
    given = {snapshot.tasks[one.task].code: one for one in snapshot.instructions.values()}
    assert given["ECON-03"].answer
    assert given["PROJ-05"].is_late(story_ends_on())
    assert given["CITY-05"].is_open and not given["CITY-05"].is_late(story_ends_on())


def test_the_board_bears_eleven_columns_and_every_task_of_the_files(session: Session) -> None:
    snapshot = session.snapshot
    assert [action.ordinal for action in snapshot.columns][::10] == ["一", "十一"]
    assert 70 <= len(snapshot.live_tasks) <= 100
    for written in read("tasks"):
        task = snapshot.task_by_code(written["code"])
        assert task is not None
        assert task.title == written["title"]
        assert snapshot.actions[task.action].code == written["action"]
        assert snapshot.measures[task.measure or ""].number == written["measure"]
        assert snapshot.person_name(task.owner) == (written["owner"] or "")
        unit = snapshot.units[task.responsible_unit].name if task.responsible_unit else None
        assert unit == written["responsible_unit"]
        assert task.judged_due_on == date.fromisoformat(written["due_on"])
        assigned = [made.on for made in snapshot.parts(HandOver, task.id) if made.deed == "assign"]
        assert [day.isoformat() for day in assigned] == list(filter(None, [written["assigned_on"]]))
        stones = [
            stone.done_on.isoformat() if stone.done_on else None for stone in snapshot.milestones_of(task.id)
        ]
        assert stones == [stone["done_on"] for stone in written["milestones"]]


def test_every_lamp_of_the_scheme_burns_on_the_last_day_of_the_story(session: Session) -> None:
    snapshot = session.snapshot
    lamps = Counter(snapshot.judge(task, LAST_DAY).lamp for task in snapshot.live_tasks)
    assert set(lamps) == set(snapshot.scheme.lamps)
    assert 8 <= lamps["red"] <= 11 and 16 <= lamps["yellow"] <= 21 and 7 <= lamps["grey"] <= 9


def test_all_lanes_are_in_use_and_some_cards_are_blocked(session: Session) -> None:
    lanes = Counter(task.lane for task in session.snapshot.live_tasks)
    assert min(lanes[lane] for lane in ("waiting", "moving", "checking", "struck_off")) >= 7
    snapshot = session.snapshot
    assert 8 <= sum(bool(snapshot.problems_of(task.id)) for task in snapshot.live_tasks) <= 10
    assert sum(bool(problem.is_open) for problem in session.snapshot.problems.values()) == 9


def test_the_journal_is_whole(session: Session) -> None:
    with session.file.reading() as connection:
        assert check(connection) == []


def test_the_story_is_the_same_in_every_file(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.battlemap"
    write_demo(again)
    assert told(again) == told(path)


def test_every_step_is_told_at_its_time_by_the_one_who_did_it(session: Session) -> None:
    steps = session.steps(2000)[::-1]
    moments = [step.moment for step in steps]
    assert moments == sorted(moments)
    assert moments[0].date() == date(2018, 9, 28) and moments[-1].date() == LAST_DAY == story_ends_on()
    people = {person["name"] for person in read("people")}
    assert {step.actor for step in steps} <= people
    assert len(steps) > len(read("events"))


def test_an_earlier_day_shows_the_board_as_it_was(session: Session) -> None:
    handed_out = session.snapshot_at(datetime(2018, 9, 28, 17))
    assert {task.lane for task in handed_out.live_tasks} == {"waiting"}
    assert sum(task.assigned_on is not None for task in handed_out.live_tasks) > 70
    october = session.snapshot_at(datetime(2018, 10, 31, 23))
    so_far = Counter(task.lane for task in october.live_tasks)
    assert 8 <= so_far["struck_off"] < 20


def test_progress_climbs_from_nothing_and_stays_near_its_schedule(session: Session) -> None:
    course = session.progress_course(LAST_DAY)
    assert course[0].progress < 1 < 60 < course[-1].progress < 70
    assert all(
        sooner.progress <= later.progress for sooner, later in zip(course[:-7], course[7:], strict=True)
    )
    assert max(abs(point.progress - point.time_progress) for point in course) < 12


def test_the_last_step_of_the_story_can_be_undone_and_redone(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.battlemap"
    copy.write_bytes(path.read_bytes())
    with Session.open(copy, "演示", lambda: datetime(2018, 11, 21, 9)) as session:
        before = dict(session.snapshot.rows)
        session.undo()
        assert dict(session.snapshot.rows) != before
        session.redo()
        assert dict(session.snapshot.rows) == before


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    taken = tmp_path / "taken.battlemap"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(FileProblem):
        write_demo(taken)
    assert taken.read_text(encoding="utf-8") == "mine"


def test_the_plan_has_links_a_baseline_a_ban_and_levels(session: Session) -> None:
    snapshot = session.snapshot
    codes = {task.id: task.code for task in snapshot.live_tasks}
    links = {
        (codes[link.predecessor], codes[link.successor], link.kind, link.lag)
        for link in snapshot.live_dependencies
    }
    assert links == {(link["from"], link["to"], link["kind"], link["lag"]) for link in read("links")}
    late = [codes[task.id] for task in snapshot.live_tasks if late_predecessors(snapshot, task.id, LAST_DAY)]
    assert "CITY-08" in late and 3 <= len(late) <= 8
    (baseline,) = snapshot.baselines.values()
    assert (baseline.title, baseline.frozen_at) == ("开局军令状", datetime(2018, 10, 8, 8, 30))
    shifted = baseline_shift(session.snapshot_at(baseline.frozen_at), snapshot).moved
    assert {shift.code for shift in shifted} == {"TECH-08", "FUND-03", "ENV-04"}
    (ban,) = (period for period in snapshot.periods.values() if period.kind == "ban")
    assert ban.stops_work_on("CITY", "CITY-03") and not ban.stops_work_on("CITY", "CITY-05")
    assert {period.alert_level for period in snapshot.periods.values()} == {0, 1, 2, 3}


def test_every_deed_of_the_loop_occurs_in_the_story(session: Session) -> None:
    snapshot = session.snapshot
    deeds = Counter(made.deed for made in snapshot.hand_overs.values() if not made.deleted)
    wanted = set(DEEDS) - {"withdraw", "resume"}
    assert wanted <= set(deeds), wanted - set(deeds)
    assert any(report.is_nil for report in snapshot.reports.values())
    looks = [recheck for recheck in snapshot.rechecks.values() if not recheck.deleted]
    assert any(look.is_late(LAST_DAY) for look in looks) and any(look.is_firm for look in looks)


def test_letters_problems_and_meetings_of_every_state_occur_in_the_story(session: Session) -> None:
    snapshot = session.snapshot
    letters = {one.title: one for one in snapshot.letters.values()}
    assert {one.state for one in snapshot.letters.values()} == set(LETTER_STATES)
    assert {one.kind for one in letters.values()} == set(LETTER_KINDS)
    assert any(snapshot.entries_stuck_by(one) for one in snapshot.problems)
    assert [one.state for one in snapshot.letters.values() if one.kind == "order"] == ["void", "issued"]
    (rectification,) = (one for one in letters.values() if one.kind == "rectification")
    assert (rectification.state, rectification.received_by) == ("received", "彭立军")
    assert any(one.is_overdue(LAST_DAY) for one in letters.values())
    deeds = {step.deed for step in snapshot.problem_steps.values() if not step.deleted}
    assert deeds >= {"raise", "escalate", "auto", "red", "answer", "send_back", "solve", "batch"}
    assert sum(one.awaits_confirmation for one in snapshot.problems.values()) == 1
    assert [one.is_open for one in snapshot.meetings.values()] == [False, True]
    assert {one.kind for one in snapshot.decisions.values()} == {"task", "instruction", "plain"}
