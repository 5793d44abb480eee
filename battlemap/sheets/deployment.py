"""作战部署图: the chain of command from 总指挥 down to the 专班 of each action, as boxes and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlemap import wording
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.post_role import Office, PostRole
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.column_head import short_title
from battlemap.layout.framed import framed_page
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("deployment")

_TOP: Final[tuple[Office, ...]] = ("commander", "deputy", "head")
#: Heights within a column, in ems: its head, its leader, a line below.
_HEAD, _LEADER, _LINE = 2.2, 2.4, 1.5
_BELOW: Final[tuple[Office, ...]] = ("leader", "member", "liaison", "supervisor")


def deployment(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the one page of the chart."""

    def body(place: Rect, sizes: Sizes) -> Iterator[Item]:
        yield from _chart(snapshot, options, place, sizes.small)

    return (framed_page(frame(snapshot, options, TITLE, NUMBER), body, options.paper),)


def _chart(snapshot: Snapshot, options: SheetOptions, place: Rect, least: float) -> Iterator[Item]:
    """The upper levels as rows of boxes, the actions as columns below, joined by lines; as large as the room allows."""
    roles = [one for one in snapshot.post_roles.values() if not one.deleted]
    actions = [one for one in snapshot.columns if not options.actions or one.id in options.actions]
    levels = [
        (office, "　".join(_person(snapshot, one, options) for one in held))
        for office in _TOP
        if (held := [one for one in roles if one.office == office and one.action is None])
    ]
    below = {action.id: _lines(snapshot, options, action, roles) for action in actions}
    deepest = max((len(lines) for lines in below.values()), default=0)
    column_h = _HEAD + _LEADER + _LINE * deepest + 0.8
    em, across, _ = _measure(place, len(actions), len(levels), column_h, least)
    gap = em * 1.6
    y, above = place.y + em * 0.5, None
    for office, names in levels:
        w = min(place.w * 0.7, max(em * 12, em * 1.6 * len(names) + em * 4))
        rect = Rect(place.x + (place.w - w) / 2, y, w, em * 3.8)
        if above is not None:
            yield Line(above.x + above.w / 2, above.bottom, rect.x + rect.w / 2, rect.y, "accent", em * 0.12)
        yield from _box(rect, wording.POST_OFFICES[office], names, em, is_first=office == "commander")
        above, y = rect, rect.bottom + gap
    watching = [one for one in roles if one.office == "supervisor" and one.action is None]
    if watching and above is not None:
        names = "　".join(_person(snapshot, one, options) for one in watching)
        x = above.right + gap * 2
        rect = Rect(x, above.y, min(place.right - x, max(em * 10, em * 1.6 * len(names) + em * 3)), above.h)
        middle = above.y + above.h / 2
        yield Line(above.right, middle, rect.x, middle, "accent", em * 0.1, (em * 0.4, em * 0.3))
        yield from _box(rect, wording.POST_OFFICES["supervisor"], names, em, is_first=False)
    rail, w = y, (place.w - gap * 0.5 * (across - 1)) / max(1, across)
    ends = []
    for number, action in enumerate(actions):
        row, column = divmod(number, across)
        in_row = min(across, len(actions) - row * across)
        left = place.x + (place.w - in_row * w - (in_row - 1) * gap * 0.5) / 2
        rect = Rect(left + column * (w + gap * 0.5), y + gap + row * (em * column_h + gap), w, em * column_h)
        if not row:
            yield Line(rect.x + w / 2, rail, rect.x + w / 2, rect.y, "accent", em * 0.1)
            ends.append(rect.x + w / 2)
        yield from _column(action, below[action.id], rect, em)
    if ends:
        yield Line(ends[0], rail, ends[-1], rail, "accent", em * 0.1)
    if above is not None and actions:
        yield Line(above.x + above.w / 2, above.bottom, above.x + above.w / 2, rail, "accent", em * 0.12)


def _measure(place: Rect, actions: int, levels: int, column_h: float, least: float) -> tuple[float, int, int]:
    """Returns the em, how many columns stand abreast and in how many rows: the largest em with which all fits."""
    best = (least, max(1, min(actions, int(place.w / (least * 8)))), 1)
    for rows in range(1, max(2, actions + 1)):
        across = -(-actions // rows) if actions else 1
        wide = place.w / (across * 8.5)
        high = place.h / (levels * 5.4 + 2 + rows * (column_h + 1.6))
        em = min(wide, high)
        if em > best[0]:
            best = (em, across, rows)
    return best


def _lines(snapshot: Snapshot, options: SheetOptions, action: Action, roles: list[PostRole]) -> list[str]:
    """Returns what stands below the leader of an action."""
    lines = [f"牵头单位 {snapshot.unit_label(action.lead_unit) or wording.UNASSIGNED}"]
    for office in _BELOW:
        names = [
            _person(snapshot, one, options)
            for one in roles
            if (one.office, one.action) == (office, action.id)
        ]
        if names:
            lines.append(f"{wording.POST_OFFICES[office]} {'、'.join(names)}")
    lines.append(f"任务 {len(snapshot.tasks_of(action.id))} 项")
    return lines


def _box(rect: Rect, title: str, names: str, em: float, *, is_first: bool) -> Iterator[Item]:
    yield Box(rect, "band" if is_first else "card", "accent", em * 0.1, em * 0.3)
    head, body = "band_text" if is_first else "muted", "band_text" if is_first else "text"
    yield Text(Rect(rect.x, rect.y + em * 0.3, rect.w, em * 1.2), (title,), em * 0.9, head, align="center")
    yield from fitted(
        Rect(rect.x + em * 0.5, rect.y + em * 1.5, rect.w - em, em * 2),
        names,
        em * 1.5,
        body,
        True,
        "center",
        em * 0.8,
    )


def _column(action: Action, lines: list[str], rect: Rect, em: float) -> Iterator[Item]:
    """One action: its leader large, then its unit and the offices with their people."""
    yield Box(rect, "card", "border", em * 0.06, em * 0.3)
    yield Box(Rect(rect.x, rect.y, rect.w, em * _HEAD), "band", "border", em * 0.06, em * 0.3)
    title = f"{action.ordinal} {short_title(action.title)}"
    head = Rect(rect.x + em * 0.3, rect.y, rect.w - em * 0.6, em * _HEAD)
    yield from fitted(head, title, em, "band_text", True, "center", em * 0.6)
    y = rect.y + em * (_HEAD + 0.3)
    name = Rect(rect.x + em * 0.3, y, rect.w - em * 0.6, em * _LEADER)
    leader, colour = action.lead_leader or "领导待定", "text" if action.lead_leader else "red"
    yield from fitted(name, leader, em * 1.5, colour, True, "center", em * 0.8)
    y += em * _LEADER
    for words in lines:
        line = Rect(rect.x + em * 0.4, y, rect.w - em * 0.8, em * _LINE)
        yield from fitted(line, words, em * 0.9, "muted", align="center", least=em * 0.55)
        y += em * _LINE


def _person(snapshot: Snapshot, role: PostRole, options: SheetOptions) -> str:
    person = snapshot.persons.get(role.person)
    return person.shown_name(options.masking) if person else ""
