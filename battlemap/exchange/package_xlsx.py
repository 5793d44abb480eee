"""填报包: a unit's workbook with its rows alone, yellow cells to fill in, last values grey, keys and base hidden."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import attrs
import xlsxwriter

from battlemap.domain.collecting.form import FormRow, chosen, kind_of_about, new_columns, read_form
from battlemap.domain.collecting.returned import CLEARED
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.domain.looking.columns import Column
from battlemap.domain.snapshot import Snapshot
from battlemap.safe_names import safe_name

#: Sheets of the workbook.
GUIDE, FORM, NEW, OPTIONS, BASE = "填报说明", "填报", "新增", "_opt", "_base"
#: Heads by which the tables are found again when they come back.
KEY_HEAD, CODE_HEAD, TITLE_HEAD, REMARK_HEAD, NUMBER_HEAD = (
    "内部编号",
    "编号",
    "名称",
    "备注/困难",
    "新增序号",
)
LAST, NOW = "（上次）", "（本次）"
NUMBER_WORDS, NIL_WORDS, BY_WORDS = "填报包编号", "零报告", "填报人"
NEW_ROWS: Final = 30
_MOST: Final = 32_767
#: What Excel takes for a list within the rule itself, for the title of a hint, and for its text.
_INLINE, _HINT_TITLE, _HINT = 250, 32, 250


@attrs.frozen
class _Looks:
    """The formats of the cells."""

    title: Any
    small: Any
    head: Any
    asked: Any
    grey: Any
    text: Any
    key: Any
    words: Any
    bold: Any
    sign: Any
    open_text: Any
    open_day: Any
    open_number: Any
    open_percent: Any

    def open(self, column: Column) -> Any:
        """Returns the look of a cell that is to be filled in."""
        editor = column.field.type.editor
        return {"day": self.open_day, "number": self.open_number, "percent": self.open_percent}.get(
            editor, self.open_text
        )


def fields_hash(collection: Collection) -> str:
    """Returns a mark of what is asked for."""
    return hashlib.sha256(f"{collection.about} {collection.fields}".encode()).hexdigest()[:16]


def package_name(request: CollectionRequest, collection: Collection, snapshot: Snapshot) -> str:
    """Returns 「填报包_住建局_第三周_k3f9a2.xlsx」, without signs that a file system does not take."""
    parts = ("填报包", snapshot.unit_label(request.unit), collection.title, request.id[:6])
    return "_".join(safe_name(part.replace("_", ""), "未命名") for part in parts) + ".xlsx"


def package_xlsx(request: CollectionRequest, collection: Collection, snapshot: Snapshot) -> bytes:
    """Returns the workbook's bytes; what was sent is written, whatever the rows are by now."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    looks = _looks(book)
    kind = kind_of_about(collection.about, snapshot)
    columns = chosen(kind, collection.keys)
    rows = read_form(request.sent_with)
    unit = snapshot.units[request.unit].name
    guide, form = book.add_worksheet(GUIDE), book.add_worksheet(FORM)
    new = book.add_worksheet(NEW) if collection.takes_new and new_columns(kind) else None
    options = _Options(book, looks, snapshot)
    _guide(guide, looks, collection, kind.noun, unit, columns, new is not None)
    _form(form, looks, options, request, collection, unit, columns, rows)
    if new is not None:
        _new(new, looks, options, collection, new_columns(kind))
    _base(book, request, collection, snapshot, rows)
    options.hide()
    book.set_properties({"title": f"{collection.title}（{unit}）", "comments": ""})
    for name, value in (
        ("bm_package", request.id), ("bm_campaign", snapshot.campaign.id), ("bm_unit", request.unit),
        ("bm_fields_hash", fields_hash(collection)), ("bm_due", collection.due_on.isoformat()),
        ("bm_sent", collection.sent_on.isoformat()),
    ):  # fmt: skip
        book.set_custom_property(name, value)
    form.activate()
    form.set_first_sheet()
    book.close()
    return target.getvalue()


class _Options:
    """The lists of the drop-downs: short ones stand in the rule, others on a hidden sheet."""

    def __init__(self, book: Any, looks: _Looks, snapshot: Snapshot) -> None:
        self._sheet, self._snapshot = book.add_worksheet(OPTIONS), snapshot
        self._places: dict[str, str] = {}

    def source(self, name: str, words: Sequence[str]) -> Any:
        """Returns where a rule finds the words."""
        if sum(map(len, words)) + len(words) < _INLINE and not any("," in word for word in words):
            return list(words)
        if name not in self._places:
            column = len(self._places)
            for row, word in enumerate(words):
                self._sheet.write_string(row, column, word[:_MOST])
            letter = xlsxwriter.utility.xl_col_to_name(column)
            self._places[name] = f"='{OPTIONS}'!${letter}$1:${letter}${max(1, len(words))}"
        return self._places[name]

    def rule(self, column: Column, is_new: bool = False) -> dict[str, Any]:
        """Returns what Excel checks in a cell of a column (of a new row), and the hint beside it."""
        type_ = column.field.type
        words = [words for _, words in type_.options(self._snapshot) if words]
        rule: dict[str, Any] = {"validate": "any"}
        wanted = column.field.hint or "按实填写。"
        if words:
            rule = {"validate": "list", "source": self.source(column.key, words)}
            wanted = "请从下拉列表中选择。"
        elif type_.editor == "percent":
            rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}
            wanted = "请填 0 到 100 的整数，如 60。"
        elif type_.editor == "day":
            first, last = self._snapshot.span
            rule = {"validate": "date", "criteria": ">=", "value": first} if first and last else rule
            wanted = "请填日期，如 2018-11-30。"
        elif type_.editor == "number":
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
            wanted = "请填数字。"
        else_ = ("必填。" if column.field.is_required else "可以不填。") if is_new else "没有变化请留空。"
        return rule | {
            "input_title": column.title[:_HINT_TITLE], "input_message": f"{wanted}{else_}"[:_HINT],
            "error_title": "填写不符合要求", "error_message": wanted[:_HINT], "error_type": "stop",
        }  # fmt: skip

    def hide(self) -> None:
        """Takes the sheet out of sight."""
        self._sheet.very_hidden()


def _guide(
    sheet: Any,
    looks: _Looks,
    collection: Collection,
    noun: str,
    unit: str,
    columns: Sequence[Column],
    has_new: bool,
) -> None:
    due = collection.due_on
    fields = "、".join(column.title for column in columns)
    lines = [
        ("填报单位", unit),
        ("报送截止", f"{due.year}年{due.month}月{due.day}日"),
        ("填报内容", f"本单位的{noun}，逐行填写：{fields}。"),
        ("怎样填写", "在“填报”表的黄色格中填写；灰色格是上次的数值，供对照，请不要改。没有变化的格请留空。"),
        ("示例", _example(columns)),
        ("清空一格", f"要把原有内容去掉，请填“{CLEARED}”。"),
        ("没有变化", f"全部没有新进展时，请把“{NIL_WORDS}”选为“是”后交回；什么都不填、也不选，按空报登记。"),
        ("有困难", f"请写在“{REMARK_HEAD}”一列。"),
        (
            "怎样交回",
            "填好后保存，把整个文件交回指挥部。可以改文件名、排序、用 WPS 保存；请不要另建表格、删列。",
        ),
    ]
    if has_new:
        lines.insert(5, ("新增内容", f"不在表中的{noun}请填在“{NEW}”表，每行一项。"))
    if collection.note:
        lines.append(("填报要求", collection.note))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 78)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, 1, collection.title, looks.title)
    for row, (name, words) in enumerate(lines, 1):
        sheet.write_string(row, 0, name, looks.bold)
        sheet.write_string(row, 1, words, looks.words)
        sheet.set_row(row, 18 * (1 + sum(len(line) * 2 // 78 for line in words.split("\n"))) + 4)
    sheet.protect()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _example(columns: Sequence[Column]) -> str:
    """Returns how a line may look when it has been filled in: one invented value for each of the first fields."""
    told = {"percent": "60", "day": "2018-11-30", "number": "12.5", "switch": "是"}
    texts = []
    for column in columns[:4]:
        type_ = column.field.type
        words = (
            "从下拉列表选一项"
            if type_.editor in ("choice", "row")
            else told.get(type_.editor, "主体已完工，正在装修")
        )
        texts.append(
            f"{column.title}{NOW}填“{words}”" if "选" not in words else f"{column.title}{NOW}{words}"
        )
    return "、".join(texts) + "；其余格没有变化，留空。"


def _form(
    sheet: Any,
    looks: _Looks,
    options: _Options,
    request: CollectionRequest,
    collection: Collection,
    unit: str,
    columns: Sequence[Column],
    rows: Sequence[FormRow],
) -> None:
    heads = [CODE_HEAD, TITLE_HEAD]
    heads += [head for column in columns for head in (column.title + LAST, column.title + NOW)]
    heads += [REMARK_HEAD, KEY_HEAD]
    last = len(heads) - 1
    due = collection.due_on
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, last - 1, f"{collection.title}填报表", looks.title)
    words = f"单位：{unit}　　报送截止：{due.year}年{due.month}月{due.day}日　　{NUMBER_WORDS}：{request.id}"
    sheet.merge_range(1, 0, 1, last - 1, words, looks.small)
    sheet.write_string(2, 0, NIL_WORDS, looks.bold)
    sheet.write_blank(2, 1, None, looks.open_text)
    sheet.data_validation(
        2, 1, 2, 1,
        {
            "validate": "list", "source": ["是"], "input_title": NIL_WORDS,
            "input_message": "全部没有新进展时选“是”；有内容填报请留空。",
        },
    )  # fmt: skip
    sheet.write_string(2, 2, BY_WORDS, looks.bold)
    sheet.write_blank(2, 3, None, looks.open_text)
    for place, head in enumerate(heads):
        sheet.write_string(3, place, head, looks.asked if head.endswith(NOW) else looks.head)
    sheet.set_row(3, 32)
    for line, row in enumerate(rows, 4):
        sheet.write_string(line, 0, row.code, looks.text)
        sheet.write_string(line, 1, row.title[:_MOST], looks.text)
        for place, column in enumerate(columns):
            sheet.write_string(line, 2 + 2 * place, row.values.get(column.key, "")[:_MOST], looks.grey)
            sheet.write_blank(line, 3 + 2 * place, None, looks.open(column))
        sheet.write_blank(line, last - 1, None, looks.open_text)
        sheet.write_string(line, last, row.id, looks.key)
        sheet.set_row(line, _height(row, columns))
    if rows:
        for place, column in enumerate(columns):
            sheet.data_validation(4, 3 + 2 * place, 3 + len(rows), 3 + 2 * place, options.rule(column))
    sheet.set_column(0, 0, 11)
    sheet.set_column(1, 1, 34)
    for place, column in enumerate(columns):
        sheet.set_column(2 + 2 * place, 3 + 2 * place, _width(column))
    sheet.set_column(last - 1, last - 1, 24)
    sheet.set_column(last, last, 14, None, {"hidden": True})
    end = 5 + len(rows)
    sheet.write_string(end, 0, "审核人：", looks.sign)
    sheet.write_string(end, 2, "（盖章）", looks.sign)
    sheet.write_string(end, last - 1, "日期：　　年　　月　　日", looks.sign)
    sheet.freeze_panes(4, 2)
    sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(8 if last > 8 else 9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.print_area(0, 0, end, last - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _new(
    sheet: Any, looks: _Looks, options: _Options, collection: Collection, columns: Sequence[Column]
) -> None:
    sheet.set_row(0, 28)
    sheet.merge_range(0, 0, 0, max(1, len(columns)), f"{collection.title}：新增", looks.title)
    sheet.write_string(1, 0, NUMBER_HEAD, looks.head)
    sheet.set_column(0, 0, 9)
    for place, column in enumerate(columns, 1):
        sheet.write_string(1, place, column.title, looks.asked)
        sheet.set_column(place, place, _width(column) + 8)
        sheet.data_validation(2, place, 1 + NEW_ROWS, place, options.rule(column, is_new=True))
    for line in range(NEW_ROWS):
        sheet.write_number(2 + line, 0, line + 1, looks.text)
        for place, column in enumerate(columns, 1):
            sheet.write_blank(2 + line, place, None, looks.open(column))
    sheet.freeze_panes(2, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _base(
    book: Any, request: CollectionRequest, collection: Collection, snapshot: Snapshot, rows: Sequence[FormRow]
) -> None:
    """Writes who was sent what, for programs that keep no custom properties."""
    sheet = book.add_worksheet(BASE)
    facts = (
        ("bm_package", request.id), ("bm_campaign", snapshot.campaign.id), ("bm_unit", request.unit),
        ("bm_fields_hash", fields_hash(collection)),
    )  # fmt: skip
    for line, pair in enumerate(facts):
        for place, text in enumerate(pair):
            sheet.write_string(line, place, text)
    for line, row in enumerate(rows, len(facts) + 1):
        sheet.write_string(line, 0, row.id)
        for place, key in enumerate(collection.keys, 1):
            sheet.write_string(line, place, row.values.get(key, "")[:_MOST])
    sheet.very_hidden()


def _height(row: FormRow, columns: Sequence[Column]) -> float:
    """Returns points for as many lines as the longest cell takes, at most eight."""
    lines = [len(row.title) * 2 / 32] + [len(row.values.get(c.key, "")) * 2 / _width(c) for c in columns]
    return 16.0 * min(8, 1 + int(max(lines))) + 4


def _width(column: Column) -> float:
    return max(
        10.0,
        min(
            30.0,
            column.width / 7,
        )
        + 2,
    )


def _looks(book: Any) -> _Looks:
    cell = {"border": 1, "border_color": "#9AA4B2", "valign": "vcenter", "text_wrap": True, "font_size": 11}
    yellow = cell | {"bg_color": "#FFF7CC", "locked": False}
    head = cell | {"bold": True, "align": "center", "bg_color": "#E8EDF5"}
    plain = {"valign": "vcenter", "font_size": 11}
    return _Looks(
        title=book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"}),
        small=book.add_format(plain | {"align": "center"}),
        head=book.add_format(head),
        asked=book.add_format(head | {"bg_color": "#FFE89A"}),
        grey=book.add_format(cell | {"bg_color": "#F0F1F3", "font_color": "#4A5260", "num_format": "@"}),
        text=book.add_format(cell),
        key=book.add_format(cell | {"font_color": "#9AA4B2"}),
        words=book.add_format(plain | {"text_wrap": True, "border": 1, "border_color": "#9AA4B2"}),
        bold=book.add_format(cell | {"bold": True, "bg_color": "#E8EDF5", "align": "center"}),
        sign=book.add_format(plain),
        open_text=book.add_format(yellow | {"num_format": "@"}),
        open_day=book.add_format(yellow | {"num_format": "yyyy-mm-dd", "align": "center"}),
        open_number=book.add_format(yellow | {"num_format": "General", "align": "right"}),
        open_percent=book.add_format(yellow | {"num_format": "0", "align": "right"}),
    )
