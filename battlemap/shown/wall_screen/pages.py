"""What the wall screen tells, page by page, as plain data: whole board, red lamps, what is due, changes, ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.assessing.alerts import alerts
from battlemap.domain.duty.on_duty import on_duty
from battlemap.domain.judging.lamp import LAMPS, Lamp, Verdict, points
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.people import Masking
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.comparison import Comparison, Difference
from battlemap.domain.telling.ranking import ranking, ranking_rule

#: Rows that can be read from five metres on one page.
MOST_ROWS: Final = 7
MOST_ACTIONS: Final = 12
#: Days ahead that the page of what is due looks.
AHEAD: Final = 3
#: So many actions on one page are counted instead of named.
_NAMED: Final = 4
_WEEKDAYS: Final = "一二三四五六日"


@attrs.frozen
class Row:
    """One line of a page: what stands at its left, its title, words below, and at the right; tones are colour tokens."""

    lead: str
    title: str
    detail: str = ""
    right: str = ""
    lamp: Lamp | None = None
    lead_tone: str = "muted"
    detail_tone: str = "muted"
    about: str | None = None


@attrs.frozen
class ActionRow:
    """One action on the whole board: every task is a lamp, worst first."""

    name: str
    leader: str
    lamps: tuple[Lamp, ...]
    progress: Fraction
    time_progress: Fraction
    struck_off: int
    about: str


@attrs.frozen
class Page:
    """One page; `key` stays the same while its content changes. `empty` stands where there is no row."""

    key: str
    title: str
    note: str
    rows: tuple[Row | ActionRow, ...]
    empty: str = ""


def wall_pages(
    snapshot: Snapshot,
    as_of: date,
    today: Comparison,
    *,
    masking: Masking = "marked",
    has_alerts: bool = True,
) -> tuple[Page, ...]:
    """Returns the pages in the order in which they are shown; a page that would be too long is followed by others.

    `today` is what has changed since the evening before; with `has_alerts` red indicators, places and money follow.
    """
    judged = {task.id: snapshot.judge(task, as_of) for task in snapshot.live_tasks}
    return (
        *_whole(snapshot, judged),
        *_red(snapshot, judged, masking),
        *_due(snapshot, as_of, judged, masking),
        *_changes(snapshot, today, masking),
        *_ranks(snapshot, as_of),
        *(_alerts(snapshot, as_of) if has_alerts else ()),
        *_duty(snapshot, as_of, masking),
    )


def _whole(snapshot: Snapshot, judged: dict[str, Verdict]) -> Iterator[Page]:
    rows = []
    for action in snapshot.columns:
        tasks = snapshot.tasks_of(action.id)
        count = max(1, len(tasks))
        rows.append(
            ActionRow(
                f"{action.ordinal}　{action.short}",
                action.lead_leader or "领导待定",
                tuple(sorted((judged[task.id].lamp for task in tasks), key=LAMPS.index)),
                Fraction(sum(task.progress for task in tasks), count),
                sum((judged[task.id].time_progress for task in tasks), Fraction(0)) / count,
                sum(task.lane == "struck_off" for task in tasks),
                action.id,
            )
        )
    done = sum(task.is_finished for task in snapshot.live_tasks)
    note = f"任务 {len(judged)}　办结 {done}　销号 {sum(row.struck_off for row in rows)}"
    yield from _parts("whole", "作战全局", note, rows, "还没有专项行动", MOST_ACTIONS)


def _red(snapshot: Snapshot, judged: dict[str, Verdict], masking: Masking) -> Iterator[Page]:
    """Yields the red tasks action by action; actions that have few share a page."""
    shared: list[Action] = []
    rows: list[Row] = []
    has_red = False
    for action in snapshot.columns:
        red = [task for task in snapshot.tasks_of(action.id) if judged[task.id].lamp in ("red", "black")]
        if not red:
            continue
        has_red = True
        if len(rows) + len(red) > MOST_ROWS and rows:
            yield from _red_page(shared, rows)
            shared, rows = [], []
        shared.append(action)
        rows += [_task_row(snapshot, task, judged[task.id], masking) for task in red]
    if has_red:
        yield from _red_page(shared, rows)
    elif judged:
        yield Page("red", "红灯任务", "", (), "各专项均未亮红灯")


def _red_page(actions: Sequence[Action], rows: Sequence[Row]) -> Iterator[Page]:
    names = "、".join(f"{action.ordinal} {action.short}" for action in actions)
    leaders = "、".join(dict.fromkeys(action.lead_leader or "领导待定" for action in actions))
    title = f"红灯任务　{names}" if len(actions) < _NAMED else f"红灯任务　{len(actions)} 个专项"
    yield from _parts(f"red {actions[0].id}", title, f"{leaders}　{len(rows)} 项", rows)


def _due(snapshot: Snapshot, as_of: date, judged: dict[str, Verdict], masking: Masking) -> Iterator[Page]:
    last = as_of + timedelta(AHEAD)
    due = [
        (task.judged_due_on, task)
        for task in snapshot.live_tasks
        if not task.is_finished and task.judged_due_on and as_of <= task.judged_due_on <= last
    ]
    due.sort(key=lambda pair: pair[0])
    rows = [
        attrs.evolve(
            _task_row(snapshot, task, judged[task.id], masking),
            lead=_day_words(day, as_of),
            lead_tone="red" if day == as_of else "accent",
            right=task.code,
        )
        for day, task in due
    ]
    yield from _parts("due", "三日内到期", f"{len(rows)} 项" if rows else "", rows, "三日内没有到期任务")


def _changes(snapshot: Snapshot, today: Comparison, masking: Masking) -> Iterator[Page]:
    rows = []
    for id, differences in today.marks.items():
        task = snapshot.tasks[id]
        words = "；".join(_change_words(snapshot, difference, masking) for difference in differences)
        is_good = differences[0].aspect in ("struck_off", "finished")
        rows.append(
            Row(
                wording.ASPECTS[differences[0].aspect], task.title, words, task.code, about=id,
                lead_tone="accent" if is_good else "text",
            )
        )  # fmt: skip
    yield from _parts("today", "今日变动", today.summary if rows else "", rows, "今日尚无变动")


def _change_words(snapshot: Snapshot, difference: Difference, masking: Masking) -> str:
    words = difference.words
    if difference.aspect == "owner":
        for person in snapshot.persons.values():
            words = words.replace(person.name, person.shown_name(masking))
    return words


def _ranks(snapshot: Snapshot, as_of: date) -> Iterator[Page]:
    ranks = ranking(snapshot, as_of, ranking_rule("deviation"))
    rows = []
    for ranked in ranks.ranked:
        tone = "red" if ranked in ranks.worst else "accent" if ranked in ranks.best else "muted"
        detail = (
            f"进度 {points(ranked.progress)}%　偏差 {points(ranked.deviation)}　"
            f"销号 {ranked.struck_off}/{len(ranked.tasks)}"
        )
        leader = ranked.action.lead_leader or "领导待定"
        rows.append(
            Row(
                str(ranked.place), f"{ranked.action.short}　{leader}", detail, f"{ranked.score_words} 分",
                lead_tone=tone, about=ranked.action.id,
            )
        )  # fmt: skip
    yield from _parts("ranks", "排名榜", "" if not rows else "前三 · 后三", rows, "没有可排名的专项")


def _alerts(snapshot: Snapshot, as_of: date) -> Iterator[Page]:
    """Yields what is to be warned of beside tasks, where there is anything."""
    rows = [
        Row(
            one.aspect, one.title, one.words, snapshot.unit_label(one.unit), one.lamp, about=one.about,
            detail_tone="red" if one.lamp in ("red", "black") else "text",
        )
        for one in alerts(snapshot, as_of)
    ]  # fmt: skip
    if rows:
        yield from _parts("alerts", "运行与考核预警", f"{len(rows)} 条", rows)


def _duty(snapshot: Snapshot, as_of: date, masking: Masking) -> Iterator[Page]:
    """Yields who is on duty, where a roster has been made."""
    rows = [
        Row(post.title, post.names, post.phones if masking != "all" else "", "缺岗" if post.is_short else "")
        for post in on_duty(snapshot, as_of, masking)
    ]
    if rows:
        yield from _parts("duty", "今日值班", f"{as_of.month}月{as_of.day}日", rows)


def _task_row(snapshot: Snapshot, task: Task, verdict: Verdict, masking: Masking) -> Row:
    person = snapshot.persons.get(task.owner) if task.owner else None
    owner = person.shown_name(masking) if person else ""
    unit = snapshot.unit_label(task.responsible_unit) or wording.UNASSIGNED
    who = "·".join(filter(None, (unit, owner)))
    # yellow words could not be read on white
    tone = "red" if verdict.lamp == "red" else "text"
    return Row(
        task.code, task.title, f"{verdict.words}　{who}", _due_words(task), verdict.lamp, detail_tone=tone,
        about=task.id,
    )  # fmt: skip


def _due_words(task: Task) -> str:
    day = task.judged_due_on
    return f"{day.month}月{day.day}日" if day else task.due_text


def _day_words(day: date, as_of: date) -> str:
    ahead = (day - as_of).days
    if ahead < 2:
        return ("今天", "明天")[ahead]
    return f"周{_WEEKDAYS[day.weekday()]} {day.day}日"


def _parts(
    key: str,
    title: str,
    note: str,
    rows: Sequence[Row | ActionRow],
    empty: str = "",
    most: int = MOST_ROWS,
) -> Iterator[Page]:
    """Yields the page, or as many as its rows need, about equally full."""
    if not rows:
        yield Page(key, title, note, (), empty)
        return
    count = -(-len(rows) // most)
    each = -(-len(rows) // count)
    for n in range(count):
        shown = tuple(rows[n * each : (n + 1) * each])
        number = f"　{n + 1}/{count}" if count > 1 else ""
        yield Page(f"{key} {n}", title + number, note, shown)
