"""The links between the rows of a plan in MSPDI: which of them the board knows, and how many working days apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Final

from battlemap.domain.kinds.dependency import MOST_LAG
from battlemap.domain.planning.project import ProjectLink
from battlemap.exchange.project_element import Element
from battlemap.exchange.project_fields import ELAPSED, LINK_KINDS, MINUTES_PER_DAY
from battlemap.exchange.project_rows import PlanRow

#: A lag is written in tenths of a minute; these formats mean percent.
_PERCENT: Final = (19, 20, 51, 52)
_START_FINISH: Final = 2
_DAY_FORMAT: Final = 7


def links_of(
    rows: Iterable[PlanRow],
    uids: Container[int],
    external: Container[int],
    per_day: int,
    losses: Counter[str],
) -> Iterator[ProjectLink]:
    """Yields the links between tasks `uids`; `external` are those of other plans that merely cast a shadow here."""
    seen: set[tuple[int, int]] = set()
    for row in rows:
        for link in row.element.below("PredecessorLink"):
            predecessor, number = link.number("PredecessorUID"), link.number("Type")
            if link.flag("CrossProject") or predecessor is None or predecessor in external:
                losses["跨项目的先后关系"] += 1
            elif predecessor not in uids or row.uid not in uids:
                losses["与汇总行或节点之间的先后关系"] += 1
            elif number == _START_FINISH:
                losses["“开始—完成”关系"] += 1
            elif (predecessor, row.uid) in seen or predecessor == row.uid:
                losses["重复的先后关系"] += 1
            else:
                seen.add((predecessor, row.uid))
                kind = LINK_KINDS.get(1 if number is None else number)
                if kind is None or (number is None and link.text("Type") not in ("", "FS")):
                    losses["类型无法识别的先后关系（按“完成—开始”计）"] += 1
                yield ProjectLink(predecessor, row.uid, kind or "fs", _lag(link, per_day, losses))


def _lag(link: Element, per_day: int, losses: Counter[str]) -> int:
    tenths, form = link.number("LinkLag"), link.number("LagFormat") or _DAY_FORMAT
    if tenths is None:
        losses["无法识别的间隔（按 0 天计）"] += bool(link.text("LinkLag"))
        return 0
    if not tenths:
        return 0
    if form in _PERCENT:
        losses["按百分比的间隔（按 0 天计）"] += 1
        return 0
    if form in ELAPSED:
        losses["按自然时间的间隔（折成工作日）"] += 1
        return _within(tenths / 10 / 1440 * 5 / 7, losses)
    lag = tenths / 10 / (per_day if 0 < per_day <= 1440 else MINUTES_PER_DAY)
    if lag != int(lag):
        losses["不足一天的间隔（取整到天）"] += 1
    return _within(lag, losses)


def _within(lag: float, losses: Counter[str]) -> int:
    """Returns whole days, half ones rounded up so that a gap is kept, and no more than a link can bear."""
    whole = math.floor(lag + 0.5)
    if abs(whole) > MOST_LAG:
        losses[f"超过 {MOST_LAG} 天的间隔（按 {MOST_LAG} 天计）"] += 1
    return max(-MOST_LAG, min(MOST_LAG, whole))
