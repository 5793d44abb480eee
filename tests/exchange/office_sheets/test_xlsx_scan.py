"""The second look at a sheet's XML, on XML as different programs write it."""

from __future__ import annotations

from battlemap.exchange.office_sheets.xlsx_scan import scan

FORMATS = {0: "", 1: "0.0%", 2: "0.00", 3: '0.0"亿元"', 4: '0.0"%"'}


def sheet(rows: str, before: str = "", after: str = "") -> list[bytes]:
    xml = f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()
    return [xml[start : start + 7] for start in range(0, len(xml), 7)]


def test_only_formats_that_change_the_meaning_are_kept() -> None:
    rows = '<row r="2"><c r="A2" s="1"><v>0.5</v></c><c r="B2" s="2"><v>3.25</v></c><c r="C2" s="3"><v>3.2</v></c>'
    rows += '<c r="D2" s="4"><v>5</v></c><c r="E2" s="1" t="s"><v>0</v></c><c r="F2" s="1"/></row>'
    assert scan(sheet(rows), FORMATS).formats == {(1, 0): "0.0%", (1, 2): '0.0"亿元"'}


def test_a_month_whose_nought_is_only_shown_keeps_its_format() -> None:
    rows = '<row r="1"><c r="A1" s="2"><v>2018.1</v></c><c r="B1" s="2"><v>2018.12</v></c></row>'
    assert scan(sheet(rows), FORMATS).formats == {(0, 0): "0.00"}


def test_a_formula_whose_result_is_an_empty_text_has_a_result() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1+1</f></c><c r="C1"><f t="shared" si="0"/><v/></c>'
    rows += '<c r="D1"><f>2</f><v>2</v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    sheet_scan = scan(sheet(rows), FORMATS)
    assert sheet_scan.unresulted == {(0, 1): "=1+1", (0, 2): "="}
    assert sheet_scan.faults == {(0, 4): "#DIV/0!"}


def test_hidden_rows_and_columns_are_found_however_they_are_written() -> None:
    before = '<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="0" customWidth="1"/></cols>'
    rows = '<row hidden="1" r="3"/><row r="4" spans="1:2" hidden="true"><c r="A4"><v>1</v></c></row>'
    rows += '<row r="5" ht="0" customHeight="1"><c r="A5"><v>1</v></c></row><row r="6" ht="10"/>'
    sheet_scan = scan(sheet(rows, before), FORMATS)
    assert sheet_scan.hidden_rows == {2, 3, 4}
    assert sheet_scan.hidden_columns == {1, 2, 4}


def test_the_size_counts_cells_that_hold_something_and_no_others() -> None:
    rows = '<row r="2"><c r="B2"><v>1</v></c></row><row r="9"><c r="A9" s="4"/></row>'
    rows += '<row r="12"><c r="AB12" t="inlineStr"><is><t>x</t></is></c><c r="ZZ12" s="1"/></row>'
    rows += '<row r="1048576" s="4"><c r="A1048576" s="4"/></row>'
    sheet_scan = scan(sheet(rows), FORMATS)
    assert (sheet_scan.filled_rows, sheet_scan.first_row, sheet_scan.last_row, sheet_scan.last_column) == (
        2,
        1,
        11,
        27,
    )


def test_names_with_a_prefix_are_read_like_others() -> None:
    rows = '<x:row r="1" hidden="1"><x:c r="A1" s="1"><x:v>0.5</x:v></x:c><x:c r="B1" t="e"><x:v>#REF!</x:v></x:c></x:row>'
    sheet_scan = scan([f"<x:worksheet><x:sheetData>{rows}</x:sheetData></x:worksheet>".encode()], FORMATS)
    assert sheet_scan.hidden_rows == {0}
    assert sheet_scan.formats == {(0, 0): "0.0%"}
    assert sheet_scan.faults == {(0, 1): "#REF!"}
    assert sheet_scan.filled_rows == 1


def test_lists_are_found_in_both_places_where_excel_keeps_them() -> None:
    after = '<dataValidations><dataValidation type="whole" sqref="Z1"><formula1>1</formula1></dataValidation>'
    after += '<dataValidation type="list" sqref="A2:A9 C2"><formula1>"是,否"</formula1></dataValidation></dataValidations>'
    after += (
        '<extLst><x14:dataValidation type="list"><x14:formula1><xm:f>选项!$A$1:$A$6</xm:f></x14:formula1>'
    )
    after += "<xm:sqref>B2:B9</xm:sqref></x14:dataValidation></extLst>"
    assert scan(sheet('<row r="1"/>', after=after), FORMATS).lists == [
        (((1, 0, 8, 0), (1, 2, 1, 2)), '"是,否"'),
        (((1, 1, 8, 1),), "选项!$A$1:$A$6"),
    ]
