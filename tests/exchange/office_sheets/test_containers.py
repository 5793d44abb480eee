"""Whatever container an office sends, the cells, formats and hidden parts come out of it."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.book import read_book
from battlemap.exchange.office_sheets.container import container_of
from battlemap.exchange.office_sheets.reading import reading_of
from battlemap.exchange.office_sheets.sheet_table import Reading
from tests.exchange.office_sheets.samples import cells_of, kind_of

HEADER = ("序号", "项目名称", "总投资（万元）", "完成率", "开工日期")


def reading(path: Path) -> Reading:
    return reading_of(read_book(path), path.name)


def write_xlsx(path: Path, **options: object) -> None:
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet("项目")
    percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
    hundred = book.add_format({"num_format": '0!.00,,"亿"'})
    sheet.merge_range(0, 0, 0, 4, "青泉区2018年项目台账")
    sheet.write_row(1, 0, HEADER)
    sheet.write_row(2, 0, [1, "甲项目", 1200.5])
    sheet.write_number(2, 3, 0.955, percent)
    sheet.write_datetime(2, 4, datetime(2018, 3, 5), day)
    sheet.write_row(3, 0, [2, "乙项目"])
    sheet.write_number(3, 2, 320000000, hundred)
    sheet.write_row(4, 0, [3, "丙项目", 7])
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column(1, 1, 30)
    book.add_worksheet("旧").hide()
    book.close()


def check_project(read: Reading, *, hidden: int = 1) -> None:
    (table,) = read.tables
    assert table.title == "青泉区2018年项目台账"
    assert [column.name for column in table.columns] == ["序号", "项目名称", "总投资", "完成率", "开工日期"]
    assert cells_of(table, "项目名称") == ["甲项目", "乙项目"]
    assert cells_of(table, "总投资") == [12_005_000, 320_000_000]
    assert cells_of(table, "完成率") == [Decimal("95.5"), None]
    assert cells_of(table, "开工日期") == [date(2018, 3, 5), None]
    assert table.hidden_rows == hidden


def test_an_xlsx_gives_formats_hidden_rows_and_hidden_sheets(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx")
    read = reading(tmp_path / "a.xlsx")
    check_project(read)
    assert "工作表“旧”是隐藏的，没有读入。" in read.report
    assert "隐藏 1 行，没有读入。" in read.tables[0].report


def test_texts_that_stand_in_the_cells_themselves_are_read_too(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", constant_memory=True)
    (table,) = reading(tmp_path / "a.xlsx").tables
    assert cells_of(table, "项目名称") == ["甲项目", "乙项目"]


def test_days_of_a_workbook_that_counts_from_1904_are_right(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", date_1904=True)
    check_project(reading(tmp_path / "a.xlsx"))


def rewritten(source: Path, target: Path, part: str, old: str, new: str) -> None:
    with zipfile.ZipFile(source) as inside, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as outside:
        for name in inside.namelist():
            data = inside.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            outside.writestr(name, data)


def test_a_formula_that_was_never_calculated_is_told_and_not_blank(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["项目名称", "数量（个）", "结余（个）"])
    for row, name in enumerate("甲乙丙", 1):
        sheet.write_string(row, 0, name)
        sheet.write_number(row, 1, row)
        sheet.write_formula(row, 2, f"=B{row + 1}*20", None, row * 20)
    book.close()
    rewritten(tmp_path / "a.xlsx", tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", "<v>40</v>", "")
    (table,) = reading(tmp_path / "b.xlsx").tables
    first, second, third = cells_of(table, "结余")
    assert (first, third) == (20, 60)
    assert (second.why, second.raw) == ("result", "=B3*20")
    assert any("公式没有结果" in sentence for sentence in table.report)


def test_a_workbook_that_a_program_wrote_without_results_shows_no_zeros(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["项目名称", "数量（个）", "结余（个）"])
    for row, name in enumerate("甲乙丙", 1):
        sheet.write_row(row, 0, [name, row])
        sheet.write_formula(row, 2, f"=B{row + 1}*2")
    book.close()
    (table,) = reading(tmp_path / "a.xlsx").tables
    assert {getattr(cell, "why", None) for cell in cells_of(table, "结余")} == {"result"}


def test_drop_downs_are_known_from_their_list_an_area_and_a_name(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet, options = book.add_worksheet("表"), book.add_worksheet("选项")
    options.write_column(0, 0, ["区住建局", "区水利局"])
    book.define_name("阶段表", "=选项!$A$1:$A$2")
    sheet.write_row(0, 0, ["项目名称", "当前阶段", "责任单位", "配合单位"])
    for row in range(1, 6):
        sheet.write_row(row, 0, [f"项目{row}", "开工" if row < 5 else "停工", "区住建局", "区农业局"])
    sheet.data_validation(1, 1, 50, 1, {"validate": "list", "source": ["签约", "开工"]})
    sheet.data_validation(1, 2, 50, 2, {"validate": "list", "source": "=选项!$A$1:$A$2"})
    sheet.data_validation(1, 3, 50, 3, {"validate": "list", "source": "=阶段表"})
    book.close()
    (table,) = [table for table in reading(tmp_path / "a.xlsx").tables if table.sheet == "表"]
    assert [column.kind for column in table.columns] == ["text", "choice", "choice", "choice"]
    assert "当前阶段 有不在选项中的字样：停工。" in table.report
    assert "配合单位 有不在选项中的字样：区农业局。" in table.report
    assert not any(sentence.startswith("责任单位") for sentence in table.report)


@pytest.mark.parametrize("name", ["a.xls", "a.et", "a.xlsx"])
def test_old_excel_and_old_wps_are_known_by_their_bytes(tmp_path: Path, name: str) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("项目")
    percent, day = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf(num_format_str="YYYY-MM-DD")
    hundred = xlwt.easyxf(num_format_str='0!.00,,"亿"')
    sheet.write_merge(0, 0, 0, 4, "青泉区2018年项目台账")
    for column, title in enumerate(HEADER):
        sheet.write(1, column, title)
    for row, cells in enumerate([(1, "甲项目", 1200.5), (2, "乙项目"), (3, "丙项目", 7)], 2):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    sheet.write(2, 3, 0.955, percent)
    sheet.write(2, 4, date(2018, 3, 5), day)
    sheet.write(3, 2, 320000000, hundred)
    sheet.row(4).hidden = True
    hidden = book.add_sheet("旧")
    hidden.visibility = 1
    book.save(str(tmp_path / name))
    read = reading(tmp_path / name)
    check_project(read)
    assert "工作表“旧”是隐藏的，没有读入。" in read.report


XML = """<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="y"><NumberFormat ss:Format="0!.00,,&quot;亿&quot;"/></Style></Styles>
<Worksheet ss:Name="项目"><Table>
<Row><Cell ss:MergeAcross="4"><Data ss:Type="String">青泉区2018年项目台账</Data></Cell></Row>
<Row>%s</Row>
<Row><Cell><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="String">甲项目</Data></Cell>
<Cell><Data ss:Type="Number">1200.5</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.955</Data></Cell>
<Cell><Data ss:Type="DateTime">2018-03-05T00:00:00.000</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">2</Data></Cell><Cell><Data ss:Type="String">乙项目</Data></Cell>
<Cell ss:StyleID="y"><Data ss:Type="Number">320000000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="Number">3</Data></Cell><Cell><Data ss:Type="String">丙项目</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


def test_xml_of_2003_that_is_named_xls_is_read(tmp_path: Path) -> None:
    cells = "".join(f'<Cell><Data ss:Type="String">{title}</Data></Cell>' for title in HEADER)
    (tmp_path / "a.xls").write_text(XML % cells, encoding="utf-8")
    read = reading(tmp_path / "a.xls")
    check_project(read)
    assert "工作表“旧”是隐藏的，没有读入。" in read.report


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles>
<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="旧" table:style-name="gone"><table:table-row>%(text)s旧</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="项目"><table:table-column table:number-columns-repeated="5"/>
<table:table-column table:visibility="collapse"/>
<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="5"><text:p>青泉区2018年项目台账</text:p>
</table:table-cell><table:covered-table-cell table:number-columns-repeated="4"/></table:table-row>
<table:table-row>%(header)s%(text)s内部</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="1"/>%(text)s甲项目</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1200.5"/><table:table-cell office:value-type="percentage" office:value="0.955"/>
<table:table-cell office:value-type="date" office:date-value="2018-03-05"/>%(text)s秘</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="2"/>%(text)s乙项目</text:p></table:table-cell>
%(text)s3.2亿</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1000"/></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell office:value-type="float" office:value="3"/></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_ods_gives_percent_cells_hidden_parts_and_no_million_rows(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>'
    header = "".join(f"{text}{title}</text:p></table:table-cell>" for title in HEADER)
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", ODS % {"text": text, "header": header})
    read = reading(tmp_path / "a.ods")
    check_project(read)
    assert read.tables[0].hidden_columns == ("内部",)
    assert "工作表“旧”是隐藏的，没有读入。" in read.report


def test_an_ods_tells_units_of_formats_by_what_it_shows(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>'
    head = "".join(f"{text}{title}</text:p></table:table-cell>" for title in ("单位名称", "执行数", "预算数"))
    body = (
        f"{text}区教育局</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="800.5"><text:p>800.50万元</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="12345678"><text:p>1234.57万</text:p></table:table-cell>'
    )
    table = f"<table:table-row>{head}</table:table-row>" + f"<table:table-row>{body}</table:table-row>" * 2
    begin, end = ODS.index('<table:table table:name="旧"'), ODS.index("</office:spreadsheet>")
    content = f'{ODS[:begin]}<table:table table:name="收支">{table}</table:table>{ODS[end:]}'
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)
    (read,) = reading(tmp_path / "a.ods").tables
    assert cells_of(read, "执行数") == [8_005_000] * 2 and cells_of(read, "预算数") == [12_345_678] * 2


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("gb18030", "gb2312"), ("utf-8", "utf-8"), ("utf-8-sig", ""), ("utf-16", "utf-16")],
)
def test_a_web_page_named_xls_is_read_in_its_encoding(tmp_path: Path, encoding: str, charset: str) -> None:
    cells = "".join(f"<th>{title}</th>" for title in HEADER)
    page = (
        f'<html><head><meta charset="{charset}"></head><body><table border=1>'
        f"<tr><td colspan=5>青泉区2018年<br></td></tr><tr>{cells}</tr>"
        "<tr><td>1<td>甲项目<td rowspan=2>1,200.5<td>95.5%<td>2018-03-05</tr>"
        "<tr><td>2<td>乙&amp;丙<br>项目<td>&nbsp;<td></tr>"
        "<tr style='display:none'><td>3<td>丁<td>1<td><td></tr></table></body></html>"
    )
    (tmp_path / "a.xls").write_bytes(page.encode(encoding))
    (table,) = reading(tmp_path / "a.xls").tables
    assert cells_of(table, "项目名称") == ["甲项目", "乙&丙\n项目"]
    assert cells_of(table, "总投资") == [12_005_000, 12_005_000]
    assert table.hidden_rows == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_is_read_in_its_encoding_and_by_its_sign(tmp_path: Path, encoding: str, sign: str) -> None:
    rows = [
        ["企业名称", "证件号码", "总投资（万元）", "备注"],
        ["汶阳鸿测", '="37990119790408071X"', '"1,200"', '"第一行\n第二行"'],
        ["青泉试林", (" " if sign == "\t" else "\t") + "379901198509160829", "3.5", f'"有{sign}有""引号"""'],
    ]
    (tmp_path / "a.csv").write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    (table,) = reading(tmp_path / "a.csv").tables
    assert cells_of(table, "证件号码") == ["37990119790408071X", "379901198509160829"]
    assert cells_of(table, "总投资") == [12_000_000, 35_000]
    assert cells_of(table, "备注") == ["第一行\n第二行", f'有{sign}有"引号"']
    assert kind_of(table, "证件号码") == "secret"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"\0" * 5000, "空文件"),
        (b"%PDF-1.4 x", "PDF 文件"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "没有工作簿"),
        (b"<?xml version='1.0'?><project/>", "不是 Excel 的 XML 表格"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "单个文件网页"),
        ("序号,名称\n1,甲".encode("gb18030") + b"\xff\xff\xfe", "编码无法识别"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_sentence_about_it(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "表.xls").write_bytes(content)
    with pytest.raises(BadInput, match=words) as refused:
        read_book(tmp_path / "表.xls")
    assert "“表.xls”" in str(refused.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="找不到表格"):
        container_of(tmp_path / "没有.xlsx")
    with pytest.raises(BadInput, match="是文件夹"):
        container_of(tmp_path)
