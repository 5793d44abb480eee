"""The demo story's duty: posts and people, a roster for the quarter, hand-overs, an incident, 零报告."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from battlemap import paths
from battlemap.commands.command import Command
from battlemap.commands.duty import AnswerSwap, ApproveSwap, AskSwap, WriteRoster
from battlemap.commands.duty_log import CloseItem, HandOver, ReportIncident, SignHandover
from battlemap.commands.rows import AddRow, Together
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.kinds.duty import Duty
from battlemap.domain.snapshot import Snapshot

Scene = tuple[datetime, str, Callable[[Snapshot], Command]]
_FIRST: Final = datetime(2018, 9, 28, 16, 40)
_KEEPER: Final = "段晓峰"
_DESK: Final = "顾佳"


def duty_scenes() -> list[Scene]:
    """Returns what happens on duty, in no order."""
    story = json.loads(paths.database("demo", "duty.json").read_text(encoding="utf-8"))
    roster, nil = story["roster"], story["nil"]
    first, last = date.fromisoformat(roster["from"]), date.fromisoformat(roster["to"])
    scenes: list[Scene] = [
        (_FIRST, _KEEPER, partial(_rules, story["rules"])),
        (_FIRST + timedelta(minutes=2), _KEEPER, partial(_posts, story["posts"])),
        (_FIRST + timedelta(minutes=4), _KEEPER, partial(_members, story["posts"])),
        *((_at(leave), _KEEPER, partial(_leave, leave)) for leave in story["leaves"]),
        (_at(roster), roster["by"], lambda snapshot: WriteRoster.planned(snapshot, first, last)[0]),
        (_at(nil), _KEEPER, partial(_nil_rules, nil)),
        *((_at(item), item["by"], partial(_item, item)) for item in story["items"]),
        *((_at(item), item["by"], partial(_close, item)) for item in story["closed"]),
        *_swap(),
        *_incident(story["incident"]),
    ]
    for handover in story["handovers"]:
        scenes.append((_at(handover), _DESK, partial(_handover, handover)))
        scenes.append((_at(handover) + timedelta(minutes=5), _DESK, _sign))
    for day in story["nil_days"]:
        at = datetime.fromisoformat(f"{day}T17:05")
        scenes.append((at, _DESK, partial(_nil_reports, story, day)))
    return scenes


def _at(event: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(event["at"])


def _rules(rules: list[dict[str, str]], snapshot: Snapshot) -> Command:
    return Together("设定值班班制", tuple(AddRow("shift_rule", rule) for rule in rules))


def _posts(posts: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    rules = {name: id for id, name in snapshot.offered("shift_rule")}
    keys = ("title", "kind", "needs", "turn", "min_gap")
    made = [
        AddRow("duty_post", {**{key: post[key] for key in keys}, "rule": rules[post["rule"]]})
        for post in posts
    ]
    return Together("设立值班岗位", tuple(made))


def _members(posts: list[dict[str, Any]], snapshot: Snapshot) -> Command:
    ids = {name: id for id, name in snapshot.offered("duty_post")}
    people = {person.name: person.id for person in snapshot.persons.values()}
    made: list[Command] = []
    for post in posts:
        apart = dict(post.get("apart", []))
        for name in post["people"]:
            values = {"post": ids[post["title"]], "person": people[name]}
            if name in apart:
                values["apart"] = people[apart[name]]
            made.append(AddRow("duty_member", values))
    return Together(f"编排 {len(made)} 名值班人员", tuple(made))


def _leave(leave: Mapping[str, str], snapshot: Snapshot) -> Command:
    person = snapshot.named("person", leave["person"])[0]
    days = {"starts_on": date.fromisoformat(leave["from"]), "ends_on": date.fromisoformat(leave["to"])}
    return AddRow(
        "leave_of_absence",
        {"person": person, **days, "reason": leave["reason"], "approved_by": leave["approved_by"]},
    )


def _nil_rules(nil: Mapping[str, Any], snapshot: Snapshot) -> Command:
    starts = date.fromisoformat(nil["from"])
    made = [
        AddRow(
            "nil_rule", {"unit": snapshot.named("unit", unit)[0], "hours": nil["hours"], "starts_on": starts}
        )
        for unit in nil["units"]
    ]
    return Together(f"设定 {len(made)} 个单位的零报告", tuple(made))


def _item(item: Mapping[str, str], snapshot: Snapshot) -> Command:
    due = {"due_on": date.fromisoformat(item["due_on"])} if "due_on" in item else {}
    return AddRow("duty_item", {"title": item["title"], **due})


def _close(item: Mapping[str, str], snapshot: Snapshot) -> Command:
    return CloseItem(snapshot.named("duty_item", item["title"])[0], item["handling"])


def _officers(snapshot: Snapshot, day: date) -> list[Duty]:
    book = DutyBook(snapshot)
    return [duty for duty in book.on(day) if book.post_of[duty.post].kind == "officer"]


def _exchangeable(snapshot: Snapshot, first: date, second: date) -> tuple[str, str]:
    """Returns two duties of these days whose people are free on the other day."""
    book = DutyBook(snapshot)
    ones, others = _officers(snapshot, first), _officers(snapshot, second)
    for one in ones:
        for other in others:
            people = one.person or "", other.person or ""
            is_there = people[0] in {duty.person for duty in others} or people[1] in {
                duty.person for duty in ones
            }
            if not is_there and not book.is_away(people[0], second) and not book.is_away(people[1], first):
                return one.id, other.id
    raise KeyError(first)


def _swap() -> list[Scene]:
    """Returns a swap that was asked, agreed and approved, and one that still waits."""
    one, other, later, last = date(2018, 11, 17), date(2018, 11, 23), date(2018, 11, 26), date(2018, 11, 29)

    def _ask(first: date, second: date, reason: str) -> Callable[[Snapshot], Command]:
        return lambda snapshot: AskSwap(*_exchangeable(snapshot, first, second), reason=reason)

    def _newest(snapshot: Snapshot) -> str:
        return DutyBook(snapshot).swaps[0].id

    return [
        (datetime(2018, 11, 14, 9, 5), _DESK, _ask(one, other, "赴市里参加培训")),
        (datetime(2018, 11, 14, 10, 20), _DESK, lambda snapshot: AnswerSwap(_newest(snapshot), "")),
        (datetime(2018, 11, 14, 11, 0), _KEEPER, lambda snapshot: ApproveSwap(_newest(snapshot), _KEEPER)),
        (datetime(2018, 11, 20, 15, 10), _DESK, _ask(later, last, "家中有事")),
    ]


def _handover(handover: Mapping[str, str], snapshot: Snapshot) -> Command:
    at = _at(handover)
    from_, to = (
        "、".join(duty.name_then for duty in _officers(snapshot, day))
        for day in (at.date() - timedelta(1), at.date())
    )
    return HandOver(from_, to, at, handover["weather"], handover["log"], handover["things"])


def _sign(snapshot: Snapshot) -> Command:
    return SignHandover([*snapshot.rows["shift_handover"]][-1])


def _incident(incident: Mapping[str, Any]) -> list[Scene]:
    keys = ("title", "kind", "level", "place", "unit", "contact")
    values = {key: incident[key] for key in keys} | {
        "happened_at": datetime.fromisoformat(incident["happened_at"])
    }
    scenes: list[Scene] = [(_at(incident), incident["by"], lambda snapshot: AddRow("incident", values))]
    scenes += [
        (_at(report), incident["by"], partial(_report, incident["title"], report))
        for report in incident["reports"]
    ]
    return scenes


def _report(title: str, report: Mapping[str, Any], snapshot: Snapshot) -> Command:
    words = {key: value for key, value in report.items() if key != "at"}
    return ReportIncident(snapshot.named("incident", title)[0], at=_at(report), **words)


def _nil_reports(story: Mapping[str, Any], day: str, snapshot: Snapshot) -> Command:
    missing, news = story["nil_missing"], story["nil_news"]
    made: list[Command] = []
    for unit in story["nil"]["units"]:
        if (missing["day"], missing["unit"]) == (day, unit):
            continue
        values: dict[str, Any] = {
            "unit": snapshot.named("unit", unit)[0], "day": date.fromisoformat(day), "hour": "17:00",
            "at": datetime.fromisoformat(f"{day}T16:50"),
        }  # fmt: skip
        if (news["day"], news["unit"]) == (day, unit):
            values |= {"has_news": True, "summary": news["summary"]}
        made.append(AddRow("nil_report", values))
    return Together(f"登记 {len(made)} 份零报告", tuple(made))
