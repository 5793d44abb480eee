"""Lines drawn at a place of the page in a Word file: what borders of paragraphs cannot reach."""

from __future__ import annotations

from typing import Any, Final

from battlemap.domain.telling import letter_format as gb

#: English metric units per mm.
_EMU: Final = 36_000
_LINE: Final = """<w:r
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="line {number}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="0"/></a:xfrm>
<a:prstGeom prst="line"><a:avLst/></a:prstGeom>
<a:ln w="{stroke}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


def draw_line(
    paragraph: Any, number: int, x: float, y: float, width: float, stroke: float, colour: str = gb.RED
) -> None:
    """Draws a line at a place of the page, all in mm, anchored in a paragraph; `number` is its own in the file."""
    from docx.oxml import parse_xml

    lengths = {
        name: round(mm * _EMU) for name, mm in (("x", x), ("y", y), ("width", width), ("stroke", stroke))
    }
    paragraph.append(parse_xml(_LINE.format(number=number, colour=colour.lstrip("#"), **lengths)))
