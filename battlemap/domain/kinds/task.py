"""A task (任务): a card of the board, its lanes and the rules that guard its way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.kinds.problem import Problem
from battlemap.errors import Refused

Lane = Literal["waiting", "moving", "checking", "struck_off"]
Emphasis = Literal["key", "highlight"]

#: The rows of the board from top to bottom; blocked is a mark, not a lane.
LANES: Final[tuple[Lane, ...]] = get_args(Lane)


#: What an open card can have done at most when its claim is taken back: it is not done.
_MOST_OPEN: Final = 99


@attrs.frozen
class Task:
    """One card. `code` never changes, also when the card moves to another action.

    With `counts_natural_days` its time is counted in calendar days; with `follows_milestones` its 序时进度 goes by its
    weighted milestones instead of a straight line.
    """

    id: str
    action: str
    code: str
    title: str
    rank: str
    lane: Lane = "waiting"
    measure: str | None = None
    detail: str = ""
    source: str = ""
    progress: int = 0
    start_on: date | None = None
    due_on: date | None = None
    due_text: str = ""
    original_due_on: date | None = None
    extensions: int = 0
    extension_reason: str = ""
    emphasis: Emphasis | None = None
    responsible_unit: str | None = None
    coop_units: str = ""
    owner: str | None = None
    blocked: str | None = None
    visible_progress: str = ""
    target_value: str | None = None
    target_unit: str | None = None
    assigned_on: date | None = None
    accepted_on: date | None = None
    reported_on: date | None = None
    finished_on: date | None = None
    struck_off_on: date | None = None
    rebound: int = 0
    lamp_override: str | None = None
    lamp_override_by: str = ""
    lamp_override_reason: str = ""
    lamp_override_until: date | None = None
    counts_natural_days: bool = False
    follows_milestones: bool = False
    strike_rule: str | None = None
    paused_on: date | None = None
    paused_until: date | None = None
    pause_reason: str = ""
    deleted: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether the responsible unit claims it done (办结), struck off or not."""
        return self.lane in ("checking", "struck_off")

    def is_paused(self, as_of: date) -> bool:
        """Whether it is put off (暂缓) on a day; nothing is asked of it then."""
        is_begun = self.paused_on is not None and self.paused_on <= as_of
        return is_begun and not self.is_finished and (self.paused_until is None or as_of <= self.paused_until)

    @property
    def judged_due_on(self) -> date | None:
        """The day by which it is judged: an extension does not move it (the original date stands)."""
        return self.original_due_on or self.due_on


@attrs.frozen
class Milestone:
    """A stage of a task (节点) with its own due day; `weight` is its share of the task's progress."""

    id: str
    task: str
    title: str
    rank: str
    due_on: date | None = None
    done_on: date | None = None
    weight: int = 1
    deleted: bool = False


def why_not_to_lane(task: Task, lane: Lane, problems: Sequence[Problem], unmet: str = "") -> str:
    """Returns why the card may not go to `lane`, or "" where it may; `problems` are the 卡点 that stand in its way.

    `unmet` says which of its 销号条件 are not met (see `strike_rule.why_not_struck_off`).

    销号 is an act of its own after 核查: a card is struck off only from 待核查. Neither 办结 nor 销号 passes a 卡点.
    """
    if task.lane == lane:
        return ""
    if lane == "struck_off":
        if task.lane != "checking":
            return f"{task.code} 未经核查不能销号，请先移到“{wording.LANES['checking']}”。"
        if problems:
            return f"{task.code} 尚有卡点未解除，不能销号。"
        return unmet
    if lane == "checking" and problems:
        return f"{task.code} 尚有卡点未解除，不能申请办结。"
    return ""


def to_lane(
    task: Task, lane: Lane, today: date, problems: Sequence[Problem], unclaimed: int | None = None
) -> Task:
    """Returns the card in `lane` with the dates of its loop kept true; raises Refused as `why_not_to_lane` says.

    Entering 待核查 is the claim 办结: progress becomes 100 and `finished_on` is set. Leaving it backwards (退回) takes the
    claim back: progress is what it was before, `unclaimed`, and never 100. Entering 推进中 without acceptance counts as
    签收. Going back to 待启动 does not undo that work has begun: the day to judge by stays (see `is_extension`).
    """
    reason = why_not_to_lane(task, lane, problems)
    if reason:
        raise Refused(reason)
    if task.lane == lane:
        return task
    changes: dict[str, Any] = {"lane": lane}
    if lane == "checking" and task.lane != "struck_off":
        changes |= {"progress": 100, "finished_on": today, "reported_on": today}
        changes |= {"paused_on": None, "paused_until": None, "pause_reason": ""}
    if lane in ("waiting", "moving"):
        changes |= {"finished_on": None}
        if task.is_finished:
            changes |= {"progress": min(task.progress if unclaimed is None else unclaimed, _MOST_OPEN)}
    if lane == "waiting":
        changes |= {"original_due_on": task.judged_due_on}
    if lane == "moving" and task.accepted_on is None and task.assigned_on is not None:
        changes |= {"accepted_on": today}
    changes |= {"struck_off_on": today if lane == "struck_off" else None}
    return attrs.evolve(task, **changes)


def handed_to(task: Task, unit: str | None, today: date) -> Task:
    """Returns the card with its responsible unit; a unit that did not have it gets it today and must accept it.

    交办 and 转办: a handed-on task is accepted again. Without a unit it is assigned to nobody.
    """
    if unit is None:
        return attrs.evolve(task, responsible_unit=None, assigned_on=None, accepted_on=None)
    if unit == task.responsible_unit and task.assigned_on is not None:
        return task
    return attrs.evolve(task, responsible_unit=unit, assigned_on=today, accepted_on=None)


def is_extension(task: Task, day: date | None) -> bool:
    """Whether a new due day would be an extension: work has begun, and the day is later than the one judged by.

    A card that went back to 待启动 has begun all the same: it keeps the day that was to be met.
    """
    judged = task.judged_due_on
    has_begun = task.lane != "waiting" or task.original_due_on is not None
    return has_begun and judged is not None and (day is None or day > judged)


def with_due(task: Task, day: date | None, words: str = "", reason: str = "") -> Task:
    """Returns the card with a new due day; raises Refused for an extension without a reason.

    An extension keeps the original day, by which the item is still judged, and is counted.
    """
    if day == task.due_on:
        return attrs.evolve(task, due_text=words or task.due_text)
    if not is_extension(task, day):
        kept = day if task.lane == "waiting" and task.original_due_on else None
        return attrs.evolve(task, due_on=day, due_text=words, original_due_on=kept)
    if not reason.strip():
        raise Refused(f"{task.code} 已在推进，推迟时限属于延期，请写明延期理由。")
    return attrs.evolve(
        task,
        due_on=day,
        due_text=words,
        original_due_on=task.judged_due_on,
        extensions=task.extensions + 1,
        extension_reason=reason.strip(),
    )
