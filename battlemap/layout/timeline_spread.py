"""How the rows of a printed timeline are spread: how large, in how many columns, on how many pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from battlemap.layout.timeline_rows import TimelineRow, paged

Rows = tuple[TimelineRow, ...]


@attrs.frozen
class TimelinePlan:
    """The em of the names in mm, how many columns stand abreast, and the rows: page by page, column by column."""

    em: float
    columns: int
    pages: tuple[tuple[Rows, ...], ...]


def timeline_plan(
    rows: Rows, ems: Sequence[float], capacity: Callable[[float], int], abreast: Callable[[float], int]
) -> TimelinePlan:
    """Returns the plan with the largest of the `ems` (largest first) with which all rows stand on one page.

    `capacity` is how many rows a column of that em holds, `abreast` how many columns a page. An action is never split
    between columns; headings of measures give way before names become smaller than the last em. Where one page is
    too few, the last em is taken and actions go to further pages; only one that is longer than a column is cut.
    """
    bare = tuple(row for row in rows if row.kind != "measure")
    for shown in (rows, bare):
        groups = _groups(shown)
        for em in ems:
            for columns in range(1, abreast(em) + 1):
                parts = _balanced(groups, columns)
                if len(parts) <= columns and max(map(len, parts), default=0) <= capacity(em):
                    return TimelinePlan(em, columns, (tuple(parts) or ((),),))
    em = ems[-1]
    columns = abreast(em)
    parts = list(_filled(_groups(rows), max(4, capacity(em))))
    pages = tuple(tuple(parts[at : at + columns]) for at in range(0, len(parts), columns))
    return TimelinePlan(em, columns, pages)


def _groups(rows: Rows) -> list[Rows]:
    """Returns the rows of each action together."""
    groups: list[list[TimelineRow]] = []
    for row in rows:
        if row.kind == "action" or not groups:
            groups.append([])
        groups[-1].append(row)
    return [tuple(group) for group in groups]


def _balanced(groups: Sequence[Rows], columns: int) -> list[Rows]:
    """Returns the groups in that many columns, in their order, the longest as short as it can be."""
    if not groups:
        return []
    least = max(max(map(len, groups)), -(-sum(map(len, groups)) // columns))
    while True:
        parts = _packed(groups, least)
        if len(parts) <= columns:
            return parts
        least += 1


def _packed(groups: Sequence[Rows], most: int) -> list[Rows]:
    parts: list[Rows] = []
    for group in groups:
        if parts and len(parts[-1]) + len(group) <= most:
            parts[-1] += group
        else:
            parts.append(group)
    return parts


def _filled(groups: Sequence[Rows], most: int) -> Iterator[Rows]:
    """Yields columns of at most so many rows; a group that is longer is cut, its headings repeated."""
    for part in _packed(groups, most):
        if len(part) <= most:
            yield part
        else:
            yield from paged(part, most)
