"""Source documents (来源文件) clause by clause, and which tasks carry a clause out."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class SourceDocument:
    """A document that tasks are to carry out, such as 15号文件."""

    id: str
    title: str
    rank: str
    document_number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    note: str = ""
    deleted: bool = False


@attrs.frozen
class Clause:
    """One clause in the document's own words; `section` is the heading that it stands under."""

    id: str
    document: str
    number: str
    words: str
    rank: str
    section: str = ""
    lead_unit: str | None = None
    coop_units: str = ""
    due_on: date | None = None
    due_text: str = ""
    deleted: bool = False


@attrs.frozen
class ClauseTask:
    """That a task carries a clause out."""

    id: str
    clause: str
    task: str
    deleted: bool = False


def _clause_name(clause: Clause, names: Names) -> str:
    return (
        f"{names.called('source_document', clause.document)}第 {clause.number} 条“{brief(clause.words, 80)}”"
    )


def _check_link(link: ClauseTask, before: ClauseTask | None, rows: Neighbours) -> None:
    if any(other.id != link.id for other in rows.live(ClauseTask, clause=link.clause, task=link.task)):
        raise Refused("这项任务已经对应这一条款，不必重复。")


SOURCE_DOCUMENT = Kind(
    "source_document", SourceDocument, "来源文件", "份来源文件",
    (
        Field("title", "文件名称", Text(120), is_required=True, width=280),
        Field("document_number", "文号", Text(60), width=160),
        Field("issuer", "印发机关", Text(60), width=140),
        Field("issued_on", "印发日期", Day(), width=96),
        Field("note", "说明", LongText(), width=160),
    ),
    name_keys=("document_number", "title"), order=("rank",), verb="登记",
)  # fmt: skip

CLAUSE = Kind(
    "clause", Clause, "文件条款", "条文件条款",
    (
        Field("document", "来源文件", Pointing("source_document"), is_required=True, width=140),
        Field("number", "条款号", Text(16), is_required=True, width=72),
        Field("section", "所在部分", Text(), width=140),
        Field("words", "条款原文", LongText(), is_required=True, width=360),
        Field("lead_unit", "责任单位", OfUnit(), width=120),
        Field("coop_units", "配合单位", Text(), width=120, in_list=False),
        Field("due_on", "完成时限", Day(), width=96),
        Field("due_text", "时限原文", Text(), width=96, in_list=False),
    ),
    name_keys=("number",), parent="document", order=("document", "rank"), verb="增加",
    words=Words(name=_clause_name),
)  # fmt: skip

CLAUSE_TASK: Kind = Kind(
    "clause_task", ClauseTask, "来源条款", "条来源条款",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("clause", "条款", Pointing("clause"), is_required=True, width=360),
    ),
    name_keys=("clause",), parent="task", order=("task",), verb="对应", check_among=_check_link, is_printed=False,
)  # fmt: skip
