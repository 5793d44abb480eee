"""What report, wall and ranking warn of: red indicators, places in or at the bottom third, vetoes, money ahead of work."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from battlemap import wording
from battlemap.domain.assessing.money import line_standing, live_lines
from battlemap.domain.assessing.places import border, place_lines
from battlemap.domain.days.statistical_period import period_of
from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.series.standing import standings
from battlemap.domain.snapshot import Snapshot

Aspect = Literal["否决", "位次", "指标", "资金"]


@attrs.frozen
class Alert:
    """One warning: what it is about, the lamp, the sentence, and the unit that answers in full."""

    aspect: Aspect
    lamp: Lamp
    title: str
    words: str
    unit: str | None
    about: str


def alerts(snapshot: Snapshot, as_of: date) -> list[Alert]:
    """Returns the warnings of a day, decided vetoes first, then places, indicators and money."""
    return [
        *_vetoes(snapshot, as_of),
        *_of_places(snapshot, as_of),
        *(
            Alert("指标", one.lamp, one.indicator.title, one.words, one.indicator.lead_unit, one.indicator.id)
            for one in standings(snapshot, as_of)
            if one.lamp == "red"
        ),
        *(
            Alert("资金", one.lamp, one.line.title, one.words, one.line.unit, one.line.id)
            for line in live_lines(snapshot, as_of.year)
            if (one := line_standing(snapshot, line, as_of)).lamp == "red"
        ),
    ]


def _vetoes(snapshot: Snapshot, as_of: date) -> list[Alert]:
    return [
        Alert(
            "否决", "black", f"{snapshot.unit_label(veto.unit)}一票否决",
            f"{wording.VETO_EFFECTS[veto.effect]}，《{veto.document}》{veto.clause}", veto.unit, veto.id,
        )
        for veto in snapshot.vetoes.values()
        if not veto.deleted and (veto.decided_on is None or veto.decided_on <= as_of)
    ]  # fmt: skip


def _of_places(snapshot: Snapshot, as_of: date) -> list[Alert]:
    """Places in the bottom third are red, one place above it or expected in it yellow."""
    place_alerts = []
    for scheme in snapshot.schemes.values():
        if scheme.deleted or scheme.kind == "kpi":
            continue
        for line in place_lines(snapshot, scheme.id, as_of):
            if line.newest.is_expected:
                continue
            lies = border(line.newest, scheme)
            falls = line.expected is not None and border(line.expected, scheme).is_inside
            if not (lies.is_inside or lies.left == 0 or falls):
                continue
            node = snapshot.scheme_nodes.get(line.node) if line.node else None
            expected = f"；预测第 {line.expected.place} 名" if line.expected is not None else ""
            words = f"{period_of(line.newest.period).words}{lies.words}{expected}"
            lamp: Lamp = "red" if lies.is_inside else "yellow"
            title = node.title if node else scheme.title
            place_alerts.append(
                Alert("位次", lamp, title, words, node.lead_unit if node else None, line.node or scheme.id)
            )
    return sorted(place_alerts, key=lambda alert: alert.lamp != "red")
