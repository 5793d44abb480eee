"""A kind of thing, told once: its table, its words, its fields, its invariants; all else follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, Final, Protocol, TypeVar, cast

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.field_type import FieldType
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Code, Rank
from battlemap.domain.kinds.evolving import changed
from battlemap.domain.kinds.field import Field
from battlemap.domain.words import brief
from battlemap.errors import Refused


class Row(Protocol):
    """A row of any kind: a frozen attrs value."""

    __attrs_attrs__: ClassVar[Any]

    @property
    def id(self) -> str:
        """Its short random id."""
        ...

    @property
    def deleted(self) -> bool:
        """Whether it is marked as deleted; rows never go."""
        ...


R = TypeVar("R", bound=Row)


class Neighbours(Protocol):
    """What an invariant among rows may ask of the file."""

    def get(self, kind: type[R], id: str) -> R:
        """Returns the row, deleted or not; raises NotFound."""
        ...

    def find(self, kind: type[R], /, **equal: Any) -> list[R]:
        """Returns the rows, deleted or not, whose columns equal the given values."""
        ...

    def live(self, kind: type[R], /, **equal: Any) -> list[R]:
        """Returns the rows that are not deleted and whose columns equal the given values."""
        ...


class Writing(Neighbours, Protocol):
    """The transaction in which a row is written, as far as a rule may know it."""

    @property
    def at(self) -> datetime:
        """Its moment."""
        ...

    @property
    def actor(self) -> str:
        """Who writes."""
        ...

    def new_id(self) -> str:
        """Returns an id that no row bears yet."""
        ...


@attrs.frozen
class FieldChange:
    """One field of a row: its key, its Chinese name, and its whole value in words before and after."""

    key: str
    name: str
    before: str
    after: str


#: Field → its change; who tells one of them in words of its own takes it out.
Changed = dict[str, FieldChange]

#: What every row bears beside its own fields; nothing to read for people.
MARKS: Final = (
    Field("id", "内部编号", Code(), is_set_by_program=True, in_list=False, in_form=False),
    Field("rank", "次序", Rank(), is_set_by_program=True, in_list=False, in_form=False),
    Field("deleted", "删除", YesNo(), is_set_by_program=True, in_list=False, in_form=False),
)

#: What every row bears changes hands by itself.
_ALONE: Final = ("id", "rank", "deleted")


@attrs.frozen
class Words:
    """How sentences speak of a row where that is not the usual way.

    `name` is what those call it that point to it, `subject` calls it within a sentence, `full` where it comes or goes;
    `created` and `removed` are whole phrases, `deeds` returns phrases for changes that have words of their own and
    takes these fields out. With `is_told_by_parent` a new row is not told where the same step changes what it belongs to.
    """

    name: Callable[[Any, Names], str] | None = None
    subject: Callable[[Any, Names], str] | None = None
    full: Callable[[Any, Names], str] | None = None
    created: Callable[[Any, Names], str] | None = None
    removed: Callable[[Any, Names], str] | None = None
    deeds: Callable[[Any, Any, Changed, Names], list[str]] | None = None
    is_told_by_parent: bool = False


def _leaves_nothing(before: Any, row: Any, writing: Writing) -> Iterable[Row]:
    """No trace."""
    return ()


def _nothing_wrong(row: Any) -> None:
    """No rule."""


def _nothing_wrong_among(row: Any, before: Any, rows: Neighbours) -> None:
    """No rule."""


@attrs.frozen(slots=False)
class Kind:
    """One kind of thing. A plain value: built-in kinds write it down, ledgers make it from rows.

    `name_keys` are the fields that name a row, the first that is filled counts. `parent` is the field that points to
    what a row belongs to and goes with. `order` are the fields by which rows stand, 「-」 before one that counts
    downwards; a row whose `moved_by` fields change is moved to another place. `verb` is what making one is called.
    `check` raises Refused for a row that may not be, `check_among` for one that may not stand beside the others in the
    file (`before` is None where it is new); `why_closed` says why nothing can be put into a live row, "" where it can;
    `follow` returns an edited row with what goes with the edit by rule, as of today; `leaves` returns the rows that a
    written row leaves behind by rule, whoever writes it: a trace, what is to be done next.
    Kinds that are not `is_kept_by_hand` come and go by deeds only; `is_background` ones are counted last in a step.
    `is_binned` ones lie in the recycle bin when they are deleted, `is_printed` ones have a printed list of their own.
    Rows of `is_asked_for` ones may be very many: they stay in the file, and no snapshot holds them.
    `bound` are fields that are true together only: where two PCs change them, all of them are the one's or the other's.
    """

    table: str
    row: type[Row]
    noun: str
    counter: str
    fields: tuple[Field, ...]
    name_keys: tuple[str, ...] = ("title",)
    parent: str = ""
    order: tuple[str, ...] = ()
    moved_by: tuple[str, ...] = ()
    verb: str = "新建"
    words: Words = attrs.field(factory=Words)
    check: Callable[[Any], object] = _nothing_wrong
    bound: tuple[tuple[str, ...], ...] | None = None
    check_among: Callable[[Any, Any, Neighbours], object] = _nothing_wrong_among
    why_closed: Callable[[Any], str] = lambda row: ""
    follow: Callable[[Any, Any, date], Any] = lambda before, after, today: after
    leaves: Callable[[Any, Any, Writing], Iterable[Row]] = _leaves_nothing
    is_kept_by_hand: bool = True
    is_background: bool = False
    is_binned: bool = True
    is_printed: bool = True
    is_asked_for: bool = False

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Key → field, those that every row bears included."""
        return {field.key: field for field in (*MARKS, *self.fields)}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every key in the order of the row."""
        return tuple(field.name for field in attrs.fields(cast("type[attrs.AttrsInstance]", self.row)))

    @cached_property
    def bindings(self) -> Mapping[str, tuple[str, ...]]:
        """Key → the fields that change hands with it, itself among them, in the order of the row.

        A kind with a rule of its own that does not say which fields it binds binds them all.
        """
        groups = self.bound
        if groups is None:
            groups = () if self.check is _nothing_wrong else (tuple(k for k in self.keys if k not in _ALONE),)
        return {key: group for group in groups for key in group}

    @cached_property
    def _read(self) -> Callable[[Any], tuple[Any, ...]]:
        """Reads all values of a row, in the order of `keys`."""
        return attrgetter(*self.keys)

    @property
    def has_rank(self) -> bool:
        """Whether people put its rows in order."""
        return "rank" in self.keys

    @cached_property
    def parent_table(self) -> str:
        """The table of what its rows belong to, "" for none."""
        return self.type_of(self.parent).table if self.parent else ""  # type: ignore[attr-defined]

    @cached_property
    def pointers(self) -> tuple[tuple[str, Pointing], ...]:
        """(key, type) of every field that points to another row."""
        return tuple((f.key, f.type) for f in self.fields if isinstance(f.type, Pointing))

    @cached_property
    def homes(self) -> frozenset[str]:
        """The fields that point to what a row cannot stand without."""
        return frozenset(key for key, type_ in self.pointers if not type_.is_optional)

    @cached_property
    def list_fields(self) -> tuple[Field, ...]:
        """The fields that stand in a list from the beginning."""
        return tuple(field for field in self.fields if field.in_list)

    @cached_property
    def form_fields(self) -> tuple[Field, ...]:
        """The fields that people fill in."""
        return tuple(field for field in self.fields if field.in_form and field.is_written)

    def type_of(self, key: str) -> FieldType:
        """Returns the type of a field."""
        return self.by_key[key].type

    # -- words --------------------------------------------------------------------------------------------------

    def called(self, row: Any, names: Names) -> str:
        """Returns what people call the row where another points to it, uncut."""
        if self.words.name:
            return self.words.name(row, names)
        for key in self.name_keys:
            text = self.type_of(key).show(getattr(row, key), names)
            if text:
                return text
        return ""

    def spellings(self, row: Any, names: Names) -> tuple[str, ...]:
        """Returns every name that means the row."""
        shown = (self.type_of(key).show(getattr(row, key), names) for key in self.name_keys)
        return tuple(dict.fromkeys(filter(None, (self.called(row, names), *shown))))

    def quoted(self, row: Any, names: Names) -> str:
        """Returns 「清单项「测绘」」; the noun alone where it has no name."""
        name = brief(self.called(row, names))
        return f"{self.noun}“{name}”" if name else self.noun

    def subject(self, row: Any, names: Names) -> str:
        """Returns how a sentence calls the row: 「ECON-03 的节点「初稿」」."""
        if self.words.subject:
            return self.words.subject(row, names)
        return (
            f"{self.owner(row, names)} 的{self.quoted(row, names)}"
            if self.parent
            else self.quoted(row, names)
        )

    def full_subject(self, row: Any, names: Names) -> str:
        """Returns the same for rows that come or go, ready to follow a verb."""
        if self.words.full:
            return self.words.full(row, names)
        return f" {self.subject(row, names)}" if self.parent else self.subject(row, names)

    def created(self, row: Any, names: Names) -> str:
        """Returns the phrase for a new row: 「为 ECON-03 增加节点「初稿」」."""
        if self.words.created:
            return self.words.created(row, names)
        if self.parent:
            return f"为 {self.owner(row, names)} {self.verb}{self.quoted(row, names)}"
        return f"{self.verb}{self.full_subject(row, names)}"

    def removed(self, row: Any, names: Names) -> str:
        """Returns the phrase for a row that goes."""
        return (
            self.words.removed(row, names) if self.words.removed else f"删除{self.full_subject(row, names)}"
        )

    def owner(self, row: Any, names: Names) -> str:
        """Returns what the row belongs to, in words."""
        return brief(self.type_of(self.parent).words(getattr(row, self.parent), names)) if self.parent else ""

    # -- order --------------------------------------------------------------------------------------------------

    def sorted(self, rows: Iterable[R], names: Names) -> list[R]:
        """Returns the rows in the kind's order; equal ones as they came."""
        ordered = list(rows)
        for key in reversed(self.order):
            bare = key.removeprefix("-")
            type_, is_down = self.type_of(bare), key.startswith("-")
            filled = [row for row in ordered if type_.sort_key(getattr(row, bare), names) is not None]
            empty = [row for row in ordered if type_.sort_key(getattr(row, bare), names) is None]
            filled.sort(key=lambda row: cast(Any, type_.sort_key(getattr(row, bare), names)), reverse=is_down)
            ordered = filled + empty
        return ordered

    # -- making and changing ------------------------------------------------------------------------------------

    def made(self, values: Mapping[str, Any], begin: Callable[[Field], Any], **marks: Any) -> Row:
        """Returns a new row with these values; `begin` says what the program fills in, `marks` are id and rank.

        Raises Refused for what is no field of the kind, or none that people fill in.
        """
        given = {**self._tidied(values), **marks}
        for field in self.fields:
            if given.get(field.key) is None and field.begins:
                given[field.key] = begin(field)
            elif field.key not in given and field.key in self._without_default:
                given[field.key] = field.type.nothing
        return self.row(**given)

    def changed(self, row: R, changes: Mapping[str, Any], today: date) -> R:
        """Returns the row with new values and what follows from them by rule; raises Refused as `made`."""
        tidied = self._tidied(changes)
        if self.parent and tidied.get(self.parent, getattr(row, self.parent)) != getattr(row, self.parent):
            raise Refused(f"{self.noun}所属{self.by_key[self.parent].name}不能更改，请删除后另建。")
        after = evolved(row, **tidied)
        return cast(R, self.follow(row, after, today))

    def with_values(self, row: R, values: Mapping[str, Any]) -> R:
        """Returns the row with these values, those that the program fills in too; raises Refused for unknown fields."""
        self._guard_keys(values)
        return evolved(row, **values)

    def _guard_keys(self, values: Mapping[str, Any]) -> None:
        strange = [key for key in values if key not in self.keys or key == "id"]
        if strange:
            raise Refused(f"{self.noun}没有这一项，请核对。", "、".join(map(str, strange)))

    def _tidied(self, values: Mapping[str, Any]) -> dict[str, Any]:
        self._guard_keys(values)
        fixed = [self.by_key[key].name for key in values if self.by_key[key].is_set_by_program]
        if fixed:
            raise Refused(f"{self.noun}的{'、'.join(fixed)}由程序填写，不能这样修改。")
        return {key: self.by_key[key].type.tidy(value) for key, value in values.items()}

    @cached_property
    def _without_default(self) -> frozenset[str]:
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", self.row))
        return frozenset(field.name for field in fields if field.default is attrs.NOTHING)

    # -- invariants ---------------------------------------------------------------------------------------------

    def check_row(self, row: Any, before: Any = None) -> None:
        """Raises Refused, in words, for a row that may not be, whatever else stands in the file.

        Of one that was there `before` only the fields that change are looked at one by one.
        """
        values, earlier = self._read(row), self._read(row if before is None else before)
        for key, value, was in zip(self.keys, values, earlier, strict=True):
            if value == was and before is not None:
                continue
            field = self.by_key[key]
            try:
                field.check(value, "")
            except Refused:
                name = self.label(row)
                of = (
                    f"{self.noun}“{name}”的"
                    if name
                    else ""
                    if field.name.startswith(self.noun)
                    else f"{self.noun}的"
                )
                field.check(value, of)
                raise
        self.check(row)

    def check_rows(self, rows: Sequence[Any]) -> None:
        """Raises Refused where `check_row` would for any of the rows, in fewer words: a value that comes again is asked once."""
        for key, values in zip(self.keys, zip(*map(self._read, rows), strict=True), strict=False):
            field = self.by_key[key]
            # 1 and 1.0 are equal, and not both of them may be right
            for _, value in set(zip(map(type, values), values, strict=True)):
                field.check(value, "")
        if self.check is not _nothing_wrong:
            for row in rows:
                self.check(row)

    def checked(self, row: R) -> R:
        """Returns the row; raises as `check_row`."""
        self.check_row(row)
        return row

    def label(self, row: Any) -> str:
        """Returns the row's name without asking what ids stand for, cut short."""
        values = (getattr(row, key) for key in self.name_keys)
        return brief(
            str(next((value for value in values if isinstance(value, str | int) and value != ""), ""))
        )


def evolved(row: R, **changes: Any) -> R:
    """Returns the row with new values for some fields, of whichever kind it is."""
    return changed(row, changes)
