"""``ledger read`` and ``ledger compare`` tell what was understood, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.exchange.office_sheets.reading import read_sheets

# the command line takes the application that is there; a bare one of its own would stand in the way of other tests
pytestmark = pytest.mark.usefixtures("qapp")


def write(path: Path, *rows: list[object]) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("调度表")
    for row, cells in enumerate(
        [
            ["青泉区2018年签约项目调度表"],
            ["截至10月31日", None, "单位：万元"],
            ["项目代码", "项目名称", "总投资", "签约时间"],
            *rows,
        ]
    ):
        sheet.write_row(row, 0, cells)
    book.close()
    return path


def test_a_sheet_is_told_in_words_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(
        tmp_path / "a.xlsx", ["A-1", "甲", 12.5, "5月底"], ["A-2", "乙", "约3", "—"], ["合计", None, 15.5]
    )
    assert main(["ledger", "read", str(path)]) == DONE
    words = capsys.readouterr().out
    assert "〔调度表〕青泉区2018年签约项目调度表　2 行，4 列，单位：万元，数据截至 2018-10-31" in words
    assert "  总投资　金额（万元）" in words
    assert "  · 总投资 1 格读不懂：约3。" in words
    assert main(["ledger", "read", str(path), "--json"]) == DONE
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    assert table["types"] == ["number", "text", "money", "date"]
    assert table["rows"][0] == {
        "项目代码": "A-1",
        "项目名称": "甲",
        "总投资": 125000,
        "签约时间": {"v": "2018-05-31", "raw": "5月底"},
    }
    assert table["rows"][1]["总投资"] == {"raw": "约3", "bad": True, "why": "form"}
    assert table["totals"][0]["stated"] == 155000


def test_two_months_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write(tmp_path / "a.xlsx", ["A-1", "甲", 12.5, "5月底"], ["A-2", "乙", 3, "2018.6.1"])
    new = write(tmp_path / "b.xlsx", ["A-1", "甲", "12.5万", "2018-05-31"], ["A-3", "丙", 3, ""])
    assert main(["ledger", "compare", str(old), str(new)]) == DONE
    assert "按“项目代码”核对：新增 1，变化 0，相同 1，缺少 1" in capsys.readouterr().out
    assert main(["ledger", "compare", str(old), str(new), "--json", "--key", "项目名称"]) == DONE
    assert json.loads(capsys.readouterr().out)["new"] == ["丙"]


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert main(["ledger", "read", str(tmp_path / "a.xlsx")]) == REFUSED
    assert "“a.xlsx”已损坏" in capsys.readouterr().err


def test_a_sheet_goes_back_with_its_problems_in_the_last_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.xlsx", ["A-1", "甲", 12.5, "5月底"], ["A-2", "乙", "约3", "6月31日"])
    assert main(["ledger", "read", str(path), "-o", str(tmp_path / "核对.xlsx")]) == DONE
    assert "已写出核对表" in capsys.readouterr().out
    (table,) = read_sheets(tmp_path / "核对.xlsx").tables
    assert table.title == "青泉区2018年签约项目调度表"
    problems = table.column("问题")
    assert problems is not None
    assert problems.cells == [None, "总投资读不懂：约3；签约时间没有这一天：6月31日"]
    assert main(["ledger", "read", str(path), "-o", str(tmp_path / "核对.doc")]) == REFUSED
    assert ".xlsx" in capsys.readouterr().err
