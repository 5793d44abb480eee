"""``ledger import`` of a sheet of persons: who is meant by a name is told, and every row's problem goes back to the office."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from battlemap.cli.door import main
from battlemap.cli.terms import DONE
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.rows import AddRow
from battlemap.domain.ledgers.template import delivered_template
from battlemap.exchange.office_sheets.reading import read_sheets
from tests.commands.conftest import open_new

pytestmark = pytest.mark.usefixtures("qapp")
HEAD = ("户编号", "姓名", "与户主关系", "人均纯收入（元）", "帮扶责任人")
ROWS = (
    ("H001", "张三", "户主", 3120, "赵淋"),
    ("H001", "李四", "配偶", "约三千", "赵淋"),
)


def test_names_are_told_and_the_report_has_the_rows_of_members(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, table, report = tmp_path / "a.battlemap", tmp_path / "户.xlsx", tmp_path / "核对.xlsx"
    with open_new(path) as session:
        session.run(NewLedger(delivered_template("贫困户")))
        session.run(AddRow("person", {"name": "赵琳"}))
    book = xlsxwriter.Workbook(table)
    page = book.add_worksheet("导出")
    for number, row in enumerate((HEAD, *ROWS)):
        page.write_row(number, 0, row)
    book.close()
    order = ["ledger", "import", str(path), str(table), "--to", "贫困户"]
    assert main([*order, "--dry-run", "-o", str(report)]) == DONE
    said = capsys.readouterr().out
    assert "“赵淋”" in said and "户编号 H001 各行的人均纯收入不一致" in said
    (back,) = read_sheets(report).tables
    problems = back.column("问题")
    assert problems is not None and len(problems.cells) == 2
    assert "各行的人均纯收入不一致" in str(problems.cells[0])
    assert main([*order, "--name", "赵淋=赵琳"]) == DONE
    assert "“赵淋”" not in capsys.readouterr().out
    assert main(["ledger", "list", str(path), "贫困户", "--json"]) == DONE
    assert "赵某" in capsys.readouterr().out
