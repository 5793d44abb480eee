"""``ledger import``, ``export`` and ``print``: a sheet goes in, comes out, and hangs on the wall; bad files are told in words."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.session import Session
from battlemap.domain.ledgers.template import delivered_template
from tests.commands.conftest import open_new

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    with open_new(path) as session:
        session.run(NewLedger(delivered_template("签约项目")))
    return path


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    page = book.add_worksheet("调度")
    page.write_row(0, 0, ("2018年签约项目调度表",))
    for number, row in enumerate((("序号", "项目名称", "总投资（亿元）", "阶段", "投资主体"), *rows), 1):
        page.write_row(number, 0, row)
    book.close()
    return path


ROWS = (
    (1, "甲项目", 1.5, "签约", "东岳集团"),
    (2, "=乙项目", "另议", "线索", ""),
    (3, "丙项目", 2, "投产", ""),
)


def test_a_sheet_is_tried_written_and_tried_again(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = sheet(tmp_path / "表.xlsx", *ROWS)
    order = ["ledger", "import", str(file), str(table), "--to", "签约项目", "--map", "投资主体=投资方"]
    assert main([*order, "--dry-run", "-o", str(tmp_path / "核对.xlsx")]) == DONE
    out = capsys.readouterr().out
    assert "按项目名称核对：新增 3，变化 0，相同 0，缺少 0，不能导入 0 行，读不懂 1 格。" in out
    assert "读不懂 第 4 行 总投资：另议" in out
    assert "试算完毕，没有写入。" in out
    assert main(["ledger", "read", str(tmp_path / "核对.xlsx")]) == DONE
    assert "问题" in capsys.readouterr().out
    assert main(order) == DONE
    assert "已导入 3 个项目。" in capsys.readouterr().out
    assert main(order[:6]) == DONE
    assert "没有改动，没有写入。" in capsys.readouterr().out


def test_what_goes_out_is_the_offices_sheet_and_changes_nothing_when_it_comes_back(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = sheet(tmp_path / "表.xlsx", *ROWS), tmp_path / "台账.xlsx"
    assert main(["ledger", "import", str(file), str(table), "--to", "签约项目"]) == DONE
    assert main(["ledger", "export", str(file), "签约项目", "-o", str(out), "--group", "阶段"]) == DONE
    capsys.readouterr()
    assert main(["ledger", "read", str(out)]) == DONE
    output = capsys.readouterr().out
    assert "签约项目台账　3 行" in output and "单位：亿元" in output
    assert "分组：线索（1 行）、签约（1 行）、投产（1 行）" in output and "1 处相符" in output
    assert main(["ledger", "import", str(file), str(out), "--to", "签约项目"]) == DONE
    assert "新增 0，变化 0，相同 3" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["book", "record", "dispatch", "阶段漏斗", "matrix", "flow"])
def test_a_ledger_is_printed(
    file: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ledger", "import", str(file), str(sheet(tmp_path / "表.xlsx", *ROWS)), "--to", "签约项目"])
    out = tmp_path / "图.pdf"
    assert (
        main(["ledger", "print", str(file), "签约项目", "--sheet", name, "-o", str(out), "--theme", "light"])
        == DONE
    )
    assert out.read_bytes().startswith(b"%PDF")
    assert "已保存" in capsys.readouterr().out


def test_a_sheet_makes_a_ledger_of_its_own(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = sheet(tmp_path / "表.xlsx", *ROWS)
    order = [
        "ledger",
        "import",
        str(file),
        str(table),
        "--new",
        "招商线索",
        "--type",
        "阶段=单选",
        "--key",
        "项目名称",
    ]
    assert main(order) == DONE
    out = capsys.readouterr().out
    assert "按“表.xlsx”新建台账“招商线索”，4 个字段，按项目名称识别：" in out
    assert "总投资　金额（亿元）" in out and "已按表格新建台账“招商线索”，导入 3 条。" in out
    assert main(["ledger", "list", str(file), "招商线索"]) == DONE
    assert "甲项目" in capsys.readouterr().out


def steps(file: Path) -> list[str]:
    """The ids of all that was ever done in a file."""
    with Session.open(file, "读者", lambda: datetime(2018, 11, 20, 9), read_only=True) as session:
        return [step.id for step in session.steps()]


def _encrypted(path: Path) -> None:
    path.write_bytes(
        bytes.fromhex("D0CF11E0A1B11AE1")
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 2000
    )


def _damaged(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"\x07" * 900)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")


def _no_header(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    for row in range(5):
        page.write_row(row, 0, (row, row * 2, row * 3))
    book.close()


@pytest.mark.parametrize("make", [_encrypted, _damaged, _empty, _foreign, _no_header])
def test_a_file_that_cannot_come_in_is_told_in_a_sentence_and_nothing_is_written(
    file: Path, tmp_path: Path, make: object, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "坏表.xlsx"
    make(table)  # type: ignore[operator]
    before = steps(file)
    assert main(["ledger", "import", str(file), str(table), "--to", "签约项目"]) == REFUSED
    message = capsys.readouterr().err
    assert "坏表.xlsx" in message or "项目名称" in message
    assert "Traceback" not in message and message.strip().endswith("。")
    assert steps(file) == before


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--to", "签约项目", "--map", "投资主体"], "看不懂“投资主体”"),
        (["--to", "签约项目", "--map", "天气=备注"], "表里没有“天气”一列"),
        (["--to", "签约项目", "--map", "投资主体=无此字段"], "没有“无此字段”这个字段"),
        (["--to", "签约项目", "--unit", "总投资=公里"], "不是金额的单位"),
        (["--to", "没有的台账"], "没有“没有的台账”这个台账"),
        (["--to", "签约项目", "--sheet", "别的"], "没有“别的”这张表"),
        (["--new", "线索", "--type", "阶段=颜色"], "没有“颜色”这种字段"),
    ],
)
def test_what_is_wrongly_typed_is_told(
    file: Path, tmp_path: Path, more: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = sheet(tmp_path / "表.xlsx", *ROWS)
    assert main(["ledger", "import", str(file), str(table), *more]) == REFUSED
    assert words in capsys.readouterr().err
