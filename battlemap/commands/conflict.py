"""Steps are taken back, and what stands in the way of that: a row that somebody has changed since."""

from __future__ import annotations

from collections.abc import Iterable

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.step import Change, Row, Step, StepKind
from battlemap.errors import Conflict
from battlemap.store.repository import Repository


def take_back(steps: Iterable[Step], kind: StepKind, repository: Repository) -> None:
    """Writes what the steps have changed as it was before, in their order, each from its end; raises Conflict."""
    for step in steps:
        for change in reversed(step.changes):
            if not repository.take_back(change.after, as_it_was(change.before, change.after)):
                raise conflict(step, change, kind, repository)


def as_it_was(before: Row | None, after: Row) -> Row:
    """Returns the row as it was; one that had not been is marked deleted, for rows never go."""
    return evolved(after, deleted=True) if before is None else before


def conflict(step: Step, change: Change, kind: StepKind, repository: Repository) -> Conflict:
    """Returns the error that says who has changed the row since, when, and by what."""
    name = next(
        (getattr(change.after, field) for field in ("code", "title", "name") if hasattr(change.after, field)),
        "",
    )
    thing = f"{KINDS[change.table].noun}{f'“{name}”' if name else ''}"
    since = repository.last_change(change.after)
    who = (
        f"{since.moment:%m-%d %H:%M} {since.actor}“{since.label}”改动了{thing}。"
        if since
        else f"{thing}已被改动。"
    )
    verb = "撤销" if kind == "undo" else "重做"
    return Conflict(
        f"“{step.label}”之后又有改动，不能{verb}：{who}可先撤销后来的操作，或在历史中查看后手工修改。",
        f"{change.table} {change.id}",
    )
