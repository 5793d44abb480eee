"""The task as a kind: its fields, and how the deeds of its loop are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import Percent, Quantity, WholeNumber
from battlemap.domain.fields.pointing import OfPerson, OfUnit, Pointing
from battlemap.domain.fields.text import Code, LongText
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.hand_over import HandOver, deeds_between
from battlemap.domain.kinds.kind import Changed, FieldChange, Kind, Neighbours, Row, Words, Writing
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.recheck import Recheck
from battlemap.domain.kinds.strike_rule import StrikeRule, conditions, rule_for, why_not_struck_off
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: What goes with a move to another lane by rule and needs no words of its own.
_FOLLOWS_MOVE: Final = ("measure", "finished_on", "struck_off_on", "accepted_on")


def _full(task: Task, names: Names) -> str:
    return f"任务 {task.code}“{brief(task.title)}”"


def _deeds(before: Task, after: Task, fields: Changed, names: Names) -> list[str]:
    code = after.code
    phrases = []
    if "rebound" in fields and after.rebound > before.rebound:
        phrases.append(f"登记 {code} 反弹（第 {after.rebound + 1} 轮）")
        _drop(fields, "rebound", "lane", "reported_on", *_FOLLOWS_MOVE)
    if "lane" in fields or "action" in fields:
        phrases.append(f"把 {code} 从 {_place(before, after, names)} 移到 {_place(after, before, names)}")
        _drop(fields, "lane", "action", "rank", *_FOLLOWS_MOVE)
        if after.lane == "checking":
            _drop(fields, "progress", "reported_on")
        if before.is_finished and not after.is_finished and "progress" in fields:
            phrases.append(f"{code} 进度恢复为 {after.progress}%")
            _drop(fields, "progress")
        if "due_on" not in fields and not after.extensions:
            _drop(fields, "original_due_on")
    if "blocked" in fields:
        if after.blocked:
            phrases.append(f"标记 {code} 卡点：{brief(after.blocked)}")
        else:
            phrases.append(f"解除 {code} 的卡点（{brief(before.blocked or '')}）")
        _drop(fields, "blocked")
    if "reported_on" in fields and after.reported_on and "progress" not in fields:
        phrases.append(f"反馈 {code} 进度 {after.progress}%（未变）")
        _drop(fields, "reported_on")
    if "progress" in fields:
        deed = "反馈" if after.reported_on else "修改"
        phrases.append(f"{deed} {code} 进度 {before.progress}%→{after.progress}%")
        _drop(fields, "progress", "reported_on")
    if "due_on" in fields:
        phrases.append(_due(before, after, fields["due_on"]))
        _drop(fields, "due_on", "due_text", "original_due_on", "extensions", "extension_reason")
    if "responsible_unit" in fields and after.responsible_unit:
        type_ = TASK.type_of("responsible_unit")
        unit, was = (brief(type_.show(task.responsible_unit, names)) for task in (after, before))
        phrases.append(f"把 {code} 由 {was} 转交 {unit}" if was else f"把 {code} 交办给 {unit}")
        _drop(fields, "responsible_unit", "assigned_on", "accepted_on")
    if "accepted_on" in fields and after.accepted_on:
        phrases.append(f"签收 {code}")
        _drop(fields, "accepted_on")
    return phrases


def _place(task: Task, other: Task, names: Names) -> str:
    """Returns where the card stands, naming the action only where that changes."""
    lane = wording.LANES[task.lane]
    if task.action == other.action:
        return lane
    title = brief(TASK.type_of("action").words(task.action, names))
    return title if task.lane == other.lane else f"{title}·{lane}"


def _due(before: Task, after: Task, field: FieldChange) -> str:
    words = f"把 {after.code} 的完成时限从 {field.before} 改为 {field.after}"
    if after.extensions > before.extensions:
        return f"{words}（延期，理由：{brief(after.extension_reason)}）"
    return words


def _drop(fields: Changed, *keys: str) -> None:
    for key in keys:
        fields.pop(key, None)


def _check(task: Task) -> None:
    if task.start_on and task.due_on and task.due_on < task.start_on:
        raise Refused(f"任务 {task.code} 的完成时限 {task.due_on} 早于开始日期 {task.start_on}。")
    is_told = task.lamp_override_by and task.lamp_override_reason and task.lamp_override_until
    if task.lamp_override and not is_told:
        raise Refused(f"任务 {task.code} 人工亮灯须写明批准人、理由和有效期。")


def problems_among(task: str, rows: Neighbours) -> list[Problem]:
    """Returns the 卡点 rows that stand in the way of a task, by number."""
    links = dict.fromkeys(link.problem for link in rows.live(ProblemTask, task=task))
    standing = [problem for id in links if (problem := rows.get(Problem, id)).is_open]
    return sorted(standing, key=lambda problem: problem.number)


def _check_among(task: Task, before: Task | None, rows: Neighbours) -> None:
    """A card that is struck off meets its 销号条件, by whatever way it comes there."""
    if before is None or before.deleted or before.lane == task.lane or task.lane != "struck_off":
        return
    rule = rule_for(task, rows.live(StrikeRule))
    day = task.struck_off_on or date.max
    wanted = conditions(
        task, rule, lambda kind: rows.live(kind, task=task.id), problems_among(task.id, rows), day
    )
    why = why_not_struck_off(task, wanted)
    if why:
        raise Refused(why)


def _leaves(before: Task | None, task: Task, writing: Writing) -> Iterator[Row]:
    """A hand-over for each deed of the loop; the looks that are due after 销号; none where it is taken back."""
    if task.deleted or (before is not None and before.deleted):
        return
    at = writing.at.replace(microsecond=writing.at.microsecond // 1000 * 1000)
    deeds = list(deeds_between(before, task))
    made = [deed for deed, _, _ in deeds]
    for deed, until, words in deeds:
        unit = task.responsible_unit if deed in ("assign", "hand_on", "accept") else None
        yield HandOver(
            writing.new_id(), task.id, deed, at, writing.actor, task.rebound + 1, unit, words, until
        )
    if before is not None and before.lane == "struck_off" and task.lane != "struck_off":
        for recheck in writing.live(Recheck, task=task.id):
            if recheck.is_open:
                yield attrs.evolve(recheck, deleted=True)
    rule = rule_for(task, writing.live(StrikeRule)) if "strike_off" in made else None
    for after in rule.rechecked_after if rule else ():
        due_on = (task.struck_off_on or at.date()) + timedelta(after)
        yield Recheck(writing.new_id(), task.id, due_on, task.rebound + 1)


TASK = Kind(
    "task", Task, "任务", "项任务",
    (
        Field("code", "代码", Code(), is_required=True, is_set_by_program=True, width=88),
        Field("action", "专项行动", Pointing("action", is_sorted_by_place=True), is_required=True, width=148),
        Field("measure", "工作要点", Pointing("measure", True, is_sorted_by_place=True), in_list=False),
        Field("title", "任务名称", LongText(), is_required=True, width=272),
        Field("lane", "状态", Choice(wording.LANES), width=76),
        Field("progress", "进度", Percent(), width=60),
        Field("due_on", "完成时限", Day(), width=96),
        Field("responsible_unit", "责任单位", OfUnit(), width=108),
        Field("owner", "责任人", OfPerson(), is_masked=True, width=72),
        Field("coop_units", "配合单位", LongText()),
        Field("visible_progress", "形象进度", LongText(), width=200),
        Field("emphasis", "标记", Choice(wording.EMPHASES, True, {"无": None, "重点": "key", "亮点": "highlight"}), width=52),
        Field("blocked", "卡点", LongText(is_optional=True), is_set_by_program=True, in_list=False),
        Field("start_on", "启动日期", Day(), width=96),
        Field("assigned_on", "交办日期", Day(), is_set_by_program=True, width=96),
        Field("accepted_on", "签收日期", Day(), is_set_by_program=True, width=96),
        Field("detail", "具体内容", LongText(), width=240, in_list=False),
        Field("due_text", "时限表述", LongText(), is_set_by_program=True, width=96, in_list=False),
        Field("original_due_on", "原定时限", Day(), is_set_by_program=True, width=96, in_list=False),
        Field("extensions", "延期次数", WholeNumber(hides_zero=True), is_set_by_program=True, width=72, in_list=False),
        Field("extension_reason", "延期理由", LongText(), is_set_by_program=True, in_list=False),
        Field("reported_on", "反馈日期", Day(), is_set_by_program=True, width=96, in_list=False),
        Field("finished_on", "办结日期", Day(), is_set_by_program=True, width=96, in_list=False),
        Field("struck_off_on", "销号日期", Day(), is_set_by_program=True, width=96, in_list=False),
        Field("rebound", "反弹轮次", WholeNumber(hides_zero=True), is_set_by_program=True, width=72, in_list=False),
        Field("source", "方案原文", LongText(), is_set_by_program=True, width=240, in_list=False),
        Field("target_value", "目标数", Quantity(), in_list=False),
        Field("target_unit", "目标单位", LongText(is_optional=True), in_list=False),
        Field("lamp_override", "人工亮灯", Choice(wording.LAMPS, True), in_list=False),
        Field("lamp_override_by", "亮灯批准人", LongText(), in_list=False),
        Field("lamp_override_reason", "亮灯理由", LongText(), in_list=False),
        Field("lamp_override_until", "亮灯有效期", Day(), in_list=False),
        Field("counts_natural_days", "按自然日计", YesNo(), in_list=False),
        Field("follows_milestones", "按节点计序时", YesNo(), in_list=False),
        Field("strike_rule", "销号条件", Pointing("strike_rule", True), in_list=False),
        Field("paused_on", "暂缓日期", Day(), is_set_by_program=True, width=96, in_list=False),
        Field("paused_until", "暂缓至", Day(), is_set_by_program=True, width=96, in_list=False),
        Field("pause_reason", "暂缓理由", LongText(), is_set_by_program=True, in_list=False),
    ),
    name_keys=("code",), order=("action", "rank"), moved_by=("action", "lane"), check=_check,
    bound=(
        ("action", "measure"), ("start_on", "due_on", "due_text", "original_due_on", "extensions", "extension_reason"),
        ("lane", "progress", "assigned_on", "accepted_on", "reported_on", "finished_on", "struck_off_on"),
        ("lamp_override", "lamp_override_by", "lamp_override_reason", "lamp_override_until"),
    ),
    check_among=_check_among, leaves=_leaves,
    is_kept_by_hand=False,
    words=Words(subject=lambda task, names: task.code, full=_full, deeds=_deeds),
    is_printed=False,
)  # fmt: skip


def _stone_deeds(before: Milestone, after: Milestone, fields: Changed, names: Names) -> list[str]:
    if "done_on" not in fields or not after.done_on:
        return []
    del fields["done_on"]
    return [f"完成 {MILESTONE.subject(after, names)}"]


MILESTONE = Kind(
    "milestone", Milestone, "节点", "个节点",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("title", "节点名称", LongText(), is_required=True, width=240),
        Field("due_on", "完成时限", Day(), width=96),
        Field("done_on", "完成日期", Day(), width=96),
        Field("weight", "权重", WholeNumber(0, 1000), width=60),
    ),
    parent="task", order=("rank",), verb="增加", words=Words(deeds=_stone_deeds),
)  # fmt: skip
