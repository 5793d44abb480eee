"""The four official words: every task stands under exactly one of them."""

from __future__ import annotations

from battlemap.domain.judging.standing import STANDINGS, standing, standing_counts, standing_ids
from tests.campaigns import AS_OF, make_snapshot


def test_the_four_words_hold_every_task_once() -> None:
    snapshot = make_snapshot()
    judged = [(task, snapshot.judge(task, AS_OF)) for task in snapshot.live_tasks]
    ids = standing_ids(judged)
    assert tuple(ids) == STANDINGS and all(ids.values())
    assert sorted(id for of_word in ids.values() for id in of_word) == sorted(task.id for task, _ in judged)
    for task, verdict in judged:
        word = standing(task, verdict)
        assert (word == "struck_off") == (task.lane == "struck_off")
        assert (word == "finished") == (task.lane == "checking")
        if word == "on_time":
            assert verdict.deviation >= 0 and "超期" not in verdict.words


def test_the_short_counts_are_the_same_numbers() -> None:
    snapshot = make_snapshot()
    judged = [(task, snapshot.judge(task, AS_OF)) for task in snapshot.live_tasks]
    numbers = [len(ids) for ids in standing_ids(judged).values()]
    words = standing_counts(judged).split()
    assert words[::2] == ["销号", "完成", "达序时", "未达序时"] and list(map(int, words[1::2])) == numbers
