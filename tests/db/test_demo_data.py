"""The demo campaign's files hang together, and their story obeys the rules of the board."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, get_args

import attrs
import pytest

from battlemap import paths
from battlemap.domain.days.calendar import DayKind, WorkCalendar
from battlemap.domain.days.deadline import parse_deadline
from battlemap.domain.judging.lamp import LAMPS, Verdict, judge
from battlemap.domain.judging.schemes import lamp_scheme
from battlemap.domain.kinds import problem as problem_room
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task, to_lane
from battlemap.domain.kinds.task_kind import TASK
from battlemap.exchange.state_council import notice

AS_OF = date(2018, 11, 20)
CALENDAR = WorkCalendar.of(notice(date(2018, 1, 1), date(2019, 12, 31)), ())

#: What an event may do → the fields it bears besides `at`, `by` and `do`.
DEEDS = {
    "accept": {"task"},
    "move": {"task", "lane"},
    "report": {"task", "progress", "words"},
    "correct": {"task", "progress", "words"},
    "extend": {"task", "due_on", "due_text", "words"},
    "finish": {"task", "words"},
    "strike_off": {"task", "words"},
    "rebound": {"task", "progress", "words"},
    "raise": {"problem", "title", "kind", "responsible_unit", "promised_on", "level", "blocks", "words"},
    "escalate": {"problem", "level", "words"},
    "solve": {"problem", "words"},
}


def read(name: str) -> Any:
    return json.loads(paths.database("demo", f"{name}.json").read_text(encoding="utf-8"))


def day(text: str) -> date:
    return date.fromisoformat(text)


CAMPAIGN_FILE = read("campaign")
CAMPAIGN = Campaign(
    "c", CAMPAIGN_FILE["title"], day(CAMPAIGN_FILE["starts_on"]), day(CAMPAIGN_FILE["ends_on"])
)
UNITS = [unit["name"] for unit in read("units")]
PEOPLE = {person["name"]: person for person in read("people")}
ACTIONS = {action["code"]: action for action in read("actions")}
MEASURES = {(measure["action"], measure["number"]) for measure in read("measures")}
TASKS = {task["code"]: task for task in read("tasks")}
EVENTS = read("events")


def unit_of(person: str) -> str:
    return str(PEOPLE[person]["unit"])


def begun(code: str) -> Task:
    """Returns the card as it goes up, before anything is told of it."""
    data = TASKS[code]
    card = Task(
        code,
        data["action"],
        code,
        data["title"],
        "a0",
        start_on=day(data["start_on"]),
        due_on=day(data["due_on"]),
        assigned_on=day(data["assigned_on"]) if data["assigned_on"] else None,
    )
    return TASK.checked(card)


def after(task: Task, event: dict[str, Any]) -> Task:
    """Returns the card after one event; asserts what the board's rules ask of it."""
    today, done = day(event["at"][:10]), event["do"]
    assert task.assigned_on is not None, f"{task.code} is nobody's"
    assert task.assigned_on <= today
    if done == "accept":
        assert task.accepted_on is None
        return attrs.evolve(task, accepted_on=today)
    assert task.accepted_on is not None, f"{task.code} was never accepted"
    if done == "move":
        return to_lane(task, event["lane"], today, ())
    if done == "finish":
        assert task.lane == "moving"
        return to_lane(task, "checking", today, ())
    if done == "strike_off":
        return to_lane(task, "struck_off", today, ())
    if done == "rebound":
        assert task.lane == "struck_off"
        again = to_lane(task, "moving", today, ())
        return attrs.evolve(again, rebound=task.rebound + 1, progress=event["progress"], reported_on=today)
    assert task.lane == "moving", f"{event['at']} {task.code}: {done} while {task.lane}"
    if done in ("report", "correct"):
        falls = event["progress"] < task.progress
        assert falls == (done == "correct"), f"{event['at']} {task.code}"
        assert 0 <= event["progress"] < 100
        return attrs.evolve(task, progress=event["progress"], reported_on=today)
    assert done == "extend" and task.due_on is not None and day(event["due_on"]) > task.due_on
    return attrs.evolve(
        task,
        due_on=day(event["due_on"]),
        original_due_on=task.original_due_on or task.due_on,
        extensions=task.extensions + 1,
    )


def played() -> tuple[dict[str, Task], dict[int, Problem], dict[int, list[str]]]:
    """Returns the cards and problems at the end of the story, and which problem blocks which cards."""
    tasks = {code: begun(code) for code in TASKS}
    problems: dict[int, Problem] = {}
    blocks: dict[int, list[str]] = {}
    levels = problem_room.LEVELS
    for event in EVENTS:
        if "task" in event:
            tasks[event["task"]] = after(tasks[event["task"]], event)
            continue
        number, today = event["problem"], day(event["at"][:10])
        if event["do"] == "raise":
            assert number == len(problems) + 1
            problems[number] = Problem(str(number), number, event["title"], event["kind"], event["level"])
            blocks[number] = event["blocks"]
            continue
        assert problems[number].is_open
        if event["do"] == "escalate":
            assert levels.index(event["level"]) == levels.index(problems[number].level) + 1
            problems[number] = attrs.evolve(problems[number], level=event["level"])
        else:
            problems[number] = attrs.evolve(problems[number], solved_on=today)
    return tasks, problems, blocks


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    tasks, problems, blocks = played()
    scheme = lamp_scheme(CAMPAIGN_FILE["lamp_scheme"])
    return {
        code: judge(
            task, CAMPAIGN, CALENDAR, scheme, [problems[n] for n in blocks if code in blocks[n]], AS_OF
        )
        for code, task in tasks.items()
    }


def test_eleven_actions_stand_in_order_and_each_has_seven_to_ten_tasks() -> None:
    assert [action["number"] for action in ACTIONS.values()] == list(range(1, 12))
    spread = Counter(task["action"] for task in TASKS.values())
    assert list(spread) == list(ACTIONS)
    assert all(7 <= count <= 10 for count in spread.values())
    assert 85 <= len(TASKS) <= 95


def test_names_are_given_once_and_every_reference_finds_its_row() -> None:
    assert len(set(UNITS)) == len(UNITS)
    assert len(PEOPLE) == len(read("people")) and len(TASKS) == len(read("tasks"))
    assert {person["unit"] for person in PEOPLE.values()} == set(UNITS)
    for action in ACTIONS.values():
        assert PEOPLE[action["lead_leader"]]["is_leader"] and action["lead_unit"] in UNITS
    assert PEOPLE[CAMPAIGN_FILE["commander"]]["is_leader"]
    assert {action for action, _ in MEASURES} == set(ACTIONS)
    for code, task in TASKS.items():
        assert (task["action"], task["measure"]) in MEASURES
        assert code.startswith(task["action"] + "-")
        assert (task["responsible_unit"] is None) == (task["owner"] is None) == (task["assigned_on"] is None)
        if task["owner"]:
            assert unit_of(task["owner"]) == task["responsible_unit"], code
        for unit in filter(None, task["coop_units"].split("、")):
            assert unit in {*UNITS, "各街道", "各部门"}, code
            assert unit != task["responsible_unit"], code


def test_every_measure_has_a_task_and_codes_count_up_without_a_gap() -> None:
    assert {(task["action"], task["measure"]) for task in TASKS.values()} == MEASURES
    for action in ACTIONS:
        codes = [code for code in TASKS if code.startswith(action)]
        assert codes == [f"{action}-{n:02d}" for n in range(1, len(codes) + 1)]


def test_titles_fit_a_card_and_telephones_do_not_exist() -> None:
    for task in TASKS.values():
        assert 6 <= len(task["title"]) <= 18 and task["detail"].endswith("。")
        assert (task["target_value"] is None) == (task["target_unit"] is None)
    phones = [person["phone"] for person in PEOPLE.values()]
    assert len(set(phones)) == len(phones)
    assert all(phone.startswith("0537-9") and len(phone) == 12 for phone in phones)


def test_deadline_words_mean_the_day_beside_them() -> None:
    pairs = [(task["due_text"], task["due_on"]) for task in TASKS.values()]
    pairs += [(event["due_text"], event["due_on"]) for event in EVENTS if event["do"] == "extend"]
    for words, due_on in pairs:
        assert parse_deadline(words, CAMPAIGN.starts_on, CAMPAIGN.ends_on) == day(due_on), words


def test_emphasis_is_rare_and_some_tasks_are_still_nobodys() -> None:
    emphases = Counter(task["emphasis"] for task in TASKS.values())
    assert set(emphases) == {"key", "highlight", None}
    assert 12 <= emphases["key"] <= 18 and 8 <= emphases["highlight"] <= 12
    assert 6 <= sum(task["responsible_unit"] is None for task in TASKS.values()) <= 8


def test_milestones_lie_inside_their_task_and_are_done_in_order() -> None:
    staged = [task for task in TASKS.values() if task["milestones"]]
    assert len(staged) >= 20
    for task in staged:
        due = [stone["due_on"] for stone in task["milestones"]]
        assert due == sorted(due) and task["start_on"] <= due[0] and due[-1] <= task["due_on"]
        done = [stone["done_on"] for stone in task["milestones"]]
        reached = [text for text in done if text]
        assert reached == sorted(reached) and done == reached + [None] * (len(done) - len(reached))
        assert all(task["assigned_on"] <= text <= AS_OF.isoformat() for text in reached)


def test_own_days_are_of_known_kinds_and_the_soil_is_sealed_over_winter() -> None:
    days = read("days")
    for period in days:
        assert period["kind"] in get_args(DayKind) and day(period["from"]) <= day(period["to"])
    banned = [(period["from"], period["to"]) for period in days if period["kind"] == "ban"]
    assert banned == [("2018-11-15", "2019-03-15")]


def test_events_run_forward_on_working_days_and_say_what_they_must() -> None:
    stamps = [datetime.fromisoformat(event["at"]) for event in EVENTS]
    assert stamps == sorted(stamps) and 350 <= len(EVENTS) <= 500
    assert stamps[0].date() >= date(2018, 9, 28) and stamps[-1].date() == AS_OF
    assert day(CAMPAIGN_FILE["story_ends_on"]) == AS_OF
    assert all(CALENDAR.is_working_day(stamp.date()) for stamp in stamps)
    evening = [stamp for stamp in stamps if not time(8, 30) <= stamp.time() <= time(18, 0)]
    assert 0 < len(evening) <= 10
    for event in EVENTS:
        assert set(event) == {"at", "by", "do"} | DEEDS[event["do"]]
        assert event["by"] in PEOPLE
        assert event.get("words", "x").strip()
    deeds = {event["do"] for event in EVENTS}
    assert deeds == set(DEEDS)


def test_whoever_strikes_off_is_not_of_the_unit_that_did_the_work() -> None:
    for event in EVENTS:
        if event["do"] == "strike_off":
            assert unit_of(event["by"]) != TASKS[event["task"]]["responsible_unit"]


def test_problems_name_their_unit_and_block_tasks_that_exist() -> None:
    raised = [event for event in EVENTS if event["do"] == "raise"]
    assert {event["kind"] for event in raised} == set(problem_room.KINDS)
    for event in raised:
        assert event["responsible_unit"] in UNITS
        assert event["blocks"] and set(event["blocks"]) <= set(TASKS)
        assert day(event["promised_on"]) > day(event["at"][:10])
        assert event["level"] == "department"


def test_the_story_obeys_the_rules_of_the_board() -> None:
    tasks, problems, blocks = played()
    lanes = Counter(task.lane for task in tasks.values())
    assert 18 <= lanes["struck_off"] <= 22 and 7 <= lanes["checking"] <= 9
    assert 8 <= len({code for n in blocks if problems[n].is_open for code in blocks[n]}) <= 10
    assert sum(task.rebound for task in tasks.values()) == 1


def test_every_lamp_of_the_default_scheme_shows_in_a_believable_share(verdicts: dict[str, Verdict]) -> None:
    lamps = Counter(verdict.lamp for verdict in verdicts.values())
    assert set(lamps) == {"red", "yellow", "green", "grey"} <= set(LAMPS)
    share = {lamp: count / len(verdicts) for lamp, count in lamps.items()}
    assert 0.08 <= share["red"] <= 0.12 and 0.17 <= share["yellow"] <= 0.22
    assert 7 <= lamps["grey"] <= 9
    assert sum(verdict.is_slipping for verdict in verdicts.values()) >= 6


def test_every_reason_for_a_lamp_occurs(verdicts: dict[str, Verdict]) -> None:
    occurring = {(reason.aspect, reason.lamp) for verdict in verdicts.values() for reason in verdict.reasons}
    assert occurring >= {
        ("反弹", "red"), ("卡点", "red"), ("时限", "red"), ("进度", "red"),
        ("时限", "yellow"), ("进度", "yellow"), ("签收", "yellow"), ("反馈", "yellow"), ("状态", "grey"),
    }  # fmt: skip


def test_no_lamp_hangs_by_a_hair(verdicts: dict[str, Verdict]) -> None:
    for code, verdict in verdicts.items():
        foremost = verdict.reasons[0]
        if foremost.aspect == "进度":
            distance = min(abs(verdict.deviation + 10), abs(verdict.deviation + 30))
            assert distance >= 2, f"{code} {float(verdict.deviation):.1f}"


def test_the_board_fills_up_week_by_week() -> None:
    mondays = [date(2018, 10, 8) + timedelta(weeks=n) for n in range(7)]
    sums = []
    for monday in mondays:
        progress: dict[str, int] = dict.fromkeys(TASKS, 0)
        for event in EVENTS:
            if event["at"][:10] <= monday.isoformat() and "task" in event:
                done = 100 if event["do"] == "finish" else progress[event["task"]]
                progress[event["task"]] = event.get("progress", done)
        sums.append(sum(progress.values()) / len(TASKS))
    assert sums == sorted(sums) and sums[0] < 2
    assert all(2 < later - sooner < 20 for sooner, later in pairwise(sums))
    assert 45 < sums[-1] < 70


def test_every_unit_has_one_form_of_its_name_and_streets_their_full_one() -> None:
    for unit in read("units"):
        assert unit["short"] == unit["name"]
        assert unit["kind"] != "street" or unit["name"].endswith("街道")
