"""Editions are recorded when they are printed, and versions of sheets are marked as posted."""

from __future__ import annotations

from datetime import datetime

import attrs

from battlemap.domain.kinds.edition import Edition, Posting, edition_words
from battlemap.domain.kinds.people import Masking
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class RecordEdition:
    """A sheet was issued under the number that follows the last one."""

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

    def label(self, snapshot: Snapshot) -> str:
        return f"{self.title}{edition_words(self.number)}"

    def apply(self, repository: Repository) -> None:
        """Writes the edition; raises Refused where its number is taken or its moment is still to come."""
        if self.data_until > repository.at:
            raise Refused(f"{self.title}的数据截至 {self.data_until:%Y-%m-%d %H:%M}，尚未到时间，不能编号。")
        last = max((edition.number for edition in repository.live(Edition, sheet=self.sheet)), default=0)
        if self.number != last + 1:
            raise Refused(
                f"{self.title}已出到第 {last} 期，{edition_words(self.number)}没有编号，请重新出图。"
            )
        repository.put(
            Edition(
                repository.new_id(),
                self.sheet,
                self.title,
                self.number,
                whole_milliseconds(self.data_until),
                whole_milliseconds(self.since),
                self.paper,
                self.theme,
                self.masking,
                self.sha256,
                self.details,
            )
        )


@attrs.frozen
class MarkPosted:
    """A sheet as of a moment hangs on the wall from now on."""

    sheet: str
    title: str
    data_until: datetime
    paper: str
    place: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"{self.title}已上墙"

    def apply(self, repository: Repository) -> None:
        """Writes the posting; raises Refused for a moment that is still to come."""
        if self.data_until > repository.at:
            raise Refused("不能把将来的版本标为已上墙，请核对日期。")
        repository.put(
            Posting(
                repository.new_id(),
                self.sheet,
                self.title,
                whole_milliseconds(self.data_until),
                self.paper,
                self.place.strip(),
            )
        )


def whole_milliseconds(moment: datetime) -> datetime:
    """Returns the moment as the file keeps it."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
