"""Actions are ranked by a rule that is data; who are equal share a place, and nobody is best and worst at once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Row
from battlemap.domain.telling.ranking import Ranking, ranking, ranking_rule, ranking_rule_names
from battlemap.errors import BadInput
from tests.campaigns import AS_OF, make_snapshot
from tests.domain.days.test_calendar import CAMPAIGN


@given(st.integers(0, 14), st.integers(0, 120), st.integers(0, 5), st.sampled_from(ranking_rule_names()))
def test_every_action_with_tasks_has_one_place_and_the_best_are_not_the_worst(
    actions: int, tasks: int, seed: int, name: str
) -> None:
    snapshot = make_snapshot(actions, tasks, seed)
    ranks = ranking(snapshot, AS_OF, ranking_rule(name))
    busy = [action.id for action in snapshot.columns if snapshot.tasks_of(action.id)]
    assert sorted(ranked.action.id for ranked in ranks.ranked) == sorted(busy)
    keys = [(-ranked.score, ranked.action.number) for ranked in ranks.ranked]
    assert keys == sorted(keys)
    for number, ranked in enumerate(ranks.ranked, 1):
        better = [other for other in ranks.ranked[: number - 1] if other.score_words != ranked.score_words]
        assert ranked.place == len(better) + 1
    assert not {r.action.id for r in ranks.best} & {r.action.id for r in ranks.worst}
    assert len(ranks.best) <= -(-len(busy) // 2)
    assert len(ranks.worst) <= max(3, len(busy) // 2)
    for group in (ranks.best, ranks.worst):
        outside = [ranked for ranked in ranks.ranked if ranked not in group]
        assert not {ranked.place for ranked in group} & {ranked.place for ranked in outside}


def placed(*scores: int) -> Ranking:
    """A ranking of actions with these progresses and nothing struck off, by progress."""
    rows: list[tuple[str, Row]] = [("campaign", CAMPAIGN)]
    for n, score in enumerate(scores):
        rows.append(("action", Action(f"a{n:02d}", n + 1, f"C{n}", f"专项{n}", f"a{n:02d}", "", "u")))
        rows.append(("task", Task(f"t{n}", f"a{n:02d}", f"C{n}-01", "任务", "a", "moving", progress=score)))
    return ranking(Snapshot.of(rows), AS_OF, ranking_rule("progress"))


@pytest.mark.parametrize(
    ("scores", "places", "best", "worst"),
    [
        ((90, 80, 70, 60, 50, 40, 30), [1, 2, 3, 4, 5, 6, 7], 3, 3),
        ((50,) * 11, [1] * 11, 0, 0),
        ((90, *(50,) * 10), [1, *[2] * 10], 1, 0),
        ((90, 80, 70, 60, 50, 40, 40, 40, 40), [1, 2, 3, 4, 5, 6, 6, 6, 6], 3, 4),
        ((90, 80, 80, 80, 50, 40, 30), [1, 2, 2, 2, 5, 6, 7], 4, 3),
        ((50, 50), [1, 1], 0, 0),
        ((60, 50), [1, 2], 1, 1),
    ],
)
def test_who_are_equal_share_a_place_and_a_senseless_bottom_three_is_none(
    scores: tuple[int, ...], places: list[int], best: int, worst: int
) -> None:
    ranks = placed(*scores)
    assert [ranked.place for ranked in ranks.ranked] == places
    assert len(ranks.best) == best
    assert len(ranks.worst) == worst


def test_the_score_is_what_the_rule_says() -> None:
    snapshot = make_snapshot(3, 30)
    for name, measure in (("deviation", "deviation"), ("progress", "progress")):
        for ranked in ranking(snapshot, AS_OF, ranking_rule(name)).ranked:
            tasks = [snapshot.tasks[id] for id in ranked.tasks]
            done = Fraction(100 * sum(task.lane == "struck_off" for task in tasks), len(tasks))
            assert ranked.score == getattr(ranked, measure) + done / 5


def test_equal_scores_stand_by_number() -> None:
    snapshot = make_snapshot(5, 0)
    assert ranking(snapshot, AS_OF, ranking_rule("deviation")).ranked == ()


def test_an_unknown_rule_names_the_known() -> None:
    with pytest.raises(BadInput, match="deviation、progress"):
        ranking_rule("luck")
