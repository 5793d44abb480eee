"""What stands in a letter, whoever writes it: head, number, title, paragraphs by level, signature, 版记."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.kinds.letter import Letter
from battlemap.domain.snapshot import Snapshot

Level = Literal["body", "first", "second"]
_FIRST: Final = re.compile(r"[一二三四五六七八九十]+、")
_SECOND: Final = re.compile(r"（[一二三四五六七八九十]+）")
#: A heading is a line of its own; one that goes on behind its first sentence is only begun in its typeface.
_LONGEST_HEADING: Final = 28


@attrs.frozen
class Paragraph:
    """One paragraph; a heading of the first level is set in 黑体, of the second in 楷体 (GB/T 9704-2012, 7.3.3)."""

    text: str
    level: Level = "body"


@attrs.frozen
class LetterContent:
    """All words of a letter. `mark` is the 发文机关标志, `sender` the 署名; `copies` and `printed` make the 版记.

    A draft has no number and says so in its place; 会议纪要 has neither 主送 nor signature (10.3).
    """

    mark: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[Paragraph, ...]
    sender: str
    day: date
    copies: str = ""
    printed: str = ""
    contact: str = ""
    is_minutes: bool = False


def letter_content(letter: Letter, snapshot: Snapshot) -> LetterContent:
    """Returns the words of a letter as they are to be set."""
    campaign = snapshot.campaign
    post = campaign.command_post or campaign.title
    is_minutes = letter.kind == "minutes"
    mark = f"{post}会议纪要" if is_minutes else f"{post}文件"
    body = [line.strip() for line in letter.body.splitlines() if line.strip()]
    if letter.basis:
        body.insert(0, f"依据：{letter.basis}")
    if letter.contact and not is_minutes:
        body.append(f"（联系人：{letter.contact}）")
    return LetterContent(
        mark=mark,
        number=letter.reference,
        title=letter.title,
        addressee="" if is_minutes else letter.addressee,
        paragraphs=tuple(paragraph_of(line) for line in body),
        sender="" if is_minutes else post,
        day=letter.issued_on or letter.drafted_on,
        copies=letter.copies,
        printed=campaign.map_unit or post,
        is_minutes=is_minutes,
    )


def paragraph_of(line: str) -> Paragraph:
    """Returns a line as a paragraph of its level: 「一、」 is the first, 「（一）」 the second."""
    if len(line) <= _LONGEST_HEADING and not line.endswith("。"):
        if _FIRST.match(line):
            return Paragraph(line, "first")
        if _SECOND.match(line):
            return Paragraph(line, "second")
    return Paragraph(line)


def chinese_date(day: date) -> str:
    """Returns 「2018年11月5日」: months and days without leading zeros (7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def file_name(letter: Letter) -> str:
    """Returns how the file of a letter is called, without its ending."""
    kind = wording.LETTER_KINDS[letter.kind]
    return f"{kind}-{letter.reference if letter.number else '拟稿'}-{letter.title}"[:80]
