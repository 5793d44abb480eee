"""Rows of every kind go out as a workbook and come back unchanged; what is wrong is told cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import attrs
import pytest
import xlsxwriter

from battlemap.domain.fields.field_type import Cell
from battlemap.domain.kinds.catalogue import CATALOGUE, KINDS
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.problem_kind import PROBLEM
from battlemap.domain.looking.row_draft import row_draft
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.exchange.rows_xlsx import read_table, rows_xlsx
from tests.campaigns import make_snapshot

SNAPSHOT = Snapshot.of(
    [
        ("unit", Unit("u1", "住房和城乡建设局", "a0", "住建局")),
        ("unit", Unit("u2", "=HYPERLINK(1)", "a1")),
        ("person", Person("q1", "王强", "a0", "u1", phone="0139 1234 5678")),
        ("problem", Problem("p1", 1, "征地未完成\n涉及三户", "land", "department", "u1", date(2018, 11, 1))),
        ("problem", Problem("p2", 2, "管线", "utilities", "commander", None, None, date(2018, 12, 1))),
    ]
)


def table_of(tmp_path: Path, kind: Kind, snapshot: Snapshot = SNAPSHOT) -> list[Sequence[Cell]]:
    path = tmp_path / "a.xlsx"
    path.write_bytes(rows_xlsx(kind, snapshot.live_rows(kind.table), snapshot))
    return read_table(path)


def sheet(tmp_path: Path, *rows: Sequence[object]) -> list[Sequence[Cell]]:
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            page.write(number, place, cell)
    book.close()
    (tmp_path / "b.xlsx").write_bytes(target.getvalue())
    return read_table(tmp_path / "b.xlsx")


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.table)
def test_a_table_that_went_out_changes_nothing_when_it_comes_back(tmp_path: Path, kind: Kind) -> None:
    for snapshot in (SNAPSHOT, make_snapshot(actions=2, tasks=5)):
        rows = {row.id: row for row in snapshot.live_rows(kind.table)}
        draft = row_draft(table_of(tmp_path, kind, snapshot), kind, rows, snapshot)
        assert (draft.added, draft.edited, draft.wrong, draft.unchanged) == ((), (), (), len(rows))


def test_texts_stay_texts(tmp_path: Path) -> None:
    table = table_of(tmp_path, KINDS["unit"])
    assert "=HYPERLINK(1)" in table[2]


def test_changed_cells_and_new_lines_are_found(tmp_path: Path) -> None:
    table = [list(row) for row in table_of(tmp_path, PROBLEM)]
    place = table[0].index("层级")
    table[1][place] = "指挥部"
    new = ["" for _ in table[0]]
    new[table[0].index("卡点内容")], new[place] = "资金缺口", "部门"
    new[table[0].index("卡点分类")], new[table[0].index("解决单位")] = "资金", "住房和城乡建设局"
    new[table[0].index("承诺解决日期")] = date(2018, 12, 20)
    draft = row_draft([*table, new], PROBLEM, dict(SNAPSHOT.problems), SNAPSHOT)
    assert draft.edited == (("p1", {"level": "command_post"}),)
    assert draft.added == (
        {
            "title": "资金缺口",
            "level": "department",
            "kind": "money",
            "solving_unit": "u1",
            "promised_on": date(2018, 12, 20),
        },
    )
    assert draft.unchanged == 1
    assert "编号" in draft.passed_over


def test_every_wrong_cell_is_told_with_its_place(tmp_path: Path) -> None:
    table = sheet(
        tmp_path, ["问题台账"], ["卡点内容", "层级", "卡点分类", "承诺解决日期", "备注"],
        ["征地", "县里", "用地", "20181345", "x"], ["", "部门", "用地", "", ""],
    )  # fmt: skip
    draft = row_draft(table, PROBLEM, {}, SNAPSHOT)
    assert [wrong.sentence[:11] for wrong in draft.wrong] == [
        "第 3 行“层级”“县",
        "第 3 行“承诺解决日",
        "第 4 行“卡点内容”",
    ]
    assert draft.passed_over == ("备注",)
    assert draft.added == ()


def test_a_table_without_the_needed_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="须有“卡点内容”一列"):
        row_draft(sheet(tmp_path, ["内容"], ["征地"]), PROBLEM, {}, SNAPSHOT)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(BadInput, match="已损坏，打不开"):
        read_table(tmp_path / "c.xlsx")


def test_fields_of_every_kind_have_heads_of_their_own() -> None:
    for kind in CATALOGUE:
        titles = [field.title for field in kind.fields]
        assert len(set(titles)) == len(titles), kind.table
    assert attrs.evolve(KINDS["unit"].fields[0], unit="亩").title == "单位名称（亩）"
