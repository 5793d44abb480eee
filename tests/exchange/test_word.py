"""Word files become plans: headings, automatic numbers, tables, in the order of the document."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from battlemap.domain.planning.plan import everything
from battlemap.errors import BadInput
from battlemap.exchange.lines import Line
from battlemap.exchange.plan_text import read_plan
from battlemap.exchange.word import word_lines
from battlemap.exchange.word_numbering import LevelFormat, Numbering, written
from battlemap.exchange.word_package import MOST_UNPACKED, needed_parts


def saved(document: Any, folder: Path) -> Path:
    path = folder / "方案.docx"
    document.save(path)
    return path


def lines_of(document: Any, folder: Path) -> list[Line]:
    return word_lines(saved(document, folder).read_bytes(), "方案.docx")


def numbered(document: Any, levels: list[tuple[str, str]]) -> str:
    """Adds a list to the document's numbering and returns its id."""
    numbering = document.part.numbering_part.element
    shapes = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{shapes}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="900"/></w:num>'))
    return "900"


def add_numbered(document: Any, text: str, number: str, level: int) -> None:
    mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(mark))


def add_table(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    return table


TASKS = [
    ["序号", "任务", "责任单位", "完成时限"],
    ["1", "新建口袋公园12处", "区园林局", "11月底前"],
    ["2", "整治背街小巷40条", "区城管局", "12月中旬"],
]


def harbour_plan() -> Any:
    """A plan as an office makes it: a title, headings numbered by Word, a table of tasks."""
    document = Document()
    document.add_heading("临港区“决战四季度”百日攻坚行动方案", 0)
    document.add_paragraph("为确保完成全年任务，从2023年9月23日至12月31日开展百日攻坚行动。")
    number = numbered(
        document, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    )
    add_numbered(document, "总体要求", number, 0)
    document.add_paragraph("坚持稳中求进。")
    add_numbered(document, "重点任务", number, 0)
    add_numbered(document, "港口物流攻坚行动", number, 1)
    add_numbered(document, "新开集装箱航线3条。", number, 2)
    add_numbered(document, "建成仓储面积5.2万平方米，年底前投用。", number, 2)
    add_numbered(document, "城市品质攻坚行动", number, 1)
    add_table(document, TASKS)
    document.add_paragraph("以上任务每月25日前报送进展。")
    add_numbered(document, "保障措施", number, 0)
    add_numbered(document, "强化督导", number, 1)
    document.add_paragraph("实行周调度。")
    return document


def test_a_plan_numbered_by_word_itself_is_read(tmp_path: Path) -> None:
    read = read_plan(saved(harbour_plan(), tmp_path))
    assert read.title == "临港区“决战四季度”百日攻坚行动"
    assert (read.starts_on, read.ends_on) == (date(2023, 9, 23), date(2023, 12, 31))
    assert read.level_key == "（一）"
    assert [(action.number, action.title) for action in read.actions] == [
        (1, "港口物流攻坚行动"),
        (2, "城市品质攻坚行动"),
    ]
    assert [measure.number for measure in read.actions[0].measures] == [1, 2]
    assert read.preface[-3:] == ("三、保障措施", "（一）强化督导", "实行周调度。")


def test_rows_of_a_word_table_are_tasks_of_their_action(tmp_path: Path) -> None:
    park, lanes, report = read_plan(saved(harbour_plan(), tmp_path)).actions[1].tasks
    assert (park.title, park.responsible_unit) == ("新建口袋公园12处", "区园林局")
    assert (park.due_on, park.target_value, park.target_unit) == (date(2023, 11, 30), "12", "处")
    assert lanes.due_on == date(2023, 12, 20)
    assert report.detail == "以上任务每月25日前报送进展。"


def test_no_word_of_a_word_file_is_lost(tmp_path: Path) -> None:
    path = saved(harbour_plan(), tmp_path)
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    in_file = Counter("".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))
    in_draft = Counter("".join(everything(read_plan(path)).split()))
    assert in_file - in_draft == Counter()
    assert in_draft - in_file == Counter("一、二、三、（一）（二）（一）1.2.")


def test_heading_styles_are_the_depth(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("百日行动方案", 0)
    for name in ("工业行动", "农业行动"):
        document.add_heading(name, 1)
        document.add_heading("抓重点", 2)
        document.add_paragraph("抓好落实。")
    assert [(line.depth, line.place) for line in lines_of(document, tmp_path)[:3]] == [
        (0, "title"),
        (1, ""),
        (2, ""),
    ]
    read = read_plan(saved(document, tmp_path))
    assert [action.title for action in read.actions] == ["工业行动", "农业行动"]
    assert read.actions[0].measures[0].title == "抓重点"


def test_an_annexed_table_finds_its_actions_by_name(tmp_path: Path) -> None:
    document = Document()
    for line in (
        "百日行动",
        "一、工业运行攻坚行动",
        "走访企业。",
        "二、项目建设攻坚行动",
        "服务项目。",
        "三、保障措施",
        "加强领导。",
    ):
        document.add_paragraph(line)
    add_table(
        document,
        [
            ["专项行动", "任务", "责任单位"],
            ["项目建设", "新开工项目9个", "发改局"],
            ["工业运行", "技改项目20个", "工信局"],
            ["其他", "办好庙会", "文旅局"],
        ],
    )
    read = read_plan(saved(document, tmp_path))
    assert [action.title for action in read.actions] == ["工业运行攻坚行动", "项目建设攻坚行动", "其他"]
    assert [action.tasks[-1].title for action in read.actions] == [
        "技改项目20个",
        "新开工项目9个",
        "办好庙会",
    ]


def test_a_table_alone_is_a_plan(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("东城区百日攻坚任务分解表")
    table = add_table(
        document,
        [
            ["攻坚行动", "工作任务", "责任单位", "完成时间"],
            ["交通", "修路8公里", "交通局", "2024年10月底前"],
            ["", "修桥2座", "交通局", "2024年11月底前"],
            ["绿化", "植树3万株", "园林局", ""],
        ],
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    read = read_plan(saved(document, tmp_path))
    assert [(action.title, len(action.tasks)) for action in read.actions] == [("交通", 2), ("绿化", 1)]
    assert read.actions[0].tasks[1].due_on == date(2024, 11, 30)
    assert everything(read).count("交通局") == 2


def test_insertions_are_in_deletions_are_out_and_boxes_come_last(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("抓好")._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新增</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"))
    box = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>旁注</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    paragraph.append(parse_xml(box))
    document.add_paragraph("工作。")
    assert [(line.text, line.place) for line in lines_of(document, tmp_path)] == [
        ("抓好新增", ""),
        ("工作。", ""),
        ("旁注", "aside"),
    ]


def test_an_empty_word_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有文字"):
        read_plan(saved(Document(), tmp_path))


def test_a_damaged_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x")
        archive.writestr("word/document.xml", "<w:document")
    with pytest.raises(BadInput, match="已损坏"):
        read_plan(path)


def test_a_swollen_archive_is_refused_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(70 * 1024 * 1024))
    with pytest.raises(BadInput, match="文字过大"):
        read_plan(path)


def test_numbers_begin_again_below_the_next_one_above() -> None:
    shapes = {0: LevelFormat("chineseCounting", "%1、"), 1: LevelFormat("decimal", "%1.%2")}
    numbering = Numbering({"7": shapes}, {"1": "7", "2": "7"}, {"2": {0: 5}})
    marks = [numbering.next_mark("1", level) for level in (0, 1, 1, 0, 1)]
    assert marks == ["一、", "一.1 ", "一.2 ", "二、", "二.1 "]
    assert numbering.next_mark("2", 0) == "五、"
    assert numbering.next_mark("9", 0) == ""


@pytest.mark.parametrize(
    ("form", "words"),
    [("decimal", "12"), ("chineseCountingThousand", "十二"), ("decimalEnclosedCircleChinese", "⑫"), ("lowerLetter", "l"),
     ("chineseLegalSimplified", "拾贰"), ("decimalZero", "12"), ("lowerRoman", "12")],
)  # fmt: skip
def test_a_number_is_written_as_word_writes_it(form: str, words: str) -> None:
    assert written(12, form) == words


PLAN_TEXT = "一、经济运行专项行动"


def with_xml(document: Any, folder: Path, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """A Word file in one of whose parts a piece of XML stands for another."""
    source = saved(document, folder)
    target = folder / "other.docx"
    with zipfile.ZipFile(source) as there, zipfile.ZipFile(target, "w") as here:
        for each in there.namelist():
            content = there.read(each)
            here.writestr(each, content.replace(old.encode(), new.encode()) if each == part else content)
    return target.read_bytes()


@pytest.mark.parametrize("number", ["x", "2000000000", "-3", "", "1" + "0" * 4000, "1e3", "１"])
def test_numbers_that_are_none_do_no_harm(tmp_path: Path, number: str) -> None:
    document = Document()
    add_numbered(document, "经济运行", numbered(document, [("chineseCounting", "%1、")]), 0)
    add_table(document, TASKS)
    plain = [line.text for line in lines_of(document, tmp_path)]
    for old, new in (
        ('<w:ilvl w:val="0"/>', f'<w:ilvl w:val="{number}"/>'),
        ('<w:ilvl w:val="0"/>', "<w:ilvl/>"),
        ("<w:pPr>", f'<w:pPr><w:outlineLvl w:val="{number}"/>'),
        ("<w:tcPr>", f'<w:tcPr><w:gridSpan w:val="{number}"/>'),
    ):
        changed = word_lines(with_xml(document, tmp_path, old, new), "方案.docx")
        assert [line.text.removeprefix("一、") for line in changed] == [t.removeprefix("一、") for t in plain]
        assert all(len(line.cells) < 700 for line in changed)
    start = with_xml(document, tmp_path, '<w:start w:val="1"/>', f'<w:start w:val="{number}"/>', NUMBERING)
    assert word_lines(start, "方案.docx")[0].text == "一、经济运行"
    bare = with_xml(document, tmp_path, '<w:abstractNumId w:val="900"/>', "", NUMBERING)
    assert word_lines(bare, "方案.docx")[0].text == "经济运行"


NUMBERING = "word/numbering.xml"


def test_parts_that_no_plan_needs_are_never_unpacked(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(PLAN_TEXT)
    source = saved(document, tmp_path)
    relation = (
        '<Relationship Id="rId99" Target="media/image1.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    swollen = tmp_path / "swollen.docx"
    with (
        zipfile.ZipFile(source) as there,
        zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as here,
    ):
        for each in there.namelist():
            content = there.read(each)
            if each == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
            here.writestr(each, content)
        here.writestr("word/media/image1.png", bytes(MOST_UNPACKED + 1))
    data = swollen.read_bytes()
    kept = zipfile.ZipFile(io.BytesIO(needed_parts(data, "方案.docx")))
    assert sum(part.file_size for part in kept.infolist()) < 500_000
    assert "word/media/image1.png" not in kept.namelist()
    assert [line.text for line in word_lines(data, "方案.docx")] == [PLAN_TEXT]


def test_a_main_part_under_another_name_has_the_same_limit(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(PLAN_TEXT)
    source = saved(document, tmp_path)
    other = tmp_path / "other.docx"
    with zipfile.ZipFile(source) as there, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as here:
        for each in there.namelist():
            content = there.read(each)
            if each == "word/document.xml":
                here.writestr("word/plan.bin", bytes(MOST_UNPACKED + 1))
            else:
                here.writestr(each, content.replace(b"word/document.xml", b"word/plan.bin"))
    with pytest.raises(BadInput, match="过大"):
        word_lines(other.read_bytes(), "方案.docx")


def test_a_file_without_its_list_of_parts_is_damaged(tmp_path: Path) -> None:
    bare = tmp_path / "bare.docx"
    for parts in ({"word/x": b""}, {"word/x": b"", "[Content_Types].xml": b"<a", "_rels/.rels": b"<a"}):
        with zipfile.ZipFile(bare, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        with pytest.raises(BadInput, match="已损坏"):
            word_lines(bare.read_bytes(), "方案.docx")


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("equation", "words"),
    [
        (run("8%"), "8%"),
        (f"<m:f><m:num>{run(1)}</m:num><m:den>{run(2)}</m:den></m:f>", "1/2"),
        (f"<m:f><m:num>{run('a+b')}</m:num><m:den>{run(2)}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSup><m:e>{run('m')}</m:e><m:sup>{run(2)}</m:sup></m:sSup>", "m²"),
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('k')}</m:sup></m:sSup>", "x^k"),
        (f"<m:sSub><m:e>{run('PM')}</m:e><m:sub>{run('2.5')}</m:sub></m:sSub>", "PM_2.5"),
        (f"<m:rad><m:radPr/><m:deg/><m:e>{run(2)}</m:e></m:rad>", "√2"),
        (f"<m:d><m:e>{run('8%')}</m:e></m:d>", "(8%)"),
    ],
)  # fmt: skip
def test_the_letters_of_an_equation_stand_in_their_sentence(
    tmp_path: Path, equation: str, words: str
) -> None:
    document = Document()
    spaces = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')} {spaces}><w:r><w:t>规上工业增加值增长</w:t></w:r><m:oMathPara><m:oMath>"
            f"{equation}</m:oMath></m:oMathPara><w:r><w:t>以上</w:t></w:r></w:p>"
        ),
    )
    assert lines_of(document, tmp_path)[0].text == f"规上工业增加值增长{words}以上"


def test_the_sound_written_over_a_character_is_no_word(tmp_path: Path) -> None:
    document = Document()
    ruby = "<w:ruby><w:rt><w:r><w:t>yǎn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>兖</w:t></w:r></w:rubyBase></w:ruby>"
    document.element.body.insert(
        0, parse_xml(f"<w:p {nsdecls('w')}><w:r>{ruby}</w:r><w:r><w:t>州区</w:t></w:r></w:p>")
    )
    assert lines_of(document, tmp_path)[0].text == "兖州区"
