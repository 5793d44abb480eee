"""Editions (第 N 期) of a sheet, and postings: which version of a sheet hangs on the wall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Moment
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.text import Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.kinds.people import Masking
from battlemap.domain.words import brief


@attrs.frozen
class Edition:
    """A numbered issue of a sheet: everything that printing it again needs, and the checksum of what was printed.

    `since` is the moment that it reports from, `paper` is written as on the command line (A3-portrait), `details` is all
    that was chosen, as JSON.
    """

    id: str
    sheet: str
    title: str
    number: int
    data_until: datetime
    since: datetime
    paper: str
    theme: str
    masking: Masking
    sha256: str
    details: str = ""
    deleted: bool = False

    @property
    def words(self) -> str:
        """「第 12 期」."""
        return edition_words(self.number)


@attrs.frozen
class Posting:
    """That a sheet as of a moment was hung up at a place; what it showed is read from the journal, not copied."""

    id: str
    sheet: str
    title: str
    data_until: datetime
    paper: str
    place: str = ""
    deleted: bool = False


def edition_words(number: int) -> str:
    """Returns 「第 12 期」."""
    return f"第 {number} 期"


def editions_of(editions: Iterable[Edition], sheet: str) -> tuple[Edition, ...]:
    """Returns the live editions of a sheet, the first first."""
    live = [edition for edition in editions if edition.sheet == sheet and not edition.deleted]
    return tuple(sorted(live, key=lambda edition: edition.number))


def posted(postings: Iterable[Posting], sheet: str) -> Posting | None:
    """Returns what hangs on the wall of a sheet: its newest live posting, of one moment the last that was made."""
    live = [posting for posting in postings if posting.sheet == sheet and not posting.deleted]
    return max(reversed(live), key=lambda posting: posting.data_until, default=None)


def _subject(edition: Edition, names: Names) -> str:
    return f"{brief(edition.title)}{edition.words}"


EDITION = Kind(
    "edition", Edition, "期号", "期",
    (
        Field("sheet", "图", Text(), is_required=True, is_set_by_program=True, in_list=False),
        Field("title", "图名", Text(), is_set_by_program=True, width=200),
        Field("number", "期号", WholeNumber(1), is_set_by_program=True, width=60),
        Field("data_until", "数据截至", Moment(), is_required=True, is_set_by_program=True, width=140),
        Field("since", "起算时间", Moment(), is_required=True, is_set_by_program=True, width=140),
        Field("paper", "纸张", Text(), is_set_by_program=True, width=96),
        Field("theme", "配色", Text(), is_set_by_program=True, width=80),
        Field("masking", "人名打码", Choice(wording.MASKINGS), is_set_by_program=True, width=140),
        Field("sha256", "校验值", Text(), is_set_by_program=True, in_list=False),
        Field("details", "所选项", Hidden(), is_set_by_program=True, in_list=False),
    ),
    order=("title", "number"), words=Words(subject=_subject), is_kept_by_hand=False,
    is_binned=False, is_printed=False,
)  # fmt: skip

POSTING = Kind(
    "posting", Posting, "上墙版本", "个上墙版本",
    (
        Field("sheet", "图", Text(), is_required=True, is_set_by_program=True, in_list=False),
        Field("title", "图名", Text(), is_set_by_program=True, width=200),
        Field("data_until", "数据截至", Moment(), is_required=True, is_set_by_program=True, width=140),
        Field("paper", "纸张", Text(), is_set_by_program=True, width=96),
        Field("place", "位置", Text(), width=140),
    ),
    order=("title", "data_until"), is_kept_by_hand=False,
    is_binned=False, is_printed=False,
)  # fmt: skip
