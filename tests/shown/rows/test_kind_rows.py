from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from battlemap.commands.rows import AddRow, EditRow, Together
from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.people import UNIT
from battlemap.domain.kinds.task_kind import MILESTONE
from battlemap.domain.looking.pasted_cells import Cell
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.list.order import Sorting
from battlemap.shown.rows.kind_rows import KindRows
from battlemap.ui.list.model import ListModel
from tests.campaigns import AS_OF
from tests.random_steps import anew, board, draw_step

BY_HAND = [kind for kind in CATALOGUE if kind.is_kept_by_hand]


def listed(kind: Kind, snapshot: Snapshot) -> ListModel:
    model = ListModel(KindRows(kind, snapshot, AS_OF), lambda *_: True)
    model.present(snapshot, AS_OF, None)
    return model


def cells(model: ListModel) -> dict[str, list[str]]:
    return {id: [model.words(id, key) for key in model.keys] for id in model.ids}


@pytest.mark.parametrize("kind", BY_HAND, ids=lambda kind: kind.table)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_following_any_steps_lists_the_same_as_beginning_anew(
    qapp: QApplication, kind: Kind, data: st.DataObject
) -> None:
    snapshot = board()
    model = listed(kind, snapshot)
    cells(model)
    for _ in range(data.draw(st.integers(1, 4))):
        step, reach, snapshot = draw_step(data, snapshot)
        model.follow(step, reach, snapshot)
        assert cells(model) == cells(listed(kind, anew(snapshot)))


def test_a_column_sorts_both_ways_with_empty_cells_last(qapp: QApplication) -> None:
    model = listed(MILESTONE, board())
    for is_down in (False, True):
        model.order_by(Sorting("due_on", is_down))
        days = [model.text(id, "due_on") for id in model.ids]
        filled = [day for day in days if day]
        assert filled == sorted(filled, reverse=is_down)
        assert days[: len(filled)] == filled


def test_what_is_the_same_is_no_change_and_other_cells_are_one_step() -> None:
    rows = KindRows(MILESTONE, board(), AS_OF)
    first = next(iter(rows.ids()))
    same = rows.check([Cell(first, column.key, rows.text(first, column.key)) for column in rows.columns.all])
    assert same.is_empty and same.wrong == ()
    checked = rows.check([Cell(first, "title", "封顶"), Cell(first, "due_on", "11月底前")])
    assert rows.command(checked, "粘贴") == Together(
        "粘贴：修改 1 个节点",
        (EditRow("milestone", first, {"title": "封顶", "due_on": date(2018, 11, 30)}),),
    )


def test_rows_below_the_list_are_new_ones_and_one_with_a_wrong_cell_is_none() -> None:
    rows = KindRows(UNIT, board(), AS_OF)
    keys = [column.key for column in rows.columns.all]
    checked = rows.added([["信访局", "信访"], ["", ""], ["", "无名"]], keys)
    command = rows.command(checked, "粘贴")
    assert command == Together(
        "粘贴：新增 1 个单位", (AddRow("unit", {"name": "信访局", "short_name": "信访"}),)
    )
    (cell,) = checked.wrong
    assert (cell.where, cell.title, cell.text) == ("新增第 3 行", rows.columns.all[0].title, "")


def test_a_wrong_cell_is_named_with_its_row() -> None:
    rows = KindRows(MILESTONE, board(), AS_OF)
    first = next(iter(rows.ids()))
    (cell,) = rows.check([Cell(first, "due_on", "20181345")]).wrong
    assert (cell.row, cell.title) == (first, rows.columns.by_key["due_on"].title)
    assert cell.where == rows.called(first)
    assert "不是一个存在的日期" in cell.words
