"""The demo's indicators: presets taken in, two years of figures, targets, a revision, judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from battlemap.commands.command import Command
from battlemap.commands.indicator import EnterFigures, SetTarget, TakePresets
from battlemap.commands.rows import AddRow, EditRow, Together
from battlemap.domain.days.statistical_period import StatisticalPeriod, period_of
from battlemap.domain.series.grid import FigureEntry
from battlemap.domain.snapshot import Snapshot

_Scene = tuple[datetime, str, Callable[[Snapshot], Command]]
_FOUNDED: Final = datetime(2018, 9, 28, 15, 0)
#: When the figures of a month of 2018 are entered: those of the first eight at the beginning.
_ENTERED: Final = {9: datetime(2018, 10, 19, 9, 0), 10: datetime(2018, 11, 16, 9, 0)}


def series_scenes(story: Mapping[str, Any], opened_by: str) -> Iterator[_Scene]:
    """Yields when, by whom and what is done with the demo's indicators."""
    yield _FOUNDED, opened_by, lambda _: TakePresets()
    yield _FOUNDED.replace(minute=5), opened_by, partial(_lead_units, story)
    yield _FOUNDED.replace(minute=10), opened_by, partial(_targets, story)
    yield _FOUNDED.replace(minute=20), opened_by, partial(_until_september, story)
    for month, at in _ENTERED.items():
        yield at, opened_by, partial(_month, story, month, at.date())
    streets = story["streets"]
    yield datetime.fromisoformat(streets["at"]), opened_by, partial(_streets, streets)
    revised = story["revised"]
    yield datetime.fromisoformat(revised["at"]), revised["by"], partial(_revision, revised)
    for judged in story["judgements"]:
        yield datetime.fromisoformat(judged["at"]), judged["by"], partial(_judgement, judged)


def _ids(snapshot: Snapshot) -> dict[str, str]:
    return {row.title: row.id for row in snapshot.indicators.values()}


def _lead_units(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    units = {unit.name: unit.id for unit in snapshot.units.values()}
    ids = _ids(snapshot)
    edits = [
        EditRow("indicator", ids[title], {"lead_unit": units[name]})
        for title, name in story["lead_units"].items()
    ]
    return Together("明确各项指标的主管部门", tuple(edits))


def _targets(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    ids = _ids(snapshot)
    aims = [
        SetTarget(ids[aim["title"]], 2018, aim["value"], aim["measured"], aim["basis"])
        for aim in story["targets"]
    ]
    return Together("下达 2018 年指标目标", tuple(aims))


def _entry(line: Mapping[str, Any], year: int, month: int, ids: Mapping[str, str]) -> FigureEntry | None:
    value = line[str(year)].get(str(month))
    if value is None:
        return None
    growth = line.get("growth", {}).get(str(month)) if year == 2018 else None
    place, peers = line.get("places", {}).get(str(month), (None, None)) if year == 2018 else (None, None)
    return FigureEntry(
        ids[line["title"]], StatisticalPeriod(year, month), "ytd", value, None, growth, place, peers
    )


def _figures(story: Mapping[str, Any], year: int, month: int, on: date, snapshot: Snapshot) -> EnterFigures:
    ids = _ids(snapshot)
    entries = [_entry(line, year, month, ids) for line in story["figures"]]
    return EnterFigures(tuple(entry for entry in entries if entry), "final", "统计月报（演示）", on)


def _until_september(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    months = [(2017, month) for month in range(1, 13)] + [(2018, month) for month in range(1, 9)]
    return Together(
        "登记去年各月和今年 1-8 月指标数据",
        tuple(
            _figures(story, year, month, date(year + month // 12, month % 12 + 1, 20), snapshot)
            for year, month in months
        ),
    )


def _month(story: Mapping[str, Any], month: int, on: date, snapshot: Snapshot) -> Command:
    return _figures(story, 2018, month, on, snapshot)


def _streets(streets: Mapping[str, Any], snapshot: Snapshot) -> Command:
    """Figures of streets with their targets: what each had last year, and has now."""
    ids, units = _ids(snapshot), {unit.name: unit.id for unit in snapshot.units.values()}
    commands: list[Command] = []
    for line in streets["lines"]:
        indicator, entries = ids[line["title"]], []
        for name, last, now, aim in zip(
            streets["units"], line["2017"], line["2018"], line["target"], strict=True
        ):
            for period, value in (("2017-10", last), ("2018-10", now)):
                if value is not None:
                    entries.append(FigureEntry(indicator, period_of(period), "ytd", value, units[name]))
            commands.append(SetTarget(indicator, 2018, aim, "value", "街道目标责任书（演示）", units[name]))
        on = datetime.fromisoformat(streets["at"]).date()
        commands.insert(0, EnterFigures(tuple(entries), "final", "街道月报（演示）", on))
    return Together("登记各街道 1-10 月数据和目标", tuple(commands))


def _revision(revised: Mapping[str, Any], snapshot: Snapshot) -> Command:
    entry = FigureEntry(
        _ids(snapshot)[revised["title"]], period_of(revised["period"]), "ytd", revised["value"]
    )
    return EnterFigures((entry,), "revised", revised["source"])


def _judgement(judged: Mapping[str, Any], snapshot: Snapshot) -> Command:
    values = {"period": judged["period"], "words": judged["words"]}
    if judged["of"]:
        values["indicator"] = _ids(snapshot)[judged["of"]]
    return AddRow("judgement", values)
