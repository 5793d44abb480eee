"""The four official words: 已销号, 已完成, 未完成但达到序时进度, 未达到序时进度; every count of them comes from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

from battlemap.domain.judging.lamp import Verdict
from battlemap.domain.kinds.task import Task

Standing = Literal["struck_off", "finished", "on_time", "behind"]
STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)

_SHORT: Final[Mapping[Standing, str]] = {
    "struck_off": "销号", "finished": "完成", "on_time": "达序时", "behind": "未达序时",
}  # fmt: skip


def standing(task: Task, verdict: Verdict) -> Standing:
    """Returns where a task stands; `verdict` is the one of the day that is asked for.

    Who is struck off (销号) is no longer counted as done (完成): each task stands under one word, and the four make up all
    of them. On time is who is not below 序时进度 and not past its day; a rebound is behind until it is done again.
    """
    if task.lane == "struck_off":
        return "struck_off"
    if task.lane == "checking":
        return "finished"
    is_late = any(
        reason.aspect in ("时限", "反弹") and reason.lamp in ("red", "black") for reason in verdict.reasons
    )
    return "behind" if is_late or verdict.deviation < 0 else "on_time"


def standing_ids(judged: Iterable[tuple[Task, Verdict]]) -> Mapping[Standing, tuple[str, ...]]:
    """Returns the ids of the tasks under each word, all four in official order, as they came."""
    ids: dict[Standing, list[str]] = {word: [] for word in STANDINGS}
    for task, verdict in judged:
        ids[standing(task, verdict)].append(task.id)
    return {word: tuple(of_word) for word, of_word in ids.items()}


def standing_counts(judged: Iterable[tuple[Task, Verdict]]) -> str:
    """Returns the four counts in short words for where there is little room: 「销号 20 完成 8 达序时 24 未达序时 43」."""
    ids = standing_ids(judged)
    return " ".join(f"{_SHORT[word]} {len(ids[word])}" for word in STANDINGS)
