"""A look at a ledger is told and read again without loss, and survives a renamed choice and any rubbish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.looking.entry_look import EntryLook
from battlemap.domain.looking.head_filter import Condition, HeadFilter
from battlemap.domain.snapshot import Snapshot

NAMES = Snapshot.of([])
_LEDGER = Ledger("l", "wells", "机井", "a", title_field="name")
_KIND = '[{"code":"a","name":"深井"},{"code":"b","name":"浅井"}]'
_FIELDS = (
    LedgerField("f1", "l", "name", "名称", "text", "a"),
    LedgerField("f2", "l", "kind", "类别", "choice", "b", options=_KIND),
    LedgerField("f3", "l", "due_on", "时限", "date", "c"),
    LedgerField("f4", "l", "cost", "造价", "money", "d", unit="万元"),
)
DEFINITION = Definition.of(_LEDGER, _FIELDS)

_DAYS = st.dates(date(2018, 1, 1), date(2019, 1, 1))
_CONDITIONS = {
    "name": st.builds(Condition, words=st.sampled_from(["", "东", "东 井"])),
    "kind": st.builds(Condition, groups=st.none() | st.frozensets(st.sampled_from(["深井", "浅井", "", "（读不懂）"]))),
    "due_on": st.builds(Condition, least=st.none() | _DAYS, most=st.none() | _DAYS),
    "cost": st.builds(Condition, least=st.none() | st.decimals(-10**9, 10**9, allow_nan=False, places=2)),
}  # fmt: skip


@st.composite
def looks(draw: st.DrawFn) -> EntryLook:
    heads = HeadFilter()
    for key, condition in _CONDITIONS.items():
        heads = heads.with_condition(key, draw(condition))
    group = draw(st.sampled_from(["", "kind"]))
    return EntryLook(draw(st.sampled_from(["", "柳行 井"])), heads, group, draw(st.booleans()))


@given(look=looks())
def test_a_look_is_read_as_it_was_told(look: EntryLook) -> None:
    assert EntryLook.from_json(look.to_json(DEFINITION, NAMES), DEFINITION, NAMES) == look


def test_a_choice_that_is_renamed_is_still_meant() -> None:
    look = EntryLook(heads=HeadFilter({"kind": Condition(frozenset({"深井"}))}))
    saved = look.to_json(DEFINITION, NAMES)
    renamed = attrs.evolve(_FIELDS[1], options=_KIND.replace("深井", "百米井"))
    after = Definition.of(_LEDGER, (_FIELDS[0], renamed))
    assert EntryLook.from_json(saved, after, NAMES).heads.of("kind").groups == {"百米井"}


@pytest.mark.parametrize(
    "text",
    ["", "rubbish", "[]", "3", '{"heads": 3}', '{"heads": {"gone": {"words": "x"}, "kind": 4}}', "[" * 100_000,
     '{"words": 7, "group": "gone", "heads": {"due_on": {"least": "9999-99-99", "most": 3, "codes": 1, "groups": "x"}}}'],
)  # fmt: skip
def test_rubbish_looks_at_nothing_in_particular(text: str) -> None:
    look = EntryLook.from_json(text, DEFINITION, NAMES)
    assert (look.words, look.group) == ("", "")
    assert all(condition.groups in (None, frozenset()) for condition in look.heads.conditions.values())


def test_a_look_without_anything_is_empty() -> None:
    assert EntryLook().is_empty and EntryLook(words="  ").is_empty and not EntryLook(group="kind").is_empty
    assert EntryLook(heads=HeadFilter({"due_on": Condition(most=date(2018, 11, 1))})) != EntryLook()
    assert Decimal(3) == EntryLook.from_json(
        '{"heads":{"cost":{"least":"3"}}}', DEFINITION, NAMES
    ).heads.of("cost").least  # fmt: skip
