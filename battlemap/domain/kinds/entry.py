"""Entries of ledgers and what they lead to; there may be a hundred thousand, so they stay in the file and are asked for."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

import attrs

from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Code, Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

_SPELLING: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
#: Behind the id of a field of days: where the words are kept in which its day was told, after that day.
SAID: Final = ".said"
#: More characters than one entry can need: a cell of ten million is no value.
MOST_DATA: Final = 2_000_000


@attrs.frozen
class Entry:
    """One entry. `data` is a JSON object: id of a field → its value; "" where it was emptied, no key where never filled.

    `title`, `code` and `stage` are what its title field, its number field and its stage field hold, so that they can be
    asked for without knowing the ledger; `stage_on` is the day on which it came to the stage, `furthest` the stage
    furthest along the road that it ever came to. `parent` is the entry that it belongs to. `unread` counts the values
    that their types could not read.
    """

    id: str
    ledger: str
    rank: str
    title: str = ""
    code: str = ""
    stage: str = ""
    stage_on: date | None = None
    furthest: str = ""
    parent: str | None = None
    data: str = "{}"
    unread: int = 0
    deleted: bool = False


@attrs.frozen
class EntryLink:
    """One tie of an entry by a field of the type 关联: to the row `target_id` of the table `target_table`."""

    id: str
    entry: str
    field: str
    target_table: str
    target_id: str
    deleted: bool = False


def data_of(entry: Entry) -> dict[str, Any]:
    """Returns the values by field id; {} for what somebody has garbled."""
    return _loaded(entry) or {}


def is_readable(entry: Entry) -> bool:
    """Whether the values can be read at all."""
    return _loaded(entry) is not None


def _loaded(entry: Entry) -> dict[str, Any] | None:
    try:
        data = json.loads(entry.data)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def data_text(data: dict[str, Any]) -> str:
    """Returns the spelling of the values by which equal ones are equal."""
    return _SPELLING.encode(data)


def _check(entry: Entry) -> None:
    if len(entry.data) > MOST_DATA:
        raise Refused(
            f"“{brief(entry.title)}”的内容过长（{len(entry.data) // 10000} 万字），请删减后再保存。"
        )
    try:
        data = json.loads(entry.data)
    except (ValueError, RecursionError) as error:
        raise Refused(f"“{brief(entry.title)}”的内容读不懂，请重新填写。", str(error)) from error
    if not isinstance(data, dict):
        raise Refused(f"“{brief(entry.title)}”的内容读不懂，请重新填写。")
    if entry.parent == entry.id:
        raise Refused(f"“{brief(entry.title)}”不能是自己的下级。")


ENTRY = Kind(
    "entry", Entry, "台账条目", "条台账条目",
    (
        Field("ledger", "台账", Pointing("ledger"), is_required=True, is_set_by_program=True, width=120),
        Field("title", "名称", Text(), is_set_by_program=True, width=220),
        Field("code", "编号", Code(), is_set_by_program=True, width=120),
        Field("stage", "阶段", Code(), is_set_by_program=True, width=96),
        Field("stage_on", "进入阶段日期", Day(), is_set_by_program=True, width=96),
        Field("furthest", "最远阶段", Code(), is_set_by_program=True, in_list=False),
        Field("parent", "所属条目", Pointing("entry", True), is_set_by_program=True, in_list=False),
        Field("data", "内容", Hidden(told_as="（台账内容）"), is_set_by_program=True, in_list=False),
        Field("unread", "读不懂", WholeNumber(), is_set_by_program=True, in_list=False),
    ),
    order=("rank",), check=_check, bound=(("stage", "stage_on"),),
    is_kept_by_hand=False, is_binned=False, is_printed=False, is_asked_for=True,
)  # fmt: skip


def _tied(link: EntryLink, names: Names) -> str:
    called = brief(names.called(link.target_table, link.target_id))
    return f"“{called}”" if called else "另一条台账"


ENTRY_LINK = Kind(
    "entry_link", EntryLink, "台账关联", "条台账关联",
    (
        Field("entry", "条目", Pointing("entry"), is_required=True, is_set_by_program=True),
        Field("field", "字段", Pointing("ledger_field"), is_required=True, is_set_by_program=True),
        Field("target_table", "对象类别", Code(), is_required=True, is_set_by_program=True),
        Field("target_id", "对象", Code(), is_required=True, is_set_by_program=True),
    ),
    words=Words(
        subject=lambda link, names: f"与{_tied(link, names)}的关联",
        full=lambda link, names: f"与{_tied(link, names)}的关联",
        created=lambda link, names: f"关联{_tied(link, names)}",
        removed=lambda link, names: f"取消与{_tied(link, names)}的关联",
    ),
    name_keys=("target_id",), parent="entry", is_background=True, is_kept_by_hand=False, is_binned=False,
    is_printed=False, is_asked_for=True,
)  # fmt: skip
