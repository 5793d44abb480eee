"""A returned 填报包 read back: renamed, reordered, saved by WPS, half filled in; by heads and keys, never by places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from battlemap.domain.collecting.form import chosen, kind_of_about, new_columns
from battlemap.domain.collecting.returned import Returned, ReturnedRow
from battlemap.domain.fields.field_type import cell_text
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Column
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.guarded import read_guarded
from battlemap.exchange.office_sheets.raw_sheet import RawBook, RawSheet
from battlemap.exchange.office_sheets.zip_look import ZipLook
from battlemap.exchange.package_xlsx import (
    BASE,
    BY_WORDS,
    CODE_HEAD,
    KEY_HEAD,
    LAST,
    NIL_WORDS,
    NOW,
    NUMBER_HEAD,
    NUMBER_WORDS,
    REMARK_HEAD,
    fields_hash,
)

_NUMBER: Final = re.compile(NUMBER_WORDS + r"[：:\s]*([0-9a-z]{6,24})")
#: The head stands within so many rows.
_HEAD_WITHIN: Final = 20
_CUSTOM: Final = "docProps/custom.xml"
_YES: Final = ("是", "√", "✓", "有")


def read_return(path: Path, snapshot: Snapshot) -> Returned:
    """Returns what a workbook says; raises BadInput, in words, for one that cannot be read or is no 填报包."""
    book = read_guarded(path)
    facts = _told(path, book)
    form = next((sheet for sheet in book.sheets if _head_row(sheet, KEY_HEAD, NOW) is not None), None)
    if form is None:
        raise BadInput(
            f"“{path.name}”不是填报包：找不到带“{NOW}”的填报列。请让单位在原来的填报包里填写后交回。"
        )
    request = snapshot.collection_requests.get(facts.get("bm_package", ""))
    collection = snapshot.collections.get(request.collection) if request else None
    kind = kind_of_about(collection.about, snapshot) if collection else None
    columns = chosen(kind, collection.keys) if collection and kind else ()
    keys, rows = _rows(form, columns)
    if collection and facts.get("bm_fields_hash", fields_hash(collection)) != fields_hash(collection):
        raise BadInput(f"“{path.name}”要求填报的字段与发出时不一致，没有接收。请用原来的填报包填写。")
    return Returned(
        path.name, facts.get("bm_package", ""), facts.get("bm_campaign", ""), facts.get("bm_unit", ""), keys, rows,
        _new_rows(book, kind), _beside(form, NIL_WORDS) in _YES, _beside(form, BY_WORDS),
    )  # fmt: skip


def package_number(path: Path) -> str:
    """Returns the number that a workbook bears, "" where it bears none or cannot be read."""
    try:
        return _told(path, read_guarded(path)).get("bm_package", "")
    except BadInput:
        return ""


def _told(path: Path, book: RawBook) -> dict[str, str]:
    """Returns what the workbook says of itself; raises BadInput where its parts name different packages."""
    custom = _properties(path)
    hidden: dict[str, str] = {}
    printed: set[str] = set()
    for sheet in book.sheets:
        if sheet.name.strip() == BASE:
            hidden = {
                str(row[0]): str(row[1]).strip()
                for row in sheet.rows[:8]
                if len(row) > 1 and str(row[0]).startswith("bm_")
            }
            continue
        for row in sheet.rows[:_HEAD_WITHIN]:
            printed.update(number for cell in row for number in _NUMBER.findall(str(cell)))
    numbers = {custom.get("bm_package", ""), hidden.get("bm_package", ""), *printed} - {""}
    if len(numbers) > 1:
        raise BadInput(
            f"“{path.name}”里有两个不同的填报包编号（{'、'.join(sorted(numbers))}），像是从别的填报包复制来的，没有接收。"
        )
    return {**hidden, **custom, "bm_package": next(iter(numbers), "")}


def _properties(path: Path) -> dict[str, str]:
    try:
        look = ZipLook(path)
    except BadInput:
        return {}
    try:
        part = look.read(_CUSTOM)
    finally:
        look.close()
    if not part:
        return {}
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return {}
    return {
        str(each.get("name")): "".join(each.itertext()).strip()
        for each in root
        if str(each.get("name", "")).startswith("bm_")
    }


def _head_row(sheet: RawSheet, *wanted: str) -> int | None:
    """Returns the row that holds one cell for each wanted word; `NOW` is the end of a head."""
    for number, row in enumerate(sheet.rows[:_HEAD_WITHIN]):
        cells = [_plain(cell) for cell in row]
        if all(
            any(cell == word or (word == NOW and cell.endswith(NOW)) for cell in cells) for word in wanted
        ):
            return number
    # somebody may have deleted the hidden column: the codes still tell the rows
    if KEY_HEAD in wanted:
        return _head_row(sheet, CODE_HEAD, NOW)
    return None


def _rows(sheet: RawSheet, columns: Sequence[Column]) -> tuple[tuple[str, ...], tuple[ReturnedRow, ...]]:
    start = _head_row(sheet, KEY_HEAD, NOW)
    assert start is not None
    heads = {_plain(cell): place for place, cell in enumerate(sheet.rows[start]) if _plain(cell)}
    titles = {column.title: column for column in columns}
    now = {head[: -len(NOW)]: place for head, place in heads.items() if head.endswith(NOW)}
    last = {head[: -len(LAST)]: place for head, place in heads.items() if head.endswith(LAST)}
    keys = tuple(titles[title].key if title in titles else title for title in now)
    rows = []
    for number, cells in enumerate(sheet.rows[start + 1 :], start + 2):
        texts = [_plain(cell) for cell in cells]
        if not any(texts):
            continue
        key, code = _at(texts, heads.get(KEY_HEAD)), _at(texts, heads.get(CODE_HEAD))
        filled = {
            titles[title].key: text
            for title, place in now.items()
            if title in titles and (text := _typed(sheet, number - 1, place, titles[title]))
        }
        remark = _at(texts, heads.get(REMARK_HEAD))
        if not key and (not filled or code.startswith("审核人")):
            continue
        locked = {titles[title].key: _at(texts, place) for title, place in last.items() if title in titles}
        rows.append(ReturnedRow(number, key, code, locked, filled, remark))
    return keys, tuple(rows)


def _new_rows(book: RawBook, kind: Kind | None) -> tuple[tuple[int, Mapping[str, str]], ...]:
    if kind is None:
        return ()
    titles = {column.title: column for column in new_columns(kind)}
    for sheet in book.sheets:
        start = _head_row(sheet, NUMBER_HEAD)
        if start is None:
            continue
        heads = {_plain(cell): place for place, cell in enumerate(sheet.rows[start])}
        places = {title: heads[title] for title in titles if title in heads}
        new_rows = []
        for number in range(start + 1, len(sheet.rows)):
            texts = {title: _typed(sheet, number, place, titles[title]) for title, place in places.items()}
            if any(texts.values()):
                new_rows.append((number + 1, texts))
        return tuple(new_rows)
    return ()


def _typed(sheet: RawSheet, row: int, place: int, column: Column) -> str:
    """Returns a cell as somebody would have typed it; 60 % that Excel keeps as 0.6 is 60."""
    cell = sheet.cell(row, place)
    if (row, place) in sheet.faults:
        return sheet.faults[row, place]
    form = sheet.formats.get((row, place), "")
    if column.field.type.editor == "percent" and isinstance(cell, float | int) and "%" in form:
        return f"{round(cell * 100, 6):g}%"
    return _plain(cell)


def _beside(sheet: RawSheet, word: str) -> str:
    """Returns what stands at the right of a cell with that word, "" for nothing."""
    for row in sheet.rows[:_HEAD_WITHIN]:
        for place, cell in enumerate(row[:-1]):
            if _plain(cell) == word:
                return _plain(row[place + 1])
    return ""


def _plain(cell: object) -> str:
    return cell_text(None if cell == "" else cell).strip()  # type: ignore[arg-type]


def _at(texts: Sequence[str], place: int | None) -> str:
    return texts[place] if place is not None and place < len(texts) else ""
