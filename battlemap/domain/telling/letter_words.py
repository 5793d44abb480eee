"""Letters drawn up from the facts: templates of ``resources/letters``, which an office may change, filled from a snapshot."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.letter import COLOURS, LETTER_FORMS, Letter, LetterForm, LetterKind
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.letter_content import ROW_STROKES
from battlemap.domain.telling.letter_facts import basis_words, campaign_facts, task_facts
from battlemap.errors import BadInput
from battlemap.paths import resource

#: What each kind is called in 机关代字: 「攻坚督〔2018〕1号」.
_CODES: Mapping[LetterKind, str] = {
    "order": "交", "reminder": "提", "supervision": "督", "rectification": "改", "admonition": "约", "strike_application": "申",
    "strike_confirmation": "销", "bulletin": "通", "inspection": "报", "minutes": "纪",
}  # fmt: skip
#: Letters that quote for what reason they are written.
_WITH_BASIS: Final[tuple[LetterKind, ...]] = (
    "order",
    "reminder",
    "supervision",
    "rectification",
    "admonition",
)
#: What stands before that where the office has not chosen its own.
_POST_CODE = "攻坚"


@attrs.frozen
class LetterTemplate:
    """Title and paragraphs with names in braces; an answer is due after so many working days, 0 for none.

    A paragraph 「｜…｜…｜」 is a row of a table; `form` is how the letter is set unless somebody says otherwise.
    """

    title: str
    paragraphs: tuple[str, ...]
    answer_days: int = 0
    form: LetterForm = "document"


def letter_template(kind: LetterKind) -> LetterTemplate:
    """Returns the template of a kind; raises BadInput where somebody has spoiled its file."""
    path = resource("letters", f"{kind}.json")
    try:
        read = json.loads(path.read_text("utf-8"))
        form = read.get("form", "document")
        if form not in LETTER_FORMS:
            raise ValueError(f"form {form!r}")
        days = int(read.get("answer_days", 0))
        return LetterTemplate(str(read["title"]), tuple(map(str, read["paragraphs"])), days, form)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(f"公文模板“{path.name}”读不懂，请核对后再拟稿。", str(error)) from error


def drawn_up(
    kind: LetterKind,
    snapshot: Snapshot,
    as_of: date,
    task: Task | None = None,
    escalated_from: Letter | None = None,
    more: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Returns the values of a draft: title, addressee, body, code, day for an answer and what it is about.

    Raises BadInput for a template that names something unknown, or a kind that needs a task where there is none.
    """
    template = letter_template(kind)
    calendar = snapshot.calendar
    due = (
        calendar.add(calendar.next_working_day(as_of), template.answer_days) if template.answer_days else None
    )
    facts = campaign_facts(snapshot, as_of, due)
    if task is not None:
        facts |= task_facts(snapshot, task, as_of)
    facts |= {"escalation_words": _escalation_words(escalated_from)}
    facts |= dict(more or {})
    title = _filled(template.title, facts, kind)
    lines = [_filled(paragraph, facts, kind).strip() for paragraph in template.paragraphs]
    unit = snapshot.units.get(task.responsible_unit) if task and task.responsible_unit else None
    is_to_all = kind in ("bulletin", "inspection", "strike_application") or unit is None
    return {
        "kind": kind,
        "code": f"{_POST_CODE}{_CODES[kind]}",
        "title": title,
        "addressee": _addressee(kind, snapshot) if is_to_all or unit is None else unit.name,
        "body": "\n".join(line for line in lines if line),
        "answer_due_on": due,
        "unit": unit.id if unit else None,
        "task": task.id if task else None,
        "form": template.form,
        "basis": basis_words(snapshot, task) if task is not None and kind in _WITH_BASIS else "",
    }


def _addressee(kind: LetterKind, snapshot: Snapshot) -> str:
    post = snapshot.campaign.command_post or "指挥部"
    return {"inspection": "指挥部领导", "strike_application": post, "minutes": ""}.get(kind, "各责任单位")


def _escalation_words(letter: Letter | None) -> str:
    if letter is None or letter.kind not in COLOURS:
        return ""
    kind, day = wording.LETTER_KINDS[letter.kind], letter.answer_due_on
    due = f"，要求{day.month}月{day.day}日前反馈" if day else ""
    issued = f"{letter.issued_on.month}月{letter.issued_on.day}日" if letter.issued_on else ""
    return f"{issued}已发{kind}（{letter.reference}）{due}，至今未反馈。"


def _filled(text: str, facts: Mapping[str, str], kind: LetterKind) -> str:
    """Returns the text with every name in braces replaced; nothing else in it is interpreted."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise BadInput(
            f"公文模板“{wording.LETTER_KINDS[kind]}”的花括号不成对，请核对。", text[:60]
        ) from error
    unknown = [name for name in names if name not in facts]
    if unknown:
        kind_name = wording.LETTER_KINDS[kind]
        raise BadInput(f"{kind_name}须从任务拟稿，或模板里有不认识的内容：{'、'.join(unknown)}。")
    is_row = text[:1] in ROW_STROKES and bool(text)
    for name in dict.fromkeys(names):
        fact = facts[name]
        if is_row:  # a stroke or a new line in a fact is no new cell
            fact = " ".join(fact.replace("|", "／").replace("｜", "／").split())
        text = text.replace(f"{{{name}}}", fact)
    return text
