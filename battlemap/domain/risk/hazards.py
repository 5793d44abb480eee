"""隐患 as of a day: the register, how many stand at each step, and the quarterly report by unit and industry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, cast

import attrs

from battlemap import wording
from battlemap.domain.kinds.hazard import NEXT, Hazard
from battlemap.domain.risk.register import Register, RegisterLine, Tone, cell
from battlemap.domain.snapshot import Snapshot

_QUARTERS: Final = ("一", "二", "三", "四")


def hazards(snapshot: Snapshot, as_of: date) -> list[Hazard]:
    """Returns the live hazards found up to a day, by number."""
    live = cast("Iterable[Hazard]", snapshot.live_rows("hazard"))
    return sorted((one for one in live if one.found_on <= as_of), key=lambda one: one.number)


def quarter(day: date) -> tuple[date, date, str]:
    """Returns the first and the last day of a day's quarter, and 「2018年第四季度」."""
    number = (day.month - 1) // 3
    first = date(day.year, number * 3 + 1, 1)
    following = date(day.year + 1, 1, 1) if number == 3 else date(day.year, number * 3 + 4, 1)
    return first, following - timedelta(1), f"{day.year}年第{_QUARTERS[number]}季度"


@attrs.frozen
class HazardCount:
    """What a unit has of an industry: found and cured ordinary ones, found and struck off 重大 ones."""

    unit: str | None
    industry: str
    general: int = 0
    general_cured: int = 0
    major: int = 0
    major_struck: int = 0

    def plus(self, hazard: Hazard, as_of: date) -> HazardCount:
        """Returns the count with one more; those that nobody has graded count as ordinary ones."""
        if hazard.level == "major":
            is_struck = hazard.struck_on is not None and hazard.struck_on <= as_of
            return attrs.evolve(self, major=self.major + 1, major_struck=self.major_struck + is_struck)
        is_cured = hazard.is_cured and hazard.done_on is not None and hazard.done_on <= as_of
        return attrs.evolve(self, general=self.general + 1, general_cured=self.general_cured + is_cured)

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """The four figures of the report."""
        return self.general, self.general_cured, self.major, self.major_struck


def quarterly(snapshot: Snapshot, as_of: date) -> tuple[HazardCount, ...]:
    """Returns what was found in the quarter up to a day, by unit and industry; the columns add up to all of it."""
    first, _, _ = quarter(as_of)
    counts: dict[tuple[str | None, str], HazardCount] = {}
    for hazard in hazards(snapshot, as_of):
        if hazard.found_on < first:
            continue
        key = (hazard.unit, hazard.industry)
        counts[key] = counts.get(key, HazardCount(*key)).plus(hazard, as_of)
    industries = list(wording.INDUSTRIES)
    return tuple(
        sorted(
            counts.values(),
            key=lambda one: (
                one.unit is None, snapshot.unit_label(one.unit), industries.index(one.industry),
            ),
        )
    )  # fmt: skip


def by_industry(counts: Iterable[HazardCount]) -> tuple[HazardCount, ...]:
    """Returns the same figures by industry alone, in the order of the report."""
    added: dict[str, HazardCount] = {}
    for one in counts:
        before = added.get(one.industry, HazardCount(None, one.industry))
        figures = tuple(a + b for a, b in zip(before.figures, one.figures, strict=True))
        added[one.industry] = HazardCount(None, one.industry, *figures)
    return tuple(added[industry] for industry in wording.INDUSTRIES if industry in added)


def total(counts: Iterable[HazardCount]) -> tuple[int, int, int, int]:
    """Returns the sums of the four columns."""
    columns = zip(*(one.figures for one in counts), strict=True)
    sums = [sum(column) for column in columns] or [0, 0, 0, 0]
    return sums[0], sums[1], sums[2], sums[3]


def standing(hazard: Hazard, as_of: date) -> tuple[str, Tone]:
    """Returns how a hazard stands in words: where it is, and what is next or late."""
    words = wording.HAZARD_STEPS[hazard.step]
    if hazard.step == "accepted":
        words += f"{wording.HAZARD_VERDICTS[hazard.verdict]}"
    if hazard.step == "rechecked" and hazard.is_back:
        return "回头看反弹", "red"
    if hazard.is_late(as_of) and hazard.due_on is not None:
        return f"{words}，超期 {(as_of - hazard.due_on).days} 天", "red"
    if hazard.step == "accepted" and hazard.verdict == "fail":
        return words, "red"
    if not hazard.is_open:
        return words, "muted"
    near = hazard.due_on is not None and not hazard.is_cured and (hazard.due_on - as_of).days <= 3
    return words, "yellow" if near else ""


def next_steps(hazard: Hazard) -> tuple[str, ...]:
    """Returns where a hazard may go from where it stands, as it was accepted or looked at."""
    if hazard.step == "accepted":
        return ("struck",) if hazard.verdict == "pass" else ("curing",)
    if hazard.step == "rechecked":
        return NEXT["rechecked"] if hazard.is_back else ()
    return NEXT[hazard.step]


def hazard_register(snapshot: Snapshot, as_of: date) -> Register:
    """Returns the 隐患台账: open ones first, 重大 before ordinary ones."""
    all_hazards = hazards(snapshot, as_of)
    lines = []
    for one in sorted(
        all_hazards, key=lambda one: (not (one.is_open or one.is_back), one.level != "major", one.number)
    ):
        words, tone = standing(one, as_of)
        is_major = one.level == "major"
        where = snapshot.called("enterprise", one.enterprise) if one.enterprise else ""
        lines.append(
            RegisterLine(
                one.id,
                (
                    cell(one.number), cell(one.title), cell(where or one.place, "muted"),
                    cell(wording.INDUSTRIES[one.industry], "muted"),
                    cell(wording.HAZARD_LEVELS[one.level], "red" if is_major and one.is_open else ""), cell(words, tone),
                    cell(one.due_on.isoformat() if one.due_on else "", tone if tone != "muted" else ""),
                    cell(snapshot.unit_label(one.unit) or wording.UNASSIGNED), cell(one.overseer),
                ),
            )
        )  # fmt: skip
    heads = (
        "编号",
        "问题及隐患",
        "企业、地点",
        "行业",
        "等级",
        "办理步骤",
        "整改时限",
        "整改单位",
        "挂牌督办",
    )
    return Register(heads, tuple(lines), hazard_summary(all_hazards, as_of))


def hazard_summary(all_hazards: list[Hazard], as_of: date) -> str:
    """Returns 「隐患 12 处　未销号 5　重大未销号 1　超期 2」."""
    open_ = [one for one in all_hazards if one.is_open]
    words = [f"隐患 {len(all_hazards)} 处", f"未销号 {len(open_)} 处"]
    major = sum(one.level == "major" for one in open_)
    late = sum(one.is_late(as_of) for one in open_)
    back = sum(one.is_back for one in all_hazards)
    words += [f"重大未销号 {major} 处"] if major else []
    words += [f"超期 {late} 处"] if late else []
    words += [f"反弹 {back} 处"] if back else []
    return "　".join(words)
