"""分级分类监管 as of a day: what the rule asks of each enterprise in a year, what was done, what is owed, what is too much."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, cast

import attrs

from battlemap import wording
from battlemap.domain.kinds.supervision import Enterprise, Inspection, InspectionRule
from battlemap.domain.risk.register import Register, RegisterLine, Tone, cell
from battlemap.domain.snapshot import Snapshot

_MONTHS: Final = 12
_YEAR: Final = 365


@attrs.frozen
class Supervised:
    """An enterprise in a year: `counted` are its inspections, `due_on` when the next one is (None: no rule, or not now)."""

    enterprise: Enterprise
    rule: InspectionRule | None
    counted: tuple[Inspection, ...]
    other: tuple[Inspection, ...]
    due_on: date | None
    as_of: date

    @property
    def done(self) -> int:
        """How often it was inspected in the year, looks at cured hazards aside."""
        return len(self.counted)

    @property
    def is_owed(self) -> bool:
        """应查未查: its day is over."""
        return self.due_on is not None and self.due_on < self.as_of

    @property
    def is_too_often(self) -> bool:
        """超频: more than the rule allows in a year."""
        return self.rule is not None and 0 < self.rule.most < self.done

    @property
    def is_full(self) -> bool:
        """Whether one more would be too many."""
        return self.rule is not None and self.rule.most > 0 and self.done >= self.rule.most

    @property
    def standing(self) -> tuple[str, Tone]:
        """How it stands in words, and how urgent that is."""
        if self.rule is None:
            return "未设检查频次", "yellow"
        if self.is_too_often:
            return f"超频 {self.done - self.rule.most} 次", "red"
        if self.is_owed and self.due_on is not None:
            return f"应查未查，已过 {(self.as_of - self.due_on).days} 天", "red"
        if self.is_full:
            return "已到上限", "muted"
        if self.due_on is not None and (self.due_on - self.as_of).days <= 15:
            return f"{(self.due_on - self.as_of).days} 天内应查", "yellow"
        return "正常", ""

    @property
    def asked_words(self) -> str:
        """「2—4 次」 a year, 「不少于 2 次」, 「不超过 4 次」."""
        if self.rule is None:
            return "未定"
        least, most = self.rule.least, self.rule.most
        if not most:
            return f"不少于 {least} 次"
        if not least:
            return f"不超过 {most} 次"
        return f"{least} 次" if least == most else f"{least}—{most} 次"


def rule_for(snapshot: Snapshot, enterprise: Enterprise, day: date) -> InspectionRule | None:
    """Returns the rule in force on a day: the industry's own goes before that for all, the newest before older ones."""
    rules = [
        rule
        for rule in cast("Iterable[InspectionRule]", snapshot.live_rows("inspection_rule"))
        if rule.grade == enterprise.grade
        and rule.industry in ("", enterprise.industry)
        and rule.valid_from <= day
    ]
    return max(rules, key=lambda rule: (rule.industry != "", rule.valid_from), default=None)


def after(day: date, least: int) -> date:
    """Returns by when the next inspection is due where `least` are asked in a year: whole months where they come out even."""
    if _MONTHS % least:
        return day + timedelta(_YEAR // least)
    months = day.month - 1 + _MONTHS // least
    year, month = day.year + months // _MONTHS, months % _MONTHS + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def supervised(snapshot: Snapshot, as_of: date) -> tuple[Supervised, ...]:
    """Returns the enterprises under supervision on a day in their order, each with its inspections of that year so far."""
    enterprises = cast("list[Enterprise]", snapshot.live_rows("enterprise"))
    own: dict[str, list[Inspection]] = {}
    for inspection in cast("Iterable[Inspection]", snapshot.live_rows("inspection")):
        if inspection.inspected_on <= as_of:
            own.setdefault(inspection.enterprise, []).append(inspection)
    watched = []
    for enterprise in sorted(enterprises, key=lambda one: (one.rank, one.id)):
        if not enterprise.is_supervised(as_of):
            continue
        made = sorted(own.get(enterprise.id, ()), key=lambda one: one.inspected_on)
        of_year = [one for one in made if one.inspected_on.year == as_of.year]
        rule = rule_for(snapshot, enterprise, as_of)
        counted = [one for one in made if one.is_counted]
        watched.append(
            Supervised(
                enterprise, rule, tuple(one for one in of_year if one.is_counted),
                tuple(one for one in of_year if not one.is_counted), _due(enterprise, rule, counted, as_of), as_of,
            )
        )  # fmt: skip
    return tuple(watched)


def _due(
    enterprise: Enterprise, rule: InspectionRule | None, made: list[Inspection], as_of: date
) -> date | None:
    """Returns the day of the next inspection: a period after the last one, else after supervision began in the year."""
    if rule is None or not rule.least:
        return None
    if made:
        return after(made[-1].inspected_on, rule.least)
    began = max(filter(None, (enterprise.begins_on, rule.valid_from, date(as_of.year, 1, 1))))
    return after(began, rule.least)


def planned_days(one: Supervised) -> tuple[date, ...]:
    """Returns the days on which the enterprise is still to be inspected in the year, one period after the other."""
    if one.due_on is None or one.rule is None:
        return ()
    planned: list[date] = []
    day = one.due_on
    while day.year <= one.as_of.year and (not one.rule.most or one.done + len(planned) < one.rule.most):
        planned.append(day)
        day = after(max(day, one.as_of), one.rule.least)
    return tuple(planned)


def inspection_plan(snapshot: Snapshot, as_of: date) -> Register:
    """Returns the 年度监督检查计划: what is asked, done and due of each enterprise."""
    watched = supervised(snapshot, as_of)
    lines = []
    for place, one in enumerate(watched, 1):
        words, tone = one.standing
        enterprise = one.enterprise
        is_near = one.is_owed or tone == "yellow"
        lines.append(
            RegisterLine(
                enterprise.id,
                (
                    cell(place), cell(enterprise.title), cell(wording.INDUSTRIES[enterprise.industry], "muted"),
                    cell(wording.SUPERVISION_GRADES[enterprise.grade]), cell(one.asked_words), cell(one.done),
                    cell(one.due_on.isoformat() if one.due_on else "", tone if is_near else ""), cell(words, tone),
                    cell(snapshot.unit_label(enterprise.unit) or wording.UNASSIGNED), cell(enterprise.inspector),
                    cell(one.rule.basis if one.rule else "", "muted"),
                ),
            )
        )  # fmt: skip
    heads = (
        "序号", "企业", "行业", "等级", "应查次数", "已查", "下次应查", "情况", "检查单位", "检查人", "依据",
    )  # fmt: skip
    return Register(heads, tuple(lines), _summary(watched))


def _summary(watched: tuple[Supervised, ...]) -> str:
    owed, often = sum(one.is_owed for one in watched), sum(one.is_too_often for one in watched)
    words = [f"监管企业 {len(watched)} 家", f"本年已查 {sum(one.done for one in watched)} 次"]
    words += [f"应查未查 {owed} 家"] if owed else []
    words += [f"超频 {often} 家"] if often else []
    return "　".join(words)


def inspection_calendar(snapshot: Snapshot, as_of: date) -> Register:
    """Returns the 应查日历 of the year: month by month what was done (●日) and what is due (○日), owed ones in red."""
    watched = supervised(snapshot, as_of)
    lines = []
    for one in watched:
        cells = [cell(one.enterprise.title), cell(one.enterprise.grade)]
        due = planned_days(one)
        for month in range(1, _MONTHS + 1):
            done = [
                f"●{visit.inspected_on.day}" for visit in one.counted if visit.inspected_on.month == month
            ]
            done += [f"◇{visit.inspected_on.day}" for visit in one.other if visit.inspected_on.month == month]
            coming = [day for day in due if day.month == month and day.year == as_of.year]
            owed = [day for day in coming if day < as_of]
            tone: Tone = "red" if owed else "yellow" if coming and month == as_of.month else ""
            words = " ".join([*done, *(f"{'！' if day < as_of else '○'}{day.day}" for day in coming)])
            cells.append(cell(words, tone if coming else "muted"))
        cells.append(cell(f"{one.done}/{one.rule.least if one.rule else '—'}"))
        lines.append(RegisterLine(one.enterprise.id, tuple(cells)))
    heads = ("企业", "等级", *(f"{month}月" for month in range(1, _MONTHS + 1)), "已查/应查")
    return Register(heads, tuple(lines), _summary(watched))
