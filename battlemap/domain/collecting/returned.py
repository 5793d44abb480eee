"""A return held against what stands here, cell by cell, before anything is written: unchanged, updated, parallel, conflict."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

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
    why_odd,
)
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Column
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput

#: A cell against the value that it was sent with, in the words of ODK Central: only the unit has changed it; the unit has,
#: and meanwhile another field of the row was changed here; both have changed this field; nobody has, or to the same.
CellState = Literal["unchanged", "updated", "parallel", "conflict"]
#: What a unit writes to empty a field: a cell that is left blank says nothing.
CLEARED: Final = "清空"

#: (table, row id, field key) → who changed it here last, and when; None where nobody is known.
Since = Callable[[str, str, str], tuple[str, datetime] | None]
#: (table, row ids) → what is reported on, with these rows.
SubjectOf = Callable[[str, tuple[str, ...]], Subject]


@attrs.frozen
class ReturnedRow:
    """A line of a returned workbook: its number, its key, what its locked cells say, and what was filled in."""

    number: int
    key: str
    code: str
    locked: Mapping[str, str]
    filled: Mapping[str, str]
    remark: str = ""


@attrs.frozen
class Returned:
    """A returned workbook as it was read; nothing in it has been believed yet."""

    file: str
    package: str
    campaign: str
    unit: str
    keys: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]
    #: (line number, title → text) of the new rows.
    new: tuple[tuple[int, Mapping[str, str]], ...] = ()
    is_nil: bool = False
    filled_by: str = ""


@attrs.frozen
class CellFinding:
    """One cell that was filled in: `base` is what was sent, `ours` what stands here, `theirs` what the unit says.

    `question` says what a person should decide; `who` and `when` changed it here since.
    """

    row: str
    code: str
    title: str
    key: str
    name: str
    base: str
    ours: str
    theirs: str
    state: CellState
    question: str = ""
    who: str = ""
    when: datetime | None = None

    @property
    def place(self) -> tuple[str, str]:
        """What it is known by."""
        return self.row, self.key

    @property
    def is_taken_unasked(self) -> bool:
        """Whether it can be taken as it is."""
        return self.state in ("updated", "parallel") and not self.question


@attrs.frozen
class NewFinding:
    """A new row that a unit proposes; `wrong` says why it cannot be taken, `is_known` that it was taken before."""

    number: int
    mark: str
    words: str
    values: Mapping[str, Any]
    wrong: str = ""
    is_known: bool = False


@attrs.frozen
class ReturnCheck:
    """What a return would do; `faults` are rows and cells that cannot be taken, with where and why."""

    file: str
    request: CollectionRequest
    collection: Collection
    unit: str
    cells: tuple[CellFinding, ...]
    new: tuple[NewFinding, ...]
    faults: tuple[str, ...]
    answered: int
    is_nil: bool
    filled_by: str
    remarks: str

    @property
    def changed(self) -> tuple[CellFinding, ...]:
        """The cells that are not what stands here."""
        return tuple(cell for cell in self.cells if cell.state != "unchanged")

    @property
    def taken_unasked(self) -> frozenset[tuple[str, str]]:
        """The cells that nobody needs to be asked about."""
        return frozenset(cell.place for cell in self.cells if cell.is_taken_unasked)

    @property
    def new_unasked(self) -> frozenset[int]:
        """The line numbers of the new rows that can be taken."""
        return frozenset(row.number for row in self.new if not row.wrong and not row.is_known)

    def count(self, state: CellState) -> int:
        """Returns how many cells are in a state."""
        return sum(cell.state == state for cell in self.cells)

    @property
    def words(self) -> str:
        """「更新 5 格，并行 1 格，冲突 1 格，不变 3 格；新增 2 行」."""
        names = {"updated": "更新", "parallel": "并行", "conflict": "冲突", "unchanged": "不变"}
        parts = [f"{name} {number} 格" for state, name in names.items() if (number := self.count(state))]  # type: ignore[arg-type]
        questions = sum(bool(cell.question) for cell in self.changed)
        parts += [f"待核 {questions} 格"] if questions else []
        new = sum(not row.is_known for row in self.new)
        parts += [f"新增 {new} 行"] if new else []
        parts += [f"问题 {len(self.faults)} 处"] if self.faults else []
        if not parts:
            return "零报告" if self.is_nil else "没有填写任何内容（空报）"
        return "，".join(parts)


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
    columns = _columns(returned, collection, subject.kind)
    faults: list[str] = []
    rows = _known_rows(returned, sent, faults)
    cells: list[CellFinding] = []
    for row in rows:
        cells += _cells(row, sent[row.key], columns, subject, request, snapshot, as_of, since, faults)
    missing = [row.code for id, row in sent.items() if id not in {row.key for row in rows}]
    if missing:
        more = "等" if len(missing) > 6 else ""
        faults.append(f"缺少 {len(missing)} 行：{'、'.join(missing[:6])}{more}，按未填处理")
    new = tuple(
        _new(number, texts, collection, subject.kind, request, snapshot) for number, texts in returned.new
    )
    faults += [f"新增第 {row.number} 行：{row.wrong}" for row in new if row.wrong]
    answered = sum(bool(row.filled) for row in rows)
    remarks = "\n".join(f"{sent[row.key].code}：{row.remark}" for row in rows if row.remark)
    unit = snapshot.unit_label(request.unit)
    return ReturnCheck(
        returned.file, request, collection, unit, tuple(cells), new, tuple(faults), answered,
        returned.is_nil, returned.filled_by, remarks,
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


def _columns(returned: Returned, collection: Collection, kind: Kind) -> dict[str, Column]:
    from_form = {column.key: column for column in chosen(kind, collection.keys)}
    strange = [key for key in returned.keys if key not in from_form]
    if strange:
        raise BadInput(
            f"“{returned.file}”多出没有要求填报的列，没有接收。请用原来的填报包填写。", "、".join(strange)
        )
    if not set(returned.keys) & set(from_form):
        raise BadInput(f"“{returned.file}”里找不到要填报的列，没有接收。请用原来的填报包填写。")
    return from_form


def _known_rows(returned: Returned, sent: Mapping[str, FormRow], faults: list[str]) -> list[ReturnedRow]:
    """Returns the lines that are rows of the package, each once; what is doubtful about the others is told."""
    codes = {row.code: row.id for row in sent.values()}
    seen: dict[str, list[ReturnedRow]] = {}
    for row in returned.rows:
        key = row.key
        if not key and row.code in codes:
            key = codes[row.code]
            faults.append(f"第 {row.number} 行（{row.code}）丢失了内部编号，已按编号对上")
        if not key:
            if row.filled or row.remark:
                faults.append(
                    f"第 {row.number} 行没有内部编号，认不出是哪一项，未接收；新的内容请填在“新增”表"
                )
            continue
        if key not in sent:
            faults.append(f"第 {row.number} 行（{row.code or key}）不在这个填报包里，未接收")
            continue
        seen.setdefault(key, []).append(attrs.evolve(row, key=key))
    rows: list[ReturnedRow] = []
    for key, lines in seen.items():
        different = {tuple(sorted(line.filled.items())) for line in lines if line.filled}
        if len(different) > 1:
            numbers = "、".join(str(line.number) for line in lines)
            faults.append(f"{sent[key].code} 出现 {len(lines)} 次且内容不同（第 {numbers} 行），未接收")
            rows.append(attrs.evolve(lines[0], filled={}))
        else:
            rows.append(next((line for line in lines if line.filled), lines[0]))
    return rows


def _cells(
    row: ReturnedRow,
    sent: FormRow,
    columns: Mapping[str, Column],
    subject: Subject,
    request: CollectionRequest,
    snapshot: Snapshot,
    as_of: date,
    since: Since,
    faults: list[str],
) -> list[CellFinding]:
    standing = subject.rows.get(row.key)
    changed = [key for key, text in row.locked.items() if text.strip() != sent.values.get(key, "").strip()]
    if changed:
        names = "、".join(columns[key].title for key in changed if key in columns)
        faults.append(f"{sent.code} 的锁定格（{names}）被改动，以发出时的内容为准")
    if standing is None or standing.deleted:
        if row.filled:
            faults.append(f"{sent.code} 已删除或不再填报，填报内容未接收")
        return []
    ours = {key: text_of(columns[key], standing, snapshot) for key in columns}
    moved = {key for key in columns if ours[key] != sent.values.get(key, "")}
    theirs: dict[str, str] = {}
    for key, typed in row.filled.items():
        try:
            theirs[key] = normal(columns[key], "" if typed.strip() == CLEARED else typed, snapshot)
        except BadInput as error:
            faults.append(f"{sent.code}“{columns[key].title}”填的“{typed[:20]}”：{str(error).rstrip('。')}")
    home = unit_of(standing, subject.kind)
    handed = "" if home == request.unit else f"这一项现由{snapshot.unit_label(home) or '待定单位'}负责"
    cells = []
    for key, text in theirs.items():
        base = sent.values.get(key, "")
        state: CellState = (
            "unchanged"
            if text in (base, ours[key])
            else "conflict"
            if key in moved
            else "parallel"
            if moved
            else "updated"
        )
        last_change = None
        question = ""
        if state != "unchanged":
            question = handed or why_odd(columns[key], ours[key], text, {**ours, **theirs}, as_of, snapshot)
            last_change = since(subject.kind.table, row.key, key) if state == "conflict" else None
            if state == "conflict":
                question = question or "两边都改了，请选定"
        cells.append(
            CellFinding(
                row.key, sent.code, sent.title, key, columns[key].title, base, ours[key], text, state, question,
                last_change[0] if last_change else "", last_change[1] if last_change else None,
            )
        )  # fmt: skip
    return cells


def _new(
    number: int,
    texts: Mapping[str, str],
    collection: Collection,
    kind: Kind,
    request: CollectionRequest,
    snapshot: Snapshot,
) -> NewFinding:
    joined = "\x1f".join(f"{title}={text.strip()}" for title, text in sorted(texts.items()) if text.strip())
    mark = hashlib.sha256(joined.encode()).hexdigest()[:12]
    words = "　".join(text.strip() for text in texts.values() if text.strip())
    is_known = mark in request.added.split()
    if not collection.takes_new:
        return NewFinding(number, mark, words, {}, "这次填报不收新增，未接收")
    values: dict[str, Any] = {}
    for column in new_columns(kind):
        text = texts.get(column.title, "").strip()
        try:
            value = column.field.type.read(text, snapshot)
            if column.field.is_required and value in (None, ""):
                raise BadInput(f"“{column.title}”没有填")
        except BadInput as error:
            reason = f"“{column.title}”{str(error).rstrip('。')}" if text else f"“{column.title}”没有填"
            return NewFinding(number, mark, words, {}, reason, is_known)
        if value not in (None, ""):
            values[column.key] = value
    return NewFinding(number, mark, words, values, "", is_known)
