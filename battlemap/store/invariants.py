"""What a row must be before it is written: asked for every row that is put, whoever puts it."""

from __future__ import annotations

from battlemap.domain.kinds.catalogue import KINDS, kind_of
from battlemap.domain.kinds.kind import Kind, Neighbours, Row
from battlemap.errors import Refused


def check(row: Row, before: Row | None, rows: Neighbours) -> None:
    """Raises Refused, in words, for a row that may not be, and for a change of one that is deleted and stays so.

    A fault that stood in the row before does not stand in the way of other changes: it is refused where it is made.
    """
    kind = kind_of(row)
    if before is not None and before.deleted and row.deleted:
        raise Refused(f"{kind.noun}“{kind.label(before)}”已删除，请先恢复再修改。", f"{kind.table} {row.id}")
    _unless_old(row, before, kind)
    _check_pointers(kind, row, before, rows)
    kind.check_among(row, before, rows)


def _unless_old(row: Row, before: Row | None, kind: Kind) -> None:
    try:
        kind.check_row(row, before)
    except Refused as fault:
        if before is None:
            raise
        try:
            kind.check_row(before)
        except Refused as old_fault:
            if str(old_fault) == str(fault):
                return
        raise


def _check_pointers(kind: Kind, row: Row, before: Row | None, rows: Neighbours) -> None:
    """Raises Refused where a row points to nothing, or newly to what is deleted or closed.

    What points to a row that went later stays as it is; what comes back needs what it belongs to.
    """
    for key, type_ in kind.pointers:
        id = getattr(row, key)
        is_new = before is None or getattr(before, key) != id
        if id is None or not (is_new or (before is not None and before.deleted and key in kind.homes)):
            continue
        target, of = KINDS[type_.table], f"{kind.noun}的{kind.by_key[key].name}"
        there = rows.find(target.row, id=id)
        if not there:
            raise Refused(f"{of}已不存在，请刷新后重新选择。", f"{kind.table}.{key} {id}")
        name = target.label(there[0])
        if there[0].deleted:
            raise Refused(f"{of}“{name}”已删除，请先恢复，或另选一个。")
        why = target.why_closed(there[0]) if is_new else ""
        if why:
            raise Refused(why)
