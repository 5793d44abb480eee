"""The small parts of an .xlsx: which sheets there are, what their styles say, where comments and named lists stand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

import attrs
from lxml import etree

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.number_format import BUILT_IN
from battlemap.exchange.office_sheets.raw_sheet import Place, State, column_number
from battlemap.exchange.office_sheets.zip_look import ZipLook

_STATES: Final[dict[str, State]] = {"hidden": "hidden", "veryHidden": "very_hidden"}


@attrs.frozen
class SheetPart:
    """A sheet of the workbook and the part of the zip that holds it."""

    name: str
    part: str
    state: State


@attrs.frozen
class BookParts:
    """What workbook.xml and styles.xml tell."""

    sheets: tuple[SheetPart, ...]
    #: Format code per number of a cell's style.
    formats: dict[int, str]
    #: Name → what it refers to.
    names: dict[str, str]
    is_1904: bool
    #: The program that wrote the file wants everything calculated when it is opened.
    is_uncalculated: bool
    #: What unpacks beside the sheets.
    texts: str


def elements(data: bytes, name: str) -> Iterator[tuple[str, etree._Element]]:
    """Yields (local name, element) of a small XML part; raises BadInput for XML that is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(
            f"“{name}”的内部结构已损坏。请用 Excel 或 WPS 打开后另存一份再读入。", str(error)
        ) from error
    for element in root.iter():
        if isinstance(element.tag, str):
            yield etree.QName(element).localname, element


def relations(look: ZipLook, part: str) -> dict[str, tuple[str, str]]:
    """Returns id → (kind, part) of what a part refers to inside the zip."""
    folder, leaf = posixpath.split(part)
    data = look.read(posixpath.join(folder, "_rels", f"{leaf}.rels"))
    answer: dict[str, tuple[str, str]] = {}
    for kind, element in elements(data, look.name) if data else ():
        if kind == "Relationship" and element.get("TargetMode") != "External":
            target = unquote(str(element.get("Target", "")))
            full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            answer[str(element.get("Id"))] = (
                str(element.get("Type", "")).rsplit("/", 1)[-1],
                posixpath.normpath(full),
            )
    return answer


def book_parts(look: ZipLook) -> BookParts:
    """Returns what the workbook tells about itself; raises BadInput where it tells nothing."""
    roots = relations(look, "")
    book = next((part for kind, part in roots.values() if kind == "officeDocument"), "xl/workbook.xml")
    data = look.read(book)
    if not data:
        raise BadInput(f"“{look.name}”里没有工作簿，已损坏。请用 Excel 或 WPS 打开后另存一份再读入。")
    links = relations(look, book)
    sheets: list[SheetPart] = []
    names: dict[str, str] = {}
    is_1904 = is_uncalculated = False
    for kind, element in elements(data, look.name):
        if kind == "sheet":
            link = next((value for key, value in element.attrib.items() if str(key).endswith("}id")), "")
            relation, part = links.get(str(link), ("", ""))
            if relation == "worksheet" or (not relation and part):
                state = _STATES.get(str(element.get("state", "")), "visible")
                sheets.append(SheetPart(str(element.get("name", "")), part, state))
        elif kind == "workbookPr":
            is_1904 = element.get("date1904") in ("1", "true")
        elif kind == "calcPr":
            is_uncalculated = element.get("fullCalcOnLoad") in ("1", "true")
        elif kind == "definedName":
            names[str(element.get("name", ""))] = element.text or ""
    styles = next((part for kind, part in links.values() if kind == "styles"), "xl/styles.xml")
    texts = next((part for kind, part in links.values() if kind == "sharedStrings"), "")
    return BookParts(tuple(sheets), _formats(look, styles), names, is_1904, is_uncalculated, texts)


def _formats(look: ZipLook, part: str) -> dict[int, str]:
    codes = dict(BUILT_IN)
    formats: dict[int, str] = {}
    is_cell_style = False
    for kind, element in elements(look.read(part), look.name) if part in look.names else ():
        if kind == "numFmt" and str(element.get("numFmtId", "")).isdigit():
            codes[int(str(element.get("numFmtId")))] = str(element.get("formatCode", ""))
        elif kind in ("cellXfs", "cellStyleXfs", "dxfs"):
            is_cell_style = kind == "cellXfs"
        elif kind == "xf" and is_cell_style:
            number = str(element.get("numFmtId", "0"))
            formats[len(formats)] = codes.get(int(number), "") if number.isdigit() else ""
    return formats


def comments(look: ZipLook, part: str) -> dict[Place, str]:
    """Returns the remarks that hang on the cells of a sheet's part."""
    answer: dict[Place, str] = {}
    for kind, target in relations(look, part).values():
        if kind != "comments":
            continue
        place: Place | None = None
        for tag, element in elements(look.read(target), look.name) if target in look.names else ():
            if tag == "comment":
                reference = re.fullmatch(r"([A-Z]{1,3})(\d+)", str(element.get("ref", "")))
                place = (int(reference[2]) - 1, column_number(reference[1])) if reference else None
            elif tag == "t" and place is not None and element.text:
                answer[place] = answer.get(place, "") + element.text
    return answer
