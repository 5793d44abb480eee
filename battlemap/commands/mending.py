"""Rows that are not what the journal tells of them are put right from it, as one step."""

from __future__ import annotations

import attrs

from battlemap.commands.session import Session
from battlemap.domain.step import Step
from battlemap.errors import Refused
from battlemap.store.damage.audit import check


@attrs.frozen
class Mended:
    """The step by which rows were put right, and what is wrong still, in words."""

    step: Step
    rest: tuple[str, ...]


def take_from_journal(session: Session, rows: tuple[tuple[str, str], ...] | None = None) -> Mended:
    """Puts the (table, id) right from the journal, by default all that differ; raises Refused where none does.

    The step cannot be undone, for that would bring the damage back.
    """
    if rows is None:
        with session.file.reading() as connection:
            rows = tuple(fault.row for fault in check(connection) if fault.row is not None)
    if not rows:
        raise Refused("没有可以按日志改回的内容。")
    step = session.mend(rows)
    if step is None:
        raise Refused("内容与日志一致，无须改回。")
    return Mended(step, tuple(session.file.faults()))
