"""Options are written as words; who is renamed keeps its code, who is left out stays readable."""

from __future__ import annotations

import json
from datetime import date

import attrs
import pytest

from battlemap.commands.entries import AddEntry
from battlemap.commands.session import Session
from battlemap.domain.ledgers.field_types import type_of
from battlemap.errors import BadInput
from battlemap.shown.ledgers.field_drafts import (
    FieldDraft,
    LedgerDraft,
    changed_ledger,
    new_ledger,
    told_of,
    written_field,
)

ROAD = FieldDraft("阶段", "stage", "线索 30/60、签约 45、投产=成、终止=败")


def test_stages_are_written_with_their_days_and_ends_and_read_back() -> None:
    field = written_field(ROAD, "f1")
    stages = type_of(field).stages  # type: ignore[attr-defined]
    assert [(s.name, s.expected_days, s.alarm_days, s.end) for s in stages] == [
        ("线索", 30, 60, ""),
        ("签约", 45, 0, ""),
        ("投产", 0, 0, "成"),
        ("终止", 0, 0, "败"),
    ]
    assert told_of(field, {}) == ROAD.written


def test_a_renamed_option_keeps_its_code_and_one_that_is_left_out_is_retired() -> None:
    before = written_field(FieldDraft("产业", "choice", "装备、医药、材料"), "f1")
    codes = {item["name"]: item["code"] for item in json.loads(before.options)}
    after = written_field(FieldDraft("产业", "choice", "高端装备、材料、纺织", row=before), "f1")
    now = {item["name"]: item for item in json.loads(after.options)}
    assert now["高端装备"]["code"] == codes["装备"] and now["材料"]["code"] == codes["材料"]
    assert now["医药"]["retired"] and now["纺织"]["code"] not in codes.values()


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (FieldDraft("", "text"), "没有名称"),
        (FieldDraft("产业", "choice", " "), "各个选项"),
        (FieldDraft("产业", "choice", "甲、甲"), "两个一样的选项"),
        (FieldDraft("阶段", "stage", "签约 30天"), "看不懂阶段"),
    ],
)
def test_what_cannot_be_a_field_is_said(draft: FieldDraft, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        written_field(draft, "f1")


def test_a_ledger_is_made_and_changed_by_the_form_in_one_step_each(session: Session) -> None:
    said = LedgerDraft("重点企业", "企业", "家")
    drafts = [FieldDraft("名称", "text", is_key=True), ROAD, FieldDraft("产值", "money", "亿元")]
    session.run(new_ledger(said, drafts, "ledger_9", "ECON"))
    definition = session.snapshot.definition("重点企业")
    assert definition is not None
    assert (definition.ledger.title_field, definition.ledger.stage_field, definition.ledger.key_fields) == (
        "f1",
        "f2",
        "f1",
    )
    assert session.snapshot.actions[definition.ledger.action or ""].code == "ECON"
    session.run(AddEntry(definition.ledger.id, {"f1": "甲", "f3": 10**8}, on=date(2018, 11, 1)))
    now = [FieldDraft.of(field.row, definition) for field in definition.fields]
    assert changed_ledger(definition, attrs.evolve(said, action=definition.ledger.action), now) is None
    changed = [now[2], attrs.evolve(now[0], title="企业名称"), now[1], FieldDraft("备注", "long")]
    command = changed_ledger(definition, attrs.evolve(said, action=definition.ledger.action), changed)
    assert command is not None
    steps = len(session.steps())
    session.run(command)
    after = session.snapshot.definition("重点企业")
    assert after is not None and len(session.steps()) == steps + 1
    assert [field.title for field in after.fields][:3] == ["产值", "企业名称", "阶段"]
    session.undo()
    assert [field.title for field in session.snapshot.definitions[definition.ledger.id].fields] == [
        "名称",
        "阶段",
        "产值",
    ]


def test_two_stages_or_two_fields_of_one_name_are_refused() -> None:
    for drafts, words in (
        ([ROAD, attrs.evolve(ROAD, title="另一个")], "一个阶段"),
        ([FieldDraft("甲", "text")] * 2, "都叫"),
    ):
        with pytest.raises(BadInput, match=words):
            new_ledger(LedgerDraft("台账"), drafts, "ledger_1", "")
