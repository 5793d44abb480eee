"""Editions (第 N 期) of a sheet, and postings: which version of a sheet hangs on the wall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import attrs

from battlemap.domain.kinds.people import Masking


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
    """Returns what hangs on the wall of a sheet: its newest live posting."""
    live = [posting for posting in postings if posting.sheet == sheet and not posting.deleted]
    return max(live, key=lambda posting: (posting.data_until, posting.id), default=None)
