"""Delivered schemes come in whole, are carried into another year, tried and adopted."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.scheme import (
    AdoptTrial,
    CarryScheme,
    RemoveScheme,
    delivered_scheme,
    delivered_schemes,
)
from battlemap.commands.session import Session
from battlemap.domain.assessing.evaluating import evaluation, evaluation_after
from battlemap.domain.assessing.trail import trail
from battlemap.domain.assessing.tree import tree_of
from battlemap.domain.assessing.what_if import WhatIf
from battlemap.errors import NotFound, Refused

TODAY = date(2018, 11, 20)


def only_scheme(session: Session) -> str:
    (scheme,) = [row.id for row in session.snapshot.schemes.values() if not row.deleted]
    return scheme


@pytest.mark.parametrize(
    ("name", "groups", "leaves", "weights"),
    [
        ("zone_2013", 4, 4, ["30", "30", "20", "20"]),
        ("zone_2021", 5, 46, ["20", "20", "15", "15", "30"]),
        ("innovation_2014", 5, 25, ["20", "20", "25", "10", "25"]),
    ],
)
def test_the_official_trees_have_what_is_published(
    session: Session, name: str, groups: int, leaves: int, weights: list[str]
) -> None:
    session.run(delivered_scheme(name))
    tree = tree_of(session.snapshot, only_scheme(session))
    assert (len(tree.tops), len(tree.leaves())) == (groups, leaves)
    assert [tree.nodes[id].weight for id in tree.tops] == weights
    session.undo()
    assert not session.snapshot.live_rows("scheme_node")


def test_every_delivered_scheme_comes_in_and_one_that_is_not_there_is_told(session: Session) -> None:
    for name in delivered_schemes():
        session.run(delivered_scheme(name))
    assert len(session.snapshot.live_rows("scheme")) == 6
    with pytest.raises(Refused, match="版本"):
        session.run(delivered_scheme("zone_2021"))
    with pytest.raises(NotFound, match="zone_2013"):
        delivered_scheme("none")


def test_a_version_of_the_next_year_begins_with_last_years_values(session: Session) -> None:
    session.run(delivered_scheme("zone_2013"))
    scheme = only_scheme(session)
    first = tree_of(session.snapshot, scheme).tops[0]
    session.run(EditRow("scheme_node", first, {"value": "71.5"}))
    session.run(CarryScheme(scheme, 2019))
    (later,) = [row.id for row in session.snapshot.schemes.values() if row.year == 2019]
    node = next(node for node in tree_of(session.snapshot, later).nodes.values() if node.number == "1")
    assert (node.value, node.base, node.weight) == (None, "71.5", "30")
    session.run(RemoveScheme(scheme))
    assert tree_of(session.snapshot, later).tops and not tree_of(session.snapshot, scheme).nodes


def test_nothing_is_written_by_a_trial_until_it_is_adopted(session: Session) -> None:
    session.run(delivered_scheme("city_zones"))
    scheme = only_scheme(session)
    leaf = tree_of(session.snapshot, scheme).leaves()[0]
    session.run(EditRow("scheme_node", leaf, {"value": "80", "target": "100"}))
    rows, number = session.snapshot.rows, session.file.newest_number()
    what_if = (
        WhatIf(evaluation(session.snapshot, scheme, TODAY))
        .tried(leaf, "value", "95")
        .tried(leaf, "weight", "20")
    )
    assert what_if.gain is not None and what_if.gain > 0
    assert session.snapshot.rows is rows and session.file.newest_number() == number
    step = session.run(AdoptTrial(what_if.trials))
    assert step is not None and "采用推演结果" in step.label
    node = session.snapshot.scheme_nodes[leaf]
    assert (node.value, node.target, node.weight) == ("80", "95", "20")
    with pytest.raises(Refused, match="没有可采用"):
        session.run(AdoptTrial({}))


def test_no_node_stands_under_itself_or_under_another_scheme(session: Session) -> None:
    session.run(delivered_scheme("city_zones"))
    scheme = only_scheme(session)
    tree = tree_of(session.snapshot, scheme)
    top, leaf = tree.tops[0], tree.below[tree.tops[0]][0]
    with pytest.raises(Refused, match="不能归到自己的下级"):
        session.run(EditRow("scheme_node", top, {"above": leaf}))
    session.run(delivered_scheme("zone_2013"))
    other = next(row.id for row in session.snapshot.schemes.values() if row.id != scheme)
    with pytest.raises(Refused, match="另一个考核方案"):
        session.run(AddRow("scheme_node", {"scheme": other, "title": "甲", "above": top}))


def test_progress_of_a_task_shows_above_at_once_with_its_trail(session: Session) -> None:
    from battlemap.commands.loop import ReportProgress

    session.run(AddRow("unit", {"name": "经济发展局", "short_name": "经发局"}))
    (unit,) = session.snapshot.live_rows("unit")
    session.run(AddRow("scheme", {"title": "三级KPI", "kind": "kpi", "year": 2018}))
    scheme = only_scheme(session)
    session.run(AddRow("scheme_node", {"scheme": scheme, "title": "经济运行", "weight": "40"}))
    (zone,) = tree_of(session.snapshot, scheme).tops
    session.run(
        AddRow(
            "scheme_node",
            {
                "scheme": scheme,
                "title": "工业监测",
                "above": zone,
                "weight": "6",
                "lead_unit": unit.id,
                "source": "tasks",
            },
        )
    )
    leaf = tree_of(session.snapshot, scheme).leaves()[0]
    session.run(
        AddRow(
            "scheme_node",
            {
                "scheme": scheme,
                "title": "企业走访",
                "above": zone,
                "weight": "4",
                "value": "5",
                "target": "10",
            },
        )
    )
    task = session.snapshot.task_by_code("ECON-01")
    assert task is not None
    session.run(AddRow("node_task", {"task": task.id, "node": leaf}))
    before = evaluation(session.snapshot, scheme, TODAY)
    step = session.run(ReportProgress(task.id, 40, "", TODAY))
    assert step is not None
    after = evaluation_after(before, step, session.snapshot, TODAY)
    assert after is not None and after.total == evaluation(session.snapshot, scheme, TODAY).total
    effect = trail(step, before, after, session.snapshot)
    assert (
        effect is not None
        and effect.words == "ECON-01 0→40：经发局“工业监测” +2.40，“经济运行” +9.60，全区 +9.60"
    )
