"""报送情况: unit by unit what was asked, came back, in time, late, empty, or was sent back (feeds the monthly marks)."""

from __future__ import annotations

from collections.abc import Collection as Among
from datetime import date

import attrs

from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.collection import Collection, CollectionRequest
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class Submissions:
    """The requests of one unit, by what has become of them; the counts are those of 报送情况表."""

    unit: str
    name: str
    asked: int
    returned: int
    in_time: int
    sent_back: int
    late: int
    empty: int
    overdue: int
    open: tuple[str, ...]

    @property
    def share(self) -> int | None:
        """How many of a hundred came in time, of those whose day has come; None where none has."""
        due = self.in_time + self.late + self.overdue
        return None if not due else round(100 * self.in_time / due)


def live_requests(
    snapshot: Snapshot, collections: Among[str] | None = None
) -> list[tuple[CollectionRequest, Collection]]:
    """Returns every live request with its collection, those of the named collections only where some are named."""
    pairs = [
        (request, snapshot.collections[request.collection])
        for request in snapshot.collection_requests.values()
        if not request.deleted and (collections is None or request.collection in collections)
    ]
    return [pair for pair in pairs if not pair[1].deleted]


def submissions(
    snapshot: Snapshot, as_of: date, collections: Among[str] | None = None
) -> tuple[Submissions, ...]:
    """Returns the counts of every unit that was asked by a day, in the order of units.

    应报 counts what was sent by `as_of`; 已报 what came back by then, an empty return (空报) too; 按时 and 迟报 are told apart
    by the day of the first return; 退回 counts times, not packages.
    """
    by_unit: dict[str, list[tuple[CollectionRequest, Collection]]] = {}
    for request, collection in live_requests(snapshot, collections):
        if collection.sent_on <= as_of:
            by_unit.setdefault(request.unit, []).append((request, collection))
    units = KINDS["unit"].sorted([snapshot.units[id] for id in by_unit], snapshot)
    return tuple(_of(unit.id, by_unit[unit.id], snapshot, as_of) for unit in units)


def _of(
    unit: str, requests: list[tuple[CollectionRequest, Collection]], snapshot: Snapshot, as_of: date
) -> Submissions:
    back = [(one, of) for one, of in requests if one.returned_on is not None and one.returned_on <= as_of]
    late = sum(one.is_late(of) for one, of in back)
    out = [(one, of) for one, of in requests if one.returned_on is None or one.returned_on > as_of]
    return Submissions(
        unit,
        snapshot.unit_label(unit),
        len(requests),
        len(back),
        len(back) - late,
        sum(one.sent_back for one, _ in requests),
        late,
        sum(one.is_empty for one, _ in back),
        sum(as_of > of.due_on for _, of in out),
        tuple(one.id for one, _ in out),
    )


def reminder_words(
    request: CollectionRequest, collection: Collection, snapshot: Snapshot, as_of: date
) -> str:
    """Returns the words of a 催报, ready to be sent: who, what, since when."""
    unit = snapshot.units[request.unit].name
    days = (as_of - collection.due_on).days
    due = f"{collection.due_on.month}月{collection.due_on.day}日"
    when = f"应于{due}前报送，已超期 {days} 天" if days > 0 else f"请于{due}前报送"
    if request.sent_back_on is not None:
        return f"{unit}：“{collection.title}”填报包已退回（{request.sent_back_reason}），请改正后重新报送。"
    again = f"这是第 {request.reminders + 1} 次催报。" if request.reminders else ""
    return f"{unit}：“{collection.title}”填报包（编号 {request.id}，{request.asked} 行）{when}，请抓紧填写交回。{again}"
