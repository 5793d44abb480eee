"""Workbooks that would kill or hang the program: each is refused with a sentence that says where, and no child outlives it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from battlemap.errors import BadInput
from battlemap.exchange.calendar_xlsx import read_calendar
from battlemap.exchange.office_sheets import container, guarded, sheet_size, zip_look
from battlemap.exchange.office_sheets.book import read_book
from battlemap.exchange.office_sheets.guarded import read_guarded
from battlemap.exchange.office_sheets.reading import read_sheets
from battlemap.exchange.rows_xlsx import read_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_book(path: Path, rows: str | Iterable[bytes], texts: Iterable[bytes] = ()) -> Path:
    """Writes a workbook whose one sheet 「表」 holds this XML."""
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>')
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{KINDS}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{KINDS}/worksheet"'
            f' Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{KINDS}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
        )
        pieces = [rows.encode()] if isinstance(rows, str) else rows
        with book.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for piece in pieces:
                part.write(piece)
            part.write(b"</sheetData></worksheet>")
        with book.open("xl/sharedStrings.xml", "w") as part:
            part.write(f'<sst xmlns="{MAIN}"><si><t>'.encode())
            for piece in texts:
                part.write(piece)
            part.write(b"</t></si></sst>")
    return path


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>1</v></c></row>',
            "1048576",
        ),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"><v>1</v></c></row>', "XFD1"),
    ],
)
def test_a_cell_far_away_is_told_with_its_place(tmp_path: Path, rows: str, place: str) -> None:
    path = write_book(tmp_path / "远.xlsx", rows)
    assert path.stat().st_size < 5_000
    for read in (read_guarded, read_calendar, read_table):
        with pytest.raises(BadInput, match=rf"工作表“表”在 \w*{place} 一带还有内容") as refused:
            read(path)
        assert "“远.xlsx”" in str(refused.value)


def test_a_text_of_hundreds_of_megabytes_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    texts = (b"A" * (1 << 20) for _ in range((zip_look.MOST_TEXTS >> 20) + 2))
    path = write_book(tmp_path / "大.xlsx", '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts)
    assert path.stat().st_size < 1 << 20
    with pytest.raises(BadInput, match=r"部件 xl/sharedStrings.xml 解压后超过"):
        read_guarded(path)


def test_more_rows_than_a_list_has_are_refused(tmp_path: Path) -> None:
    rows = (
        "".join(
            f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(start, start + 1_000)
        ).encode()
        for start in range(1, sheet_size.MOST_ROWS + 2_000, 1_000)
    )
    with pytest.raises(BadInput, match=r"工作表“表”超过 200000 行，请拆分"):
        read_book(write_book(tmp_path / "长.xlsx", rows))


def test_formatted_rows_without_content_cost_nothing(tmp_path: Path) -> None:
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = "".join(f'<row r="{row}" s="4" customFormat="1"/>' for row in range(2, 50_000)).encode()
    book = read_book(
        write_book(tmp_path / "空.xlsx", [first, rows, b'<row r="1048576"><c r="A1048576" s="4"/></row>'])
    )
    assert book.sheets[0].rows == [["x"]]


def test_repeats_of_an_ods_are_counted_before_they_are_made(tmp_path: Path) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    xml = (
        f'<o:document-content xmlns:o="{space}:office:1.0" xmlns:t="{space}:table:1.0"><o:body><o:spreadsheet>'
        '<t:table t:name="表"><t:table-row t:number-rows-repeated="1048576"><t:table-cell o:value-type="float" o:value="1" '
        't:number-columns-repeated="16384"/></t:table-row></t:table></o:spreadsheet></o:body></o:document-content>'
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", xml)
    with pytest.raises(BadInput, match="工作表“表”在 XFD1 一带"):
        read_guarded(tmp_path / "a.ods")


def test_an_xls_with_a_cell_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "x")
    sheet.write(65535, 255, "y")
    book.save(str(tmp_path / "a.xls"))
    with pytest.raises(BadInput, match="工作表“表”在 IV65536 一带"):
        read_guarded(tmp_path / "a.xls")


def test_a_locked_workbook_of_any_age_asks_for_the_password_to_be_taken_off(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "x")
    book.save(stream)
    # the record of the author's name becomes the one that says how the rest is ciphered
    locked = stream.getvalue().replace(struct.pack("<HH", 0x5C, 0x70), struct.pack("<HH", 0x2F, 0x70), 1)
    (tmp_path / "a.xls").write_bytes(locked)
    ciphered = stream.getvalue() + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.xlsx").write_bytes(ciphered)
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    for name in ("a.xls", "a.xlsx", "a.ods"):
        with pytest.raises(BadInput, match=f"“{name}”有打开密码，无法读取"):
            read_guarded(tmp_path / name)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_damaged_and_says_so(tmp_path: Path, share: float) -> None:
    book = xlsxwriter.Workbook(tmp_path / "whole.xlsx")
    book.add_worksheet("表").write_row(0, 0, ["项目名称", "责任单位"])
    book.close()
    data = (tmp_path / "whole.xlsx").read_bytes()
    (tmp_path / "a.xlsx").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(BadInput, match="已损坏"):
        read_guarded(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1',
        '<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>',
        '<row r="0"><c r="ZZZZ0"><v>1</v></c></row>',
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
    ],
)
def test_nonsense_in_a_sheet_ends_in_a_sentence(tmp_path: Path, rows: str) -> None:
    with pytest.raises(BadInput, match="“a"):
        read_guarded(write_book(tmp_path / "a.xlsx", rows))


def test_a_page_of_tables_in_tables_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"<html>" + b"<table><tr><td>" * 5_000)
    with pytest.raises(BadInput, match="里面没有表格"):
        read_guarded(tmp_path / "a.xls")


def test_a_quote_that_is_never_closed_swallows_nothing_in_silence(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('序号,名称\n1,甲\n2,"乙\n' + "3,丙\n" * 1_000, encoding="utf-8")
    with pytest.raises(BadInput, match=r"“a.csv”第 3 行的引号没有成对"):
        read_guarded(tmp_path / "a.csv")


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    space = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    cell = "<Cell><Data>&b;</Data></Cell>"
    xml = f'<?xml version="1.0"?>{bomb}<Workbook {space}><Worksheet><Table><Row>{cell}</Row></Table></Worksheet></Workbook>'
    (tmp_path / "a.xls").write_text(xml, encoding="utf-8")
    assert not any(
        "aaa" in str(row) for sheet in read_guarded(tmp_path / "a.xls").sheets for row in sheet.rows
    )


def test_a_merged_cell_over_the_whole_sheet_is_only_followed_over_its_entries(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["责任单位", "项目名称"])
    for row in range(1, 4):
        sheet.write_string(row, 1, f"项目{row}")
    sheet.merge_range(1, 0, 1_048_575, 0, "区住建局")
    book.close()
    (table,) = read_sheets(tmp_path / "a.xlsx").tables
    assert list(table.columns[0].cells) == ["区住建局"] * 3


def test_a_child_that_dies_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("序号,名称\n1,甲\n", encoding="utf-8")
    monkeypatch.setattr(guarded, "_CHILD", "battlemap.no_such_module")
    with pytest.raises(BadInput, match="占用的内存过多"):
        read_guarded(tmp_path / "a.csv")


def test_a_file_above_the_limit_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_BYTES", 1 << 20)
    (tmp_path / "a.xlsx").write_bytes(b"PK" + b"\0" * (1 << 21))
    with pytest.raises(BadInput, match="超过 1 MB"):
        read_guarded(tmp_path / "a.xlsx")
