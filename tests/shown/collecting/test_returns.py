"""Whatever fifty offices do to a package, the answer is a sentence: what, where, and what to do; the rest is taken."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from battlemap.commands.session import Session
from battlemap.exchange.return_xlsx import open_return, read_return
from battlemap.shown.collecting.returns import (
    look_at,
)
from tests.exchange.filling import Rows, fill, place_of, replaced, saved_by_another, typed
from tests.shown.collecting.sending import TODAY, look

CALC = Path("/usr/lib/libreoffice/program/libsclo.so")


# -- what is done to the sheet --------------------------------------------------------------------------------------


def head_of(rows: Rows) -> tuple[int, list[Any]]:
    return next((number, row) for number, row in enumerate(rows) if "内部编号" in row)


def body(rows: Rows) -> list[int]:
    return [number for number, row in enumerate(rows) if str(row[0]).startswith("ECON")]


def without_column(name: str) -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        place = head_of(rows)[1].index(name)
        return [[cell for at, cell in enumerate(row) if at != place] for row in rows]

    return change


def put(row: int, name: str, value: Any) -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        rows[body(rows)[row]][head_of(rows)[1].index(name)] = value
        return rows

    return change


def half_sorted(rows: Rows) -> Rows:
    """All but the hidden column is sorted."""
    one, two = body(rows)
    key = head_of(rows)[1].index("内部编号")
    for place in range(key):
        rows[one][place], rows[two][place] = rows[two][place], rows[one][place]
    return rows


def twice_the_column(rows: Rows) -> Rows:
    number, head = head_of(rows)
    place = head.index("进度（本次）")
    for at, row in enumerate(rows):
        row.append("进度（本次）" if at == number else 99 if at == body(rows)[0] else "")
        assert at == number or row[place] in ("", 40, 50)
    return rows


def another_column(rows: Rows) -> Rows:
    return [[*row, "情况（本次）" if "内部编号" in row else ""] for row in rows]


def other_brackets(rows: Rows) -> Rows:
    number, head = head_of(rows)
    rows[number] = [str(cell).replace("（", "(").replace("）", ")\n") for cell in head]
    return rows


#: What is done → how many cells are still updated, a part of the faults, and of the notes.
DONE: dict[str, tuple[Callable[[Rows], Rows], int, str, str]] = {
    "nothing": (lambda rows: rows, 3, "", ""),
    "rows above": (lambda rows: [["请查收"], [], *rows], 3, "", ""),
    "rows reordered": (lambda rows: [*rows[: body(rows)[0]], *reversed([rows[n] for n in body(rows)])], 3, "", ""),
    "columns reordered": (lambda rows: [list(reversed(row)) for row in rows], 3, "", ""),
    "only some columns sorted": (half_sorted, 3, "", "内部编号与编号错开（只排序了一部分列），已按编号和名称对上"),
    "a row deleted": (lambda rows: [row for n, row in enumerate(rows) if n != body(rows)[1]], 2, "缺少 1 行：ECON-02", ""),
    "a row added": (lambda rows: [*rows, [*["ECON-09", "新任务", "", 30], *[""] * 20]], 3, "请填在“新增”表", ""),
    "hidden column deleted": (without_column("内部编号"), 3, "", "第 5、6 行丢失了内部编号"),
    "code column deleted": (without_column("编号"), 3, "", ""),
    "asked column deleted": (without_column("形象进度（本次）"), 2, "找不到“形象进度”的填报列", ""),
    "last values deleted": (without_column("进度（上次）"), 3, "", ""),
    "key overwritten": (put(0, "内部编号", "甲"), 3, "", "第 5 行丢失了内部编号"),
    "key of another row": (put(0, "内部编号", "zzzz99999999"), 3, "", "第 5 行丢失了内部编号"),
    "code overwritten": (put(0, "编号", "经发01"), 3, "ECON-01 的锁定格（编号）被改动", ""),
    "name overwritten": (put(0, "名称", "走访"), 3, "ECON-01 的锁定格（名称）被改动", ""),
    "grey overwritten": (put(1, "进度（上次）", "70%"), 3, "进度改为“70%”）被改动，以发出时的内容为准；本次的内容请填在黄色格", ""),
    "grey as a number": (put(1, "进度（上次）", 30), 3, "", ""),
    "column twice": (twice_the_column, 3, "“进度（本次）”有两列", ""),
    "other brackets": (other_brackets, 3, "", ""),
    "another column": (another_column, 3, "多出的列“情况”没有要求填报", ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(sent: tuple[Session, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with three cells filled in."""
    path = Path(shutil.copy(sent[1], tmp_path_factory.mktemp("filled")))
    fill(path, "ECON-01", 进度=40, 形象进度="监测报告已形成")
    fill(path, "ECON-02", 进度=50)
    return path


@pytest.mark.parametrize("what", DONE)
def test_what_is_done_to_the_sheet_is_put_right_or_told(
    sent: tuple[Session, Path], filled: Path, tmp_path: Path, what: str
) -> None:
    change, updated, fault, note = DONE[what]
    check = look(sent[0], saved_by_another(filled, tmp_path / "新建 工作表.xlsx", change))
    faults, notes = "；".join(check.faults), "；".join(check.notes)
    assert check.count("updated") == updated, check
    assert fault in faults and bool(fault) == bool(faults)
    assert note in notes and bool(note) == bool(notes)
    values = {(cell.code, cell.key): cell.theirs for cell in check.cells}
    assert values["ECON-01", "progress"] == "40%" and values.get(("ECON-02", "progress")) in (None, "50%")


def test_of_two_forms_in_one_workbook_the_one_that_was_sent_is_read_and_that_is_told(
    sent: tuple[Session, Path], filled: Path
) -> None:
    opened = open_return(filled)
    (form,) = (sheet for sheet in opened.book.sheets if sheet.name == "填报")
    opened.book.sheets.insert(0, attrs.evolve(form, name="填报 (2)"))
    returned = read_return(opened, sent[0].snapshot)
    assert returned.unread == ("有 2 张填报表（“填报 (2)”、“填报”），只看“填报”一张",)


def test_merged_cells_count_for_their_first_row_and_that_is_told(
    sent: tuple[Session, Path], filled: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(filled, tmp_path))
    row, column = place_of(path, "ECON-01", "形象进度（本次）")
    letter = "ABCDEFGH"[column]
    merge = f'<mergeCell ref="{letter}{row + 1}:{letter}{row + 2}"/></mergeCells>'
    replaced(path, "xl/worksheets/sheet2.xml", rb"</mergeCells>", merge.encode())
    assert f"第 {row + 1} 到 {row + 2} 行的“形象进度”是合并的格" in "；".join(look(sent[0], path).faults)


def test_零报告_with_rows_is_taken_by_its_rows_and_new_rows_alone_are_no_empty_return(
    sent: tuple[Session, Path], filled: Path, tmp_path: Path
) -> None:
    session, package = sent
    path = Path(shutil.copy(filled, tmp_path / "a.xlsx"))
    typed(path, {(2, 1): "是"})
    check = look(session, path)
    assert check.is_nil and check.count("updated") == 3 and "选了零报告又填了内容" in check.notes[0]
    path = Path(shutil.copy(package, tmp_path / "b.xlsx"))
    row, column = place_of(path, "1", "任务名称", "新增")
    typed(path, {(row, column - 1): "经济运行", (row, column): "补充走访"}, sheet=3)
    check = look(session, path)
    assert check.words == "新增 1 行" and check.request.returned_on is None
    request = attrs.evolve(check.request, returned_on=TODAY, added=check.new[0].mark)
    assert not request.is_empty and attrs.evolve(request, added="").is_empty


def test_a_new_row_that_cannot_be_is_told_by_its_line(sent: tuple[Session, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(sent[1], tmp_path))
    row, column = place_of(path, "1", "任务名称", "新增")
    typed(path, {(row, column): "只有名称", (row + 1, column - 1): "飞船", (row + 1, column): "甲",
                 (row + 2, column - 1): "经济运行", (row + 2, column): "乙", (row + 2, column + 1): "13月40日"}, 3)  # fmt: skip
    faults = look(sent[0], path).faults
    assert [fault[:8] for fault in faults] == ["新增第 3 行：", "新增第 4 行：", "新增第 5 行："]
    assert "“专项行动”没有填" in faults[0] and "请写“经济运行”" in faults[1] and "13月40日" in faults[2]


# -- files that are no answer ---------------------------------------------------------------------------------------


def sealed() -> bytes:
    """A workbook that asks for a password."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return content.getvalue()


NO_ANSWER: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty.xlsx": (lambda content: b"", "空文件"),
    "cut.xlsx": (lambda content: content[: len(content) // 2], "已损坏，打不开"),
    "torn.xlsx": (lambda content: content[:3000] + bytes(400) + content[3400:], "已损坏"),
    "picture.xlsx": (lambda content: b"\x89PNG\r\n\x1a\n" + bytes(200), "其实是图片"),
    "locked.ods": (lambda content: sealed(), "有打开密码，无法读取。请在 Excel 或 WPS 中去掉密码"),
    "words.xlsx": (lambda content: "请查收".encode(), "不是填报包"),
    "page.xls": (lambda content: "<table><tr><td>进度</td></tr></table>".encode(), "不是填报包"),
    "table.csv": (lambda content: "编号,进度\nECON-01,40\n".encode("gbk"), "不是填报包"),
}


@pytest.mark.parametrize("name", NO_ANSWER)
def test_a_file_that_is_no_answer_is_refused_with_a_sentence(
    sent: tuple[Session, Path], tmp_path: Path, name: str
) -> None:
    session, package = sent
    spoil, sentence = NO_ANSWER[name]
    path = tmp_path / name
    path.write_bytes(spoil(package.read_bytes()))
    looked = look_at(session, path, TODAY)
    assert looked.check is None and sentence in looked.refusal and name in looked.refusal


def test_without_hidden_sheets_and_properties_the_printed_number_counts_and_without_that_nothing(
    sent: tuple[Session, Path], filled: Path, tmp_path: Path
) -> None:
    def numberless(rows: Rows) -> Rows:
        return [
            [str(cell).partition("填报包编号")[0] if at == 0 else cell for at, cell in enumerate(row)]
            for row in rows
        ]

    path = saved_by_another(filled, tmp_path / "a.xlsx", sheets=("填报",))
    assert look(sent[0], path).count("updated") == 3
    path = saved_by_another(filled, tmp_path / "b.xlsx", numberless, sheets=("填报",))
    assert "找不到填报包编号。请让单位在原来的填报包里填写" in look_at(sent[0], path, TODAY).refusal


@pytest.mark.skipif(not CALC.exists(), reason="needs LibreOffice Calc")
def test_saved_by_another_office_program_it_says_the_same(
    sent: tuple[Session, Path], filled: Path, tmp_path: Path
) -> None:
    csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    for kind in ("xlsx", "ods", "xls", csv):
        out = tmp_path / kind[:4]
        home = f"-env:UserInstallation=file://{tmp_path / 'office'}"
        subprocess.run(
            ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(out), str(filled)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        (path,) = out.iterdir()
        check = look(sent[0], path)
        assert (check.count("updated"), check.faults, check.notes) == (3, (), ()), kind
