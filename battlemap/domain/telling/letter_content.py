"""What stands in a letter, whoever writes it: head, number, title, paragraphs by level, signature, 版记."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.kinds.letter import Letter, LetterForm
from battlemap.domain.snapshot import Snapshot
from battlemap.safe_names import safe_name

Level = Literal["body", "first", "second", "people", "row"]
_FIRST: Final = re.compile(r"[一二三四五六七八九十]+、")
_SECOND: Final = re.compile(r"（[一二三四五六七八九十]+）")
#: Who was there, in minutes: the label is set in 黑体, the names stand under each other (10.3).
_PEOPLE: Final = re.compile(r"(出席|请假|列席|记录)：(.+)")
#: A line that begins so is a row of a table; its cells stand between such strokes.
ROW_STROKES: Final = "｜|"
#: A heading is a line of its own; one that goes on behind its first sentence is only begun in its typeface.
_LONGEST_HEADING: Final = 28


@attrs.frozen
class Paragraph:
    """One paragraph; a heading of the first level is set in 黑体, of the second in 楷体 (GB/T 9704-2012, 7.3.3).

    `label` stands before the names of who was at a meeting; `cells` make a row of a table: the first, third … are heads,
    and an empty one after a head is room for an opinion and a seal.
    """

    text: str
    level: Level = "body"
    label: str = ""
    cells: tuple[str, ...] = ()


@attrs.frozen
class LetterContent:
    """All words of a letter. `mark` is the 发文机关标志, `sender` the 署名; `copies` and `printed` make the 版记.

    A draft has no number and says so in its place; 会议纪要 has neither 主送 nor signature (10.3). `marks` are 份号, 密级
    and 紧急程度 in their order; `signer` stands beside the number of an 上行文 alone (7.2.6).
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
    form: LetterForm = "document"
    marks: tuple[str, ...] = ()
    signer: str = ""


def letter_content(letter: Letter, snapshot: Snapshot) -> LetterContent:
    """Returns the words of a letter as they are to be set."""
    campaign = snapshot.campaign
    post = campaign.command_post or campaign.title
    is_minutes = letter.kind == "minutes"
    unit = snapshot.units.get(letter.unit) if letter.unit else None
    owner = unit.name if unit is not None and letter.kind == "strike_application" else post
    is_epistle = letter.form == "epistle" and not is_minutes
    mark = f"{post}会议纪要" if is_minutes else owner if is_epistle else f"{owner}文件"
    body = [line.strip() for line in letter.body.splitlines() if line.strip()]
    if letter.basis:
        body.insert(0, f"依据：{letter.basis}")
    if letter.contact and not is_minutes:
        body.append(f"（联系人：{letter.contact}）")
    if is_minutes and letter.number:
        body.append(version_words(letter, snapshot))
    return LetterContent(
        mark=mark,
        number=letter.reference,
        title=letter.title,
        addressee="" if is_minutes else letter.addressee,
        paragraphs=tuple(paragraph_of(line) for line in body),
        sender="" if is_minutes else owner,
        day=letter.issued_on or letter.drafted_on,
        copies=letter.copies,
        printed=(campaign.map_unit or post) if owner == post else owner,
        is_minutes=is_minutes,
        form="document" if is_minutes else letter.form,
        marks=_marks(letter),
        signer=letter.signer if letter.form == "upward" else "",
    )


def _marks(letter: Letter) -> tuple[str, ...]:
    """Returns 份号 of six figures, 密级和保密期限, 紧急程度, as far as there are any (7.2.1 to 7.2.3)."""
    copy = f"{letter.copy_number:06d}" if letter.copy_number else ""
    urgency = wording.LETTER_URGENCIES[letter.urgency] if letter.urgency else ""
    return tuple(filter(None, (copy, letter.secrecy, urgency)))


def version_words(letter: Letter, snapshot: Snapshot) -> str:
    """Returns which version of the minutes this is, what it replaces, and the check code of its words.

    Who holds a print can tell by the code whether it is the text that the file holds.
    """
    earlier = snapshot.letters.get(letter.replaces) if letter.replaces else None
    instead = f"，代替{earlier.reference}" if earlier is not None else ""
    return f"（第{letter.version}版{instead}，校验码{check_code(letter)}）"


def check_code(letter: Letter) -> str:
    """Returns eight figures that are those of this title and body alone."""
    return hashlib.sha256(f"{letter.title}\n{letter.body}".encode()).hexdigest()[:8].upper()


def paragraph_of(line: str) -> Paragraph:
    """Returns a line as a paragraph of its level: 「一、」 is the first, 「（一）」 the second, 「｜…｜」 a row of a table."""
    if line[:1] in ROW_STROKES and line:
        inner = line[1:-1] if len(line) > 1 and line[-1] in ROW_STROKES else line[1:]
        cells = re.split(f"[{ROW_STROKES}]", inner)
        return Paragraph("", "row", cells=tuple(cell.strip() for cell in cells))
    people = _PEOPLE.fullmatch(line)
    if people:
        return Paragraph(people[2], "people", label=f"{people[1]}：")
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
    return safe_name(
        f"{kind}-{letter.reference if letter.number else '拟稿'}-{letter.title}".replace("/", "-"), kind, 80
    )
