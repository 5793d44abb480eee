"""A returned 填报包 read back: renamed, reordered, saved by WPS, half filled in; by heads and keys, never by places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs
from lxml import etree

from battlemap.domain.collecting.form import chosen, kind_of_about, new_columns
from battlemap.domain.collecting.returned import Returned, ReturnedRow
from battlemap.domain.fields.field_type import cell_text
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Column
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.guarded import read_guarded
from battlemap.exchange.office_sheets.raw_sheet import RawBook, RawSheet, column_name
from battlemap.exchange.office_sheets.zip_look import ZipLook
from battlemap.exchange.package_xlsx import (
    BASE,
    BY_WORDS,
    CODE_HEAD,
    FORM,
    KEY_HEAD,
    LAST,
    NIL_WORDS,
    NOW,
    NUMBER_HEAD,
    NUMBER_WORDS,
    REMARK_HEAD,
    TITLE_HEAD,
    fields_hash,
)

_NUMBER: Final = re.compile(NUMBER_WORDS + r"[：:\s]*([0-9a-z]{6,24})")
#: The head stands within so many rows.
_HEAD_WITHIN: Final = 20
_CUSTOM, _CORE = "docProps/custom.xml", "docProps/core.xml"
#: What stands for nothing in a cell, and how the line below the table begins.
_DASHES: Final = ("/", "／", "\\", "-", "—", "——", "－", "–", "--", "_", "…", "……")
_SIGNED: Final = "审核人"
_YES: Final = ("是", "√", "✓", "有")


@attrs.frozen
class OpenedReturn:
    """A workbook whose cells have been read, with what its properties say; it needs no campaign yet.

    `saved_at` is when a program saved it last, as that program wrote it down: "" where it did not.
    """

    path: Path
    book: RawBook
    properties: Mapping[str, str]
    saved_at: str = ""


def open_return(path: Path) -> OpenedReturn:
    """Returns the workbook's cells; raises BadInput, in words, for one that cannot be read. Touches no campaign."""
    book = read_guarded(path)
    return OpenedReturn(path, book, *_properties(path))


def read_return(opened: OpenedReturn, snapshot: Snapshot) -> Returned:
    """Returns what a workbook says; raises BadInput, in words, for one that is no 填报包."""
    path, book = opened.path, opened.book
    facts = _told(opened)
    forms = [sheet for sheet in book.sheets if _head_row(sheet, KEY_HEAD, NOW) is not None]
    form = next((sheet for sheet in forms if sheet.name.strip() == FORM), forms[0] if forms else None)
    if form is None:
        raise BadInput(
            f"“{path.name}”不是填报包：找不到带“{NOW}”的填报列。请让单位在原来的填报包里填写后交回。"
        )
    request = snapshot.collection_requests.get(facts.get("bm_package", ""))
    collection = snapshot.collections.get(request.collection) if request else None
    kind = kind_of_about(collection.about, snapshot) if collection else None
    columns = chosen(kind, collection.keys) if collection and kind else ()
    table = _Table.of(form, columns)
    if len(forms) > 1:
        names = "、".join(f"“{sheet.name}”" for sheet in forms)
        table.unread.append(f"有 {len(forms)} 张填报表（{names}），只看“{form.name}”一张")
    if collection and facts.get("bm_fields_hash", fields_hash(collection)) != fields_hash(collection):
        raise BadInput(f"“{path.name}”要求填报的字段与发出时不一致，没有接收。请用原来的填报包填写。")
    rows = table.rows()
    return Returned(
        path.name, facts.get("bm_package", ""), facts.get("bm_campaign", ""), facts.get("bm_unit", ""), table.keys, rows,
        _new_rows(book, kind), _beside(form, NIL_WORDS) in _YES, _beside(form, BY_WORDS), tuple(table.unread),
    )  # fmt: skip


def package_number(path: Path) -> str:
    """Returns the number that a workbook bears, "" where it bears none or cannot be read."""
    try:
        return _told(open_return(path)).get("bm_package", "")
    except BadInput:
        return ""


def _told(opened: OpenedReturn) -> dict[str, str]:
    """Returns what the workbook says of itself; raises BadInput where its parts name different packages."""
    hidden: dict[str, str] = {}
    printed: set[str] = set()
    for sheet in opened.book.sheets:
        if sheet.name.strip() == BASE:
            hidden = {
                str(row[0]): str(row[1]).strip()
                for row in sheet.rows[:8]
                if len(row) > 1 and str(row[0]).startswith("bm_")
            }
            continue
        for row in sheet.rows[:_HEAD_WITHIN]:
            printed.update(number for cell in row for number in _NUMBER.findall(str(cell)))
    custom = opened.properties
    numbers = {custom.get("bm_package", ""), hidden.get("bm_package", ""), *printed} - {""}
    if len(numbers) > 1:
        raise BadInput(
            f"“{opened.path.name}”里有两个不同的填报包编号（{'、'.join(sorted(numbers))}），"
            "像是从别的填报包复制来的，没有接收。请让单位在原来的填报包里填写后交回。"
        )
    return {**hidden, **custom, "bm_package": next(iter(numbers), "")}


def _properties(path: Path) -> tuple[dict[str, str], str]:
    """Returns what was written into the workbook's properties, and when it was saved."""
    try:
        look = ZipLook(path)
    except BadInput:
        return {}, ""
    try:
        custom, core = _xml(look.read(_CUSTOM)), _xml(look.read(_CORE))
    finally:
        look.close()
    facts = {
        str(each.get("name")): "".join(each.itertext()).strip()
        for each in custom
        if str(each.get("name", "")).startswith("bm_")
    }
    saved = next((each for each in core if str(each.tag).endswith("}modified")), None)
    return facts, "" if saved is None else (saved.text or "").strip()


def _xml(part: bytes | None) -> Sequence[etree._Element]:
    """Returns the elements of a part, none for one that is missing or broken."""
    if not part:
        return ()
    try:
        return list(etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True)))
    except etree.XMLSyntaxError:
        return ()


def _head_row(sheet: RawSheet, *wanted: str) -> int | None:
    """Returns the row that holds one cell for each wanted word; `NOW` is the end of a head."""
    for number, row in enumerate(sheet.rows[:_HEAD_WITHIN]):
        cells = [_head(cell) for cell in row]
        if all(
            any(cell == word or (word == NOW and cell.endswith(NOW)) for cell in cells) for word in wanted
        ):
            return number
    # somebody may have deleted the hidden column: the codes still tell the rows
    if KEY_HEAD in wanted:
        return _head_row(sheet, CODE_HEAD, NOW)
    return None


@attrs.define
class _Table:
    """The filled in sheet: where its head stands, which column is what; `unread` gathers what cannot be read, and where."""

    sheet: RawSheet
    start: int
    heads: Mapping[str, int]
    columns: Mapping[str, Column]
    unread: list[str]

    @classmethod
    def of(cls, sheet: RawSheet, columns: Sequence[Column]) -> _Table:
        start = _head_row(sheet, KEY_HEAD, NOW)
        assert start is not None
        heads: dict[str, int] = {}
        unread = []
        for place, cell in enumerate(sheet.rows[start]):
            head = _head(cell)
            if head and head in heads and head.endswith(NOW):
                first, again = column_name(heads[head]), column_name(place)
                unread.append(f"“{head}”有两列（{first}、{again} 列），只看 {first} 列")
            elif head:
                heads.setdefault(head, place)
        return cls(sheet, start, heads, {_head(column.title): column for column in columns}, unread)

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that have a column to be filled in; a strange one goes by its head."""
        return tuple(
            self.columns[title].key if title in self.columns else title for title in self._ending(NOW)
        )

    def rows(self) -> tuple[ReturnedRow, ...]:
        """Returns the lines below the head that have a number, a code, or something filled in."""
        now, last = self._ending(NOW), self._ending(LAST)
        self._tell_of_merged(now)
        rows = []
        for number in range(self.start + 1, len(self.sheet.rows)):
            texts = [_plain(cell) for cell in self.sheet.rows[number]]
            key, code, title = (
                _at(texts, self.heads.get(head)) for head in (KEY_HEAD, CODE_HEAD, TITLE_HEAD)
            )
            if (
                not any(texts)
                or code.startswith(_SIGNED)
                or (not key and not any((code, title, *self._cells(number, now).values())))
            ):
                continue
            remark = _at(texts, self.heads.get(REMARK_HEAD))
            remark = "" if remark in _DASHES else remark
            locked = self._cells(number, last)
            rows.append(ReturnedRow(number + 1, key, code, locked, self._filled(number, now), remark, title))
        return tuple(rows)

    def _ending(self, end: str) -> dict[str, int]:
        return {head[: -len(end)]: place for head, place in self.heads.items() if head.endswith(end)}

    def _cells(self, number: int, places: Mapping[str, int]) -> dict[str, str]:
        return {
            self.columns[title].key: _typed(self.sheet, number, place, self.columns[title])
            for title, place in places.items()
            if title in self.columns
        }

    def _filled(self, number: int, now: Mapping[str, int]) -> dict[str, str]:
        return {key: text for key, text in self._cells(number, now).items() if text and text not in _DASHES}

    def _tell_of_merged(self, now: Mapping[str, int]) -> None:
        titles = {place: title for title, place in now.items()}
        for top, left, bottom, right in self.sheet.merges:
            title = next((titles[place] for place in range(left, right + 1) if place in titles), None)
            if title and top > self.start and bottom > top and _plain(self.sheet.cell(top, left)):
                self.unread.append(
                    f"第 {top + 1} 到 {bottom + 1} 行的“{title}”是合并的格，只算第 {top + 1} 行；请取消合并，逐行填写"
                )


def _new_rows(book: RawBook, kind: Kind | None) -> tuple[tuple[int, Mapping[str, str]], ...]:
    if kind is None:
        return ()
    titles = {_head(column.title): column for column in new_columns(kind)}
    for sheet in book.sheets:
        start = _head_row(sheet, NUMBER_HEAD)
        if start is None:
            continue
        heads = {_head(cell): place for place, cell in enumerate(sheet.rows[start])}
        places = {title: heads[title] for title in titles if title in heads}
        new_rows = []
        for number in range(start + 1, len(sheet.rows)):
            texts = {}
            for title, place in places.items():
                text = _typed(sheet, number, place, titles[title])
                texts[titles[title].title] = "" if text in _DASHES else text
            if any(texts.values()):
                new_rows.append((number + 1, texts))
        return tuple(new_rows)
    return ()


def _typed(sheet: RawSheet, row: int, place: int, column: Column) -> str:
    """Returns a cell as somebody would have typed it; 60 % that Excel keeps as 0.6 is 60, a formula without result itself."""
    cell = sheet.cell(row, place)
    if (row, place) in sheet.unresulted:
        return "=" + sheet.unresulted[row, place].lstrip("=")
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


def _head(cell: object) -> str:
    """Returns a head as it was sent: some programs and people change its brackets and break its line."""
    return "".join(_plain(cell).split()).replace("(", "（").replace(")", "）")


def _plain(cell: object) -> str:
    return cell_text(None if cell == "" else cell).strip()  # type: ignore[arg-type]


def _at(texts: Sequence[str], place: int | None) -> str:
    return texts[place] if place is not None and place < len(texts) else ""
