"""Scenes become a PDF: one page per scene in its true size, text searchable, the same bytes for the same scenes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Final

import attrs
from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from battlemap.errors import BadInput
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.render.pdf_outlines import with_own_outlines
from battlemap.render.saving import write_whole
from battlemap.theme import Theme

#: Device units per inch; a unit is a fiftieth of a millimetre.
_RESOLUTION: Final = 1270
_PER_MM: Final = _RESOLUTION / 25.4
_CREATOR: Final = "battlemap 挂图作战"


def save_pdf(
    scenes: Sequence[Scene], path: Path, theme: Theme, fonts: Fonts, title: str, made_at: datetime
) -> None:
    """Writes the scenes as pages to `path`; raises BadInput without pages and FileProblem where it cannot be written."""
    write_whole(path, pdf_bytes(scenes, theme, fonts, title, made_at))


@attrs.frozen(eq=False)
class Part:
    """Pages in the colours of one theme."""

    scenes: Sequence[Scene]
    theme: Theme


def pdf_bytes(scenes: Sequence[Scene], theme: Theme, fonts: Fonts, title: str, made_at: datetime) -> bytes:
    """Returns the PDF; equal arguments give equal bytes. Raises BadInput where there is no page."""
    return bundle_bytes([Part(scenes, theme)], fonts, title, made_at)


def bundle_bytes(parts: Sequence[Part], fonts: Fonts, title: str, made_at: datetime) -> bytes:
    """Returns one PDF of several sheets, one behind the other; otherwise as `pdf_bytes`."""
    if not any(part.scenes for part in parts):
        raise BadInput("没有可输出的页面。")
    # Qt writes the fonts in the order of a hash whose seed differs from process to process
    QHashSeed.setDeterministicGlobalSeed()
    try:
        return with_own_outlines(_dated(_written(parts, fonts, title, made_at), made_at))
    finally:
        QHashSeed.resetRandomGlobalSeed()


def _written(parts: Sequence[Part], fonts: Fonts, title: str, made_at: datetime) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(title)
    writer.setCreator(_CREATOR)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"battlemap:{title}:{made_at.isoformat()}")
    writer.setDocumentXmpMetadata(QByteArray(_xmp(title, made_at, identity)))
    if hasattr(writer, "setDocumentId"):
        writer.setDocumentId(QUuid(str(identity)))
    pages = [
        (scene, painter_of)
        for part in parts
        for painter_of in [ScenePainter(fonts, part.theme)]
        for scene in part.scenes
    ]
    _set_page(writer, pages[0][0])
    painter = QPainter(writer)
    for number, (scene, scene_painter) in enumerate(pages):
        if number:
            _set_page(writer, scene)
            writer.newPage()
        scene_painter.paint(painter, scene, _PER_MM)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _set_page(writer: QPdfWriter, scene: Scene) -> None:
    size = QPageSize(
        QSizeF(scene.width, scene.height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    writer.setPageLayout(layout)


def _dated(content: bytes, made_at: datetime) -> bytes:
    """Replaces the dates that Qt reads from the clock, length for length: offsets in the file stay true."""
    stamp = made_at.strftime("%Y%m%d%H%M%S").encode()
    return re.sub(rb"(/(?:Creation|Mod)Date \(D:)\d{14}", rb"\g<1>" + stamp, content)


def _xmp(title: str, made_at: datetime, identity: uuid.UUID) -> bytes:
    """Returns the metadata stream that viewers and archives read."""
    stamp = made_at.strftime("%Y-%m-%dT%H:%M:%S")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title, quote=False)}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{escape(_CREATOR, quote=False)}</xmp:CreatorTool>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
