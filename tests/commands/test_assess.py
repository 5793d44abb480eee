"""自评 → 考评 → 申诉 → 审定, vetoes, and KPIs proposed from the board."""

from __future__ import annotations

import pytest

from battlemap.commands.assess import Appeal, Assess, DecideVeto, ProposeKpis, RevokeVeto, SetOut
from battlemap.commands.people import AssignTask
from battlemap.commands.rows import AddRow
from battlemap.commands.scheme import delivered_scheme
from battlemap.commands.session import Session
from battlemap.domain.assessing.tree import tree_of
from battlemap.errors import Refused


@pytest.fixture
def leaf(session: Session) -> str:
    session.run(delivered_scheme("city_zones"))
    (scheme,) = session.snapshot.schemes
    session.run(SetOut(scheme))
    return tree_of(session.snapshot, scheme).leaves()[0]


def test_a_score_goes_its_way_and_cannot_skip_a_stage(session: Session, leaf: str) -> None:
    with pytest.raises(Refused, match="考评要在自评之后"):
        session.run(Assess(leaf, "judged", "12", "差 3 分"))
    session.run(Assess(leaf, "self", "14.5"))
    with pytest.raises(Refused, match="扣分原因"):
        session.run(Assess(leaf, "judged", "12"))
    session.run(Assess(leaf, "judged", "12", "第三季度未完成"))
    session.run(Appeal(leaf, "统计口径调整"))
    with pytest.raises(Refused, match="答复"):
        session.run(Assess(leaf, "final", "13"))
    session.run(Assess(leaf, "final", "13", "采纳口径调整部分"))
    node = session.snapshot.scheme_nodes[leaf]
    assert (node.stage, node.self_score, node.given_score) == ("final", "14.5", "13")
    assert (node.reason, node.appeal, node.answer) == ("第三季度未完成", "统计口径调整", "采纳口径调整部分")
    with pytest.raises(Refused):
        session.run(Assess(leaf, "judged", "15"))


@pytest.mark.parametrize("score", ["15.5", "-1", "很好", "NaN"])
def test_a_score_lies_within_its_weight(session: Session, leaf: str, score: str) -> None:
    with pytest.raises(Refused):
        session.run(Assess(leaf, "self", score))


def test_a_veto_needs_document_clause_and_person_and_stands_once(session: Session, leaf: str) -> None:
    session.run(AddRow("unit", {"name": "招商局"}))
    (unit,), (scheme,) = session.snapshot.units, session.snapshot.schemes
    with pytest.raises(Refused, match="条款"):
        session.run(DecideVeto(unit, scheme, 2018, "第 12 名", "考核办法", " ", "张书记"))
    session.run(DecideVeto(unit, scheme, 2018, "第 12 名", "考核办法", "第九条", "张书记"))
    with pytest.raises(Refused, match="已经作出"):
        session.run(DecideVeto(unit, scheme, 2018, "第 12 名", "考核办法", "第九条", "张书记"))
    (veto,) = session.snapshot.vetoes
    session.run(RevokeVeto(veto, "位次更正"))
    assert session.snapshot.live_rows("veto") == []


def test_kpis_are_proposed_from_units_persons_and_their_tasks(session: Session) -> None:
    with pytest.raises(Refused, match="责任单位"):
        session.run(ProposeKpis("三级KPI", 2018))
    for code, unit in (("ECON-01", "经发局"), ("ECON-02", "商务局"), ("PROJ-01", "招商局")):
        task = session.snapshot.task_by_code(code)
        assert task is not None
        session.run(AssignTask(task.id, unit))
    session.run(ProposeKpis("三级KPI", 2018))
    (scheme,) = session.snapshot.schemes
    tree = tree_of(session.snapshot, scheme)
    assert [tree.nodes[id].title for id in tree.tops] == ["经济运行", "项目建设"]
    assert [(tree.level(id), tree.nodes[id].number) for id in tree.leaves()] == [
        (3, "ECON-01"),
        (3, "ECON-02"),
        (3, "PROJ-01"),
    ]
    assert len(session.snapshot.live_rows("node_task")) == 3
