"""The demo's schemes: the zone's evaluation, the city's contests with places, a three-level KPI out of the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from battlemap.commands.assess import Appeal, Assess, ProposeKpis, SetOut
from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow, Together
from battlemap.commands.scheme import TakeScheme, delivered_scheme
from battlemap.domain.assessing.scheme_table import NodeDraft
from battlemap.domain.kinds.scheme import Scheme, Stage
from battlemap.domain.snapshot import Snapshot

_Scene = tuple[datetime, str, Callable[[Snapshot], Command]]
#: When the places of a period are published.
_PUBLISHED = {"2018-06": date(2018, 7, 20), "2018-09": date(2018, 10, 22), "2018": date(2018, 11, 12)}


def assessment_scenes(story: Mapping[str, Any], opened_by: str) -> Iterator[_Scene]:
    """Yields when, by whom and what is done with the demo's schemes."""
    opened = datetime.fromisoformat(story["opened"])
    for minute, name in enumerate(("zone_2013", "city_zones", "city_single")):
        yield opened.replace(minute=minute), opened_by, partial(_taken, name)
    yield opened.replace(minute=10), opened_by, partial(_zone, story)
    yield opened.replace(minute=15), opened_by, partial(_city, story)
    yield opened.replace(minute=20), opened_by, partial(_singles, story)
    yield datetime(2018, 10, 22, 15, 0), opened_by, partial(_places, story)
    kpi = story["kpi"]
    at = datetime.fromisoformat(kpi["at"])
    yield at, opened_by, lambda _: ProposeKpis(kpi["title"], kpi["year"])
    yield at.replace(minute=40), opened_by, partial(_weights, kpi)
    yield at.replace(minute=45), opened_by, partial(_counted, kpi)
    yield at.replace(minute=50), opened_by, lambda snapshot: SetOut(_scheme(snapshot, kpi["title"]).id)
    members = story["members"]
    yield datetime.fromisoformat(members["at"]), opened_by, partial(_members, members)
    for at_, number, stage, score, words in story["scores"]:
        yield (
            datetime.fromisoformat(at_),
            opened_by,
            partial(_score, kpi["title"], number, stage, score, words),
        )


def _score(title: str, number: str, stage: Stage, score: str, words: str, snapshot: Snapshot) -> Command:
    node = _nodes(snapshot, title)[number]
    return Appeal(node, words) if stage == "appealed" else Assess(node, stage, score, words)


def _taken(name: str, snapshot: Snapshot) -> Command:
    return delivered_scheme(name)


def _scheme(snapshot: Snapshot, title: str) -> Scheme:
    return next(row for row in snapshot.schemes.values() if row.title == title)


def _nodes(snapshot: Snapshot, title: str) -> dict[str, str]:
    scheme = _scheme(snapshot, title).id
    return {node.number: node.id for node in snapshot.scheme_nodes.values() if node.scheme == scheme}


def _units(snapshot: Snapshot) -> dict[str, str]:
    return {unit.name: unit.id for unit in snapshot.units.values()}


def _zone(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    nodes, units = _nodes(snapshot, "国家高新区评价指标体系"), _units(snapshot)
    edits = [
        EditRow(
            "scheme_node",
            nodes[number],
            {"value": value, "least": least, "best": best, "lead_unit": units[unit]},
        )
        for number, value, least, best, unit in story["zone"]
    ]
    return Together("登记国家高新区评价四个方面得分", tuple(edits))


def _city(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    nodes, units = _nodes(snapshot, "全市开发区综合考核"), _units(snapshot)
    indicators = {row.title: row.id for row in snapshot.indicators.values()}
    edits = []
    for number, indicator, target, unit, *value in story["city"]:
        fields: dict[str, Any] = {"target": target, "lead_unit": units.get(unit or "")}
        if indicator:
            fields |= {"source": "observation", "indicator": indicators[indicator]}
        if value:
            fields |= {"value": value[0], "data_source": "责任部门月报（演示）"}
        edits.append(EditRow("scheme_node", nodes[number], fields))
    return Together("登记全市开发区综合考核目标和完成值", tuple(edits))


def _singles(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    title = "全市单项考核"
    nodes, units = _nodes(snapshot, title), _units(snapshot)
    basis = {"year": 2018, "bottom_basis": "市单项考核办法（演示）第九条"}
    commands = [EditRow("scheme", _scheme(snapshot, title).id, basis)]
    commands += [
        EditRow("scheme_node", nodes[number], {"lead_unit": units[unit], "target": "9"})
        for number, unit, _, _ in story["singles"]
    ]
    return Together("明确单项考核主管部门", tuple(commands))


def _places(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    rows = []
    for title, places in (("国家高新区评价指标体系", "zone_places"), ("全市开发区综合考核", "city_places")):
        rows += [
            _place(_scheme(snapshot, title).id, None, period, place, peers, **(more[0] if more else {}))
            for period, place, peers, *more in story[places]
        ]
    single, nodes = _scheme(snapshot, "全市单项考核").id, _nodes(snapshot, "全市单项考核")
    for number, _, history, line in story["singles"]:
        for period, place, score in history:
            rows.append(_place(single, nodes[number], period, place, 14, score=score, line_score=line))
        value = str(history[-1][1])
        rows.append(EditRow("scheme_node", nodes[number], {"value": value}))
    for number, period, place in story["expected"]:
        rows.append(_place(single, nodes[number], period, place, 14, is_expected=True))
    return Together("登记各项考核位次", tuple(rows))


def _place(scheme: str, node: str | None, period: str, place: int, peers: int, **more: Any) -> Any:
    published = _PUBLISHED.get(period, date(int(period[:4]) + 1, 2, 28))
    if more.get("is_expected"):
        published = date(2018, 10, 22)
    values = {
        "scheme": scheme, "node": node, "period": period, "place": place, "peers": peers,
        "published_on": published, "source": "考核通报（演示）", **more,
    }  # fmt: skip
    return AddRow("node_place", values)


def _counted(kpi: Mapping[str, Any], snapshot: Snapshot) -> Command:
    """KPIs that are told by a ledger take their value there: 「进入园区 n/30」."""
    nodes, tallies = _nodes(snapshot, kpi["title"]), _tallies(snapshot)
    edits = [
        EditRow(
            "scheme_node",
            nodes[number],
            {"source": "tally", "tally": tallies[title], "target": target, "measure_unit": unit},
        )
        for number, title, target, unit in kpi["counted"]
    ]
    return Together("明确取自台账的 KPI", tuple(edits))


def _tallies(snapshot: Snapshot) -> dict[str, str]:
    return {row.title: row.id for row in snapshot.tallies.values() if not row.deleted}


def _members(story: Mapping[str, Any], snapshot: Snapshot) -> Command:
    """A scheme of figures that are sums over the enterprises of a ledger."""
    tallies = _tallies(snapshot)
    nodes = []
    for title, above, below, unit, fields in story["nodes"]:
        of = {"tally": tallies[above], "tally_below": tallies[below] if below else None, "measure_unit": unit}
        nodes.append(NodeDraft(1, title, {**fields, **of, "source": "tally"}))
    return TakeScheme(story["title"], tuple(nodes), "evaluation", story["year"], story["document"])


def _weights(kpi: Mapping[str, Any], snapshot: Snapshot) -> Command:
    scheme = _scheme(snapshot, kpi["title"]).id
    tops = sorted(
        (node for node in snapshot.scheme_nodes.values() if node.scheme == scheme and node.above is None),
        key=lambda node: node.rank,
    )
    edits = [
        EditRow("scheme_node", node.id, {"weight": weight})
        for node, weight in zip(tops, kpi["weights"], strict=True)
    ]
    return Together("确定区级 KPI 权重", tuple(edits))
