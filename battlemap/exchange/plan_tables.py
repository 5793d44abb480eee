"""Tables of tasks that stand outside of the actions, often as an annexe: their rows find or make their actions."""

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
_CAPTION = re.compile(r"^附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[：:.、]?\s*")


def file_tables(
    outside: Sequence[Line], actions: Sequence[ActionDraft], title: str, period: Period
) -> tuple[list[ActionDraft], list[Line], list[str]]:
    """Returns the actions with the rows of outside tables, the lines that are left, and what could not be filed.

    Rows go to the action that their table names. Where no action bears the name it is made; rows without a name go to
    an action called as the table, or as the plan (`title`) where there is no other.
    """
    grown = list(actions)
    left: list[Line] = []
    unfiled: list[str] = []
    for table, run in groupby(outside, key=lambda line: line.table):
        lines = list(run)
        read = read_table(lines) if table else None
        if read is None or not any(row.sentence.detail for row in read.rows):
            left += lines
            continue
        caption = _caption(left) if actions else ""
        heading = read.heading
        for name, rows in _by_action(read.rows).items():
            place = _place(name, grown)
            if place is None:
                number = max((action.number for action in grown), default=0) + 1
                grown.append(ActionDraft(number, name or caption or title, series="table"))
                place = len(grown) - 1
            grown[place] = _with_rows(grown[place], rows, heading, period)
            heading = ""
        if heading:
            unfiled.append(heading)
    return grown, left, unfiled


def _caption(before: Sequence[Line]) -> str:
    """Returns the name of the table from the line above it, "" where that is none."""
    words = _CAPTION.sub("", before[-1].text).strip() if before and not before[-1].cells else ""
    return words if 2 < len(words) <= 30 and not words.endswith(("。", "；", "：")) else ""


def _by_action(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    last = ""
    for row in rows:
        last = row.action or last
        grouped.setdefault(last, []).append(row)
    return grouped


def _place(name: str, actions: Sequence[ActionDraft]) -> int | None:
    """Returns which action a table means by a name; common words like 专项攻坚行动 do not count."""
    for index, action in enumerate(actions):
        if name and action.title == name:
            return index
    wanted = _COMMON_WORDS.sub("", name)
    if not wanted:
        return None
    for index, action in enumerate(actions):
        bare = _COMMON_WORDS.sub("", action.title)
        if bare and action.series != "table" and (bare in wanted or wanted in bare):
            return index
    return None


def _with_rows(action: ActionDraft, rows: Sequence[Row], heading: str, period: Period) -> ActionDraft:
    measures = list(action.measures)
    for name, run in groupby(rows, key=lambda row: row.measure):
        group = list(run)
        real = [row for row in group if row.sentence.detail]
        words = "\n".join(row.sentence.source for row in group if not row.sentence.detail)
        tasks = tuple(draft_task(row.sentence, period, series="table") for row in real)
        number = max((measure.number for measure in measures), default=0) + 1
        text = "\n".join(row.sentence.source for row in real)
        title = name or _TABLE_MEASURE
        head = "\n".join(part for part in (heading, words) if part)
        same = next(
            (place for place, each in enumerate(measures) if each.title == title and each.series == "table"),
            None,
        )
        if same is None:
            measures.append(MeasureDraft(number, title, text, tasks, head, series="table"))
        else:
            old = measures[same]
            measures[same] = attrs.evolve(
                old, text="\n".join(filter(None, (old.text, text))), tasks=old.tasks + tasks,
                heading="\n".join(filter(None, (old.heading, head))),
            )  # fmt: skip
        heading = ""
    return attrs.evolve(action, measures=tuple(measures))
