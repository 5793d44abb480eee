"""Actions are ranked by a rule that is data; ties go by number, and nobody is best and worst at once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.judging.ranking import ranking, ranking_rule, ranking_rule_names
from battlemap.errors import BadInput
from tests.campaigns import AS_OF, make_snapshot


@given(st.integers(0, 14), st.integers(0, 120), st.integers(0, 5), st.sampled_from(ranking_rule_names()))
def test_every_action_with_tasks_has_one_place_and_the_best_are_not_the_worst(
    actions: int, tasks: int, seed: int, name: str
) -> None:
    snapshot = make_snapshot(actions, tasks, seed)
    ranks = ranking(snapshot, AS_OF, ranking_rule(name))
    busy = [action.id for action in snapshot.columns if snapshot.tasks_of(action.id)]
    assert sorted(ranked.action.id for ranked in ranks.ranked) == sorted(busy)
    assert [ranked.place for ranked in ranks.ranked] == list(range(1, len(busy) + 1))
    keys = [(-ranked.score, ranked.action.number) for ranked in ranks.ranked]
    assert keys == sorted(keys)
    assert len(ranks.best) <= 3
    assert len(ranks.worst) <= 3
    assert not {r.action.id for r in ranks.best} & {r.action.id for r in ranks.worst}
    assert len(ranks.best) + len(ranks.worst) == min(6, len(busy))


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
