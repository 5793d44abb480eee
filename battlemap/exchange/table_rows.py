"""Tables of tasks: rows under a head, names of actions in bands or columns, several tasks in a cell, forms."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from battlemap.exchange.field_labels import field_of
from battlemap.exchange.labelled_fields import Fields, take_fields
from battlemap.exchange.lines import Line
from battlemap.exchange.short_title import short_title
from battlemap.exchange.table_columns import header_of, is_header_name
from battlemap.exchange.task_text import Sentence
from battlemap.exchange.unit_names import units_and_persons

_SUM = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|填表|制表|说明|注)[：:]?")
_BAND_MARK = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?")
_ITEM = re.compile(r"(?:^|(?<=[\n；;。 ]))\s*(?=(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*\S)")
_NOTHING = re.compile(r"^(?:无|/|—+|-+|\\|暂无)?$")
_UNIT_FIELDS = ("lead_unit", "responsible_unit", "coop_units")
_MARKED = re.compile(r"^\s*(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*")


@attrs.frozen
class Row:
    """One task row: the sentence it makes, the action and the measure that its table names for it ("" for none)."""

    sentence: Sentence
    action: str = ""
    measure: str = ""


@attrs.frozen
class Table:
    """A table of tasks: the words above its first row, and its rows."""

    heading: str
    rows: tuple[Row, ...]


def read_table(lines: Sequence[Line]) -> Table | None:
    """Returns the tasks of one table's lines, or None where nothing tells what its columns are."""
    head = None if _is_form(lines) else header_of([line.cells for line in lines])
    if head is None:
        return _form(lines)
    deep, columns = head
    columns = _with_groups(columns, lines[deep:])
    heading = "\n".join(line.text for line in lines[:deep])
    rows: list[Row] = []
    band = action = measure = ""
    waiting = ""
    for line in lines[deep:]:
        name = _band(line, columns)
        if name:
            band, action, measure = name, "", ""
            waiting = f"{waiting}\n{line.text}".strip()
            continue
        if _is_sum(line) or line.cells == lines[deep - 1].cells:
            waiting = f"{waiting}\n{line.text}".strip()
            continue
        action, measure = _cell(line, columns, "action") or action, _cell(line, columns, "measure") or measure
        made = _rows(line, columns, band or action, (action if band else "") or measure)
        if waiting and made:
            first = made[0]
            joined = attrs.evolve(first.sentence, source=f"{waiting}\n{first.sentence.source}")
            made[0], waiting = attrs.evolve(first, sentence=joined), ""
        rows += made
    if waiting and rows:
        rows[-1] = attrs.evolve(
            rows[-1],
            sentence=attrs.evolve(rows[-1].sentence, source=f"{rows[-1].sentence.source}\n{waiting}"),
        )
    elif waiting:
        heading = f"{heading}\n{waiting}"
    return Table(heading, tuple(rows))


def _with_groups(columns: Sequence[str], lines: Sequence[Line]) -> list[str]:
    """Returns the columns; one without a known name left of the task whose words repeat is a group of rows."""
    task = columns.index("task")
    done = list(columns)
    for place in range(task):
        if done[place] or "action" in done[:task]:
            continue
        cells = [line.cells[place] for line in lines if len(line.cells) > place]
        named = [cell for cell in cells if cell]
        if named and len(set(named)) < len(cells) and all(len(cell) <= 30 for cell in named):
            done[place] = "action"
    return done


def _cell(line: Line, columns: Sequence[str], kind: str) -> str:
    return next(
        (
            _plain(cell)
            for cell, name in zip(line.cells, columns, strict=False)
            if name == kind and cell.strip()
        ),
        "",
    )


def _is_sum(line: Line) -> bool:
    """Whether the row adds up or explains and is no task."""
    return bool(_SUM.match(next((each.strip() for each in line.cells if each.strip()), "")))


def _is_form(lines: Sequence[Line]) -> bool:
    """Whether names and values stand side by side in every row."""
    rows = [[cell for cell in line.cells if cell.strip()] for line in lines[:4]]
    return bool(rows) and all(
        len(row) > 1
        and 2 * sum(is_header_name(cell) for cell in row[::2]) >= len(row[::2])
        and all(len(cell) <= 10 for cell in row[::2])
        and not any(is_header_name(cell) for cell in row[1::2])
        for row in rows
    )


def _band(line: Line, columns: Sequence[str]) -> str:
    """Returns the name of an action that a row over the whole width bears, "" for any other row."""
    filled = {cell.strip() for cell in line.cells if cell.strip()}
    if len(filled) != 1 or len(line.cells) < 3:
        return ""
    words = next(iter(filled))
    place = next(index for index, cell in enumerate(line.cells) if cell.strip())
    is_whole = (
        sum(bool(cell.strip()) for cell in line.cells) > 1 or place == 0 or columns[place] in ("number", "")
    )
    if not is_whole or len(words) > 40 or _SUM.match(words) or words.endswith("。"):
        return ""
    name = _BAND_MARK.sub("", words).strip(" 　：:。")
    return name if not name.isdigit() else ""


def _rows(line: Line, columns: Sequence[str], action: str, measure: str) -> list[Row]:
    """Returns the tasks of a row: one, or one for each numbered item of its cell."""
    fields, texts = _fields(line, columns)
    place = columns.index("task")
    cell = line.cells[place] if place < len(line.cells) else ""
    items = [each for each in _ITEM.split(cell) if each.strip()] if cell in line.text else []
    numbered = [each for each in items if _MARKED.match(each)]
    if len(numbered) < 2 or len(numbered) != len(items):
        title = short_title(_plain(cell)) or short_title("；".join(texts))
        return [Row(Sentence(line.text, "\n".join(texts), fields, title), action, measure)]
    before, _, after = line.text.partition(cell)
    days = [_MARKED.sub("", each) for each in _ITEM.split(fields.due_text) if each.strip()]
    made: list[Row] = []
    for index, item in enumerate(items):
        source = f"{before if index == 0 else ''}{item}{after if index == len(items) - 1 else ''}"
        own = attrs.evolve(fields, due_text=days[index]) if len(days) == len(items) else fields
        words = _plain(_MARKED.sub("", item)).strip(" ；;")
        made.append(Row(Sentence(source.strip(), words, own, short_title(words)), action, measure))
    return made


def _fields(line: Line, columns: Sequence[str]) -> tuple[Fields, list[str]]:
    """Returns the fields of a row and its other words, each once."""
    values: dict[str, str] = {}
    texts: list[str] = []
    for cell, column in zip(line.cells, [*columns, *[""] * len(line.cells)], strict=False):
        words = _plain(cell)
        if (
            _NOTHING.match(words)
            or column in ("action", "measure", "number")
            or (not column and words in texts)
        ):
            continue
        if column in ("task", "", "note"):
            texts.append(words)
        else:
            _put(values, column, cell.strip())
    return Fields(**values), texts


def _put(values: dict[str, str], column: str, cell: str) -> None:
    """Puts a cell into its field; 「牵头单位：甲；配合单位：乙」 in one cell is taken apart, 「甲局 张某」 too."""
    rest, inner = (
        take_fields(cell)
        if column in _UNIT_FIELDS and re.search("[：:]|牵头|配合", cell)
        else (cell, Fields())
    )
    if inner != Fields() and not rest:
        for name, value in attrs.asdict(inner).items():
            if value:
                values[name] = f"{values[name]}、{value}" if name in values else value
        return
    words = cell if column in _UNIT_FIELDS else _plain(cell)
    if column in _UNIT_FIELDS:
        words, persons = units_and_persons(words)
        if persons:
            values["owner"] = f"{values['owner']}、{persons}" if "owner" in values else persons
    if words:
        values[column] = f"{values[column]}、{words}" if column in values else words


def _form(lines: Sequence[Line]) -> Table | None:
    """Returns the one task of a form: names and values side by side."""
    values: dict[str, str] = {}
    texts: list[str] = []
    title = ""
    pairs = strangers = 0
    for line in lines:
        cells = [cell for index, cell in enumerate(line.cells) if index == 0 or cell != line.cells[index - 1]]
        cells = [cell for cell in cells if cell.strip()]
        for index in range(0, len(cells) - 1, 2):
            name, cell = cells[index], cells[index + 1]
            if not is_header_name(name):
                strangers += 1
                texts += [_plain(name), _plain(cell)]
                continue
            pairs += 1
            field = field_of(name)
            if field and field != "goal":
                _put(values, field, cell)
            else:
                if field == "goal":
                    values["goal"] = _plain(cell)
                texts.append(_plain(cell))
                title = title or short_title(_plain(cell))
        if len(cells) % 2:
            texts.append(_plain(cells[-1]))
    if pairs < 2 or strangers > pairs or not values or not title:
        return None
    source = "\n".join(line.text for line in lines)
    return Table("", (Row(Sentence(source, "\n".join(texts), Fields(**values), title)),))


def _plain(cell: str) -> str:
    return re.sub(r"\s+", " ", cell).strip()
