"""The demo's source document with its clauses, and its budget lines with their months."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from battlemap.commands.command import Command
from battlemap.commands.document import TakeDocument, TieClause
from battlemap.commands.rows import AddRow, Together
from battlemap.domain.assessing.clause_drafts import ClauseDraft
from battlemap.domain.snapshot import Snapshot

_Scene = tuple[datetime, str, Callable[[Snapshot], Command]]
_WAN: Final = 10_000


def document_scenes(
    story: Mapping[str, Any], measures: Sequence[Mapping[str, Any]], opened_by: str
) -> Iterator[_Scene]:
    """Yields when, by whom and what is done with the demo's document and money."""
    at = datetime.fromisoformat(story["at"])
    yield at, opened_by, partial(_document, story, measures)
    yield at.replace(minute=30), opened_by, _ties
    yield at.replace(minute=40), opened_by, partial(_lines, story)
    yield at.replace(minute=50), opened_by, partial(_months, story, range(1, 9))
    yield datetime(2018, 10, 12, 9, 0), opened_by, partial(_months, story, range(9, 10))
    yield datetime(2018, 11, 12, 9, 0), opened_by, partial(_months, story, range(10, 11))


def _document(story: Mapping[str, Any], measures: Sequence[Mapping[str, Any]], snapshot: Snapshot) -> Command:
    clauses: list[ClauseDraft] = []
    numbers: dict[str, int] = {}
    actions = {action.code: action for action in snapshot.columns}
    lines = [(one["action"], f"{one['title']}。{one['detail']}", "") for one in measures] + story["open"]
    order = {code: action.number for code, action in actions.items()}
    for code, words, unit in sorted(lines, key=lambda line: order[line[0]]):
        numbers[code] = numbers.get(code, 0) + 1
        lead = unit or snapshot.unit_label(actions[code].lead_unit)
        clauses.append(ClauseDraft(f"{order[code]}.{numbers[code]}", actions[code].short, words, lead))
    return TakeDocument(
        story["title"],
        tuple(clauses),
        story["number"],
        story["issuer"],
        date.fromisoformat(story["issued_on"]),
    )


def _ties(snapshot: Snapshot) -> Command:
    ties = []
    for clause in snapshot.clauses.values():
        title = clause.words.partition("。")[0]
        measure = next((row for row in snapshot.measures.values() if row.title == title), None)
        tasks = [
            task.id for task in snapshot.live_tasks if measure is not None and task.measure == measure.id
        ]
        if tasks:
            ties.append(TieClause(clause.id, tuple(tasks)))
    return Together("逐条对应来源文件的条款和任务", tuple(ties))


def _lines(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    units = {unit.name: unit.id for unit in snapshot.units.values()}
    tasks = {task.code: task.id for task in snapshot.tasks.values()}
    rows = []
    for line in story["lines"]:
        values: dict[str, Any] = {
            "title": line["title"], "side": line["side"], "year": 2018, "unit": units[line["unit"]],
            "budget": line["budget"] * _WAN,
        }  # fmt: skip
        if "contract" in line:
            values |= {"contract": line["contract"] * _WAN, "task": tasks[line["task"]]}
        rows.append(AddRow("budget_line", values))
    return Together("登记 2018 年预算", tuple(rows))


def _months(story: Mapping[str, Any], months: range, snapshot: Snapshot) -> Command:
    ids = {line.title: line.id for line in snapshot.budget_lines.values()}
    rows = []
    for month in months:
        for line in story["lines"]:
            values: dict[str, Any] = {
                "line": ids[line["title"]], "period": f"2018-{month:02d}", "amount": line["months"][month - 1] * _WAN,
                "published_on": date(2018, month + 1, 10), "source": "财政月报（演示）",
            }  # fmt: skip
            if month == 10 and "physical" in line:
                values["physical"] = line["physical"]
            rows.append(AddRow("budget_month", values))
    return Together(
        f"登记 {months[0]}-{months[-1]} 月收支" if len(months) > 1 else f"登记 {months[0]} 月收支",
        tuple(rows),
    )
