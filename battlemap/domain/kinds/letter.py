"""Letters (公文): what a letter is, its number, its states, and by which rule 蓝 becomes 黄 and 黄 becomes 红."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Neighbours, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused

LetterKind = Literal[
    "order", "reminder", "supervision", "rectification", "admonition", "strike_application", "strike_confirmation", "bulletin",
    "inspection", "minutes",
]  # fmt: skip
LetterForm = Literal["document", "upward", "epistle"]
LetterUrgency = Literal["urgent", "most_urgent"]
LetterState = Literal["draft", "issued", "delivered", "received", "answered", "closed", "escalated", "void"]
LETTER_KINDS: Final[tuple[LetterKind, ...]] = get_args(LetterKind)
LETTER_STATES: Final[tuple[LetterState, ...]] = get_args(LetterState)
LETTER_FORMS: Final[tuple[LetterForm, ...]] = get_args(LetterForm)
#: 密级和保密期限: 「机密★1年」 (GB/T 9704-2012, 7.2.2).
_SECRECY: Final = re.compile(r"(绝密|机密|秘密)(★\S{1,8})?")
#: 三色单: 蓝 (提醒函) → 黄 (督办单) → 红 (通报); each only after the one before.
COLOURS: Final[tuple[LetterKind, ...]] = ("reminder", "supervision", "bulletin")
#: What each state may become.
_FOLLOWING: Final[dict[LetterState, tuple[LetterState, ...]]] = {
    "draft": ("issued",),
    "issued": ("delivered", "received", "answered", "closed", "escalated", "void"),
    "delivered": ("received", "answered", "closed", "escalated", "void"),
    "received": ("answered", "closed", "escalated", "void"),
    "answered": ("closed", "escalated", "void", "received"),
    "closed": (),
    "escalated": (),
    "void": (),
}


@attrs.frozen
class Letter:
    """One letter; `number` is 0 until it is signed, then it keeps it, also when it is void. `body` has a paragraph a line.

    `form` is how it is set: as a 文件, as an 上行文 with its signer, or in 信函格式; `version` counts the minutes of one
    meeting, `replaces` is the version before.
    """

    id: str
    kind: LetterKind
    code: str
    year: int
    title: str
    drafted_on: date
    state: LetterState = "draft"
    number: int = 0
    addressee: str = ""
    body: str = ""
    basis: str = ""
    copies: str = ""
    contact: str = ""
    unit: str | None = None
    task: str | None = None
    escalated_from: str | None = None
    drafted_by: str = ""
    signer: str = ""
    issued_on: date | None = None
    delivered_on: date | None = None
    delivered_how: str = ""
    received_on: date | None = None
    received_by: str = ""
    answer_due_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    closed_on: date | None = None
    outcome: str = ""
    form: LetterForm = "document"
    copy_number: int = 0
    secrecy: str = ""
    urgency: LetterUrgency | None = None
    version: int = 1
    replaces: str | None = None
    deleted: bool = False

    @property
    def reference(self) -> str:
        """发文字号 「攻坚督〔2018〕3号」, 「（未编号）」 for a draft (GB/T 9704-2012, 7.2.5)."""
        return f"{self.code}〔{self.year}〕{self.number}号" if self.number else "（未编号）"

    @property
    def is_open(self) -> bool:
        """Whether it is under way: signed, and neither closed, risen to the next nor void."""
        return self.state in ("issued", "delivered", "received", "answered")

    def is_overdue(self, as_of: date) -> bool:
        """Whether an answer was due before the day and none came."""
        is_owed = self.is_open and self.answered_on is None
        return is_owed and self.answer_due_on is not None and self.answer_due_on < as_of


def next_number(letters: Iterable[Letter], kind: LetterKind, year: int) -> int:
    """Returns the least number that no letter of the kind and year bears: there is never a gap below a number in use.

    A void one keeps its number; one whose signing was undone gives it back, and the next takes it.
    """
    taken = {letter.number for letter in letters if (letter.kind, letter.year) == (kind, year)}
    number = 1
    while number in taken:
        number += 1
    return number


def next_colour(kind: LetterKind) -> LetterKind | None:
    """Returns the next of the three colours, None behind the red one and for other kinds."""
    place = COLOURS.index(kind) + 1 if kind in COLOURS else len(COLOURS)
    return COLOURS[place] if place < len(COLOURS) else None


def why_not_escalated(letter: Letter, as_of: date) -> str:
    """Returns why a letter may not rise to the next colour yet, "" where it may.

    蓝 → 黄 → 红 by rule alone: signed, its day for an answer is over, and none came (or the answer was sent back).
    """
    if next_colour(letter.kind) is None:
        return f"{wording.LETTER_KINDS[letter.kind]}没有上一级公文。"
    if not letter.is_open:
        return f"{letter.reference} 未签发或已办结，不能升级。"
    if letter.answer_due_on is None:
        return f"{letter.reference} 没有规定反馈时限，不能升级。"
    if not letter.is_overdue(as_of):
        return f"{letter.reference} 反馈时限是 {letter.answer_due_on}，还没有逾期，不能升级。"
    return ""


def _check(letter: Letter) -> None:
    if (letter.number > 0) == (letter.state == "draft"):
        raise Refused("公文签发时编号，没有签发的不编号。")
    if letter.state != "draft" and not letter.signer.strip():
        raise Refused(f"{letter.reference} 没有签发人，不能签发。")
    if letter.secrecy and not _SECRECY.fullmatch(letter.secrecy):
        raise Refused(f"密级“{brief(letter.secrecy)}”请写成 秘密、机密 或 绝密，可带期限，如 机密★1年。")
    if letter.secrecy and not letter.copy_number and letter.state != "draft":
        raise Refused(f"“{brief(letter.title)}”标了密级，须有份号才能签发。")


def _check_among(letter: Letter, before: Letter | None, rows: Neighbours) -> None:
    if before is not None and before.state != letter.state and letter.state not in _FOLLOWING[before.state]:
        states = wording.LETTER_STATES
        raise Refused(f"公文“{brief(letter.title)}”{states[before.state]}，不能改为{states[letter.state]}。")
    if before is not None and before.number and before.number != letter.number:
        raise Refused(f"{before.reference} 已编号，不能改号。")
    if letter.number and (before is None or not before.number):
        others = rows.live(Letter, kind=letter.kind, year=letter.year)
        if letter.number != next_number(
            [one for one in others if one.id != letter.id], letter.kind, letter.year
        ):
            raise Refused(f"{letter.reference} 与已有公文重号或跳号。")
    is_signed = letter.state == "issued" and (before is None or before.state == "draft")
    if is_signed and letter.kind in COLOURS[1:] and letter.task is not None:
        earlier = rows.find(Letter, id=letter.escalated_from) if letter.escalated_from else []
        day = letter.issued_on or letter.drafted_on
        if not earlier or next_colour(earlier[0].kind) != letter.kind:
            raise Refused(f"{wording.LETTER_KINDS[letter.kind]}须由上一级公文逾期升级而来，不能直接签发。")
        why = why_not_escalated(earlier[0], day)
        if why:
            raise Refused(why)


def _subject(letter: Letter, names: Names) -> str:
    shown = letter.reference if letter.number else f"“{brief(letter.title)}”"
    return f"{wording.LETTER_KINDS[letter.kind]} {shown}"


def _deeds(before: Letter, after: Letter, fields: Changed, names: Names) -> list[str]:
    if "state" not in fields:
        return []
    for key in list(fields):
        fields.pop(key)
    return [f"{wording.LETTER_STATES[after.state]} {_subject(after, names)}"]


LETTER = Kind(
    "letter", Letter, "公文", "份公文",
    (
        Field("kind", "文种", Choice(wording.LETTER_KINDS), is_set_by_program=True, width=96),
        Field("code", "机关代字", Text(), is_set_by_program=True, in_list=False),
        Field("year", "年份", WholeNumber(1990, 2100), is_set_by_program=True, in_list=False),
        Field("number", "序号", WholeNumber(hides_zero=True), is_set_by_program=True, width=60),
        Field("title", "标题", LongText(), is_required=True, width=280),
        Field("state", "状态", Choice(wording.LETTER_STATES), is_set_by_program=True, width=72),
        Field("addressee", "主送", Text(), width=140),
        Field("body", "正文", LongText(), width=200, in_list=False),
        Field("basis", "依据", LongText(), width=200, in_list=False),
        Field("copies", "抄送", LongText(), width=140, in_list=False),
        Field("contact", "联系人电话", Text(), width=140, in_list=False),
        Field("unit", "单位", OfUnit(), width=120),
        Field("task", "任务", Pointing("task", True), width=96),
        Field("escalated_from", "升级自", Pointing("letter", True), is_set_by_program=True, width=120),
        Field("drafted_on", "拟稿日期", Day(), is_required=True, is_set_by_program=True, begins="today", width=96),
        Field("drafted_by", "拟稿人", Text(), is_set_by_program=True, begins="actor", width=88),
        Field("signer", "签发人", Text(), is_set_by_program=True, width=88),
        Field("issued_on", "签发日期", Day(), is_set_by_program=True, width=96),
        Field("delivered_on", "送达日期", Day(), is_set_by_program=True, width=96),
        Field("delivered_how", "送达方式", Text(), is_set_by_program=True, width=96, in_list=False),
        Field("received_on", "签收日期", Day(), is_set_by_program=True, width=96),
        Field("received_by", "签收人", Text(), is_set_by_program=True, width=88, in_list=False),
        Field("answer_due_on", "反馈时限", Day(), width=96),
        Field("answer", "反馈情况", LongText(), is_set_by_program=True, width=200, in_list=False),
        Field("answered_on", "反馈日期", Day(), is_set_by_program=True, width=96),
        Field("closed_on", "办结日期", Day(), is_set_by_program=True, width=96),
        Field("outcome", "办理结果", LongText(), is_set_by_program=True, width=200, in_list=False),
        Field("form", "公文格式", Choice(wording.LETTER_FORMS), width=88, in_list=False),
        Field("copy_number", "份号", WholeNumber(0, 999_999, hides_zero=True), width=72, in_list=False),
        Field("secrecy", "密级", Text(16), width=96, in_list=False, hint="如 机密★1年"),
        Field("urgency", "紧急程度", Choice(wording.LETTER_URGENCIES, True), width=88, in_list=False),
        Field("version", "版次", WholeNumber(1), is_set_by_program=True, width=60, in_list=False),
        Field("replaces", "代替", Pointing("letter", True), is_set_by_program=True, width=120, in_list=False),
    ),
    name_keys=("title",), order=("-drafted_on",), verb="拟", check=_check,
    bound=(("secrecy", "copy_number"),), check_among=_check_among, is_kept_by_hand=False,
    words=Words(subject=_subject, full=lambda letter, names: f" {_subject(letter, names)}", deeds=_deeds),
)  # fmt: skip
