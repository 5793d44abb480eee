from __future__ import annotations

from datetime import date

from battlemap.commands.rows import AddRow, EditRow, Together
from battlemap.domain.kinds.people import UNIT
from battlemap.domain.kinds.task_kind import MILESTONE
from battlemap.domain.looking.columns import Columns
from battlemap.shown.rows.listing import Listing
from battlemap.shown.rows.pasting import held_against
from tests.campaigns import AS_OF
from tests.random_steps import board

COLUMNS = Columns.of(MILESTONE)


def stones() -> Listing:
    return Listing(COLUMNS, board(), AS_OF)


def row(listing: Listing, place: int = 0) -> list[str]:
    return [listing.text(listing.rows[place], column) for column in COLUMNS.all]


def test_what_is_the_same_is_no_change_and_other_cells_are_one_step() -> None:
    listing = stones()
    same = held_against([row(listing)], listing, 0, COLUMNS.all, adds=True)
    assert same.is_empty
    assert same.wrong == ()
    title, due = (next(n for n, c in enumerate(COLUMNS.all) if c.key == key) for key in ("title", "due_on"))
    other = row(listing)
    other[title], other[due] = "封顶", "11月底前"
    paste = held_against([other], listing, 0, COLUMNS.all, adds=True)
    assert paste.command() == Together(
        "粘贴：修改 1 个节点",
        (EditRow("milestone", listing.rows[0].id, {"title": "封顶", "due_on": date(2018, 11, 30)}),),
    )


def test_rows_below_the_list_are_new_ones_and_a_head_is_none() -> None:
    listing = Listing(Columns.of(UNIT), board(), AS_OF)
    columns = listing.columns.all
    block = [[column.title for column in columns], ["信访局", "信访"], ["", ""]]
    paste = held_against(block, listing, len(listing.rows), columns, adds=True)
    assert paste.words == "新增 1 个单位"
    (added,) = paste.command().commands  # type: ignore[attr-defined]
    assert added == AddRow("unit", {"name": "信访局", "short_name": "信访"})
    assert held_against(block, listing, len(listing.rows), columns, adds=False).is_empty


def test_a_wrong_cell_is_named_and_its_row_is_not_written() -> None:
    listing = stones()
    bad = row(listing)
    due = next(n for n, column in enumerate(COLUMNS.all) if column.key == "due_on")
    title = next(n for n, column in enumerate(COLUMNS.all) if column.key == "title")
    bad[due], bad[title] = "20181345", "封顶"
    paste = held_against([bad], listing, 0, COLUMNS.all, adds=True)
    assert paste.is_empty
    (cell,) = paste.wrong
    assert (cell.row, cell.title, cell.text) == (1, COLUMNS.all[due].title, "20181345")
    assert "不是一个存在的日期" in cell.words
