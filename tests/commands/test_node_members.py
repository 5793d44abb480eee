"""What an enterprise brings is what is missing when it is really taken out of the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from battlemap.commands.entries import AddEntry, RemoveEntries
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.node_members import node_members
from battlemap.commands.node_tallies import node_tallies
from battlemap.commands.rows import AddRow
from battlemap.commands.scheme import TakeScheme
from battlemap.commands.session import Session
from battlemap.domain.assessing.evaluating import evaluation
from battlemap.domain.assessing.members import (
    Member,
    contributions,
    kept_only,
    tallied_leaves,
    tallies_of,
    tallies_with,
    weaknesses,
)
from battlemap.domain.assessing.rollup import Evaluation
from battlemap.domain.assessing.scheme_table import NodeDraft
from battlemap.domain.kinds.scheme import SchemeNode
from battlemap.domain.ledgers.template import delivered_template
from battlemap.errors import Refused

TODAY = date(2018, 11, 20)


@pytest.fixture
def scheme(session: Session) -> str:
    """Three figures over a ledger of enterprises, some of whose cells are empty."""
    chance = Random(7)
    session.run(NewLedger(delivered_template("enterprises")))
    definition = session.snapshot.definition("enterprises")
    assert definition is not None
    for number in range(6):
        values = {"revenue": str(chance.randrange(9000)), "staff": str(chance.randrange(1, 400))}
        if number == 3:
            values = {"staff": "25"}
        if number == 5:
            values["research"] = "120"
        stage = {"name": f"企业{number}", "industry": "新材料", "state": "正常生产"}
        session.run(AddEntry(definition.ledger.id, _typed(session, {**stage, **values})))
    tally = {row.title: row.id for row in session.snapshot.tallies_of(definition.ledger.id)}

    def of(title: str, unit: str, above: str, below: str | None, **more: object) -> NodeDraft:
        fields = {"source": "tally", "tally": tally[above], "tally_below": tally[below] if below else None}
        return NodeDraft(1, title, {**fields, "measure_unit": unit, "weight": "25", "target": "4", **more})

    nodes = (
        of("人均收入", "万元/人", "营业收入合计", "职工合计"),
        of("企业数", "家", "已建档企业", None),
        of("研发占比", "%", "研发投入合计", "营业收入合计"),
        of("税收", "万元", "上缴税收合计", None),
    )
    session.run(TakeScheme("企业贡献", nodes))
    return next(iter(session.snapshot.schemes))


def _typed(session: Session, values: dict[str, str]) -> dict[str, object]:
    definition = session.snapshot.definition("enterprises")
    assert definition is not None
    return {key: definition.by_key[key].type.read(text, session.snapshot) for key, text in values.items()}


def stands(session: Session, scheme: str) -> Evaluation:
    return evaluation(session.snapshot, scheme, TODAY, node_tallies(session, session.snapshot, TODAY))


def members(session: Session, standing: Evaluation) -> list[Member]:
    return node_members(session, session.snapshot, tallies_of(tallied_leaves(standing)), TODAY)


def leaf(standing: Evaluation, title: str) -> SchemeNode:
    return next(node for node in tallied_leaves(standing) if node.title == title)


def test_all_members_together_are_what_the_ledger_tells(session: Session, scheme: str) -> None:
    standing = stands(session, scheme)
    every = members(session, standing)
    tallied = node_tallies(session, session.snapshot, TODAY)
    assert tallies_with(every, [session.snapshot.tallies[id] for id in tallied]) == tallied
    assert len(every) == 6
    # nobody has told taxes: that is missing, and no 0
    assert standing.gauges[leaf(standing, "税收").id].value is None
    assert standing.total.coverage == "3/4 项有数据"


def test_leaving_one_out_is_what_taking_it_out_of_the_ledger_does(session: Session, scheme: str) -> None:
    standing = stands(session, scheme)
    every = members(session, standing)
    definition = session.snapshot.definition("enterprises")
    assert definition is not None
    by_member = {
        (node.id, one.member.id): one
        for node in tallied_leaves(standing)
        for one in contributions(session.snapshot, node, every)
    }
    for member in every:
        session.run(RemoveEntries(definition.ledger.id, (member.id,)))
        there = stands(session, scheme)
        for node in tallied_leaves(standing):
            one = by_member.get((node.id, member.id))
            if one is not None:
                assert there.gauges[node.id].value == one.without, (node.title, member.name)
        kept = kept_only(session.snapshot, standing, every, {other.id for other in every} - {member.id})
        assert kept.total == there.total
        session.undo()
    assert stands(session, scheme).total == standing.total


def test_who_lies_behind_is_told_with_the_distance_and_a_tried_one_counts(
    session: Session, scheme: str
) -> None:
    standing = stands(session, scheme)
    every = members(session, standing)
    income = leaf(standing, "人均收入")
    ranked = contributions(session.snapshot, income, every)
    assert [one.by for one in ranked] == sorted((one.by for one in ranked), reverse=True)  # type: ignore[type-var]
    last = ranked[-1]
    assert last.is_short and "低于总体水平" in last.words
    assert "企业3" not in {one.member.name for one in ranked if one.own is not None}
    assert any(last.words in weak.words for weak in weaknesses(session.snapshot, standing, every))
    adds = {income.tally or "": Decimal(900000), income.tally_below or "": Decimal(1)}
    tried = Member("+1", "新企业", adds, is_new=True)
    ids = {member.id for member in every}
    number = session.file.newest_number()
    then = kept_only(session.snapshot, standing, [*every, tried], ids | {"+1"})
    assert then.gauges[income.id].value > standing.gauges[income.id].value  # type: ignore[operator]
    assert kept_only(session.snapshot, standing, every, ids).total == standing.total
    assert session.file.newest_number() == number


def test_a_divisor_is_a_second_tally(session: Session, scheme: str) -> None:
    tally = next(iter(session.snapshot.tallies))
    with pytest.raises(Refused, match="另一项计数"):
        session.run(
            AddRow(
                "scheme_node",
                {"scheme": scheme, "title": "甲", "source": "tally", "tally": tally, "tally_below": tally},
            )
        )
