"""What the timeline says of a row: to the pointer that rests on it, and to those who hear the screen."""

from __future__ import annotations

from battlemap import wording
from battlemap.domain.planning.succession import late_predecessors
from battlemap.layout.timeline import span_words
from battlemap.shown.timeline.contents import TimelineContents


def row_words(contents: TimelineContents, number: int) -> str:
    """Returns title, days, progress, lamp with its reasons, slack and late predecessors, a line each."""
    row, snapshot = contents.rows[number], contents.snapshot
    if row.bar is None:
        return f"{row.code} {row.title}（{row.count} 项）".strip()
    task = contents.task(row.id)
    verdict = snapshot.judge(task, contents.as_of)
    days = snapshot.calendar_of(task).working_days(row.bar.first, row.bar.last)
    unit = "天" if task.counts_natural_days else "个工作日"
    lines = [f"{row.code} {row.title}", f"{span_words(row.bar)}，{days} {unit}，进度 {row.bar.progress}%"]
    if row.bar.extended_to:
        lines.append(f"已延期至 {row.bar.extended_to.month}月{row.bar.extended_to.day}日，仍按原时限研判")
    lines += [f"{wording.LAMPS[reason.lamp]}：{reason.words}" for reason in verdict.reasons]
    timing = contents.path.timings.get(task.id) if contents.shown.has_critical and contents.path else None
    if timing is not None:
        words = f"机动时间 {timing.slack} 个工作日" if timing.slack > 0 else "关键任务，没有机动时间"
        lines.append(words)
    lines += [late.words for late in late_predecessors(snapshot, task.id, contents.as_of)]
    lines += [
        f"节点 {'✓' if stone.is_done else '·'} {stone.title} {stone.day.month}月{stone.day.day}日"
        for stone in row.bar.stones
    ]
    return "\n".join(lines)


def spoken(contents: TimelineContents, focus: str | None, selected: int) -> str:
    """Returns the row with the focus in one sentence."""
    number = contents.row_of.get(focus or "")
    if number is None:
        return f"{contents.rows.shown_count} 项任务，按方向键选择"
    row = contents.rows[number]
    if row.bar is None:
        fold = "已折叠" if row.is_folded else "已展开"
        return f"{row.code}{row.title}，{row.count} 项任务，{fold}"
    words = f"{row.code} {row.title}，{span_words(row.bar)}，进度 {row.bar.progress}%，{wording.LAMPS[row.bar.lamp]}"
    return f"{words}，已选 {selected} 项" if selected > 1 else words
