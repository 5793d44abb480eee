"""Letters from draft to close: drawn up, signed (and numbered), delivered, received, answered, closed, risen, void."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from battlemap.domain.days.calendar import checked_day
from battlemap.domain.kinds.letter import LETTER, Letter, next_colour, next_number, why_not_escalated
from battlemap.domain.kinds.member import Member, why_not_numbered
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository

#: What of a letter is typed while it is a draft.
_TYPED = (
    "title", "addressee", "body", "basis", "copies", "contact", "answer_due_on", "unit", "task", "form", "copy_number", "secrecy",
    "urgency",
)  # fmt: skip


def _named(snapshot: Snapshot, letter: str) -> str:
    row = snapshot.rows["letter"][letter]
    return LETTER.full_subject(row, snapshot)


@attrs.frozen
class DraftLetter:
    """拟稿: a letter of a kind with these texts; `escalated_from` is the one that it rises from."""

    values: Mapping[str, Any]
    escalated_from: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"拟稿“{str(self.values.get('title', ''))[:24]}”"

    def apply(self, repository: Repository) -> None:
        """Writes the draft; raises Refused without a title, for strange fields, or where nothing may rise yet."""
        strange = set(self.values) - {*_TYPED, "kind", "code"}
        if strange or "kind" not in self.values:
            raise Refused("公文没有这些项，请核对。", "、".join(sorted(map(str, strange))))
        if self.escalated_from is not None:
            earlier = repository.get(Letter, self.escalated_from)
            why = why_not_escalated(earlier, repository.today)
            if why or next_colour(earlier.kind) != self.values["kind"]:
                raise Refused(why or "升级须逐级进行。")
        values = {key: LETTER.type_of(key).tidy(value) for key, value in self.values.items()}
        draft = Letter(
            repository.new_id(),
            values.pop("kind"),
            values.pop("code", "") or "",
            repository.today.year,
            values.pop("title", "") or "",
            repository.today,
            drafted_by=repository.actor,
            escalated_from=self.escalated_from,
            **values,
        )
        repository.put(draft)


@attrs.frozen
class EditLetter:
    """Other texts for a draft; what is signed is not edited any more."""

    letter: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return f"修改{_named(snapshot, self.letter)}"

    def apply(self, repository: Repository) -> None:
        """Writes the texts; raises Refused for a signed letter or strange fields."""
        letter = repository.get(Letter, self.letter)
        if letter.state != "draft":
            raise Refused(f"{letter.reference} 已签发，不能修改；确有错误请作废后重拟。")
        strange = set(self.changes) - set(_TYPED)
        if strange:
            raise Refused("公文的这些项不能这样修改。", "、".join(sorted(map(str, strange))))
        values = {key: LETTER.type_of(key).tidy(value) for key, value in self.changes.items()}
        repository.put(attrs.evolve(letter, **values))


@attrs.frozen
class IssueLetter:
    """签发: signed by a leader, it gets the next number of its kind and year."""

    letter: str
    signer: str

    def label(self, snapshot: Snapshot) -> str:
        return f"签发{_named(snapshot, self.letter)}"

    def apply(self, repository: Repository) -> None:
        """Writes number, signer and day, and that the letter it rises from has risen; raises Refused without a signer."""
        letter = repository.get(Letter, self.letter)
        if letter.deleted or letter.state != "draft":
            raise Refused("只有拟稿才能签发。")
        if not self.signer.strip():
            raise Refused("签发须写明签发人。")
        if not letter.body.strip():
            raise Refused("公文没有正文，不能签发。")
        why = why_not_numbered(repository.live(Member), repository.site)
        if why:
            raise Refused(why)
        year = repository.today.year
        number = next_number(repository.live(Letter, kind=letter.kind, year=year), letter.kind, year)
        signed = attrs.evolve(
            letter,
            state="issued",
            year=year,
            number=number,
            signer=self.signer.strip(),
            issued_on=repository.today,
        )
        repository.put(signed)
        if letter.escalated_from is not None:
            earlier = repository.get(Letter, letter.escalated_from)
            repository.put(attrs.evolve(earlier, state="escalated"))
        replaced = repository.get(Letter, letter.replaces) if letter.replaces else None
        if replaced is not None and replaced.is_open:
            outcome = f"由第 {letter.version} 版代替（{signed.reference}）"
            repository.put(attrs.evolve(replaced, state="void", outcome=outcome))


@attrs.frozen
class DeliverLetter:
    """送达, and how."""

    letter: str
    how: str = ""
    on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"送达{_named(snapshot, self.letter)}"

    def apply(self, repository: Repository) -> None:
        """Writes day and way; raises Refused for a draft or a day to come."""
        day = _day(repository, self.on, "送达日期")
        letter = _signed(repository, self.letter)
        repository.put(
            attrs.evolve(letter, state="delivered", delivered_on=day, delivered_how=self.how.strip())
        )


@attrs.frozen
class ReceiveLetter:
    """签收 by somebody of the unit."""

    letter: str
    by: str

    def label(self, snapshot: Snapshot) -> str:
        return f"签收{_named(snapshot, self.letter)}"

    def apply(self, repository: Repository) -> None:
        """Writes who and when; raises Refused without a name."""
        letter = _signed(repository, self.letter)
        if not self.by.strip():
            raise Refused("签收须写明签收人。")
        repository.put(
            attrs.evolve(letter, state="received", received_on=repository.today, received_by=self.by.strip())
        )


@attrs.frozen
class AnswerLetter:
    """反馈: what the unit has answered."""

    letter: str
    words: str

    def label(self, snapshot: Snapshot) -> str:
        return f"登记反馈{_named(snapshot, self.letter)}"

    def apply(self, repository: Repository) -> None:
        """Writes the answer; raises Refused without words."""
        letter = _signed(repository, self.letter)
        if not self.words.strip():
            raise Refused("反馈须写明内容。")
        repository.put(
            attrs.evolve(letter, state="answered", answer=self.words.strip(), answered_on=repository.today)
        )


@attrs.frozen
class CloseLetter:
    """办结: what came of it."""

    letter: str
    outcome: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"办结{_named(snapshot, self.letter)}"

    def apply(self, repository: Repository) -> None:
        """Writes day and outcome."""
        letter = _signed(repository, self.letter)
        repository.put(
            attrs.evolve(letter, state="closed", closed_on=repository.today, outcome=self.outcome.strip())
        )


@attrs.frozen
class VoidLetter:
    """作废 with a reason: a signed letter keeps its number, a draft goes."""

    letter: str
    reason: str

    def label(self, snapshot: Snapshot) -> str:
        return f"作废{_named(snapshot, self.letter)}"

    def apply(self, repository: Repository) -> None:
        """Writes it; raises Refused without a reason or where the letter is done with."""
        letter = repository.get(Letter, self.letter)
        if not self.reason.strip():
            raise Refused("作废须写明理由。")
        if letter.state == "draft":
            repository.put(attrs.evolve(letter, deleted=True))
            return
        signed = _signed(repository, self.letter)
        repository.put(attrs.evolve(signed, state="void", outcome=self.reason.strip()))


def _signed(repository: Repository, id: str) -> Letter:
    letter = repository.get(Letter, id)
    if letter.state == "draft":
        raise Refused("公文还没有签发。")
    if not letter.is_open:
        raise Refused(f"{letter.reference} 已办结、升级或作废。")
    return letter


def _day(repository: Repository, on: date | None, what: str) -> date:
    checked_day(on, what)
    day = on or repository.today
    if day > repository.today:
        raise Refused(f"{what} {day} 还没有到，请核对。")
    return day
