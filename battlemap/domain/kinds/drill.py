"""Drills (应急演练) of a plan with their evaluation, and what went wrong in them (演练问题)."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: From which score on → grade, as the evaluation form has them.
GRADES: Final = ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格"))


@attrs.frozen
class Drill:
    """One drill: planned, held, evaluated; `score` of 100, None before it is evaluated."""

    id: str
    title: str
    plan: str
    sort: str = "table"
    scale: str = ""
    unit: str | None = None
    planned_on: date | None = None
    held_on: date | None = None
    place: str = ""
    content: str = ""
    contact: str = ""
    phone: str = ""
    filed_with: str = ""
    commander: str = ""
    recorder: str = ""
    participants: str = ""
    headcount: int = 0
    evaluation: str = ""
    score: int | None = None
    evaluators: str = ""
    evaluated_on: date | None = None
    deleted: bool = False

    @property
    def grade(self) -> str:
        """The grade of its score, "" before it is evaluated."""
        if self.score is None:
            return ""
        return next(words for least, words in GRADES if self.score >= least)


@attrs.frozen
class DrillIssue:
    """What went wrong; it becomes a `problem` (卡点) or a `task`, and is followed there."""

    id: str
    drill: str
    title: str
    rank: str
    measure: str = ""
    due_on: date | None = None
    fixer: str = ""
    done_words: str = ""
    done_on: date | None = None
    confirmed_by: str = ""
    problem: str | None = None
    task: str | None = None
    deleted: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether it is followed as a 卡点 or a task."""
        return self.problem is not None or self.task is not None


def _check(drill: Drill) -> None:
    if drill.score is not None:
        lacking = [
            name
            for name, value in (("演练日期", drill.held_on), ("总体评价", drill.evaluation.strip()), ("评估人", drill.evaluators))
            if not value
        ]  # fmt: skip
        if lacking:
            raise Refused(f"演练“{brief(drill.title)}”评分前须先填写{'、'.join(lacking)}。")
    if drill.evaluated_on and drill.held_on and drill.evaluated_on < drill.held_on:
        raise Refused(
            f"演练“{brief(drill.title)}”的评估日期 {drill.evaluated_on} 早于演练日期 {drill.held_on}，请改正。"
        )


def _check_issue(issue: DrillIssue) -> None:
    if issue.done_on is not None and not (issue.done_words.strip() and issue.confirmed_by.strip()):
        raise Refused(f"演练问题“{brief(issue.title)}”完成要写明完成情况和确认人。")


def _check_held(issue: DrillIssue, before: DrillIssue | None, rows: Neighbours) -> None:
    drill = rows.get(Drill, issue.drill)
    if before is None and drill.held_on is None:
        raise Refused(f"演练“{brief(drill.title)}”还没有演练日期，请先填写，再登记问题。")


DRILL: Final = Kind(
    "drill", Drill, "应急演练", "次应急演练",
    (
        Field("title", "演练名称", Text(), is_required=True, width=220),
        Field("plan", "演练依据", Pointing("emergency_plan"), is_required=True, width=200),
        Field("sort", "演练类型", Choice(wording.DRILL_SORTS), width=80),
        Field("scale", "演练规模", Text(), width=96, in_list=False),
        Field("unit", "组织部门", OfUnit(), width=120),
        Field("planned_on", "计划日期", Day(), width=96),
        Field("held_on", "演练日期", Day(), width=96),
        Field("place", "演练地点", Text(), width=120),
        Field("content", "演练内容", LongText(), width=200, in_list=False),
        Field("contact", "联系人", Text(), width=96, is_masked=True, in_list=False),
        Field("phone", "电话", Text(), width=108, is_masked=True, in_list=False),
        Field("filed_with", "受理部门", Text(), width=120, in_list=False),
        Field("commander", "现场指挥员", Text(), width=96, in_list=False),
        Field("recorder", "记录人", Text(), width=96, in_list=False),
        Field("participants", "参加人员", LongText(), width=200, in_list=False),
        Field("headcount", "参演人数", WholeNumber(0, 100_000, hides_zero=True), unit="人", width=88, in_list=False),
        Field("evaluation", "总体评价", LongText(), width=200, in_list=False),
        Field("score", "评分", WholeNumber(0, 100, is_optional=True), width=64, hint="90 优秀，80 良好，60 合格"),
        Field("evaluators", "评估人", Text(), width=120, in_list=False),
        Field("evaluated_on", "评估日期", Day(), width=96, in_list=False),
    ),
    order=("-planned_on",), verb="登记", check=_check,
    bound=(("held_on", "evaluation", "score", "evaluators", "evaluated_on"),),
)  # fmt: skip

DRILL_ISSUE: Final = Kind(
    "drill_issue", DrillIssue, "演练问题", "个演练问题",
    (
        Field("drill", "演练", Pointing("drill"), is_required=True, width=200),
        Field("title", "存在问题", Text(), is_required=True, width=240),
        Field("measure", "整改措施", LongText(), width=200),
        Field("due_on", "完成期限", Day(), width=96),
        Field("fixer", "整改人", Text(), width=96),
        Field("done_words", "完成情况", LongText(), width=160),
        Field("done_on", "完成日期", Day(), width=96),
        Field("confirmed_by", "确认人", Text(), width=96),
        Field("problem", "转为卡点", Pointing("problem", is_optional=True), is_set_by_program=True, width=160),
        Field("task", "转为任务", Pointing("task", is_optional=True), is_set_by_program=True, width=96),
    ),
    parent="drill", order=("drill", "rank"), verb="登记", check=_check_issue, check_among=_check_held,
    bound=(("done_words", "done_on", "confirmed_by"),),
)  # fmt: skip
