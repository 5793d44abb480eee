"""The stage board of a ledger: which entries stand in which stage, how much they amount to, how long they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.stage import Stage
from battlemap.domain.judging.stage import Ageing, stage_ageing, without_bans
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.domain.looking.head_filter import HeadFilter
from battlemap.shown.ledgers.entry_list import EntryList

#: Types of fields that a card tells, those first that say who answers.
_TOLD: Final = ("unit", "person", "choice", "text", "date", "number")
#: The column of entries that stand in no stage, or in one that could not be read.
NOWHERE: Final = ""


@attrs.frozen
class StageColumn:
    """One stage with its entries in the order of the list; `amount` is in words, "" where the ledger has no amounts."""

    code: str
    name: str
    ids: tuple[str, ...]
    amount: str = ""
    stage: Stage | None = None

    @property
    def words(self) -> str:
        """Returns 「12 · 3.4 亿元」 below the name."""
        return f"{len(self.ids)}{f' · {self.amount}' if self.amount else ''}"


@attrs.frozen
class CardFacts:
    """What a card says: its name, a line of facts, and the ageing where its stage waits for something."""

    title: str
    facts: str
    ageing: Ageing | None


class StageBoard:
    """The board of the entries that a list shows."""

    def __init__(self, rows: EntryList) -> None:
        self.rows = rows
        definition = rows.definition
        self.amount_field: DefinedField | None = next(
            (
                field
                for field in definition.fields
                if isinstance(field.type, Amount) and not rows.masking.hides(field.key)
            ),
            None,
        )
        marked = {definition.ledger.stage_field, getattr(self.amount_field, "key", "")}
        fields = [
            field
            for field in definition.fields
            if field.row.in_list
            and field.key not in marked
            and field is not definition.title_field
            and field.row.type in _TOLD
        ]
        self._facts = tuple(sorted(fields, key=lambda field: _TOLD.index(field.row.type))[:2])
        self.columns: tuple[StageColumn, ...] = ()

    def renew(self, listed: Sequence[str], heads: HeadFilter) -> None:
        """Takes the entries that are listed, and asks where they stand."""
        definition, field = self.rows.definition, self.rows.definition.stage_field
        assert field is not None, "a ledger without stages has no board"
        with self.rows.book.asked(definition) as rows:
            by_stage = rows.values_of(field.key)
            sums = {}
            asking = self.rows.filtered(heads)
            if self.amount_field is not None and asking is not None:
                key = self.amount_field.key
                groups = rows.groups(asking, field.key, [key])
                sums = {group.value: group.sums[key] for group in groups}
        order = {id: place for place, id in enumerate(listed)}
        columns = []
        for stage in definition.stages:
            ids = sorted((id for id in by_stage.get(stage.code, ()) if id in order), key=order.__getitem__)
            if stage.is_retired and not ids:
                continue
            columns.append(
                StageColumn(stage.code, stage.name, tuple(ids), amount_words(sums.get(stage.code)), stage)
            )
        placed = {id for column in columns for id in column.ids}
        left = [id for id in listed if id not in placed]
        if left:
            columns.insert(0, StageColumn(NOWHERE, "未定阶段", tuple(left)))
        self.columns = tuple(columns)
        action = self.rows.snapshot.actions.get(definition.ledger.action or "")
        self._calendar = without_bans(
            self.rows.snapshot.calendar, self.rows.snapshot.periods.values(), action.code if action else ""
        )

    def card(self, id: str, column: StageColumn) -> CardFacts:
        """Returns what the card of an entry says."""
        rows = self.rows
        row = rows.row(id)
        facts = [self._text(field, row) for field in self._facts]
        if self.amount_field is not None:
            facts.insert(0, amount_words(_whole(getattr(row, self.amount_field.key))))
        ageing = None
        if column.stage is not None and row.stage_on is not None:
            ageing = stage_ageing(column.stage, row.stage_on, self._calendar, rows.as_of)
        return CardFacts(rows.called(id), " · ".join(filter(None, facts)), ageing)

    def _text(self, field: DefinedField, row: Any) -> str:
        return self.rows.masking.text(field.key, getattr(row, field.key), self.rows.book.names)


def _whole(value: Any) -> int | None:
    return value if type(value) is int else None


def amount_words(yuan: int | None) -> str:
    """Returns an amount as a head says it: 「3.4 亿元」, 「1,200 万元」, 「800 元」, "" for none."""
    if not yuan:
        return ""
    for scale, unit in ((10**8, "亿元"), (10**4, "万元")):
        if abs(yuan) >= scale:
            number = round(yuan / scale, 2 if scale == 10**8 else 1)
            return f"{number:,.2f}".rstrip("0").rstrip(".") + f" {unit}"
    return f"{yuan:,} 元"
