"""Of several PCs one alone numbers letters: no gaps, no doubles, whatever is done where and whenever they meet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from battlemap.commands.letter import DraftLetter, IssueLetter, VoidLetter
from battlemap.commands.letter_book import HandOnLetters
from battlemap.commands.mailing import DismissMember
from battlemap.domain.kinds.letter import Letter
from battlemap.domain.kinds.member import Member, letter_keeper
from battlemap.errors import BattlemapError, Refused
from tests.commands.test_mailing import Desk, desks
from tests.store.mailbox.sites import DAY, Site, together

__all__ = ["desks"]
NAMES = ("one", "two", "three")
VALUES = {"title": "通知", "body": "请办理。", "code": "攻坚改"}


def three() -> list[Site]:
    """Three PCs of the command post on one campaign; the first numbers letters."""
    sites = together(*NAMES)
    sites[0].do(*(Member(name, name, "command_post", "key", DAY, None, name == NAMES[0]) for name in NAMES))
    for other in sites[1:]:
        other.take(sites[0].packets())
    return sites


def letters(at: Site) -> list[Letter]:
    with at.writing() as repository:
        return repository.live(Letter)


def attempt(at: Site, command: Any) -> bool:
    try:
        with at.writing() as repository:
            command.apply(repository)
    except BattlemapError:
        return False
    return True


def numbers(at: Site) -> dict[tuple[str, int], list[int]]:
    used: dict[tuple[str, int], list[int]] = {}
    for one in letters(at):
        if one.number:
            used.setdefault((one.kind, one.year), []).append(one.number)
    return {key: sorted(held) for key, held in used.items()}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_numbers_have_neither_gaps_nor_doubles_on_any_of_several_pcs(data: st.DataObject) -> None:
    sites = three()
    for _ in range(data.draw(st.integers(6, 18))):
        here = data.draw(st.sampled_from(sites))
        way = data.draw(st.sampled_from(["draft", "issue", "issue", "void", "hand on", "meet", "meet"]))
        if way == "draft":
            kind = data.draw(st.sampled_from(["order", "rectification"]))
            assert attempt(here, DraftLetter({**VALUES, "kind": kind}))
        elif way == "meet":
            there = data.draw(st.sampled_from([other for other in sites if other is not here]))
            here.take(there.packets())
            there.take(here.packets())
        elif way == "hand on":
            attempt(here, HandOnLetters(data.draw(st.sampled_from(NAMES))))
        elif existing := letters(here):
            one = data.draw(st.sampled_from(existing))
            attempt(here, IssueLetter(one.id, "周卫东") if way == "issue" else VoidLetter(one.id, "误"))
        for each in sites:
            for held in numbers(each).values():
                assert held == list(range(1, len(held) + 1))
    for _ in range(2):
        for here in sites:
            for there in sites:
                if here is not there:
                    here.take(there.packets())
    assert len({str(numbers(each)) for each in sites}) == 1
    for held in numbers(sites[0]).values():
        assert held == list(range(1, len(held) + 1))


def test_one_pc_numbers_and_the_other_says_where_to_sign(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    assert [m.keeps_letters for m in one.session.snapshot.members.values()] == [True, False]
    two.session.run(DraftLetter({**VALUES, "kind": "order"}))
    (letter,) = two.session.snapshot.letters
    with pytest.raises(Refused, match="由“指挥部一号机”统一编号"):
        two.session.run(IssueLetter(letter, "周卫东"))
    one.post.take(two.packets())
    one.session.run(IssueLetter(letter, "周卫东"))
    with pytest.raises(Refused, match="现由“指挥部一号机”掌管"):
        two.session.run(HandOnLetters(two.session.file.site))


def test_what_was_numbered_before_the_book_went_is_not_taken_back_behind_it(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    one.session.run(DraftLetter({**VALUES, "kind": "order"}))
    (letter,) = one.session.snapshot.letters
    one.session.run(IssueLetter(letter, "周卫东"))
    one.session.undo()
    one.session.redo()
    one.session.run(HandOnLetters(two.session.file.site))
    with pytest.raises(Refused, match="不能撤销，请由现在编号的电脑再移交回来"):
        one.session.undo()
    two.post.take(one.packets())
    keeper = letter_keeper(two.session.snapshot.members.values())
    assert keeper is not None and keeper.id == two.session.file.site
    two.session.run(DraftLetter({**VALUES, "kind": "order"}))
    second = next(id for id in two.session.snapshot.letters if id != letter)
    two.session.run(IssueLetter(second, "周卫东"))
    assert two.session.snapshot.letters[second].number == 2


def test_after_the_keeping_pc_was_dismissed_another_takes_the_book(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    two.session.run(DraftLetter({**VALUES, "kind": "order"}))
    (letter,) = two.session.snapshot.letters
    two.session.run(DismissMember(one.session.file.site))
    with pytest.raises(Refused, match="现在没有指定"):
        two.session.run(IssueLetter(letter, "周卫东"))
    two.session.run(HandOnLetters(two.session.file.site))
    two.session.run(IssueLetter(letter, "周卫东"))
    assert two.session.snapshot.letters[letter].issued_on == date(2018, 11, 20)
