"""What the board says in tool tips and to a screen reader: plain words, never rich text."""

from __future__ import annotations

from battlemap import wording
from battlemap.layout.card import Card
from battlemap.layout.column_head import ColumnHead
from battlemap.layout.text import one_line
from battlemap.shown.board.contents import BoardContents, due_words
from battlemap.shown.board.stage import Spot, Stage
from battlemap.shown.board.target import day_words
from battlemap.shown.presence import presence_words


def words_at(stage: Stage, spot: Spot) -> str:
    """Returns the lines of the tool tip for a point, "" where there is none."""
    contents = stage.contents
    if spot.task is not None:
        return "\n".join(card_lines(contents.card(spot.task)))
    if spot.region == "header" and spot.action is not None:
        column = next(n for n, action in enumerate(contents.columns) if action.id == spot.action)
        head = contents.head(column)
        return "\n".join(head_lines(head)) if head else ""
    if spot.day is not None:
        return "\n".join(day_lines(contents, spot))
    return ""


def card_lines(card: Card) -> list[str]:
    """Returns the tip of a card: what it is, why its lamp burns, who answers for it, what stands in the way."""
    lines = [f"{card.code} {one_line(card.title)}"]
    lines.append(f"{card.lamp_word}：{'；'.join(one_line(words) for words in card.reasons)}")
    lines.append(
        f"{wording.LANES[card.lane]} · 进度 {card.progress}%（序时 {card.time_progress}%）· {card.days_words}"
    )
    lines.append(f"责任：{one_line(card.who)}")
    if card.seen_by:
        lines.append(one_line(presence_words(card.seen_by)))
    for word, what in (("卡点", card.blocked), ("形象进度", card.visible_progress)):
        if what:
            lines.append(f"{word}：{one_line(what)}")
    return lines


def head_lines(head: ColumnHead) -> list[str]:
    """Returns the tip of a column's head."""
    lamps = "，".join(f"{wording.LAMPS[lamp]} {count}" for lamp, count in head.lamps)
    lines = [
        f"{head.ordinal}、{one_line(head.title)}",
        f"牵头领导：{one_line(head.leader) or wording.UNASSIGNED}",
    ]
    lines.append(f"牵头单位：{one_line(head.unit) or wording.UNASSIGNED}")
    lines.append(f"任务 {head.total} 项，已办结 {head.done} 项" + (f"；{lamps}" if lamps else ""))
    lines.append(f"平均进度 {head.progress}%，序时进度 {head.time_progress}%")
    if head.is_banned:
        lines.append("封土期停工，标“免”的任务凭豁免施工")
    return lines


def day_lines(contents: BoardContents, spot: Spot) -> list[str]:
    """Returns the tip of a day: 攻坚第 N 天, working or not, own periods, what is due."""
    snapshot, day = contents.snapshot, spot.day
    if day is None:
        return []
    kind = "工作日" if snapshot.calendar.is_working_day(day) else "非工作日"
    lines = [f"{day_words(day)} · 攻坚第 {snapshot.campaign.campaign_day(day)} 天 · {kind}"]
    lines += [
        one_line(period.title)
        for period in snapshot.periods.values()
        if not period.deleted and period.title and period.holds(day)
    ]
    lines.append(due_words(contents.due, day))
    return lines
