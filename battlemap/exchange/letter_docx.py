"""A letter as a Word file by GB/T 9704-2012: the numbers of `letter_format`, the grid, the red head, 版记, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from battlemap.domain.telling import letter_format as gb
from battlemap.domain.telling.letter_content import LetterContent, Paragraph, chinese_date
from battlemap.exchange.docx_line import draw_line
from battlemap.exchange.docx_paragraph import (
    CHARACTER,
    align_to,
    border,
    element,
    frame,
    in_twips,
    indent_right,
    keep_with_next,
    put,
    run,
    set_face,
    space,
    text,
)

if TYPE_CHECKING:
    from docx.document import Document as Book

_FACES: Final = {"body": "body", "first": "hei", "second": "kai"}
_RED: Final = "FF0000"
#: The red line of a 文件, in eighths of a point.
_RED_LINE: Final = 16
#: Height of a row of 版记, mm.
_IMPRINT: Final = 8.2


def letter_docx(content: LetterContent) -> bytes:
    """Returns the Word file; equal arguments give a file of equal contents."""
    from docx import Document

    book = Document()
    _set_page(book, content)
    body = book.element.body
    for begun in list(book.paragraphs):
        body.remove(begun._p)
    if content.form == "epistle":
        _epistle_head(book, content)
    else:
        _head(book, content)
    _title(book, content)
    if content.addressee:
        text(book, f"{content.addressee}：", indent=0)
    _body(book, content.paragraphs)
    if not content.is_minutes:
        for last in book.element.body.xpath("(w:p|w:tbl/w:tr)[last()]/descendant-or-self::w:p"):
            keep_with_next(last)
        _signature(book, content)
    _imprint(book, content)
    _numbers(book)
    book.core_properties.title = content.title
    book.core_properties.author = content.sender or content.printed
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _set_page(book: Book, content: LetterContent) -> None:
    """A4, the margins of the type area, and the grid of 22 lines of 28 characters.

    Lines and characters are also told to the text itself: LibreOffice draws a grid of squeezed characters far apart.
    """
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = book.sections[0]
    section.page_width, section.page_height = Mm(gb.PAGE_WIDTH), Mm(gb.PAGE_HEIGHT)
    properties = section._sectPr
    margins = properties.find(qn("w:pgMar"))
    for side, mm in (("top", gb.TOP), ("bottom", gb.BOTTOM), ("left", gb.LEFT), ("right", gb.RIGHT)):
        margins.set(qn(f"w:{side}"), str(gb.twips(mm)))
    header = gb.EPISTLE_MARK_TOP if content.form == "epistle" else gb.TOP / 2
    margins.set(qn("w:header"), str(gb.twips(header)))
    footer = gb.BOTTOM - gb.NUMBER_BELOW - gb.SIZE_4 * gb.POINT
    margins.set(qn("w:footer"), str(gb.twips(footer)))
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(
        element("w:docGrid", type="linesAndChars", linePitch=gb.LINE_PITCH, charSpace=gb.CHAR_SPACE)
    )
    style: Any = book.styles["Normal"]
    style.font.size = Pt(gb.SIZE_3)
    letters = style.element.get_or_add_rPr()
    set_face(letters, "body")
    letters.insert(1, element("w:spacing", val=gb.CHAR_SQUEEZE))
    lines = style.element.get_or_add_pPr()
    put(lines, element("w:snapToGrid", val="0"))
    put(lines, element("w:spacing", before=0, after=0, line=gb.LINE_PITCH, lineRule="exact"))


def _head(book: Book, content: LetterContent) -> None:
    """The mark 35 mm below the upper edge of the type area, the number two lines below it, the red line."""
    for words in content.marks:
        text(book, words, face="body" if words.isdigit() else "hei", indent=0)
    high = gb.mark_height(content.mark)
    mark = text(book, content.mark, face="title", size=_mark_size(content), colour=_RED, align="center")
    before = gb.MARK_BELOW_AREA - len(content.marks) * gb.LINE
    space(mark, before=gb.twips(before), line=gb.twips(high), rule="exact")
    for _ in range(gb.LINES_ABOVE_NUMBER):
        text(book, "")
    number = _upward_number(book, content) if content.form == "upward" else None
    if number is None:
        number = text(book, content.number, align="center")
    border(number, "bottom", _RED, _RED_LINE, gb.RED_LINE_BELOW)
    for _ in range(gb.LINES_ABOVE_TITLE):
        text(book, "")


def _mark_size(content: LetterContent) -> float:
    """Returns the size of 发文机关标志 in half points, rounded down: it must not need a second line."""
    return int(gb.mark_height(content.mark) / gb.POINT * 2) / 2


def _upward_number(book: Book, content: LetterContent) -> Any:
    """发文字号 one character from the left, the signer one from the right: 「签发人：」 in 仿宋, the name in 楷体."""
    paragraph = book.add_paragraph()
    run(paragraph, f"　{content.number}\t签发人：")
    run(paragraph, f"{content.signer or '　　　'}　", "kai")
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="right", pos=gb.twips(gb.AREA_WIDTH)))
    put(paragraph._p.get_or_add_pPr(), tabs)
    return paragraph._p


def _epistle_head(book: Book, content: LetterContent) -> None:
    """The first page of a 信函: the mark in its header, red double lines at their places, the number at the right edge."""
    section = book.sections[0]
    section.different_first_page_header_footer = True
    high = gb.mark_height(content.mark)
    header, footer = section.first_page_header, section.first_page_footer
    header.is_linked_to_previous = footer.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    run(paragraph, content.mark, "title", _mark_size(content), _RED)
    align_to(paragraph._p, "center")
    space(paragraph._p, before=0, line=gb.twips(high), rule="exact")
    line = gb.EPISTLE_MARK_TOP + high + gb.EPISTLE_LINE_BELOW
    after = line + gb.DOUBLE_THICK + gb.DOUBLE_GAP + gb.DOUBLE_THIN
    for number, (middle, stroke) in enumerate(gb.double_lines(line), 1):
        draw_line(
            paragraph._p,
            number,
            (gb.PAGE_WIDTH - gb.EPISTLE_LINE_WIDTH) / 2,
            middle,
            gb.EPISTLE_LINE_WIDTH,
            stroke,
        )
    lines = max(1, len(content.marks))
    for place in range(lines):
        words = content.marks[place] if place < len(content.marks) else ""
        made = book.add_paragraph()
        run(made, words, "body" if words.isdigit() else "hei")
        if not place:
            run(made, f"\t{content.number}")
            tabs = element("w:tabs")
            tabs.append(element("w:tab", val="right", pos=gb.twips(gb.AREA_WIDTH)))
            put(made._p.get_or_add_pPr(), tabs)
        begins = max(gb.TOP, gb.EPISTLE_MARK_TOP + high)
        before = max(0.0, after + gb.EPISTLE_WORDS_BELOW - begins) if not place else 0.0
        space(made._p, before=gb.twips(before), line=400, rule="exact")
    for _ in range(gb.LINES_ABOVE_TITLE):
        text(book, "")


def _title(book: Book, content: LetterContent) -> None:
    title = text(book, content.title, face="title", size=gb.SIZE_2, align="center")
    space(title, before=0, line=round(gb.LINE_PITCH * 1.2), rule="exact")
    for _ in range(gb.LINES_BELOW_TITLE):
        text(book, "")


def _body(book: Book, paragraphs: Sequence[Paragraph]) -> None:
    for level, group in groupby(paragraphs, lambda paragraph: paragraph.level):
        if level == "row":
            _table(book, [paragraph.cells for paragraph in group])
        elif level == "people":
            text(book, "")
            for paragraph in group:
                _people(book, paragraph)
        else:
            for paragraph in group:
                text(book, paragraph.text, face=_FACES[level], indent=2, keep=level != "body")


def _people(book: Book, paragraph: Paragraph) -> None:
    """出席 in 黑体, the names under each other behind the colon (10.3)."""
    made = book.add_paragraph()
    run(made, paragraph.label, "hei")
    run(made, paragraph.text)
    hanging = len(paragraph.label) * CHARACTER
    put(
        made._p.get_or_add_pPr(),
        element(
            "w:ind",
            left=in_twips(2 + hanging / CHARACTER),
            leftChars=2 * CHARACTER + hanging,
            hanging=in_twips(hanging / CHARACTER),
            hangingChars=hanging,
        ),
    )


def _table(book: Book, rows: Sequence[Sequence[str]]) -> None:
    """A table of heads and what follows them; rows of other widths stand in tables of their own, without a gap."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    most = max(len(cells) for cells in rows)
    table: Any = book.add_table(len(rows), most)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for place, column in enumerate(table.columns):
        column.width = Mm(gb.cell_widths(most)[place])
    for row, cells in zip(table.rows, rows, strict=True):
        is_seal = len(cells) % 2 == 0 and not cells[-1]
        row.height = Mm(gb.LINE * (gb.SEAL_LINES if is_seal else 1))
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        made = list(row.cells)
        if len(cells) < most:
            made[len(cells) - 1].merge(made[-1])
        for place, words in enumerate(cells):
            _cell(made[place], words, place % 2 == 0, is_seal and place == len(cells) - 1)


def _cell(cell: Any, words: str, is_head: bool, is_seal: bool) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL

    cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM if is_seal else WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    run(paragraph, gb.SEAL_WORDS if is_seal else words, "hei" if is_head else "body", gb.SIZE_4)
    space(paragraph._p, before=0, line=round(gb.SIZE_4 * 1.4 * 20), rule="exact")
    align_to(paragraph._p, "right" if is_seal else "center" if is_head else "left")


def _signature(book: Book, content: LetterContent) -> None:
    """署名 centred above the date, which stands four characters from the right."""
    text(book, "", keep=True)
    day = chinese_date(content.day)
    from_right = gb.DATE_FROM_RIGHT + (len(day) - 3) / 2 - len(content.sender) / 2
    sender = text(book, content.sender, align="right", keep=True)
    indent_right(sender, max(0.0, from_right))
    indent_right(text(book, day, align="right"), gb.DATE_FROM_RIGHT)


def _imprint(book: Book, content: LetterContent) -> None:
    """版记 in a frame at the foot of the type area of the last page; that of a 信函 has neither lines nor a printer.

    It is one paragraph, so that every program keeps it in one frame; the thin line between its rows is drawn.
    """
    is_bare = content.form == "epistle"
    rows = [f"抄送：{content.copies.rstrip('。')}。"] if content.copies else []
    rows += [] if is_bare else [f"{content.printed}\t{chinese_date(content.day)}印发"]
    if not rows:
        return
    row = text(book, "\n".join(rows), size=gb.SIZE_4)
    space(row, before=0, line=gb.twips(_IMPRINT), rule="exact")
    frame(
        row, w=gb.twips(gb.AREA_WIDTH), vAnchor="margin", hAnchor="margin", xAlign="center", yAlign="bottom"
    )
    if not is_bare:
        for place in ("top", "bottom"):
            border(row, place, "000000", round(gb.EDGE_LINE / gb.POINT * 8), 1)
    if len(rows) > 1:
        y = gb.TOP + gb.AREA_HEIGHT - _IMPRINT - 3 * gb.POINT
        draw_line(row, 9, gb.LEFT, y, gb.AREA_WIDTH, gb.INNER_LINE, "#000000")
    side, properties = round(gb.SIZE_4 * 20), row.get_or_add_pPr()
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="right", pos=gb.twips(gb.AREA_WIDTH - gb.SIZE_4 * gb.POINT)))
    put(properties, tabs)
    put(
        properties,
        element("w:ind", left=side, leftChars=CHARACTER, right=side, rightChars=CHARACTER, firstLine=0),
    )


def _numbers(book: Book) -> None:
    """Page numbers 「— 1 —」: odd ones one character from the right, even ones one from the left."""
    from docx.oxml.ns import qn

    section = book.sections[0]
    book.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        align_to(paragraph, align)
        put(paragraph.get_or_add_pPr(), element("w:ind", **{align: 280, f"{align}Chars": CHARACTER}))
        for kind, words in (("text", "— "), ("begin", ""), ("code", " PAGE "), ("end", ""), ("text", " —")):
            made = element("w:r")
            properties = element("w:rPr")
            set_face(properties, "song")
            properties.append(element("w:sz", val=round(gb.SIZE_4 * 2)))
            made.append(properties)
            if kind in ("begin", "end"):
                made.append(element("w:fldChar", fldCharType=kind))
            else:
                run_text = element("w:t" if kind == "text" else "w:instrText")
                run_text.text = words
                run_text.set(qn("xml:space"), "preserve")
                made.append(run_text)
            paragraph.append(made)
