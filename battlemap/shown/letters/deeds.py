"""What can be done with a letter in its state: a line per deed, with what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from battlemap.commands.command import Command
from battlemap.commands.letter import (
    AnswerLetter,
    CloseLetter,
    DeliverLetter,
    IssueLetter,
    ReceiveLetter,
    VoidLetter,
)
from battlemap.domain.kinds.letter import Letter


@attrs.frozen
class LetterDeed:
    """One deed; `words` names what it asks for, "" for nothing."""

    name: str
    title: str
    can: Callable[[Letter], bool]
    command: Callable[[Letter, str], Command]
    words: str = ""


def _open(letter: Letter) -> bool:
    return letter.is_open


DEEDS: Final = (
    LetterDeed("issue", "签发", lambda one: one.state == "draft", lambda one, words: IssueLetter(one.id, words), "签发人"),
    LetterDeed(
        "deliver", "送达", lambda one: one.state == "issued", lambda one, words: DeliverLetter(one.id, words), "送达方式"
    ),
    LetterDeed(
        "receive", "签收", lambda one: one.state in ("issued", "delivered"), lambda one, words: ReceiveLetter(one.id, words),
        "签收人",
    ),
    LetterDeed("answer", "登记反馈", _open, lambda one, words: AnswerLetter(one.id, words), "反馈内容"),
    LetterDeed("close", "办结", _open, lambda one, words: CloseLetter(one.id, words), "办理结果"),
    LetterDeed("void", "作废", lambda one: one.is_open or one.state == "draft", lambda one, words: VoidLetter(one.id, words), "作废理由"),
)  # fmt: skip
#: Name → deed.
DEED: Final = {deed.name: deed for deed in DEEDS}
