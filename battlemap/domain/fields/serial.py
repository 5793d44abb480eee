"""Numbers that a ledger gives (编号): a pattern such as 「QY-{年}-{4}」, given once and never again."""

from __future__ import annotations

import re
from typing import Final

import attrs

from battlemap.domain.fields.kept import Kept
from battlemap.domain.fields.text import Text

_COUNTER: Final = re.compile(r"\{(\d)\}")


@attrs.frozen
class Serial(Kept, Text):
    """编号: what stands in `pattern` as {年} is the year of the day, {4} the next number with so many figures."""

    pattern: str = "{4}"

    def head(self, year: int) -> str:
        """Returns what stands before the counter."""
        return _COUNTER.split(self.pattern.replace("{年}", str(year)))[0]

    def given(self, year: int, number: int) -> str:
        """Returns the number as it is written."""
        pattern = self.pattern.replace("{年}", str(year))
        if not _COUNTER.search(pattern):
            pattern += "{4}"
        return _COUNTER.sub(lambda match: f"{number:0{int(match[1])}d}", pattern, count=1)

    def counter(self, text: str, year: int) -> int:
        """Returns the number that a text bears behind the head of that year, 0 for one that has another form."""
        pattern = self.pattern.replace("{年}", str(year))
        if not _COUNTER.search(pattern):
            pattern += "{4}"
        before, after = (re.escape(part) for part in re.split(r"\{\d\}", pattern, maxsplit=1))
        match = re.fullmatch(f"{before}(\\d+){after}", text)
        return int(match[1]) if match else 0
