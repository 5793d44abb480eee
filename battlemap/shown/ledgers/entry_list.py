"""The entries of a ledger as rows of a list: which and in which order is asked of the file, the rows are read page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from battlemap.commands.command import Command
from battlemap.commands.entries import AddEntry, EditEntries
from battlemap.commands.rows import Together
from battlemap.domain.fields.field_type import natural
from battlemap.domain.fields.kept import UNREAD_GROUP, Unread
from battlemap.domain.fields.links import Files, Links
from battlemap.domain.kinds.entry import Entry, EntryLink
from battlemap.domain.ledgers.asking import Asking, EntryGroup
from battlemap.domain.ledgers.asking import Order as AskedOrder
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.ledgers.ledger_kind import kind_of_ledger
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.looking.cell_reading import Changes
from battlemap.domain.looking.columns import Column, Columns, Seen, SeenRow
from battlemap.domain.looking.head_filter import HeadFilter
from battlemap.domain.looking.pasted_cells import Cell, PasteCheck, checked, new_rows, typed_into
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BadInput
from battlemap.exchange.rows_xlsx import list_xlsx
from battlemap.shown.ledgers.doubtful import MaskedType, told_of
from battlemap.shown.ledgers.entry_pages import EntryPages
from battlemap.shown.ledgers.heads_asked import HeadsAsked
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.shown.list.list_rows import ListRows, Tone, Touched
from battlemap.shown.list.order import Order, Sorting

#: Rows that are read at once where all are wanted.
_AHEAD: Final = 1_000
#: So many rows are held against a filter one by one; more are asked of the file.
_FEW: Final = 40
#: Of more entries than this only choices are offered in a head, for other fields have too many values.
_GROUPED: Final = 5_000
#: So many chosen rows are summed up.
_SUMMED: Final = 2_000
#: px that a head takes: each of its characters, and beside them; a longer one is cut.
_PER_EM, _BESIDE, _WIDEST = 14, 36, 190
#: Tables of which a change may change what entries read like.
_NAMED: Final = ("unit", "person", "task", "action", "problem", "campaign")


class EntryList(ListRows):
    """The live entries of one ledger; `words` are looked for in all of their fields."""

    adds = True

    def __init__(self, definition: Definition, book: LedgerBook, *, is_unmasked: bool = False) -> None:
        self.book, self.definition = book, definition
        self.masking = Masking(definition, is_unmasked)
        self.heads = HeadsAsked(book, definition, self.masking)
        self.kind = kind_of_ledger(definition)
        self.name, self.counter = definition.ledger.title, definition.counter
        self.opening = "打开一档"
        self.columns = Columns(self.kind, tuple(map(self._column, Columns.of(self.kind).all)))
        shown = [column for column in self.columns.all if column.is_shown]
        self.pinned = (shown or self.columns.all)[0].key
        title = definition.title_field
        if title is not None and any(column.key == title.key for column in shown):
            self.pinned = title.key
        self.own_order = (Sorting("rank"),)
        self.tinted = frozenset(field.key for field in definition.fields if field.is_stored)
        self.bulk_keys = tuple(
            column.key for column in self.columns.all if column.editing and column.key != self.pinned
        )
        self.adds = definition.ledger.parent is None
        self.words = ""
        self._pages = EntryPages(self.rows_of)
        #: The live entries under the words, as they were listed last; the set is made when it is asked for.
        self._arranged: Sequence[str] | None = ()
        self._live_ids: set[str] | None = None

    def _column(self, column: Column) -> Column:
        field = column.field
        column = attrs.evolve(
            column, width=max(column.width, min(_WIDEST, len(column.title) * _PER_EM + _BESIDE))
        )
        if self.masking.hides(column.key):
            hidden = attrs.evolve(field, type=MaskedType(self.definition.by_key[column.key]))
            return attrs.evolve(column, field=hidden, editing="")
        if isinstance(field.type, Files):
            return attrs.evolve(column, editing="")
        return column

    # -- which there are ----------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Takes another board and day."""
        super().present(snapshot, as_of)
        self.book.take(snapshot, as_of)
        self._pages.clear()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> Touched:
        """Takes a step; what it changes is read anew when it is next shown."""
        self.snapshot = snapshot
        self.book.take(snapshot, self.as_of)
        touched, made = set(), set()
        is_everything = reach.is_everything or reach.touches(*_NAMED)
        for change in step.changes:
            after, before = change.after, change.before
            if isinstance(after, EntryLink):
                touched.add(after.entry)
            if not isinstance(after, Entry):
                continue
            if after.ledger != self.definition.ledger.id:
                is_everything = is_everything or self._leans_on_others
                continue
            touched.add(after.id)
            live, self._arranged = self._live, None
            if after.deleted:
                live.discard(after.id)
            else:
                if before is None or before.deleted:
                    made.add(after.id)
                live.add(after.id)
        if is_everything:
            self._pages.clear()
        for id in touched:
            self._pages.drop(id)
        return Touched(frozenset(touched), frozenset(made), is_everything)

    @property
    def _leans_on_others(self) -> bool:
        return any(isinstance(field.type, Links) for field in self.definition.fields)

    def ids(self) -> Iterable[str]:
        """Returns every live entry as people put them."""
        return self.arranged(Order(self.sort_key))

    def learn(self) -> bool:
        """Reads a little more of what is searched; returns whether nothing is left to be read."""
        with self.book.asked(self.definition, is_unmasked=self.masking.is_lifted) as rows:
            return rows.learn()

    def has(self, id: str) -> bool:
        """Whether an entry is live."""
        return id in self._live

    def arranged(self, order: Order) -> list[str]:
        """Returns every live entry that holds the words, in order, as the file gives them."""
        orders = tuple(
            AskedOrder(sorting.key, sorting.is_descending)
            for sorting in order.sortings
            if sorting.key in self.definition.by_key or sorting.key == "stage_on"
        )
        with self.book.asked(self.definition, is_unmasked=self.masking.is_lifted) as rows:
            ids = rows.ids(attrs.evolve(self.asking(), orders=orders), self.book.names)
        self._arranged, self._live_ids = ids, None
        return ids

    def sorted_anew(self, order: Order, ids: Sequence[str]) -> list[str]:
        """Returns the entries in the order as the file gives it."""
        return self.arranged(order)

    @property
    def _live(self) -> set[str]:
        if self._live_ids is None:
            self._live_ids = set(self._arranged or ())
        return self._live_ids

    @property
    def _size(self) -> int:
        return len(self._live if self._arranged is None else self._arranged)

    def live(self, ids: Sequence[str]) -> list[str]:
        """Returns those of these entries that are live."""
        return list(ids) if ids is self._arranged else list(filter(self._live.__contains__, ids))

    @property
    def counts_late(self) -> bool:
        """Whether the ledger is large."""
        return self.book.count(self.definition) > _GROUPED

    def asking(self) -> Asking:
        """Returns what is asked for: the entries that hold the words."""
        return Asking(EntryFilter(words=self.words), is_unmasked=self.masking.is_lifted)

    def passing(self, heads: HeadFilter, ids: Iterable[str]) -> list[str]:
        """Returns the entries that pass what is set in the heads; many are asked of the file."""
        listed = list(ids)
        if heads.is_empty:
            return listed
        if len(listed) <= _FEW and not self.heads.asks_of_many(heads):
            return heads.passing(listed, self.columns, self.seen)
        with self.book.asked(self.definition) as rows:
            for key, condition in heads.conditions.items():
                passed: set[str] = set()
                for conditions in self.heads.asked_by(key, condition, self.asking()):
                    wanted = Asking(EntryFilter(conditions))
                    passed.update(rows.ids(wanted, self.book.names))
                listed = [id for id in listed if id in passed]
        return listed

    def filtered(self, heads: HeadFilter) -> Asking | None:
        """Returns what is asked for under the heads, None where it takes more than one question."""
        conditions: list[Condition] = []
        for key, condition in heads.conditions.items():
            ways = self.heads.asked_by(key, condition, self.asking())
            if len(ways) != 1:
                return None
            conditions += ways[0]
        base = self.asking()
        return attrs.evolve(base, filter=base.filter.with_conditions(conditions))

    def unread(self) -> dict[str, int]:
        """Returns key → how many cells could not be read."""
        with self.book.asked(self.definition) as rows:
            return rows.unread(self.asking())

    def unread_ids(self) -> frozenset[str]:
        """Returns the entries in which a cell could not be read."""
        ids: set[str] = set()
        with self.book.asked(self.definition) as rows:
            for key in rows.unread(Asking()):
                wanted = Asking(EntryFilter((Condition(key, "unread"),)))
                ids.update(rows.ids(wanted, self.book.names))
        return frozenset(ids)

    def show_order(self, ids: Sequence[str], row: Callable[[str], int | None]) -> None:
        """Takes in which order the entries are listed, in which they are read ahead."""
        self._pages.show_order(ids, row)

    def grouped(self, heads: HeadFilter, key: str, sums: Sequence[str]) -> list[tuple[str, EntryGroup]]:
        """Returns (words, group with its sums) by a field under the heads, in the order of a list of choices."""
        asking = self.filtered(heads) or self.asking()
        with self.book.asked(self.definition) as rows:
            groups = rows.groups(asking, key, sums)
        named = [(self.heads.group_name(key, group), group) for group in groups]
        order = {words: place for place, words in enumerate(self.ordered(key, [words for words, _ in named]))}
        return sorted(named, key=lambda pair: order[pair[0]])

    def counts(self, key: str, others: HeadFilter, offered: Sequence[str]) -> Mapping[str, int]:
        """Returns the words of a column's values → how many entries have them, as the file counts them."""
        if self._size > _GROUPED and not self.heads.tells_apart(key):
            return {}
        counts = self.heads.counts(key, self.filtered(others) or self.asking())
        return {words: counts[words] for words in self.ordered(key, list(counts))}

    def group_of(self, key: str, value: Any) -> str:
        """Returns the words of the group to which a value belongs, "" for none."""
        field = self.definition.by_key[key]
        return (
            "" if value is None or value == field.type.nothing else field.type.group(value, self.book.names)
        )

    def ordered(self, key: str, groups: Sequence[str]) -> list[str]:
        """Returns the words of values: what can be chosen in its own order, the rest as texts, empty and unread last."""
        field = self.definition.by_key.get(key)
        order = [words for _, words in field.type.options(self.book.names) if words] if field else []
        in_order = [words for words in dict.fromkeys(order) if words in groups]
        rest = set(groups) - set(in_order)
        return [*in_order, *sorted(rest, key=lambda words: (words in ("", UNREAD_GROUP), natural(words)))]

    # -- what their cells say -----------------------------------------------------------------------------------

    def row(self, id: str) -> Any:
        """Returns the row of the ledger's kind; those listed around it are read with it."""
        return self._pages.row(id)

    def rows_of(self, ids: Sequence[str]) -> list[Any]:
        """Returns many rows, read at once."""
        with self.book.asked(self.definition) as rows:
            read = rows.rows(ids)
        self._learn_titles(read)
        return read

    def _learn_titles(self, rows: Iterable[Any]) -> None:
        for field in self.definition.fields:
            if isinstance(field.type, Links) and field.type.table == "entry":
                tied = (getattr(row, field.key) for row in rows)
                self.book.names.learn(id for ids in tied if isinstance(ids, tuple) for id in ids)

    def seen(self, id: str) -> Seen:
        """Returns what the cells of an entry are worded from."""
        return SeenRow(self.row(id), self.book.names, self.as_of)

    def called(self, id: str) -> str:
        """Returns the entry's name, hidden where it must be."""
        title = self.definition.title_field
        if title is None:
            return self.definition.noun
        return (
            self.masking.text(title.key, getattr(self.row(id), title.key), self.book.names) or self.kind.noun
        )

    def sort_key(self, key: str, id: str) -> Any:
        """Returns by what a field is sorted."""
        row = self.row(id)
        if key in ("rank", "stage_on"):
            value = getattr(row, key)
            return (value,) if value else None
        return self.columns.by_key[key].sort_key(self.seen(id))

    def tone(self, id: str, key: str, words: str) -> Tone:
        """Returns the tone: what could not be read is doubtful."""
        return "doubtful" if isinstance(getattr(self.row(id), key), Unread) else ""

    def tip(self, id: str, key: str) -> str:
        """Returns why a cell is marked, or the whole of a long text."""
        column = self.columns.by_key[key]
        if key in self.tinted and not self.masking.hides(key):
            told = told_of(column, getattr(self.row(id), key), self.book.names)
            if told:
                return told
        return super().tip(id, key)

    def totals(self, listed: Sequence[str], shown: Sequence[Column]) -> str:
        """Returns how many entries these are and what they amount to."""
        is_all = len(listed) == self._size and not self.words.split()
        counted = f"{len(listed)} {self.counter}"
        keys = [column for column in shown if column.is_summed and column.key in self.definition.by_key]
        if not keys or not listed or (len(listed) > _SUMMED and not is_all):
            return counted
        if is_all:
            with self.book.asked(self.definition) as rows:
                sums = rows.sums(self.asking(), [column.key for column in keys])
            told = [(column, sums[column.key]) for column in keys if sums[column.key] is not None]
            words = [f"{column.title} {column.field.type.measure(total):,f}" for column, total in told]
            return "，".join([counted, *words])
        seen = [SeenRow(row, self.book.names, self.as_of) for row in self.rows_of(list(listed))]
        return "，".join([counted, *(f"{column.title} {column.sum_of(seen):,f}" for column in keys)])

    # -- what is typed ------------------------------------------------------------------------------------------

    def choices(self, id: str, key: str) -> Sequence[str]:
        """Returns what can be chosen in a cell."""
        return self.bulk_choices(key)

    def bulk_choices(self, key: str) -> Sequence[str]:
        """Returns what can be chosen for many entries at once."""
        return [words for _, words in self.columns.by_key[key].field.type.options(self.book.names)]

    def try_reading(self, id: str, key: str, text: str) -> None:
        """Raises BadInput where a text is no value of the column at all."""
        self.value(key, text)

    def value(self, key: str, text: str) -> Any:
        """Returns the value that a typed text means; raises BadInput."""
        column = self.columns.by_key[key]
        if not column.editing:
            raise BadInput("这一列由程序填写或已隐藏，不能填写。")
        return column.read(text, self.book.names)

    # -- what is written ----------------------------------------------------------------------------------------

    def check(self, cells: Sequence[Cell]) -> PasteCheck:
        """Returns what the cells would change."""
        return checked(cells, self.columns, self.seen, self.called, typed_into(self.value))

    def added(self, block: Sequence[Sequence[str]], keys: Sequence[str]) -> PasteCheck:
        """Returns the new entries; one with a wrong cell is not made at all."""
        return new_rows(block, [self.columns.by_key[key] for key in keys], self.value)

    def command(
        self,
        pasted: PasteCheck,
        verb: str,
        skipped: frozenset[tuple[str, str]] = frozenset(),
        reason: str = "",
    ) -> Command | None:
        """Returns all of it as one step."""
        edits = pasted.edits(skipped)
        commands: list[Command] = []
        if edits:
            commands.append(self.edits(edits))
        commands += [AddEntry(self.definition.ledger.id, values) for values in pasted.made]
        if len(commands) < 2:
            return commands[0] if commands else None
        counts = ((len(edits), "修改"), (len(pasted.made), "新增"))
        counted = "，".join(f"{deed} {count} {self.counter}" for count, deed in counts if count)
        return Together(f"{verb}：{counted}", tuple(commands))

    def edits(self, edits: Mapping[str, Changes]) -> EditEntries:
        """Returns the command that gives entries new values."""
        called = self.called(next(iter(edits))) if len(edits) == 1 else ""
        return EditEntries(self.definition.ledger.id, tuple(edits.items()), called)

    def workbook(self, listed: Sequence[str], shown: Sequence[Column]) -> bytes:
        """Returns the listed entries and columns as a workbook."""
        return list_xlsx(self.name, shown, self._read_through(listed))

    def _read_through(self, listed: Sequence[str]) -> Iterator[Seen]:
        for start in range(0, len(listed), _AHEAD):
            for row in self.rows_of(listed[start : start + _AHEAD]):
                yield SeenRow(row, self.book.names, self.as_of)
