"""Columns are sorted as people expect it, and every cell has words."""

from __future__ import annotations

import attrs

from battlemap.domain.looking.task_columns import COLUMN, COLUMNS, Known, cell_text, natural, sort_key
from battlemap.domain.looking.worded import Worded
from tests.campaigns import AS_OF, make_snapshot

SNAPSHOT = make_snapshot(actions=3, tasks=12)


def known(**changes: object) -> Known:
    task = attrs.evolve(next(iter(SNAPSHOT.tasks.values())), **changes)
    return Known(task, SNAPSHOT, AS_OF, lambda: SNAPSHOT.judge(task, AS_OF))


def test_codes_go_by_their_numbers_and_words_by_pinyin() -> None:
    codes = ["PROJ-1", "ECON-10", "ECON-9", "ECON-010"]
    assert sorted(codes, key=natural) == ["ECON-9", "ECON-10", "ECON-010", "PROJ-1"]
    assert sorted(["招商局", "财政局", "经发局"], key=natural) == ["财政局", "经发局", "招商局"]


def test_what_is_empty_has_no_place_among_the_sorted() -> None:
    empty = known(due_on=None, responsible_unit=None, emphasis=None, measure=None, extensions=0)
    for key in ("due_on", "left", "responsible_unit", "emphasis", "measure", "start_on"):
        if key != "start_on":
            assert sort_key(key, empty) is None, key


def test_lamps_stand_worst_first_and_lanes_along_the_board() -> None:
    red = known(lane="moving", progress=0, due_on=AS_OF.replace(day=1), start_on=None)
    good = known(lane="struck_off", progress=100)
    assert sort_key("lamp", red) < sort_key("lamp", good)  # type: ignore[operator]
    assert sort_key("lane", red) < sort_key("lane", good)  # type: ignore[operator]


def test_every_cell_has_words_and_a_key_that_can_be_compared() -> None:
    for column in COLUMNS:
        keys = []
        for task in SNAPSHOT.live_tasks:
            it = Known(task, SNAPSHOT, AS_OF, lambda task=task: SNAPSHOT.judge(task, AS_OF))
            assert isinstance(cell_text(column.key, it), str)
            key = sort_key(column.key, it)
            keys += [key] if key is not None else []
        sorted(keys)
    assert set(COLUMN) == {column.key for column in COLUMNS}


def test_days_left_count_to_the_original_day() -> None:
    extended = known(
        lane="moving", original_due_on=AS_OF.replace(day=17), due_on=AS_OF.replace(day=30), progress=50
    )
    assert cell_text("left", extended) == "超期 3 天"
    assert cell_text("due_on", extended) == "2018-11-30"


def test_many_cells_are_worded_like_each_alone() -> None:
    every = [known(id=task.id, title=task.title, progress=task.progress) for task in SNAPSHOT.live_tasks]
    for column in COLUMNS:
        assert list(Worded([column]).lines(every)) == [(column.text(one),) for one in every], column.key
