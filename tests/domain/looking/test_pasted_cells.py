"""A copied block pasted back changes nothing; what differs is understood cell by cell, what is wrong is told."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.action import Measure
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.looking.pasted_cells import Cell, overhang, spread, without_head
from battlemap.domain.looking.task_cells import check
from battlemap.domain.looking.task_columns import COLUMN, COLUMNS, Known, cell_text
from battlemap.domain.snapshot import Snapshot
from battlemap.exchange.table_block import read_block, written_block
from tests.campaigns import AS_OF, make_snapshot

KEYS = [column.key for column in COLUMNS]
STRANGE = st.text(st.sampled_from(" \t\n\r\"='，　１％甲-+@重a"), max_size=8) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=8
)
SNAPSHOT = make_snapshot(actions=3, tasks=12)


def known_of(snapshot: Snapshot) -> Any:
    def known(task: str) -> Known:
        row = snapshot.tasks[task]
        return Known(row, snapshot, AS_OF, lambda: snapshot.judge(row, AS_OF))

    return known


def pasted(key: str, text: str, task: str = "", snapshot: Snapshot = SNAPSHOT) -> Any:
    """The check of one cell."""
    return check([Cell(task or next(iter(snapshot.tasks)), key, text)], snapshot, known_of(snapshot))


@settings(max_examples=60)
@given(st.data())
def test_a_block_copied_and_pasted_back_changes_nothing(data: st.DataObject) -> None:
    ids = list(SNAPSHOT.tasks)
    task = SNAPSHOT.tasks[data.draw(st.sampled_from(ids))]
    strange = attrs.evolve(
        task,
        title=data.draw(STRANGE) or "甲",
        detail=data.draw(STRANGE),
        coop_units=data.draw(STRANGE),
        visible_progress=data.draw(STRANGE),
        blocked=data.draw(STRANGE) or None,
        progress=data.draw(st.integers(0, 100)),
        due_text=data.draw(STRANGE),
    )
    tasks = dict(SNAPSHOT.tasks) | {task.id: strange}
    snapshot = Snapshot({**SNAPSHOT.rows, "task": tasks}, SNAPSHOT.notice)
    known = known_of(snapshot)
    block = [[cell_text(key, known(id)) for key in KEYS] for id in ids]
    for line_end in ("\n", "\r\n"):
        text = written_block(block)
        again = read_block(text if line_end == "\n" else text.replace("\r\n", "\n").replace("\n", "\r\n"))
        checked = check(spread(without_head(again, COLUMNS), ids, KEYS), snapshot, known)
        assert (checked.changed, checked.wrong, checked.passed_over) == ((), (), ())


@pytest.mark.parametrize(
    ("key", "text", "changes"),
    [
        ("progress", "６０％", {"progress": 60}),
        ("progress", "60.0", {"progress": 60}),
        ("lane", "推进中", {"lane": "moving"}),
        ("due_on", "2018/11/3", "2018-11-03"),
        ("due_on", "2018年12月3日", "2018-12-03"),
        ("due_on", "11月底前", "2018-11-30"),
        ("responsible_unit", "新单位", {"unit": "新单位"}),
        ("blocked", "缺土", {"blocked": "缺土"}),
        ("action", "二、项目建设", "PROJ"),
        ("action", "proj", "PROJ"),
        ("emphasis", "重点", {"emphasis": "key"}),
    ],
)
def test_a_cell_is_understood_as_officials_write_it(key: str, text: str, changes: Any) -> None:
    task = next(t for t in SNAPSHOT.tasks.values() if t.lane == "waiting" and t.code.startswith("ECON"))
    if key == "emphasis":
        task = next(t for t in SNAPSHOT.tasks.values() if t.emphasis is None)
    if key == "lane":
        task = next(t for t in SNAPSHOT.tasks.values() if t.lane == "waiting")
    checked = pasted(key, text, task.id)
    assert not checked.wrong
    got = checked.changed[0].changes
    if key == "due_on":
        assert got["due_on"].isoformat() == changes
    elif key == "action":
        assert SNAPSHOT.actions[got["action"]].code == changes
    else:
        assert got == changes


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("progress", "101", "0 到 100"),
        ("progress", "0.6", "小数请换成百分数"),
        ("progress", "", "0 到 100"),
        ("lane", "完成了", "请写待启动、推进中"),
        ("title", " \n", "不能为空"),
        ("due_on", "尽快", "认不出日期"),
        ("due_on", "2018-13-40", "认不出日期"),
        ("emphasis", "红", "“重”和“亮”"),
        ("action", "没有的专项", "没有这个专项"),
        ("measure", "没有的要点", "没有这条要点"),
        ("responsible_unit", "甲\n乙", "换行"),
        ("code", "ECON-99", "行序不同"),
        ("detail", "\ud83d", "残缺"),
    ],
)
def test_a_wrong_cell_says_what_is_wrong_and_what_to_write(key: str, text: str, words: str) -> None:
    checked = pasted(key, text)
    assert not checked.changed
    assert words in checked.wrong[0].words


def test_columns_that_the_program_works_out_are_passed_over() -> None:
    checked = pasted("deviation", "99")
    assert (checked.changed, checked.wrong, checked.passed_over) == ((), (), ("偏差",))


def test_a_measure_is_looked_for_in_the_action_pasted_beside_it() -> None:
    econ, proj = SNAPSHOT.columns[:2]
    measure = Measure("m1", proj.id, 3, "征迁清零", "a0")
    snapshot = Snapshot({**SNAPSHOT.rows, "measure": {"m1": measure}}, SNAPSHOT.notice)
    task = snapshot.tasks_of(econ.id)[0].id
    cells = [Cell(task, "measure", "3. 征迁清零"), Cell(task, "action", proj.title)]
    checked = check(cells, snapshot, known_of(snapshot))
    assert not checked.wrong
    assert checked.edits() == {task: {"action": proj.id, "measure": "m1"}}
    assert checked.edits(frozenset({(task, "measure")})) == {task: {"action": proj.id}}
    assert "没有这条要点" in check(cells[:1], snapshot, known_of(snapshot)).wrong[0].words


def test_one_cell_fills_the_selection_and_a_block_repeats_only_as_a_whole() -> None:
    assert [cell.text for cell in spread([["甲"]], ["1", "2"], ["title", "detail"], 2, 2)] == ["甲"] * 4
    assert len(spread([["甲"], ["乙"]], ["1", "2", "3", "4"], ["title"], 4, 1)) == 4
    assert len(spread([["甲"], ["乙"]], ["1", "2", "3", "4"], ["title"], 3, 1)) == 2
    assert overhang([["甲", "乙"]] * 3, ["1"], ["title"]) == (2, 1)


def test_a_row_of_titles_above_a_block_is_no_row() -> None:
    block = [["编号", "专项"], ["ECON-01", "经济运行"]]
    assert without_head(block, [COLUMN["code"], COLUMN["action"]]) == block[1:]
    assert without_head(block, [COLUMN["title"], COLUMN["detail"]]) == block
    assert without_head(block[:1], [COLUMN["code"], COLUMN["action"]]) == block[:1]


def test_a_name_that_two_bear_is_asked_about_before() -> None:
    rows = [(table, row) for table, each in SNAPSHOT.rows.items() for row in each.values()]
    rows += [("unit", Unit("u8", "水务局", "x")), ("unit", Unit("u9", "林业局", "y"))]
    rows += [("person", Person("p8", "李明", "x", "u8")), ("person", Person("p9", "李明", "y", "u9"))]
    board = Snapshot.of(rows)
    task = next(iter(board.tasks.values()))

    def known(id: str) -> Known:
        return Known(board.tasks[id], board, AS_OF, lambda: board.judge(board.tasks[id], AS_OF))

    (wrong,) = check([Cell(task.id, "owner", "李明")], board, known).wrong
    assert "有 2 位（水务局、林业局）" in wrong.words
    for cells in (
        [Cell(task.id, "owner", "李明（林业局）")],
        [Cell(task.id, "owner", "李明"), Cell(task.id, "responsible_unit", "林业局")],
    ):
        checked = check(cells, board, known)
        assert (checked.wrong, checked.new_names) == ((), {})


def test_new_names_and_extensions_are_told_before() -> None:
    assert pasted("responsible_unit", "新单位").new_names == {"单位": ("新单位",)}
    assert pasted("owner", "新人").new_names == {"人员": ("新人",)}
    task = next(t for t in SNAPSHOT.tasks.values() if t.lane == "moving" and t.due_on)
    assert pasted("due_on", "2019-01-31", task.id).extended == (task.code,)
