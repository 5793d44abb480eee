"""Paragraphs of a Word file as python-docx does not write them: grid, borders, indents in characters, typefaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from battlemap.domain.telling import letter_format as gb

if TYPE_CHECKING:
    from docx.document import Document as Book

#: Word takes the first family as it stands and says nothing where it is missing; these are the ones offices have.
_WORD_FAMILIES: Final = {face: families[0] for face, families in gb.FAMILIES.items()} | {
    "body": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "song": "宋体",
    "hei": "黑体",
}
#: Width of one character in text, for indents counted in hundredths of a character.
CHARACTER: Final = 100
#: In this order Word wants what a paragraph is told.
_ORDER: Final = ("framePr", "keepNext", "pBdr", "tabs", "snapToGrid", "spacing", "ind", "jc")


def text(
    book: Book | Any, words: str, *, face: str = "body", size: float = gb.SIZE_3, colour: str = "", align: str = "",
    indent: int | None = None, keep: bool = False,
) -> Any:  # fmt: skip
    """Adds a paragraph to a book, a cell or a header and returns its element; `indent` is the first line's, in characters."""
    paragraph = book.add_paragraph()
    run(paragraph, words, face, size, colour)
    properties = paragraph._p.get_or_add_pPr()
    if align:
        align_to(paragraph._p, align)
    if indent is not None:
        put(properties, element("w:ind", firstLine=in_twips(indent), firstLineChars=indent * CHARACTER))
    if keep:
        keep_with_next(paragraph._p)
    return paragraph._p


def run(paragraph: Any, words: str, face: str = "body", size: float = gb.SIZE_3, colour: str = "") -> None:
    """Adds words in a typeface to a paragraph of python-docx."""
    from docx.shared import Pt, RGBColor

    made = paragraph.add_run(words)
    made.font.size = Pt(round(size * 2) / 2)
    if colour:
        made.font.color.rgb = RGBColor.from_string(colour)
    set_face(made._r.get_or_add_rPr(), face)


def indent_right(paragraph: Any, characters: float) -> None:
    """Indents a paragraph from the right."""
    put(
        paragraph.get_or_add_pPr(),
        element("w:ind", right=in_twips(characters), rightChars=round(characters * CHARACTER)),
    )


def in_twips(characters: float) -> int:
    """Returns the width of characters of 3号 on the grid, for programs that do not count in characters."""
    return round(characters * (gb.SIZE_3 * 20 + gb.CHAR_SQUEEZE))


def align_to(paragraph: Any, where: str) -> None:
    """Aligns a paragraph."""
    put(paragraph.get_or_add_pPr(), element("w:jc", val=where))


def space(paragraph: Any, **twips: Any) -> None:
    """Sets what is free before a paragraph and how high its lines are, in twips."""
    values = {("lineRule" if name == "rule" else name): value for name, value in twips.items()}
    put(paragraph.get_or_add_pPr(), element("w:spacing", **values))


def keep_with_next(paragraph: Any) -> None:
    """Keeps a paragraph on the page of the next one."""
    properties = paragraph.get_or_add_pPr()
    if properties.find(f"{{{paragraph.nsmap['w']}}}keepNext") is None:
        put(properties, element("w:keepNext"))


def frame(paragraph: Any, **where: Any) -> None:
    """Takes a paragraph out of the text and puts it at a place of the page."""
    paragraph.get_or_add_pPr().insert(0, element("w:framePr", hSpace=0, wrap="around", **where))


def border(
    paragraph: Any, side: str, colour: str, eighths: int, space_mm: float, style: str = "single"
) -> None:
    """Draws a line at a side of a paragraph: so many eighths of a point thick, so far from the words."""
    from docx.oxml.ns import qn

    properties = paragraph.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("w:pBdr")
        put(properties, borders)
    away = min(31, round(space_mm / gb.POINT))
    borders.append(element(f"w:{side}", val=style, sz=eighths, space=away, color=colour))


def put(properties: Any, part: Any) -> None:
    """Puts a property of a paragraph at its place in the schema's order."""
    place = _ORDER.index(part.tag.split("}")[1])
    for number, other in enumerate(properties):
        tag = other.tag.split("}")[1]
        if tag in _ORDER and _ORDER.index(tag) > place:
            properties.insert(number, part)
            return
    properties.append(part)


def set_face(properties: Any, face: str) -> None:
    """Names the typeface for han and Latin alike."""
    from docx.oxml.ns import qn

    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("w:rFonts")
        properties.insert(0, fonts)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), _WORD_FAMILIES[face])


def element(tag: str, **attributes: Any) -> Any:
    """Returns an element with attributes of Word's own namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made
