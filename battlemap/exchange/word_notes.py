"""The words of a Word file that stand outside of its main text: footnotes, endnotes, headers, footers, text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from battlemap.exchange.lines import Line

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES: Final = ("/footnotes", "/endnotes", "/header", "/footer")
#: A footer that only counts the pages.
_PAGE: Final = re.compile(r"^[\s\d\-—－/第页共]*$")

#: What reads the words of a paragraph.
Words = Callable[[Any], str]


def text_box_lines(body: Any, words: Words) -> Iterator[Line]:
    """Yields the paragraphs of the text boxes of an element, with the place "aside"."""
    for box in body.iter(f"{_W}txbxContent"):
        if any(above.tag == _FALLBACK for above in box.iterancestors()):
            continue
        for paragraph in box.iter(f"{_W}p"):
            text = words(paragraph).strip()
            if text:
                yield Line(text, place="aside")


def note_lines(document: Any, words: Words) -> Iterator[Line]:
    """Yields the paragraphs of notes, headers and footers of a python-docx document, each text once, as "aside"."""
    said: set[str] = set()
    for kind in _NOTES:
        for relation in document.part.rels.values():
            if not relation.reltype.endswith(kind) or relation.is_external:
                continue
            for line in _part_lines(relation.target_part, words):
                if line.text not in said and not _PAGE.match(line.text):
                    said.add(line.text)
                    yield line


def _part_lines(part: Any, words: Words) -> Iterator[Line]:
    from lxml import etree

    root = getattr(part, "element", None)
    if root is None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(part.blob, parser)
    for paragraph in root.iter(f"{_W}p"):
        if any(above.tag in (f"{_W}txbxContent", _FALLBACK) for above in paragraph.iterancestors()):
            continue
        text = words(paragraph).strip()
        if text:
            yield Line(re.sub(r"\s*\n\s*", " ", text), place="aside")
    yield from text_box_lines(root, words)
