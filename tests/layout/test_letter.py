"""A letter on paper, measured: the red head, the grid of 22 × 28, signature, 版记 and page numbers of GB/T 9704-2012."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from battlemap.domain.telling import letter_format as gb
from battlemap.domain.telling.letter_content import LetterContent, paragraph_of
from battlemap.layout.letter import letter_pages
from battlemap.layout.scene import Line, Rect, Scene, Text
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import save_pdf
from battlemap.theme import theme

BODY = (
    "按照百日攻坚行动安排，ECON-03“走访龙头企业”由你单位负责，完成时限为2018年11月30日。",
    "一、进展情况",
    "截至2018年11月20日，该事项进度40%，序时进度62.5%，低于序时进度22.5个百分点。卡点：缺用地指标20亩。",
    "二、提醒事项", "（一）主要负责人牵头",
    "请你单位分析原因，落实措施，于2018年11月27日前书面反馈进展情况。逾期不反馈的，将予以督办。",
)  # fmt: skip
CONTENT = LetterContent(
    "济宁高新区挂图作战指挥部文件", "攻坚提〔2018〕3号", "关于加快推进ECON-03“走访龙头企业”的提醒函", "经济发展局",
    tuple(map(paragraph_of, BODY)), "济宁高新区挂图作战指挥部", date(2018, 11, 5), "党工委办公室，督查考核办", "指挥部办公室",
)  # fmt: skip
AREA = Rect(gb.LEFT, gb.TOP, gb.AREA_WIDTH, gb.AREA_HEIGHT)


def text(scene: Scene, words: str) -> Text:
    (item,) = [one for one in scene.texts() if words in one.lines[0]]
    return item


def test_the_numbers_are_those_of_the_standard() -> None:
    assert (gb.RIGHT, gb.BOTTOM) == (26.0, 35.0)
    assert pytest.approx(10.227, abs=0.001) == gb.LINE and pytest.approx(5.571, abs=0.001) == gb.CHARACTER
    assert (gb.LINE_PITCH, gb.CHAR_SPACE) in ((579, -847), (579, -848))
    assert gb.twips(gb.AREA_HEIGHT) >= gb.LINES * gb.LINE_PITCH


def test_the_red_head_stands_where_the_standard_has_it() -> None:
    page = letter_pages(CONTENT)[0]
    mark = text(page, "文件")
    assert mark.rect.y == pytest.approx(37 + 35) and mark.colour == gb.RED
    number = text(page, "〔2018〕3号")
    assert number.rect.y - mark.rect.bottom == pytest.approx(2 * gb.LINE)
    red = next(item for item in page.items if isinstance(item, Line) and item.stroke == gb.RED)
    foot = number.rect.y + gb.LINE / 2 + 16 * gb.POINT / 2
    assert red.y1 - foot == pytest.approx(4.0) and red.x2 - red.x1 == pytest.approx(156)
    title = text(page, "关于加快推进")
    assert title.size == pytest.approx(22 * gb.POINT) and title.rect.y - red.y1 == pytest.approx(2 * gb.LINE)


def test_lines_lie_on_the_grid_and_headings_have_their_typefaces() -> None:
    page = letter_pages(CONTENT)[0]
    body = [one for one in page.texts() if one.size == gb.CHARACTER]
    for one in body:
        assert (one.rect.y - gb.TOP) / gb.LINE == pytest.approx(
            round((one.rect.y - gb.TOP) / gb.LINE), abs=1e-6
        )
    assert text(page, "经济发展局：").rect.x == gb.LEFT
    first = text(page, "按照百日攻坚行动")
    assert first.rect.x == pytest.approx(gb.LEFT + 2 * gb.CHARACTER)
    faces = {one.lines[0][:4]: one.face for shown in letter_pages(CONTENT) for one in shown.texts()}
    assert [faces[words] for words in ("一、进展", "（一）主", "截至20")] == ["hei", "kai", "body"]


def test_signature_date_and_imprint() -> None:
    page = letter_pages(CONTENT)[-1]
    right = gb.LEFT + gb.AREA_WIDTH - 4 * gb.CHARACTER
    dated = [one for one in page.texts() if one.lines[0] == "2018年11月5日"]
    assert dated[0].rect.right == pytest.approx(right)
    lines = [item for item in page.items if isinstance(item, Line) and item.stroke != gb.RED]
    assert [line.width for line in lines] == [0.35, 0.25, 0.35]
    assert lines[-1].y1 == pytest.approx(37 + 225) and lines[0].x2 - lines[0].x1 == pytest.approx(156)
    assert text(page, "抄送：").size == pytest.approx(14 * gb.POINT)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(alphabet="按照行动安排，。（）一二、ABC12 “”", min_size=1, max_size=400),
        min_size=1,
        max_size=40,
    ),
    st.text("抄送各单位，", max_size=90),
)
def test_any_letter_stays_in_the_type_area_and_loses_no_word(lines: list[str], copies: str) -> None:
    content = attrs.evolve(CONTENT, paragraphs=tuple(map(paragraph_of, lines)), copies=copies)
    pages = letter_pages(content)
    shown = "".join(one.lines[0] for page in pages for one in page.texts() if one.size == gb.CHARACTER)
    squeezed = re.sub(r"\s", "", "".join(lines))
    assert squeezed in re.sub(r"\s", "", shown)
    for number, page in enumerate(pages, 1):
        grid = [one.rect.y for one in page.texts() if one.size == gb.CHARACTER]
        assert len(set(grid)) == len(grid)
        for one in page.texts():
            if "—" not in one.lines[0]:
                assert AREA.holds(one.rect, 1e-3) or one.rect.h > gb.AREA_HEIGHT
        marks = [one for one in page.texts() if one.lines[0] == f"— {number} —"]
        assert len(marks) == (1 if grid else 0)
        for mark in marks:
            assert mark.rect.y == pytest.approx(37 + 225 + 7)
            assert (mark.align == "right") == (number % 2 == 1)
    signed = [page for page in pages if any(one.lines[0] == CONTENT.sender for one in page.texts())]
    assert len(signed) == 1


def test_an_upward_letter_names_its_signer_and_marks_stand_above_the_mark() -> None:
    marks = ("000012", "机密★1年", "特急")
    page = letter_pages(attrs.evolve(CONTENT, form="upward", signer="周卫东", marks=marks))[0]
    number, name = text(page, "〔2018〕3号"), text(page, "周卫东")
    assert number.rect.x == pytest.approx(gb.LEFT + gb.CHARACTER) and number.align == "left"
    assert name.rect.right == pytest.approx(gb.LEFT + gb.AREA_WIDTH - gb.CHARACTER) and name.face == "kai"
    assert text(page, "签发人：").face == "body"
    shown = [text(page, words) for words in marks]
    assert [one.rect.y for one in shown] == [pytest.approx(gb.TOP + n * gb.LINE) for n in range(3)]
    assert [one.face for one in shown] == ["body", "hei", "hei"] and {one.rect.x for one in shown} == {
        gb.LEFT
    }
    assert shown[-1].rect.bottom <= text(page, "文件").rect.y


def test_an_epistle_has_double_lines_and_no_number_on_its_first_page() -> None:
    content = attrs.evolve(CONTENT, form="epistle", mark="济宁高新区挂图作战指挥部", marks=("000012", "特急"))
    pages = letter_pages(content)
    mark = next(one for one in pages[0].texts() if one.face == "title")
    assert mark.rect.y == pytest.approx(30)
    red = [item for item in pages[0].items if isinstance(item, Line) and item.stroke == gb.RED]
    assert {round(line.x2 - line.x1, 6) for line in red} == {170.0} and len(red) == 4
    assert {round((line.x1 + line.x2) / 2, 6) for line in red} == {105.0}
    tops = [line.y1 - line.width / 2 for line in red]
    assert tops[0] == pytest.approx(mark.rect.bottom + 4) and red[0].width > red[1].width
    assert red[3].y1 + red[3].width / 2 == pytest.approx(297 - 20) and red[3].width > red[2].width
    number = text(pages[0], "〔2018〕3号")
    assert number.align == "right" and number.rect.right == pytest.approx(gb.LEFT + gb.AREA_WIDTH)
    under = red[1].y1 + red[1].width / 2
    assert (
        number.rect.y - under == pytest.approx(16 * gb.POINT * 7 / 8)
        and text(pages[0], "000012").rect.y == number.rect.y
    )
    assert not [one for one in pages[0].texts() if one.lines[0] == "— 1 —"]
    assert not [one for page in pages for one in page.texts() if "印发" in one.lines[0]]
    black = [
        item for page in pages for item in page.items if isinstance(item, Line) and item.stroke != gb.RED
    ]
    assert not black and text(pages[-1], "抄送：").rect.bottom == pytest.approx(37 + 225)


def test_an_application_is_a_table_with_room_for_seals_and_who_was_there_stands_in_columns() -> None:
    rows = (
        "｜任务编号｜ECON-03｜责任单位｜经济发展局｜",
        "｜完成情况｜" + "已走访企业。" * 30 + "｜",
        "｜核查意见｜｜",
    )
    people = ("出席：" + "周卫东、" * 12 + "段晓峰", "请假：马德胜")
    pages = letter_pages(
        attrs.evolve(CONTENT, paragraphs=tuple(map(paragraph_of, (*rows, *people))), addressee="")
    )
    page = next(each for each in pages if any(one.lines == ("核查意见",) for one in each.texts()))
    every = [one for each in pages for one in each.texts()]
    heads = [next(one for one in every if one.lines == (words,)) for words in ("完成情况", "核查意见")]
    assert {one.align for one in heads} == {"center"} and {one.face for one in heads} == {"hei"}
    shown = next(one for one in every if one.lines[0].startswith("已走访"))
    assert len(shown.lines) > 2 and "".join(shown.lines).count("已走访企业。") == 30
    room = text(page, "（盖章）")
    assert room.rect.bottom - heads[1].rect.y >= 2 * gb.LINE
    there = [one for each in pages for one in each.texts() if "周卫东" in one.lines[0]]
    assert len(there) > 1 and len({one.rect.x for one in there}) == 1
    label = next(one for each in pages for one in each.texts() if one.lines == ("出席：",))
    assert label.face == "hei" and label.rect.right == pytest.approx(there[0].rect.x)
    for each in pages:
        assert all(AREA.holds(one.rect, 1e-3) for one in each.texts() if "—" not in one.lines[0])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.text(alphabet="甲乙，AB1 ", max_size=500), min_size=1, max_size=5),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["document", "upward", "epistle"]),
)
def test_any_table_stays_in_the_type_area_and_loses_no_word(table: list[list[str]], form: Any) -> None:
    lines = [f"｜{'｜'.join(cells)}｜" for cells in table]
    content = attrs.evolve(CONTENT, paragraphs=tuple(map(paragraph_of, lines)), form=form, addressee="")
    pages = letter_pages(content)
    cells = "".join("".join(one.lines) for page in pages for one in page.texts())
    for character in "甲乙":
        wanted = sum(cell.count(character) for row in table for cell in row)
        assert cells.count(character) == wanted
    for page in pages:
        assert all(
            AREA.holds(one.rect, 1e-3)
            for one in page.texts()
            if one.size == 14 * gb.POINT and "—" not in one.lines[0]
        )


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_the_pdf_measured_with_another_program(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    fonts = Fonts()
    save_pdf(letter_pages(CONTENT), path, theme("paper"), fonts, "函", datetime(2018, 11, 5))
    layout = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert 'width="595' in layout
    words = {
        match[4]: (float(match[1]) * gb.POINT, (float(match[2]) + float(match[3])) / 2 * gb.POINT)
        for match in re.finditer(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)</word>', layout
        )
    }
    left, middle = words["经济发展局："]
    assert left == pytest.approx(28, abs=0.5)
    assert ((middle - 37) / gb.LINE) % 1 == pytest.approx(0.5, abs=0.08)
    mark = next(at for word, at in words.items() if "文件" in word)
    high = 156 / len(CONTENT.mark)
    assert mark[1] == pytest.approx(37 + 35 + high / 2, abs=1)
    assert "小标宋" in fonts.stand_ins(letter_pages(CONTENT)) or fonts.family("title")
