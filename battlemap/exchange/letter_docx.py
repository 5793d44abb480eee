"""A letter as a Word file by GB/T 9704-2012: the numbers of `letter_format`, the grid, the red head, 版记, page numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from battlemap.domain.telling import letter_format as gb
from battlemap.domain.telling.letter_content import LetterContent, Paragraph, chinese_date

if TYPE_CHECKING:
    from docx.document import Document as Book

_FACES: Final = {"body": "body", "first": "hei", "second": "kai"}
#: Word takes the first family as it stands and says nothing where it is missing; these are the ones offices have.
_WORD_FAMILIES: Final = {face: families[0] for face, families in gb.FAMILIES.items()} | {
    "body": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "song": "宋体",
    "hei": "黑体",
}
#: Width of 一 character in text, for indents counted in hundredths of a character.
_CHARACTER: Final = 100
#: Points of the red line, in eighths.
_RED_LINE: Final = 16


def letter_docx(content: LetterContent) -> bytes:
    """Returns the Word file; equal arguments give a file of equal contents."""
    from docx import Document

    book = Document()
    _set_page(book)
    body = book.element.body
    for begun in list(book.paragraphs):
        body.remove(begun._p)
    _head(book, content)
    if content.addressee:
        _text(book, f"{content.addressee}：", indent=0)
    for paragraph in content.paragraphs:
        _paragraph(book, paragraph)
    if not content.is_minutes:
        _signature(book, content)
    _imprint(book, content)
    _numbers(book)
    book.core_properties.title = content.title
    book.core_properties.author = content.sender or content.printed
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _set_page(book: Book) -> None:
    """A4, the margins of the type area, and the grid of 22 lines of 28 characters."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = book.sections[0]
    section.page_width, section.page_height = Mm(gb.PAGE_WIDTH), Mm(gb.PAGE_HEIGHT)
    properties = section._sectPr
    margins = properties.find(qn("w:pgMar"))
    for side, mm in (("top", gb.TOP), ("bottom", gb.BOTTOM), ("left", gb.LEFT), ("right", gb.RIGHT)):
        margins.set(qn(f"w:{side}"), str(gb.twips(mm)))
    margins.set(qn("w:header"), str(gb.twips(gb.TOP / 2)))
    footer = gb.BOTTOM - gb.NUMBER_BELOW - gb.SIZE_4 * gb.POINT
    margins.set(qn("w:footer"), str(gb.twips(footer)))
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(
        _element("w:docGrid", type="linesAndChars", linePitch=gb.LINE_PITCH, charSpace=gb.CHAR_SPACE)
    )
    style: Any = book.styles["Normal"]
    style.font.size = Pt(gb.SIZE_3)
    _set_face(style.element.get_or_add_rPr(), "body")
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _head(book: Book, content: LetterContent) -> None:
    """The mark 35 mm below the upper edge of the type area, the number two lines below it, the red line, the title."""
    mark_mm = min(gb.MARK_HIGHEST, gb.AREA_WIDTH / max(1, len(content.mark)))
    mark = _text(
        book, content.mark, face="title", size=mark_mm / gb.POINT, colour="FF0000", align="center", grid=False
    )
    _space(mark, before=gb.twips(gb.MARK_BELOW_AREA), line=gb.twips(mark_mm), rule="exact")
    for _ in range(gb.LINES_ABOVE_NUMBER):
        _text(book, "")
    number = _text(book, content.number, align="center")
    _border(number, "bottom", "FF0000", _RED_LINE, gb.RED_LINE_BELOW)
    for _ in range(gb.LINES_ABOVE_TITLE):
        _text(book, "")
    _text(book, content.title, face="title", size=gb.SIZE_2, align="center", grid=False)
    for _ in range(gb.LINES_BELOW_TITLE):
        _text(book, "")


def _paragraph(book: Book, paragraph: Paragraph) -> None:
    _text(book, paragraph.text, face=_FACES[paragraph.level], indent=2)


def _signature(book: Book, content: LetterContent) -> None:
    """署名 centred above the date, which stands four characters from the right."""
    _text(book, "", keep=True)
    day = chinese_date(content.day)
    from_right = gb.DATE_FROM_RIGHT + (len(day) - 3) / 2 - len(content.sender) / 2
    sender = _text(book, content.sender, align="right", keep=True)
    _indent_right(sender, max(0.0, from_right))
    _indent_right(_text(book, day, align="right"), gb.DATE_FROM_RIGHT)


def _imprint(book: Book, content: LetterContent) -> None:
    """版记 in a frame at the foot of the type area of the last page."""
    rows = [f"抄送：{content.copies.rstrip('。')}。"] if content.copies else []
    rows.append(f"{content.printed}\t{chinese_date(content.day)}印发")
    for place, words in enumerate(rows):
        row = _text(book, words, size=gb.SIZE_4, grid=False)
        properties = row.get_or_add_pPr()
        frame = _element(
            "w:framePr", w=gb.twips(gb.AREA_WIDTH), hSpace=0, wrap="around", vAnchor="margin", hAnchor="margin", xAlign="center",
            yAlign="bottom",
        )  # fmt: skip
        properties.insert(0, frame)
        edge, inner = (round(mm / gb.POINT * 8) for mm in (gb.EDGE_LINE, gb.INNER_LINE))
        if not place:
            _border(row, "top", "000000", edge, 1)
        _border(row, "bottom", "000000", edge if place == len(rows) - 1 else inner, 1)
        tabs = _element("w:tabs")
        tabs.append(
            _element("w:tab", val="right", pos=gb.twips(gb.AREA_WIDTH) - gb.twips(gb.SIZE_4 * gb.POINT))
        )
        _put(properties, tabs)
        _put(
            properties,
            _element("w:ind", leftChars=_CHARACTER, rightChars=_CHARACTER, firstLine=0, firstLineChars=0),
        )


def _numbers(book: Book) -> None:
    """Page numbers 「— 1 —」: odd ones one character from the right, even ones one from the left."""
    from docx.oxml.ns import qn

    section = book.sections[0]
    book.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        _align(paragraph, align)
        side = "rightChars" if align == "right" else "leftChars"
        _put(paragraph.get_or_add_pPr(), _element("w:ind", **{side: _CHARACTER}))
        for kind, words in (("text", "— "), ("begin", ""), ("code", " PAGE "), ("end", ""), ("text", " —")):
            run = _element("w:r")
            properties = _element("w:rPr")
            _set_face(properties, "song")
            properties.append(_element("w:sz", val=round(gb.SIZE_4 * 2)))
            run.append(properties)
            if kind in ("begin", "end"):
                run.append(_element("w:fldChar", fldCharType=kind))
            else:
                told = _element("w:t" if kind == "text" else "w:instrText")
                told.text = words
                told.set(qn("xml:space"), "preserve")
                run.append(told)
            paragraph.append(run)


def _text(
    book: Book, words: str, *, face: str = "body", size: float = gb.SIZE_3, colour: str = "", align: str = "",
    indent: int | None = None, grid: bool = True, keep: bool = False,
) -> Any:  # fmt: skip
    """Adds a paragraph and returns its element; `indent` is the first line's, in characters."""
    from docx.shared import Pt, RGBColor

    paragraph = book.add_paragraph()
    run = paragraph.add_run(words)
    run.font.size = Pt(round(size * 2) / 2)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    _set_face(run._r.get_or_add_rPr(), face)
    properties = paragraph._p.get_or_add_pPr()
    if align:
        _align(paragraph._p, align)
    if indent is not None:
        _put(properties, _element("w:ind", firstLine=0, firstLineChars=indent * _CHARACTER))
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    _put(properties, _element("w:snapToGrid", val="1" if grid else "0"))
    return paragraph._p


def _indent_right(paragraph: Any, characters: float) -> None:
    _put(paragraph.get_or_add_pPr(), _element("w:ind", rightChars=round(characters * _CHARACTER)))


def _align(paragraph: Any, where: str) -> None:
    _put(paragraph.get_or_add_pPr(), _element("w:jc", val=where))


def _space(paragraph: Any, **twips: Any) -> None:
    values = {("lineRule" if name == "rule" else name): value for name, value in twips.items()}
    _put(paragraph.get_or_add_pPr(), _element("w:spacing", **values))


def _border(paragraph: Any, side: str, colour: str, eighths: int, space_mm: float) -> None:
    from docx.oxml.ns import qn

    properties = paragraph.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = _element("w:pBdr")
        _put(properties, borders)
    space = min(31, round(space_mm / gb.POINT))
    borders.append(_element(f"w:{side}", val="single", sz=eighths, space=space, color=colour))


#: In this order Word wants what a paragraph is told.
_ORDER: Final = ("framePr", "keepNext", "pBdr", "tabs", "snapToGrid", "spacing", "ind", "jc")


def _put(properties: Any, element: Any) -> None:
    """Puts a property of a paragraph at its place in the schema's order."""
    name = element.tag.split("}")[1]
    place = _ORDER.index(name)
    for number, other in enumerate(properties):
        known = other.tag.split("}")[1]
        if known in _ORDER and _ORDER.index(known) > place:
            properties.insert(number, element)
            return
    properties.append(element)


def _set_face(properties: Any, face: str) -> None:
    """Names the typeface for han and Latin alike."""
    from docx.oxml.ns import qn

    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = _element("w:rFonts")
        properties.insert(0, fonts)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), _WORD_FAMILIES[face])


def _element(tag: str, **attributes: Any) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made
