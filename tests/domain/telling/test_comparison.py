"""Two moments compared: each difference once, under its foremost name, with words and marks."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from battlemap import wording
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.domain.telling.comparison import ASPECTS, Comparison, compare
from tests.campaigns import AS_OF, make_snapshot

BOARD = make_snapshot(actions=3, tasks=12)
A_TASK = next(task for task in BOARD.live_tasks if task.lane == "moving" and task.due_on and task.owner)


def became(before: Snapshot, *changes: tuple[Task, dict[str, Any]]) -> Snapshot:
    """Returns the board after the tasks got the given values."""
    lines = tuple(Change("task", task.id, task, attrs.evolve(task, **new)) for task, new in changes)
    return before.take(Step("s", "", "do", "李明", None, lines))  # type: ignore[arg-type]


def aspects(comparison: Comparison, task: Task) -> list[str]:
    return [difference.aspect for difference in comparison.marks.get(task.id, ())]


def test_a_moment_compared_with_itself_shows_nothing() -> None:
    same = compare(BOARD, AS_OF, BOARD, AS_OF)
    assert same.differences == ()
    assert same.summary == "没有变化"


def test_days_alone_change_lamps_and_nothing_else() -> None:
    later = compare(BOARD, AS_OF, BOARD, date(2018, 12, 31))
    assert set(later.counts) == {"lamp"}
    for difference in later.differences:
        task = BOARD.tasks[difference.task]
        old, new = BOARD.judge(task, AS_OF), BOARD.judge(task, date(2018, 12, 31))
        assert old.lamp != new.lamp
        assert f"{wording.LAMPS[old.lamp]} → {wording.LAMPS[new.lamp]}（{new.words}）" in difference.words


def test_a_finished_task_is_told_once_not_as_moved_too() -> None:
    done = became(BOARD, (A_TASK, {"lane": "checking", "progress": 100, "finished_on": AS_OF}))
    comparison = compare(BOARD, AS_OF, done, AS_OF)
    assert aspects(comparison, A_TASK)[0] == "finished"
    assert comparison.marks[A_TASK.id][0].words == "办结：推进中 → 待核查"
    assert "moved" not in comparison.counts
    struck = became(done, (done.tasks[A_TASK.id], {"lane": "struck_off"}))
    assert compare(done, AS_OF, struck, AS_OF).counts == {"struck_off": 1}
    assert compare(BOARD, AS_OF, struck, AS_OF).counts["struck_off"] == 1
    assert (
        compare(struck, AS_OF, became(struck, (struck.tasks[A_TASK.id], {"lane": "moving"})), AS_OF)
        .marks[A_TASK.id][0]
        .words.startswith("退回：已销号 → 推进中")
    )


def test_new_and_deleted_tasks_are_told_with_title_and_place() -> None:
    gone = became(BOARD, (A_TASK, {"deleted": True}))
    (left,) = compare(BOARD, AS_OF, gone, AS_OF).differences
    assert (left.aspect, left.code) == ("deleted", A_TASK.code)
    (came,) = compare(gone, AS_OF, BOARD, AS_OF).differences
    assert came.aspect == "new"
    assert "推进中" in came.words
    assert compare(gone, AS_OF, gone, AS_OF).differences == ()


def test_dates_and_people_are_told_with_old_and_new() -> None:
    changes = {
        "due_on": date(2018, 12, 15),
        "extensions": A_TASK.extensions + 1,
        "extension_reason": "征迁未完成",
        "original_due_on": A_TASK.due_on,
        "owner": next(id for id in BOARD.persons if id != A_TASK.owner),
    }
    comparison = compare(BOARD, AS_OF, became(BOARD, (A_TASK, changes)), AS_OF)
    words = {difference.aspect: difference.words for difference in comparison.differences}
    assert words["due"].endswith("→ 12月15日（延期：征迁未完成）")
    assert (
        words["owner"]
        == f"责任人 {BOARD.person_name(A_TASK.owner)} → {BOARD.person_name(str(changes['owner']))}"
    )
    assert comparison.summary == "改期 1，换责任人 1"


def test_a_task_moved_to_another_action_is_told_with_both() -> None:
    other = next(action for action in BOARD.columns if action.id != A_TASK.action)
    comparison = compare(BOARD, AS_OF, became(BOARD, (A_TASK, {"action": other.id})), AS_OF)
    assert comparison.marks[A_TASK.id][0].words == (
        f"{BOARD.actions[A_TASK.action].title}·推进中 → {other.title}·推进中"
    )


@given(st.data())
def test_every_changed_task_is_marked_and_every_mark_is_in_the_list(data: st.DataObject) -> None:
    tasks = data.draw(st.lists(st.sampled_from(BOARD.live_tasks), max_size=4, unique_by=lambda task: task.id))
    changes = []
    for task in tasks:
        lane = data.draw(st.sampled_from(LANES))
        changes.append((task, {"lane": lane, "deleted": data.draw(st.booleans()), "progress": 77}))
    comparison = compare(BOARD, AS_OF, became(BOARD, *changes), AS_OF)
    assert set(comparison.marks) == {task.id for task, _ in changes}
    assert sum(map(len, comparison.marks.values())) == len(comparison.differences)
    assert sum(comparison.counts.values()) == len(comparison.differences)
    assert [ASPECTS.index(difference.aspect) for difference in comparison.differences] == sorted(
        ASPECTS.index(difference.aspect) for difference in comparison.differences
    )


def test_every_aspect_has_a_name() -> None:
    assert set(wording.ASPECTS) == set(ASPECTS)
