"""排名: actions in order of merit, by a rule that is data, as of an explicit day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from battlemap.domain.judging.lamp import points
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.paths import resource

#: By mean 偏差 (percentage points) or by mean progress (percent).
Measure = Literal["deviation", "progress"]


@attrs.frozen
class RankingRule:
    """How actions are ranked: score = mean `measure` + `struck_off_weight` percent of the share struck off."""

    name: str
    title: str
    measure: Measure
    struck_off_weight: int
    best: int
    worst: int

    @property
    def words(self) -> str:
        """The rule as the sheet says it."""
        what = "平均偏差" if self.measure == "deviation" else "平均进度"
        return f"得分＝{what}＋销号率×{self.struck_off_weight}%，同分并列；无任务的专项不排名"


@attrs.frozen
class Ranked:
    """An action with its place from 1, its score and what that is made of; `tasks` are all that were counted.

    Actions whose scores are shown alike share their place.
    """

    place: int
    action: Action
    score: Fraction
    progress: Fraction
    deviation: Fraction
    struck_off: int
    tasks: tuple[str, ...]

    @property
    def score_words(self) -> str:
        """The score with one decimal and its sign where it is below zero."""
        return points(self.score)


@attrs.frozen
class Ranking:
    """All ranked actions, best first, and the rule that ranked them."""

    rule: RankingRule
    ranked: tuple[Ranked, ...]

    @property
    def best(self) -> tuple[Ranked, ...]:
        """The first ones with all who share their places; a tie that is more than the upper half (rounded up) is left out."""
        half = -(-len(self.ranked) // 2)
        limit = min(self.rule.best, half)
        first = tuple(one for one in self.ranked if one.place <= limit)
        if len(first) <= half:
            return first
        return tuple(one for one in first if one.place < first[-1].place)

    @property
    def worst(self) -> tuple[Ranked, ...]:
        """The last ones with all who share their places, in the order of these; none is among the best.

        Where a tie would make them more than half of all, nobody is singled out.
        """
        limit = min(self.rule.worst, len(self.ranked) - len(self.best))
        if limit <= 0:
            return ()
        boundary = self.ranked[-limit].place
        last = tuple(one for one in self.ranked if one.place >= boundary)
        is_senseless = boundary == 1 or last[0] in self.best
        is_senseless |= len(last) > limit and len(last) * 2 > len(self.ranked)
        return () if is_senseless else last


def ranking_rule(name: str) -> RankingRule:
    """Returns the delivered rule of that name; raises BadInput where there is none."""
    path = resource("ranking_rules", f"{name}.json")
    if not path.is_file():
        raise BadInput(f"没有名为“{name}”的排名规则。可用：{'、'.join(ranking_rule_names())}。")
    return RankingRule(name=name, **json.loads(path.read_text("utf-8")))


def ranking_rule_names() -> list[str]:
    """Returns the names of all delivered rules, sorted."""
    return sorted(path.stem for path in resource("ranking_rules").glob("*.json"))


def ranking(snapshot: Snapshot, as_of: date, rule: RankingRule) -> Ranking:
    """Returns the actions ranked by the evening of `as_of`; one without tasks is not ranked."""
    scored = []
    for action in snapshot.columns:
        tasks = snapshot.tasks_of(action.id)
        if tasks:
            scored.append(_scored(action, tasks, snapshot, as_of, rule))
    scored.sort(key=lambda ranked: (-ranked.score, ranked.action.number, ranked.action.id))
    placed: list[Ranked] = []
    for number, ranked in enumerate(scored, 1):
        is_shared = bool(placed) and placed[-1].score_words == ranked.score_words
        placed.append(attrs.evolve(ranked, place=placed[-1].place if is_shared else number))
    return Ranking(rule, tuple(placed))


def _scored(
    action: Action, tasks: tuple[Task, ...], snapshot: Snapshot, as_of: date, rule: RankingRule
) -> Ranked:
    deviation = _mean(snapshot.judge(task, as_of).deviation for task in tasks)
    progress = _mean(Fraction(task.progress) for task in tasks)
    struck_off = sum(task.lane == "struck_off" for task in tasks)
    measured = deviation if rule.measure == "deviation" else progress
    score = measured + Fraction(100 * struck_off, len(tasks)) * Fraction(rule.struck_off_weight, 100)
    return Ranked(0, action, score, progress, deviation, struck_off, tuple(task.id for task in tasks))


def _mean(values: Iterable[Fraction]) -> Fraction:
    listed = list(values)
    return sum(listed, Fraction(0)) / len(listed)
