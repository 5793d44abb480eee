"""Which field each column of a sheet fills: remembered by the header's fingerprint, suggested for a header not seen before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Final

import attrs
from rapidfuzz import fuzz

from battlemap.exchange.office_sheets.difference import column_words
from battlemap.exchange.office_sheets.sheet_table import SheetTable

#: Likeness (0 … 100) from which a field is suggested for a column.
LIKELY: Final = 80.0
_INDEX: Final = re.compile(r"^(?:序号|序|项次)$")


@attrs.frozen
class Suggestion:
    """The field that a column may fill; it is `sure` where both bear the same name, otherwise it is to be asked."""

    field: str
    is_sure: bool


def fingerprint(table: SheetTable) -> str:
    """Returns what stays the same as long as an office sends the same columns, in whatever order, unit or width."""
    names = sorted(column_words(column.name) for column in table.columns)
    return hashlib.sha256("\n".join(names).encode("utf-8")).hexdigest()[:32]


def suggested(table: SheetTable, fields: Mapping[str, str]) -> dict[str, Suggestion]:
    """Returns column → field (`fields` are their titles by key); no field is given twice, 序号 fills none."""
    titles = {key: column_words(title) for key, title in fields.items()}
    columns = {column.name: column_words(column.name) for column in table.columns}
    answer: dict[str, Suggestion] = {}
    for name, words in columns.items():
        same = [key for key, title in titles.items() if title == words]
        if len(same) == 1 and not any(each.field == same[0] for each in answer.values()):
            answer[name] = Suggestion(same[0], True)
    likely = [
        (score, name, key)
        for name, words in columns.items()
        for key, title in titles.items()
        if name not in answer and not _INDEX.match(words) and (score := _likeness(words, title)) >= LIKELY
    ]
    for _, name, key in sorted(likely, key=lambda each: (-each[0], each[1], each[2])):
        if name not in answer and not any(each.field == key for each in answer.values()):
            answer[name] = Suggestion(key, False)
    return answer


def left_out(table: SheetTable, mapping: Mapping[str, str | Suggestion]) -> Sequence[str]:
    """Returns the columns that fill no field, which a preview must tell."""
    return [column.name for column in table.columns if column.name not in mapping]


def _likeness(column: str, title: str) -> float:
    """Returns how alike two names are; of 投资/总投资 the last part counts too."""
    last = column.rpartition("/")[2]
    return max(fuzz.ratio(column, title), fuzz.ratio(last, title))
