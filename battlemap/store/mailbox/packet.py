"""A packet: one step of one site as it travels, immutable, chained by hash to the site's packet before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache, cached_property
from operator import attrgetter, itemgetter
from typing import Any, Final

import attrs

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.step import TABLES, Change
from battlemap.errors import BadInput
from battlemap.store.records import record

#: The form of a packet that this program writes and reads.
FORMAT: Final = 1
#: Fields that hold a JSON object, which changes hands key by key; what an absent key is written as.
KEYED: Final = frozenset({("entry", "data")})
ABSENT: Final[list[Any]] = []

#: Returns a value as packets spell it; made once, for it is asked of every packet and of all that it writes.
#: What was read from JSON, or of a row, is in no circle.
compact: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True
).encode

#: (table, row id, register) → what was written: column → value. A register is a field, or the fields that are bound.
Written = tuple[str, str, str, Mapping[str, Any]]


@attrs.frozen(slots=False)
class Packet:
    """One step. `seen` tells how many packets of every other site its author had taken in; `previous` is the hash of the
    site's packet before, that of the base for the first; `schema` the author's."""

    campaign: str
    base: str
    site: str
    seq: int
    step: str
    clock: str
    at: str
    actor: str
    label: str
    kind: str
    undoes: str
    schema: int
    seen: Mapping[str, int]
    written: tuple[Written, ...]
    previous: str
    signature: str = attrs.field(default="", eq=False)

    @property
    def name(self) -> str:
        """By this it is asked for: 「k3f9-12」."""
        return f"{self.site}-{self.seq}"

    @cached_property
    def content(self) -> str:
        """The packet as it travels, without hash and signature."""
        return compact({"format": FORMAT, **dict(zip(_TOLD, _told(self), strict=True))})

    @cached_property
    def hash(self) -> str:
        """Over the whole content, and by `previous` over all before."""
        return hashlib.sha256(self.content.encode("utf-8", "surrogatepass")).hexdigest()

    def knows(self, site: str, seq: int) -> bool:
        """Whether the author had taken that packet in, or made it."""
        return self.seq >= seq if site == self.site else self.seen.get(site, 0) >= seq


_TEXTS: Final = (
    "campaign", "base", "site", "step", "clock", "at", "actor", "label", "kind", "undoes", "previous",
)  # fmt: skip
#: What is told of a packet: everything but its signature.
_TOLD: Final = tuple(field.name for field in attrs.fields(Packet) if field.name != "signature")
_told: Final = attrgetter(*_TOLD)
_texts: Final = itemgetter(*_TEXTS)


def read_packet(content: str, signature: str = "") -> Packet:
    """Returns the packet; raises BadInput, which names it as far as that can be told, for one that is torn."""
    name = ""
    try:
        fields = json.loads(content)
        name = f"{str(fields['site'])[:40]}-{fields['seq']}"
        if fields.pop("format") != FORMAT:
            raise BadInput(f"数据包 {name} 的格式比本程序新，请先升级本程序。")
        written = tuple((str(t), str(r), str(f), dict(v)) for t, r, f, v in fields.pop("written"))
        seen = {str(site): int(seq) for site, seq in dict(fields.pop("seen")).items()}
        packet = Packet(**fields, seen=seen, written=written, signature=signature)
        if set(map(type, _texts(fields))) != {str}:
            raise ValueError(name)
        if not isinstance(packet.seq, int) or not isinstance(packet.schema, int) or packet.seq < 1:
            raise ValueError(name)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadInput(
            f"数据包{f' {name} ' if name else ''}已损坏，没有接收；请让对方重新发送。", str(error)
        ) from error
    if packet.content != content:
        raise BadInput(f"数据包 {name} 的写法与本程序不同，没有接收；请核对双方程序版本。")
    return packet


def written_in(change: Change) -> list[Written]:
    """Returns what a change of a row writes, register by register; bound fields are told whole where one of them changes."""
    mapping, kind = record(change.table), KINDS[change.table]
    after = dict(zip(mapping.columns, mapping.values(change.after), strict=True))
    before = (
        None
        if change.before is None
        else dict(zip(mapping.columns, mapping.values(change.before), strict=True))
    )
    registers: dict[str, dict[str, Any]] = {}
    for column, value in after.items():
        if column == "id" or (before is not None and before[column] == value):
            continue
        if (change.table, column) in KEYED:
            for key, values in _keys_changed(None if before is None else before[column], value).items():
                registers[f"{column}/{key}"] = {f"{column}/{key}": values}
            continue
        group = kind.bindings.get(column, (column,))
        registers.setdefault(group[0], {key: after[key] for key in group if (change.table, key) not in KEYED})
    return [(change.table, change.id, register, values) for register, values in registers.items()]


def register_of(table: str, column: str) -> str:
    """Returns the register in which a column of a row changes hands."""
    return KINDS[table].bindings.get(column, (column,))[0]


def is_understood(written: Written) -> bool:
    """Whether a packet of our schema can have written that: a table and fields that there are."""
    table, _, register, values = written
    if table not in TABLES:
        return False
    columns = _columns(table)
    for key in values:
        if key not in columns and ("/" not in key or key.partition("/")[0] not in columns):
            return False
    return bool(register)


@cache
def _columns(table: str) -> frozenset[str]:
    return frozenset(record(table).columns) - {"id"}


def with_key(text: str, key: str, values: list[Any]) -> str:
    """Returns the JSON object in a keyed field with one key written, or gone for `ABSENT`."""
    data = _object(text)
    if values:
        data[key] = values[0]
    else:
        data.pop(key, None)
    return compact(data)


def _keys_changed(before: Any, after: Any) -> dict[str, list[Any]]:
    old, new = _object(before), _object(after)
    return {
        key: [new[key]] if key in new else ABSENT
        for key in (*new, *(key for key in old if key not in new))
        if key not in old or key not in new or old[key] != new[key]
    }


def _object(text: Any) -> dict[str, Any]:
    try:
        data = json.loads(text) if isinstance(text, str) else {}
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
