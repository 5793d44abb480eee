"""A preview renames, drops, merges and moves, and no word of the plan vanishes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft, everything
from battlemap.domain.planning.plan_changes import Place, drop, merge, move, rename
from battlemap.errors import BadInput


def task(words: str) -> TaskDraft:
    return TaskDraft(title=words[:4], detail=words, source=words)


def measure(number: int, *sentences: str) -> MeasureDraft:
    return MeasureDraft(
        number, f"要点{number}", "".join(sentences), tuple(task(words) for words in sentences), f"{number}."
    )


DRAFT = PlanDraft(
    "百日攻坚",
    date(2018, 10, 1),
    date(2018, 12, 31),
    preface=("为落实会议精神。",),
    actions=(
        ActionDraft(
            1,
            "经济运行",
            (measure(1, "抓工业。", "抓外贸。"), measure(2, "抓财政。")),
            "ECON",
            "一、经济运行",
        ),
        ActionDraft(2, "项目建设", (measure(1, "抓园区。", "抓园区。", "抓签约。"),), "PROJ", "二、项目建设"),
        ActionDraft(3, "文明创建", (), "A03", "三、文明创建"),
    ),
    unfiled=("附件：名单",),
)


def visible(words: str) -> Counter[str]:
    return Counter(char for char in words if not char.isspace())


def letters(draft: PlanDraft) -> Counter[str]:
    return visible(everything(draft))


def places(draft: PlanDraft) -> list[Place]:
    paths: list[Place] = []
    for a, action in enumerate(draft.actions):
        paths.append((a,))
        for m, item in enumerate(action.measures):
            paths.append((a, m))
            paths += [(a, m, t) for t in range(len(item.tasks))]
    return paths


def test_everything_can_be_renamed() -> None:
    assert rename(DRAFT, (), "冬季攻势").title == "冬季攻势"
    assert rename(DRAFT, (1,), "大项目").actions[1].title == "大项目"
    assert rename(DRAFT, (0, 1), "钱").actions[0].measures[1].title == "钱"
    changed = rename(DRAFT, (0, 0, 1), "外贸").actions[0].measures[0].tasks[1]
    assert (changed.title, changed.source) == ("外贸", "抓外贸。")


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(BadInput, match="不能为空"):
        rename(DRAFT, (0,), "  ")


def test_a_dropped_task_is_unfiled() -> None:
    left = drop(DRAFT, (0, 0, 0))
    assert left.unfiled == ("附件：名单", "抓工业。")
    assert left.actions[0].measures[0].text == "抓外贸。"


def test_a_dropped_action_is_unfiled_with_its_heading() -> None:
    left = drop(DRAFT, (0,))
    assert [action.title for action in left.actions] == ["项目建设", "文明创建"]
    assert left.unfiled[1:] == ("一、经济运行", "1.", "抓工业。抓外贸。", "2.", "抓财政。")


def test_merged_actions_keep_the_first_name_and_number_their_measures_anew() -> None:
    one = merge(DRAFT, (0,)).actions[0]
    assert (one.title, [item.number for item in one.measures]) == ("经济运行", [1, 2, 3])


def test_merged_tasks_keep_each_others_fields() -> None:
    first = TaskDraft("甲", "甲。", "甲。", target_value="3", target_unit="个", lead_unit="经发局")
    second = TaskDraft("乙", "乙。", "乙。", due_on=date(2018, 11, 30), due_text="11月底前", owner="李四")
    plan = PlanDraft(
        "题",
        None,
        None,
        actions=(ActionDraft(1, "行动", (MeasureDraft(1, "点", "甲。乙。", (first, second)),)),),
    )
    (both,) = merge(plan, (0, 0, 0)).actions[0].tasks
    assert (both.title, both.source, both.target_value, both.due_text) == (
        "甲",
        "甲。\n乙。",
        "3",
        "11月底前",
    )
    assert (both.unit, both.owner) == ("经发局", "李四")


def test_without_a_neighbour_nothing_can_be_merged() -> None:
    with pytest.raises(IndexError):
        merge(DRAFT, (2,))


def test_a_measure_moves_to_another_action() -> None:
    moved = move(DRAFT, (0, 1), (1,))
    assert [len(action.measures) for action in moved.actions] == [1, 2, 0]
    assert moved.actions[1].measures[1].number == 2


def test_a_task_moves_to_an_action_without_measures() -> None:
    moved = move(DRAFT, (0, 0, 0), (2,))
    assert [(item.title, item.text) for item in moved.actions[2].measures] == [("文明创建", "抓工业。")]


def test_a_place_it_already_has_changes_nothing() -> None:
    assert move(DRAFT, (0, 0), (0,)) == DRAFT
    assert move(DRAFT, (0, 0, 1), (0, 0)) == DRAFT


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from(["drop", "merge", "move"]), st.integers(0, 99), st.integers(0, 99)),
        max_size=8,
    )
)
def test_no_word_vanishes_whatever_is_done(steps: list[tuple[str, int, int]]) -> None:
    draft = DRAFT
    for what, first, second in steps:
        all_places = places(draft)
        if not all_places:
            break
        place = all_places[first % len(all_places)]
        if what == "drop":
            draft = drop(draft, place)
        elif what == "merge":
            try:
                draft = merge(draft, place)
            except IndexError:
                continue
        elif len(place) > 1:
            targets = [to for to in all_places if len(to) < len(place)]
            draft = move(draft, place, targets[second % len(targets)])
        assert letters(draft) == letters(DRAFT)
        for item in (item for action in draft.actions for item in action.measures):
            assert visible("".join(each.source for each in item.tasks)) == visible(item.text)
