"""The 卡点 as a kind: its fields, how its deeds are told, and the trace that each leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice, YesNo
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import Code, LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Row, Words, Writing
from battlemap.domain.kinds.problem import Problem, ProblemEntry, ProblemTask
from battlemap.domain.kinds.problem_step import ProblemStep, steps_between
from battlemap.domain.words import brief


def _subject(problem: Problem, names: Names) -> str:
    return f"{problem.number} 号卡点"


def _full(problem: Problem, names: Names) -> str:
    return f" {problem.number} 号卡点“{brief(problem.title)}”"


def _deeds(before: Problem, after: Problem, fields: Changed, names: Names) -> list[str]:
    phrases = []
    if "solved_on" in fields and after.solved_on:
        outcome = f"：{brief(after.outcome)}" if after.outcome else ""
        phrases.append(f"解决 {_subject(after, names)}{outcome}")
        fields.pop("solved_on")
        fields.pop("outcome", None)
    if "level" in fields:
        level = fields.pop("level")
        phrases.append(f"把 {_subject(after, names)} 从 {level.before} 提到 {level.after}")
    return phrases


def _follow(before: Problem, after: Problem, today: date) -> Problem:
    """Words about its outcome solve an open problem."""
    is_told = after.outcome and after.outcome != before.outcome
    return attrs.evolve(after, solved_on=today) if is_told and after.solved_on is None else after


def _leaves(before: Problem | None, problem: Problem, writing: Writing) -> Iterator[Row]:
    """A step of its way for each deed."""
    if problem.deleted or (before is not None and before.deleted):
        return
    at = writing.at.replace(microsecond=writing.at.microsecond // 1000 * 1000)
    for deed, words in steps_between(before, problem):
        on = problem.raised_on if before is None and problem.raised_on else at.date()
        yield ProblemStep(writing.new_id(), problem.id, deed, on, at, writing.actor, problem.level, words)


PROBLEM = Kind(
    "problem", Problem, "卡点", "个卡点",
    (
        Field("number", "编号", WholeNumber(1), is_set_by_program=True, begins="number", width=64),
        Field("title", "卡点内容", LongText(), is_required=True, width=320),
        Field("kind", "卡点分类", Choice(wording.PROBLEM_KINDS), width=80),
        Field("level", "层级", Choice(wording.PROBLEM_LEVELS), width=80),
        Field("solving_unit", "解决单位", OfUnit(), width=120),
        Field("needs", "需要什么", LongText(), width=200),
        Field("raising_unit", "提出单位", OfUnit(), width=120),
        Field("raised_by", "提出人", Text(), is_set_by_program=True, begins="actor", width=88),
        Field("raised_on", "登记日期", Day(), is_set_by_program=True, begins="today", width=96),
        Field("promised_on", "承诺解决日期", Day(), width=108),
        Field("solved_on", "解决日期", Day(), width=96),
        Field("outcome", "解决情况", LongText(), width=240),
        Field("is_red", "红信封", YesNo(), is_set_by_program=True, width=72),
        Field("answer", "答复", LongText(), is_set_by_program=True, width=200, in_list=False),
        Field("answered_on", "答复日期", Day(), is_set_by_program=True, width=96, in_list=False),
        Field("answered_by", "答复人", Text(), is_set_by_program=True, width=96, in_list=False),
        Field("sent_back", "退回次数", WholeNumber(hides_zero=True), is_set_by_program=True, width=80, in_list=False),
        Field("batch", "批次", Pointing("problem_batch", True), is_set_by_program=True, width=72),
    ),
    name_keys=("number", "title"), order=("number",), verb="登记",
    words=Words(name=_subject, subject=_subject, full=_full, deeds=_deeds), follow=_follow,
    leaves=_leaves, is_printed=False,
)  # fmt: skip


def _link_subject(link: ProblemTask, names: Names) -> str:
    return f"{_problem_of(link, names)}与 {PROBLEM_TASK.owner(link, names)} 的关联"


def _problem_of(link: ProblemTask, names: Names) -> str:
    return PROBLEM_TASK.type_of("problem").words(link.problem, names)


PROBLEM_TASK: Kind = Kind(
    "problem_task", ProblemTask, "卡点关联", "条卡点关联",
    (
        Field("problem", "卡点", Pointing("problem"), is_required=True),
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
    ),
    name_keys=(), parent="task", is_kept_by_hand=False,
    words=Words(
        subject=_link_subject,
        created=lambda link, names: f"把 {_problem_of(link, names)}关联到 {PROBLEM_TASK.owner(link, names)}",
        removed=lambda link, names: f"解除 {_link_subject(link, names)}",
    ),
    is_binned=False, is_printed=False,
)  # fmt: skip


def _tied(link: ProblemEntry, names: Names) -> str:
    return f"{names.called('ledger', link.ledger)}“{brief(link.title)}”"


PROBLEM_ENTRY: Kind = Kind(
    "problem_entry", ProblemEntry, "卡点台账关联", "条卡点台账关联",
    (
        Field("problem", "卡点", Pointing("problem"), is_required=True),
        Field("entry", "条目", Code(), is_required=True, in_list=False),
        Field("ledger", "台账", Pointing("ledger"), is_required=True),
        Field("title", "名称", Text(), is_set_by_program=True),
    ),
    name_keys=("title",), parent="problem", is_kept_by_hand=False,
    words=Words(
        subject=lambda link, names: f"与{_tied(link, names)}的关联",
        created=lambda link, names: f"把 {PROBLEM_ENTRY.owner(link, names)}关联到{_tied(link, names)}",
        removed=lambda link, names: f"解除 {PROBLEM_ENTRY.owner(link, names)}与{_tied(link, names)}的关联",
    ),
    is_binned=False, is_printed=False,
)  # fmt: skip
