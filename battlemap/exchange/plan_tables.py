"""Tables of tasks that stand outside of the actions, often as an annexe: their rows find their actions by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

import attrs

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft
from battlemap.exchange.lines import Line
from battlemap.exchange.table_rows import Row, read_table
from battlemap.exchange.task_text import Period, draft_task

_TABLE_MEASURE = "任务清单"
_COMMON_WORDS = re.compile(r"专项|攻坚|行动|工程|任务|[“”\"「」\s]")


def file_tables(
    outside: Sequence[Line], actions: Sequence[ActionDraft], title: str, period: Period
) -> tuple[list[ActionDraft], list[Line], list[str]]:
    """Returns the actions with the rows of outside tables, the lines that are left, and what could not be filed.

    Where there are no actions, the table's own column 行动 or else the plan's `title` makes them.
    """
    grown = list(actions)
    left: list[Line] = []
    unfiled: list[str] = []
    for table, run in groupby(outside, key=lambda line: line.table):
        lines = list(run)
        read = read_table(lines) if table else None
        if read is None:
            left += lines
            continue
        heading = read.heading
        for name, rows in _by_action(read.rows).items():
            place = _place(name, grown)
            if place is None and not actions:
                grown.append(ActionDraft(len(grown) + 1, name or title))
                place = len(grown) - 1
            if place is None:
                unfiled += [row.sentence.source for row in rows]
                continue
            grown[place] = _with_rows(grown[place], rows, heading, period)
            heading = ""
        if heading:
            unfiled.append(heading)
    return grown, left, unfiled


def _by_action(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    last = ""
    for row in rows:
        last = row.action or last
        found.setdefault(last, []).append(row)
    return found


def _place(name: str, actions: Sequence[ActionDraft]) -> int | None:
    """Returns which action a table means by a name; common words like 专项攻坚行动 do not count."""
    wanted = _COMMON_WORDS.sub("", name)
    if not wanted:
        return None
    for index, action in enumerate(actions):
        bare = _COMMON_WORDS.sub("", action.title)
        if bare and (bare in wanted or wanted in bare):
            return index
    return None


def _with_rows(action: ActionDraft, rows: Sequence[Row], heading: str, period: Period) -> ActionDraft:
    tasks = tuple(draft_task(row.sentence, period) for row in rows if row.sentence.detail)
    measure = MeasureDraft(
        max((measure.number for measure in action.measures), default=0) + 1,
        _TABLE_MEASURE,
        "\n".join(row.sentence.source for row in rows if row.sentence.detail),
        tasks,
        "\n".join([heading, *(row.sentence.source for row in rows if not row.sentence.detail)]).strip(),
    )
    return attrs.evolve(action, measures=(*action.measures, measure))
