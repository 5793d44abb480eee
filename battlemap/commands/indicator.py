"""Indicators: figures entered many at once, delivered presets taken in, forecasts by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.commands.command import BringsMuch, Command, ranks_before
from battlemap.domain.kinds.indicator import Indicator, Observation, Status, Target
from battlemap.domain.series.grid import FigureEntry
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, Refused
from battlemap.paths import resource
from battlemap.store.repository import Repository

#: Fields of a preset that name other indicators by their titles.
_POINTING: Final = ("numerator", "denominator")
#: What is published beside a value.
_PUBLISHED: Final = ("growth", "place", "peers")


@attrs.frozen
class EnterFigures(Command):
    """Figures of one status, from the grid or a table, as one step.

    A figure of the same status is corrected in place; one of another status stands beside the old one, which stays
    visible as 原值. Taking a figure away takes the row that stands.
    """

    entries: tuple[FigureEntry, ...]
    status: Status = "final"
    source: str = ""
    published_on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        if len(self.entries) == 1:
            entry = self.entries[0]
            title = snapshot.indicators[entry.indicator].title
            of = snapshot.unit_label(entry.unit) if entry.unit else ""
            words = f"{of}{title}{entry.period.words_of(entry.span)}"
            return f"清除{words}数据" if entry.value is None else f"登记{words} {entry.value}"
        return f"登记 {len(self.entries)} 个指标数据"

    def apply(self, repository: Repository) -> None:
        if not self.entries:
            raise Refused("没有要登记的数据。")
        for entry in self.entries:
            self._enter(entry, repository)

    def _enter(self, entry: FigureEntry, repository: Repository) -> None:
        rows = repository.live(
            Observation, indicator=entry.indicator, period=entry.period.code, span=entry.span, unit=entry.unit
        )
        same = [row for row in rows if row.status == self.status]
        if entry.value is None:
            if not rows:
                raise Refused("这一格没有登记的数据可以清除；推算出来的数由其他数据得出。")
            repository.put(attrs.evolve(same[-1] if same else rows[-1], deleted=True))
            return
        day = self.published_on or repository.today
        published = {key: value for key in _PUBLISHED if (value := getattr(entry, key)) is not None}
        old = [row for row in same if self.status != "revised" or row.published_on == day]
        if old:
            # a growth that was published for another value is no longer told of this one
            kept = old[-1].growth if old[-1].value == entry.value else None
            changes = {
                "value": entry.value,
                "growth": kept,
                "source": self.source or old[-1].source,
            } | published
            repository.put(attrs.evolve(old[-1], **changes))
            return
        base = next((row.base for row in reversed(rows) if row.base), None)
        repository.put(
            Observation(
                repository.new_id(), entry.indicator, entry.period.code, entry.span, entry.unit, entry.value, base,
                status=self.status, source=self.source, published_on=day, **published,
            )
        )  # fmt: skip


@attrs.frozen
class ImportFigures(BringsMuch, EnterFigures):
    """The same from a table; the file is backed up before."""

    def label(self, snapshot: Snapshot) -> str:
        return f"导入 {len(self.entries)} 个{wording.STATUSES[self.status]}数据"


@attrs.frozen
class TakePresets(Command):
    """The delivered indicators that are not there yet come in, with what they are worked out from."""

    titles: tuple[str, ...] = ()

    def label(self, snapshot: Snapshot) -> str:
        return "载入常用指标"

    def apply(self, repository: Repository) -> None:
        ids_by_title = {indicator.title: indicator.id for indicator in repository.live(Indicator)}
        wanted = [
            preset for preset in indicator_presets() if not self.titles or preset["title"] in self.titles
        ]
        missing = [preset for preset in wanted if preset["title"] not in ids_by_title]
        strange = set(self.titles) - {preset["title"] for preset in wanted}
        if strange:
            raise BadInput(f"没有这些常用指标：{'、'.join(sorted(strange))}。")
        if not missing:
            raise Refused("常用指标都已在册，没有可载入的。")
        ranks = ranks_before(repository, Indicator, None, len(missing))
        for preset, rank in zip(missing, ranks, strict=True):
            values = dict(preset)
            for key in _POINTING:
                title = values.pop(key, "")
                if title and title not in ids_by_title:
                    raise Refused(f"“{values['title']}”要由“{title}”计算，请一并载入。")
                values[key] = ids_by_title[title] if title else None
            row = Indicator(id=repository.new_id(), rank=rank, **values)
            repository.put(row)
            ids_by_title[row.title] = row.id


@attrs.frozen
class SetTarget(Command):
    """A target of the year; one that stands is changed."""

    indicator: str
    year: int
    value: str
    measured: str = "value"
    basis: str = ""
    unit: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        of = snapshot.unit_label(self.unit) if self.unit else ""
        return f"下达{of}{snapshot.indicators[self.indicator].title}{self.year}年目标 {self.value}"

    def apply(self, repository: Repository) -> None:
        alike: Mapping[str, Any] = {
            "indicator": self.indicator, "period": str(self.year), "span": "year", "unit": self.unit,
            "measured": self.measured, "aim": "assessed",
        }  # fmt: skip
        standing = repository.live(Target, **alike)
        if standing:
            basis = self.basis or standing[0].basis
            repository.put(attrs.evolve(standing[0], value=self.value, basis=basis))
        else:
            repository.put(Target(id=repository.new_id(), **alike, value=self.value, basis=self.basis))


def indicator_presets() -> list[dict[str, Any]]:
    """Returns the delivered indicators as they are kept in ``resources/indicators``, those that others need first."""
    presets: list[dict[str, Any]] = json.loads(resource("indicators", "presets.json").read_text("utf-8"))
    return presets
