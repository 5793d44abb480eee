"""A ledger as one value: its row, its fields in order with their types, its stages, and how it is asked for by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs

from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.kept import Kept
from battlemap.domain.fields.links import Links
from battlemap.domain.fields.serial import Serial
from battlemap.domain.fields.stage import Stage, Stages
from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.ledgers.field_types import type_of
from battlemap.domain.words import brief

#: Characters of a name that stand in a sentence or a head.
_MOST: Final = 60


@attrs.frozen(slots=False)
class DefinedField:
    """One field: its row, and the type that reads, checks, shows and sorts its values.

    `is_private` where it shows what another ledger hides.
    """

    row: LedgerField
    type: Kept
    is_private: bool = False

    @cached_property
    def id(self) -> str:
        """The key of its values in `Entry.data`."""
        return self.row.id

    @property
    def key(self) -> str:
        """What filters, tallies, stages and calculations call it; never changes."""
        return self.row.key

    @cached_property
    def title(self) -> str:
        """What people call it, without the unit, on one line."""
        return brief(self.row.title, _MOST)

    @property
    def unit(self) -> str:
        """In what it is counted, "" for nothing."""
        return brief(self.row.unit, _MOST)

    @cached_property
    def is_stored(self) -> bool:
        """Whether its values lie in `Entry.data`: not where they are worked out, or are rows of their own."""
        return not isinstance(self.type, Calculated | Links)


@attrs.frozen(slots=False, cache_hash=True)
class Definition:
    """Immutable; `fields` are the live ones in order, `retired` those that were deleted and keep their values."""

    ledger: Ledger
    fields: tuple[DefinedField, ...]
    retired: tuple[DefinedField, ...] = ()

    @classmethod
    def of(cls, ledger: Ledger, rows: Iterable[LedgerField]) -> Definition:
        """Returns the definition that these rows tell; those of other ledgers are passed over."""
        own = sorted((row for row in rows if row.ledger == ledger.id), key=lambda row: (row.rank, row.id))
        types = {row.key: type_of(row) for row in own if not row.deleted}
        fields = tuple(DefinedField(row, _resolved(types[row.key], types)) for row in own if not row.deleted)
        return cls(ledger, fields, tuple(DefinedField(row, type_of(row)) for row in own if row.deleted))

    @cached_property
    def by_key(self) -> Mapping[str, DefinedField]:
        """Key → live field."""
        return {field.key: field for field in self.fields}

    @cached_property
    def by_id(self) -> Mapping[str, DefinedField]:
        """Id → field, deleted ones too."""
        return {field.id: field for field in (*self.fields, *self.retired)}

    @cached_property
    def noun(self) -> str:
        """What one entry is called."""
        return brief(self.ledger.noun, _MOST) or self.title

    @cached_property
    def title(self) -> str:
        """What the ledger is called, on one line."""
        return brief(self.ledger.title, _MOST) or self.ledger.code

    @property
    def counter(self) -> str:
        """How entries are counted: 「家企业」 in 「共 47 家企业」."""
        return f"{brief(self.ledger.counter, _MOST)}{self.noun}"

    @cached_property
    def title_field(self) -> DefinedField | None:
        """The field that an entry is called by: the one named, else the first text."""
        named = self.by_key.get(self.ledger.title_field)
        texts = (field for field in self.fields if field.row.type in ("text", "long"))
        return named or next(texts, None)

    @property
    def key_fields(self) -> tuple[DefinedField, ...]:
        """The fields by which an entry is known again when a sheet comes in."""
        return tuple(self.by_key[key] for key in self.ledger.key_fields.split() if key in self.by_key)

    @cached_property
    def stage_field(self) -> DefinedField | None:
        """The field of stages, None for a ledger without a road."""
        named = self.by_key.get(self.ledger.stage_field)
        return named if named is not None and isinstance(named.type, Stages) else None

    @cached_property
    def number_field(self) -> DefinedField | None:
        """The field whose numbers the program gives."""
        return next((field for field in self.fields if isinstance(field.type, Serial)), None)

    @cached_property
    def road(self) -> Stages:
        """The type of the stages; one without any where the ledger has no road."""
        field = self.stage_field
        return field.type if field is not None and isinstance(field.type, Stages) else Stages()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Every stage in order, retired ones too."""
        return self.road.stages

    def is_masked(self, field: DefinedField) -> bool:
        """Whether values of a field are hidden from who has not asked to see them.

        Numbers of persons always, names of persons in a personal ledger, and whatever is marked so.
        """
        is_personal = self.ledger.is_personal and (
            field.row.type == "person" or field.key == self.ledger.title_field
        )
        return field.is_private or field.row.is_masked or field.row.type == "secret" or is_personal


def with_look_ups(definitions: Sequence[Definition]) -> list[Definition]:
    """Returns the definitions of a campaign with what each looks up in another: the type there, and whether it is hidden there."""
    by_code = {definition.ledger.code: definition for definition in definitions}
    return [
        attrs.evolve(
            definition, fields=tuple(_looking_up(field, definition, by_code) for field in definition.fields)
        )
        if any(
            isinstance(field.type, Calculated) and field.type.way == "lookup" for field in definition.fields
        )
        else definition
        for definition in definitions
    ]


def _looking_up(
    field: DefinedField, definition: Definition, by_code: Mapping[str, Definition]
) -> DefinedField:
    type_ = field.type
    if not isinstance(type_, Calculated) or type_.way != "lookup" or len(type_.of) != 2:
        return field
    link = definition.by_key.get(type_.of[0])
    there = by_code.get(link.type.ledger) if link is not None and isinstance(link.type, Links) else None
    wanted = there.by_key.get(type_.of[1]) if there is not None else None
    if there is None or wanted is None or not wanted.is_stored:
        return field
    return attrs.evolve(
        field, type=attrs.evolve(type_, shown_as=wanted.type), is_private=there.is_masked(wanted)
    )


def _resolved(type_: Kept, types: Mapping[str, Kept]) -> Kept:
    """Returns a calculated type with the type that its value is shown by: at its root, where sums are made of sums."""
    if not isinstance(type_, Calculated) or not _first(type_):
        return type_
    root, passed = types.get(_first(type_)), {_first(type_)}
    while (further := _first(root)) and further not in passed:
        passed.add(further)
        root = types.get(further)
    return attrs.evolve(type_, shown_as=root)


def _first(type_: Kept | None) -> str:
    """Returns the first field that a sum or a difference is made of, "" for other types."""
    if isinstance(type_, Calculated) and type_.way in ("sum", "difference") and type_.of:
        return type_.of[0]
    return ""
