"""What two PCs do without knowing of each other comes together by rules that are written down, and conflicts stay in sight."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.conflict import Conflict
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.kinds.letter import Letter, LetterKind
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.conflict_words import conflict_words
from battlemap.errors import BadInput
from battlemap.store.mailbox import receiving
from battlemap.store.mailbox.packet import Packet, read_packet
from tests.store.mailbox.sites import DAY, Site, everywhere, together


def equal(*sites: Site) -> None:
    """All are the same, whole, and as their lines tell."""
    first = sites[0]
    for site in sites:
        assert site.rows() == first.rows()
        assert site.conflicts() == first.conflicts()
        assert site.rows() == site.folded()
        assert site.faults() == []


def open_at(site: Site) -> list[Conflict]:
    rows = [site.row(Conflict, id) for id, _ in site.conflicts()]
    return sorted(rows, key=lambda row: (row.reason, row.field))


def test_different_fields_of_one_row_go_together_without_a_word() -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", title="甲")
    b.edit(Task, "t0", detail="乙", lane="moving", progress=20)
    everywhere([a, b])
    row = a.row(Task, "t0")
    assert (row.title, row.detail, row.progress) == ("甲", "乙", 20)
    assert not a.conflicts()
    equal(a, b)


def test_the_same_field_is_a_conflict_in_sight_until_somebody_settles_it() -> None:
    a, b = together("a", "b", skew=lambda n: n)
    a.edit(Task, "t0", visible_progress="封顶")
    b.edit(Task, "t0", visible_progress="装修")
    everywhere([a, b])
    equal(a, b)
    (conflict,) = open_at(a)
    assert (conflict.reason, conflict.about, conflict.row, conflict.field) == (
        "field",
        "task",
        "t0",
        "visible_progress",
    )
    assert [(side["actor"], side["values"]["visible_progress"]) for side in conflict.accounts] == [
        ("b", "装修"),
        ("a", "封顶"),
    ]
    assert a.row(Task, "t0").visible_progress == "装修"
    a.do(attrs.evolve(conflict, settled_on=date(2018, 11, 21), settled_by="a"))
    everywhere([a, b])
    equal(a, b)
    assert not a.conflicts() and b.row(Conflict, conflict.id).settled_by == "a"


def test_a_later_change_of_the_field_settles_it_for_all() -> None:
    a, b, c = together("a", "b", "c")
    a.edit(Task, "t0", visible_progress="封顶")
    b.edit(Task, "t0", visible_progress="装修")
    everywhere([a, b, c])
    assert c.conflicts()
    c.edit(Task, "t0", visible_progress="已封顶，正在装修")
    everywhere([a, b, c])
    equal(a, b, c)
    assert not a.conflicts() and a.row(Task, "t0").visible_progress == "已封顶，正在装修"


def test_a_conflict_that_was_settled_comes_back_when_a_third_had_not_known() -> None:
    a, b, c = together("a", "b", "c")
    a.edit(Task, "t0", visible_progress="甲")
    b.edit(Task, "t0", visible_progress="乙")
    c.edit(Task, "t0", visible_progress="丙")
    everywhere([a, b])
    (conflict,) = open_at(a)
    a.do(attrs.evolve(conflict, settled_on=date(2018, 11, 21), settled_by="a"))
    everywhere([a, b, c])
    equal(a, b, c)
    (again,) = open_at(b)
    assert len(again.accounts) == 3


def test_the_same_value_twice_is_no_conflict() -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", visible_progress="封顶")
    b.edit(Task, "t0", visible_progress="封顶")
    everywhere([a, b])
    equal(a, b)
    assert not a.conflicts()


def test_fields_that_are_true_together_change_hands_together() -> None:
    a, b = together("a", "b", skew=lambda n: n)
    a.edit(Task, "t0", start_on=date(2018, 12, 1), due_on=date(2018, 12, 20))
    b.edit(Task, "t0", due_on=date(2018, 11, 25))
    everywhere([a, b])
    row = a.row(Task, "t0")
    assert (row.start_on, row.due_on) == (None, date(2018, 11, 25))
    assert [conflict.field for conflict in open_at(a)] == ["start_on"]
    equal(a, b)


def test_entries_of_ledgers_go_together_key_by_key() -> None:
    a, b = together("a", "b")
    a.edit(Entry, "e0", data='{"x":1,"y":2}')
    b.edit(Entry, "e0", data='{"x":5,"z":[3]}')
    everywhere([a, b])
    assert a.row(Entry, "e0").data == '{"x":5,"y":2,"z":[3]}'
    assert not a.conflicts()
    a.edit(Entry, "e0", data='{"x":7,"y":2}')
    b.edit(Entry, "e0", data='{"x":8,"y":2,"z":[3]}')
    everywhere([a, b])
    equal(a, b)
    assert [conflict.field for conflict in open_at(a)] == ["data/x"]
    assert '"z"' not in a.row(Entry, "e0").data


def test_what_was_deleted_here_and_changed_there_stays_deleted_and_is_told() -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", deleted=True)
    b.edit(Task, "t0", detail="补充")
    everywhere([a, b])
    equal(a, b)
    row = a.row(Task, "t0")
    assert row.deleted and row.detail == "补充"
    (conflict,) = open_at(a)
    assert conflict.reason == "gone" and [side["actor"] for side in conflict.accounts] == ["a", "b"]
    b.edit(Task, "t0", deleted=False)
    everywhere([a, b])
    equal(a, b)
    assert not a.conflicts() and not a.row(Task, "t0").deleted


def test_a_card_that_moved_into_an_archived_column_stays_there_and_is_told() -> None:
    a, b = together("a", "b")
    a.edit(Action, "a1", is_archived=True)
    b.edit(Task, "t0", action="a1", measure=None)
    everywhere([a, b])
    equal(a, b)
    assert a.row(Task, "t0").action == "a1"
    assert [(c.reason, c.about, c.row, c.field) for c in open_at(a)] == [("home", "task", "t0", "action")]
    a.edit(Action, "a1", is_archived=False)
    everywhere([a, b])
    equal(a, b)
    assert not a.conflicts()


def test_a_part_of_what_was_deleted_meanwhile_is_told() -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", deleted=True)
    b.do(Milestone("s9", "t0", "封顶", "a5"))
    everywhere([a, b])
    equal(a, b)
    assert [(c.reason, c.row) for c in open_at(b)] == [("home", "s9")]


def test_one_code_given_twice_stays_with_both_the_later_one_with_a_mark() -> None:
    a, b, c = together("a", "b", "c", skew=lambda n: n)
    for site in (a, b, c):
        site.do(Task(f"n{site.name}", "a0", "ECON-09", f"新任务{site.name}", "b0"))
    b.take(c.packets())
    everywhere([a, b, c])
    equal(a, b, c)
    assert [a.row(Task, f"n{name}").code for name in "abc"] == ["ECON-09", "ECON-09(2)", "ECON-09(3)"]
    (conflict,) = open_at(a)
    assert conflict.reason == "double" and len(conflict.accounts) == 3
    c.edit(Task, "nc", deleted=True)
    b.edit(Task, "nb", deleted=True)
    everywhere([a, b, c])
    equal(a, b, c)
    assert not a.conflicts()


def test_a_row_that_comes_back_brings_its_number_and_its_home_with_it() -> None:
    a, b = together("a", "b")
    a.do(Problem("p1", 1, "用地未批"))
    a.edit(Problem, "p1", deleted=True)
    b.do(Problem("p2", 1, "资金未到"))
    b.do(Milestone("s9", "t0", "封顶", "a5"))
    b.edit(Milestone, "s9", deleted=True)
    everywhere([a, b])
    assert not a.conflicts() and not b.conflicts()
    a.edit(Task, "t0", deleted=True)
    a.edit(Problem, "p1", deleted=False)
    b.edit(Milestone, "s9", deleted=False)
    a.packets()
    everywhere([a, b])
    equal(a, b)
    assert "double" in [conflict.reason for conflict in open_at(a)]


def test_one_number_given_twice_stays_with_both_and_is_told() -> None:
    a, b = together("a", "b")
    a.do(Problem("p1", 1, "用地未批"))
    b.do(Problem("p2", 1, "资金未到"))
    everywhere([a, b])
    equal(a, b)
    (conflict,) = open_at(a)
    assert conflict.reason == "double" and a.row(Problem, "p1").number == a.row(Problem, "p2").number == 1
    b.edit(Problem, "p2", number=2)
    everywhere([a, b])
    equal(a, b)
    assert not a.conflicts()


def test_one_letters_number_given_twice_stays_with_both_and_counts_per_kind_and_year() -> None:
    a, b, c = together("a", "b", "c")

    def letter(id: str, kind: LetterKind, number: int = 1) -> Letter:
        return Letter(
            id, kind, "攻坚提", 2018, "提醒函", DAY, number=number, state="issued", signer="李明",
            issued_on=DAY,
        )  # fmt: skip

    a.do(letter("l1", "reminder"))
    b.do(letter("l2", "reminder"))
    c.do(letter("l3", "bulletin"))
    everywhere([a, b, c])
    equal(a, b, c)
    (conflict,) = open_at(a)
    assert (conflict.reason, conflict.about, conflict.field) == ("double", "letter", "number")
    assert {side["actor"] for side in conflict.accounts} == {"a", "b"}
    rows = [("campaign", a.row(Campaign, "c")), ("letter", a.row(Letter, "l1"))]
    words = conflict_words(conflict, Snapshot.of(rows))
    assert words.startswith("公文编号“攻坚提〔2018〕1号”用了 2 次，均已保留")
    b.edit(Letter, "l2", deleted=True)
    everywhere([a, b, c])
    equal(a, b, c)
    assert not a.conflicts()


def test_packets_come_in_any_order_twice_and_with_gaps_that_are_named() -> None:
    a, b, c = together("a", "b", "c")
    for words in ("一", "二", "三"):
        a.edit(Task, "t0", detail=words)
    b.take(a.packets()[:2])
    b.edit(Task, "t0", detail="四")
    last = b.own()[-1]
    received = c.take([a.packets()[2], last, last])
    assert not received.applied and received.missing == ("a-1", "a-2")
    assert c.row(Task, "t0").detail == ""
    received = c.take([a.packets()[1]])
    assert received.missing == ("a-1",)
    received = c.take([a.packets()[0], a.packets()[0]])
    assert len(received.applied) == 4 and not received.missing
    number = c.connection.execute("SELECT MAX(number) FROM step").fetchone()
    assert c.take(a.packets()).known_count == 3
    assert c.connection.execute("SELECT MAX(number) FROM step").fetchone() == number
    everywhere([a, b, c])
    equal(a, b, c)


def test_a_packet_of_a_newer_program_is_parked_with_all_that_stands_on_it_and_taken_in_when_it_is_understood(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", detail="一")
    a.edit(Task, "t0", detail="二")
    first, second = a.packets()
    newer = attrs.evolve(first, schema=first.schema + 1)
    received = b.take([newer, attrs.evolve(second, previous=newer.hash)])
    assert [packet.name for packet in received.parked] == ["a-1"] and not received.applied
    assert [packet.name for packet in received.waiting] == ["a-2"] and received.missing == ()
    assert b.row(Task, "t0").detail == ""
    monkeypatch.setattr(receiving, "SCHEMA_VERSION", newer.schema)
    received = b.take([])
    assert [packet.name for packet in received.applied] == ["a-1", "a-2"] and not received.parked
    assert b.row(Task, "t0").detail == "二" and b.take([]).applied == ()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda p: attrs.evolve(p, previous="0" * 64), "不相接"),
        (lambda p: attrs.evolve(p, campaign="x"), "另一个行动"),
        (lambda p: attrs.evolve(p, base="x"), "不是从同一份副本"),
        (lambda p: attrs.evolve(p, written=(("spaceship", "x", "y", {"y": 1}),)), "没有的字段"),
        (lambda p: attrs.evolve(p, written=(("task", "t0", "colour", {"colour": 1}),)), "没有的字段"),
    ],
)
def test_what_is_not_what_it_says_is_named_and_nothing_of_it_applied(spoil: object, words: str) -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", detail="一")
    before = b.rows()
    received = b.take([spoil(a.packets()[0])])  # type: ignore[operator]
    assert not received.applied and words in received.refused[0] and "a-1" in received.refused[0]
    assert b.rows() == before


def test_a_known_packet_that_was_changed_is_found() -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", detail="一")
    b.take(a.packets())
    received = b.take([attrs.evolve(a.packets()[0], actor="冒名")])
    assert "与已收到的同号数据包内容不同" in received.refused[0]


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-9], lambda t: "", lambda t: "[]", lambda t: t.replace('"seq":1', '"seq":"1"')]
)
def test_a_torn_packet_is_refused_in_words(spoil: object) -> None:
    a, _ = together("a", "b")
    a.edit(Task, "t0", detail="一")
    with pytest.raises(BadInput, match="已损坏"):
        read_packet(spoil(a.packets()[0].content))  # type: ignore[operator]


def test_a_site_that_joins_later_by_a_copy_knows_all_and_is_heard() -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", detail="一")
    b.edit(Task, "t1", detail="乙")
    everywhere([a, b])
    b.edit(Task, "t1", detail="未打包")
    c = Site.joined("c", of=b.connection)
    c.edit(Task, "t1", detail="丙")
    everywhere([a, b, c])
    equal(a, b, c)
    assert a.row(Task, "t1").detail == "丙" and not a.conflicts()
    assert {packet.site for packet in a.packets()} == {"a", "b", "c"}


def test_a_clock_that_goes_wrong_does_not_lose_what_is_done_afterwards() -> None:
    a, b = together("a", "b", skew=lambda n: 60 * 24 * n)
    b.edit(Task, "t0", detail="明天")
    a.take(b.packets())
    a.edit(Task, "t0", detail="今天")
    everywhere([a, b])
    equal(a, b)
    assert b.row(Task, "t0").detail == "今天" and not b.conflicts()


def packets_of(*sites: Site) -> list[Packet]:
    return [packet for site in sites for packet in site.packets()]
