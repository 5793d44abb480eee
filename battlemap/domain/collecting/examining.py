"""A return held against what stands here, cell by cell, before anything is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

import attrs

from battlemap.domain.collecting.form import (
    FormRow,
    Subject,
    chosen,
    new_columns,
    normal,
    read_form,
    text_of,
    unit_of,
)
from battlemap.domain.collecting.oddities import Told, why_odd
from battlemap.domain.collecting.returned import (
    CLEARED,
    CellFinding,
    CellState,
    NewFinding,
    ReturnCheck,
    Returned,
    ReturnedRow,
)
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.domain.kinds.kind import Row
from battlemap.domain.looking.columns import Column
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput

#: 0.8 in a cell for percent.
_SHARE: Final = re.compile(r"0?\.\d+")
_NAMED: Final = 6


@attrs.frozen
class LastChange:
    """Who changed a field here last, and when; `requests` are the packages that were taken in the same step."""

    who: str
    when: datetime
    requests: frozenset[str] = frozenset()


#: (table, row id, field key) → who changed it here last; None where nobody is known.
Since = Callable[[str, str, str], LastChange | None]
#: (table, row ids) → what is reported on, with these rows.
SubjectOf = Callable[[str, tuple[str, ...]], Subject]


@attrs.define
class _Look:
    """What one look at a return needs, and what it has to say so far."""

    returned: Returned
    request: CollectionRequest
    collection: Collection
    sent: Mapping[str, FormRow]
    subject: Subject
    columns: Mapping[str, Column]
    snapshot: Snapshot
    as_of: date
    since: Since
    faults: list[str] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)


def examine(
    returned: Returned, snapshot: Snapshot, as_of: date, since: Since, subject_of: SubjectOf
) -> ReturnCheck:
    """Returns what a return says beside the board; raises BadInput, in words, for one that is not an answer to us.

    Asked in order: the package's number, the campaign, the unit, the fields, the keys of the rows, the locked cells, kinds
    and ranges of the values, what is odd about them, and last what was changed here since the package went out.
    """
    request, collection = _request(returned, snapshot)
    sent = {row.id: row for row in read_form(request.sent_with)}
    subject = subject_of(collection.about, tuple(sent))
    columns = {column.key: column for column in chosen(subject.kind, collection.keys)}
    look = _Look(returned, request, collection, sent, subject, columns, snapshot, as_of, since)
    _look_at_columns(look)
    rows = _known_rows(look)
    cells = [cell for row in rows for cell in _cells(row, look)]
    _tell_of_missing({row.key for row in rows}, look)
    new = tuple(_new(number, texts, look) for number, texts in returned.new)
    look.faults += [f"新增第 {row.number} 行：{row.wrong}" for row in new if row.wrong]
    answered = sum(bool(row.filled) for row in rows)
    remarks = "\n".join(f"{sent[row.key].code}：{row.remark}" for row in rows if row.remark)
    if returned.is_nil and (answered or new):
        look.notes.append("选了零报告又填了内容：填了的按所填内容核对，其余行按零报告")
    return ReturnCheck(
        returned.file, request, collection, snapshot.unit_label(request.unit), tuple(cells), new, tuple(look.faults),
        answered, returned.is_nil, returned.filled_by, remarks, tuple(look.notes),
    )  # fmt: skip


def _request(returned: Returned, snapshot: Snapshot) -> tuple[CollectionRequest, Collection]:
    file = f"“{returned.file}”"
    if not returned.package:
        raise BadInput(f"{file}不是填报包：找不到填报包编号。请让单位在原来的填报包里填写后交回。")
    campaign = snapshot.campaign
    if returned.campaign and returned.campaign != campaign.id:
        raise BadInput(f"{file}是另一个行动的填报包，不是“{campaign.title}”的，没有接收。")
    row = snapshot.rows["collection_request"].get(returned.package)
    if not isinstance(row, CollectionRequest):
        raise BadInput(
            f"{file}的编号 {returned.package[:16]} 不是本行动发出的填报包，没有接收。请核对是否交错了地方。"
        )
    collection = snapshot.rows["collection"].get(row.collection)
    assert isinstance(collection, Collection)
    if row.deleted or collection.deleted:
        raise BadInput(f"{file}属于已删除的填报“{collection.title}”，没有接收。")
    unit = snapshot.unit_label(row.unit)
    if returned.unit and returned.unit != row.unit:
        raise BadInput(f"{file}里的单位与编号不符：这个编号是发给{unit}的，没有接收。")
    return row, collection


def _look_at_columns(look: _Look) -> None:
    """Tells of columns that are missing or strange; raises BadInput where none of ours is left."""
    keys = look.returned.keys
    if not set(keys) & set(look.columns):
        raise BadInput(f"“{look.returned.file}”里找不到要填报的列，没有接收。请用原来的填报包填写。")
    look.faults += look.returned.unread
    lost = "、".join(f"“{column.title}”" for key, column in look.columns.items() if key not in keys)
    if lost:
        look.faults.append(f"找不到{lost}的填报列（被删去或改了表头），按未填处理")
    strange = "、".join(f"“{key}”" for key in keys if key not in look.columns)
    if strange:
        look.faults.append(f"多出的列{strange}没有要求填报，未接收")


def _known_rows(look: _Look) -> list[ReturnedRow]:
    """Returns the lines that are rows of the package, each once; what is doubtful about the others is told."""
    seen: dict[str, list[ReturnedRow]] = {}
    lost: list[int] = []
    moved: list[int] = []
    for row in look.returned.rows:
        key = _key_of(row, look)
        if key is None:
            continue
        if key != row.key:
            (moved if row.key in look.sent else lost).append(row.number)
        seen.setdefault(key, []).append(attrs.evolve(row, key=key))
    for numbers, words in ((lost, "丢失了内部编号"), (moved, "的内部编号与编号错开（只排序了一部分列）")):
        if numbers:
            look.notes.append(f"第 {_listed(map(str, numbers))} 行{words}，已按编号和名称对上")
    rows: list[ReturnedRow] = []
    for key, lines in seen.items():
        different = {tuple(sorted(line.filled.items())) for line in lines if line.filled}
        if len(different) > 1:
            where = "、".join(str(line.number) for line in lines)
            look.faults.append(
                f"{look.sent[key].code} 出现 {len(lines)} 次且内容不同（第 {where} 行），未接收"
            )
            rows.append(attrs.evolve(lines[0], filled={}))
        else:
            rows.append(next((line for line in lines if line.filled), lines[0]))
    return rows


def _key_of(row: ReturnedRow, look: _Look) -> str | None:
    """Returns which row of the package a line is, None where nobody can say; that is told.

    The hidden number counts, unless code and name agree on another row: then only some columns were sorted.
    """
    sent = look.sent
    by_names = [id for id, one in sent.items() if row.code and _is_same(row.code, one.code)]
    if len(by_names) > 1:
        by_names = [id for id in by_names if _is_same(row.title, sent[id].title)]
    named = by_names[0] if len(by_names) == 1 else None
    key = row.key if row.key in sent else None
    if key is None and named is None:
        if row.key:
            look.faults.append(f"第 {row.number} 行（{row.code or row.key}）不在这个填报包里，未接收")
        elif row.filled or row.remark:
            look.faults.append(
                f"第 {row.number} 行没有内部编号，认不出是哪一项，未接收；新的内容请填在“新增”表"
            )
        return None
    if key is None or named is None or key == named:
        return key or named
    if _is_same(row.title, sent[named].title) and not _is_same(row.title, sent[key].title):
        return named
    if _is_same(row.title, sent[key].title) and not _is_same(row.title, sent[named].title):
        return key
    look.faults.append(f"第 {row.number} 行（{row.code}）的编号与内部编号不符，认不出是哪一项，未接收")
    return None


def _tell_of_missing(keys: set[str], look: _Look) -> None:
    missing = [row.code for id, row in look.sent.items() if id not in keys]
    if missing:
        look.faults.append(f"缺少 {len(missing)} 行：{_listed(missing)}，按未填处理")


def _cells(row: ReturnedRow, look: _Look) -> list[CellFinding]:
    sent, snapshot, columns, faults = look.sent[row.key], look.snapshot, look.columns, look.faults
    standing = look.subject.rows.get(row.key)
    _tell_of_locked(row, sent, look)
    if standing is None or standing.deleted:
        if row.filled:
            faults.append(f"{sent.code} 已删除或不再填报，填报内容未接收")
        return []
    ours = {key: text_of(columns[key], standing, snapshot) for key in columns}
    theirs: dict[str, str] = {}
    doubts: dict[str, str] = {}
    for key, typed in row.filled.items():
        text, doubts[key] = _meant(typed.strip(), columns[key])
        try:
            _refuse_formula(typed)
            theirs[key] = normal(columns[key], text, snapshot)
        except BadInput as error:
            why = str(error).rstrip("。")
            if typed.strip() == CLEARED:
                why = "这一格不能清空，没有变化请留空"
            faults.append(f"{sent.code}“{columns[key].title}”填的“{typed[:20]}”：{why}")
    return [_cell(key, standing, ours, theirs, doubts[key], sent, look) for key in theirs]


def _cell(
    key: str,
    standing: Row,
    ours: Mapping[str, str],
    theirs: Mapping[str, str],
    doubt: str,
    sent: FormRow,
    look: _Look,
) -> CellFinding:
    column, text, base = look.columns[key], theirs[key], sent.values.get(key, "")
    moved = {other for other in look.columns if ours[other] != sent.values.get(other, "")}
    table = look.subject.kind.table
    last = look.since(table, standing.id, key) if key in moved and text != ours[key] else None
    is_own = last is not None and look.request.id in last.requests
    is_again = is_own and look.request.sent_back_on is not None
    state: CellState = (
        "unchanged"
        if text == ours[key] or (text == base and not is_own)
        else "updated"
        if is_again
        else "conflict"
        if key in moved
        else "parallel"
        if moved
        else "updated"
    )
    question = ""
    if state != "unchanged":
        home = unit_of(standing, look.subject.kind)
        told = Told(table, standing.id, column, ours[key], text, {**ours, **theirs})
        question = (
            f"这一项现由{look.snapshot.unit_label(home) or '待定单位'}负责"
            if home != look.request.unit
            else doubt or why_odd(told, look.as_of, look.snapshot)
        )
    if state != "conflict":
        last = None
    elif is_own:
        question = question or f"这份填报包已收过，上次填“{ours[key] or '空'}”，请确认以哪次为准"
    elif last is not None and last.requests:
        question = question or f"已按另一份填报包填为“{ours[key] or '空'}”，请选定"
    else:
        question = question or "两边都改了，请选定"
    return CellFinding(
        standing.id, sent.code, sent.title, key, column.title, base, ours[key], text, state, question,
        last.who if last else "", last.when if last else None,
    )  # fmt: skip


def _meant(typed: str, column: Column) -> tuple[str, str]:
    """Returns what was meant by a typed text, and what is to be asked about it: 0.8 for percent may be 80 %."""
    if typed == CLEARED:
        return "", ""
    if column.field.type.editor == "percent":
        if _SHARE.fullmatch(typed):
            percent = f"{round(float(typed) * 100, 6):g}%"
            return percent, f"填的是 {typed}，按 {percent} 理解"
        if typed == "1":
            return typed, "填的是 1，请确认是 1% 还是 100%"
    return typed, ""


def _refuse_formula(typed: str) -> None:
    if typed.startswith("="):
        raise BadInput("公式没有算出结果，请用 Excel 或 WPS 打开保存一次，或改填数值。")
    if typed.startswith("#"):
        raise BadInput("公式出错，请改填数值。")


def _tell_of_locked(row: ReturnedRow, sent: FormRow, look: _Look) -> None:
    """Tells which of the cells that were not to be filled in say something else than what was sent."""
    changed = [
        f"{look.columns[key].title}改为“{text[:12] or '空'}”"
        for key, text in row.locked.items()
        if key in look.columns and not _says(look.columns[key], text, sent.values.get(key, ""), look.snapshot)
    ]
    names = [name for name, text, was in (("编号", row.code, sent.code), ("名称", row.title, sent.title))
             if text and not _is_same(text, was)]  # fmt: skip
    if changed or names:
        words = "、".join([*changed, *names])
        more = "；本次的内容请填在黄色格" if changed else ""
        look.faults.append(f"{sent.code} 的锁定格（{words}）被改动，以发出时的内容为准{more}")


def _says(column: Column, text: str, sent: str, snapshot: Snapshot) -> bool:
    """Whether a locked cell still says what was sent; some programs turn 「0%」 into a number."""
    if _is_same(text, sent):
        return True
    try:
        return normal(column, text, snapshot) == sent
    except BadInput:
        return False


def _is_same(text: str, other: str) -> bool:
    """Whether two texts are the same but for spaces and line ends."""
    return "".join(text.split()) == "".join(other.split())


def _listed(words: Any) -> str:
    listed = list(words)
    return "、".join(listed[:_NAMED]) + ("等" if len(listed) > _NAMED else "")


def _new(number: int, texts: Mapping[str, str], look: _Look) -> NewFinding:
    joined = "\x1f".join(f"{title}={text.strip()}" for title, text in sorted(texts.items()) if text.strip())
    mark = hashlib.sha256(joined.encode()).hexdigest()[:12]
    words = "　".join(text.strip() for text in texts.values() if text.strip())
    is_known = mark in look.request.added.split()
    if not look.collection.takes_new:
        return NewFinding(number, mark, words, {}, "这次填报不收新增，未接收")
    values: dict[str, Any] = {}
    missing: list[str] = []
    wrong: list[str] = []
    for column in new_columns(look.subject.kind):
        text = texts.get(column.title, "").strip()
        if not text:
            # what nobody has told begins as it does where a row is made here
            missing += [f"“{column.title}”"] if column.field.is_required else []
            continue
        try:
            _refuse_formula(text)
            values[column.key] = column.field.type.read(text, look.snapshot)
        except BadInput as error:
            wrong.append(f"“{column.title}”{str(error).rstrip('。')}")
    if missing:
        wrong.insert(0, f"{'、'.join(missing)}没有填")
    if wrong:
        return NewFinding(number, mark, words, {}, "；".join(wrong), is_known)
    return NewFinding(number, mark, words, values, "", is_known)
