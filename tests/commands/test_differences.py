"""Before packets are taken in every field that would be another one is told, of rows, parts and ledger entries alike."""

from __future__ import annotations

from battlemap.commands.entries import EditEntries
from battlemap.commands.loop import ReportProgress
from battlemap.commands.task import CreateTask, EditTask
from battlemap.domain.telling.conflict_words import conflict_words, side_words
from battlemap.domain.telling.difference_words import WHOLE, difference_words, names_after
from battlemap.store.mailbox.sharing import entries_in_conflict
from tests.commands.ledgers import add, wells, with_wells
from tests.commands.test_mailing import Desk, desks

__all__ = ["desks"]


def lines(at: Desk, of: Desk, most: int = 40) -> list[str]:
    """What one PC is told of that another one has done."""
    seen = at.post.foresee(of.packets())
    names = names_after(at.session.snapshot, seen.changes)
    return [difference_words(change, names, most) for change in seen.changes]


def test_the_difference_is_seen_before_anything_is_written(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    one.session.run(ReportProgress(one.task(), 40, "在办"))
    before, number = two.session.snapshot, two.session.file.newest_number()
    seen = two.post.foresee(one.packets())
    words = [difference_words(change, before) for change in seen.changes]
    assert any("进度 0% → 40%" in sentence for sentence in words)
    assert two.session.file.newest_number() == number and two.session.snapshot is before


def test_of_long_texts_the_place_where_they_part_is_told_and_all_of_it_where_it_is_asked_for(
    desks: tuple[Desk, Desk],
) -> None:
    one, two = desks
    long = "按照既定方案推进各项前期工作，" * 8
    one.edit(detail=f"{long}月底开工")
    two.post.take(one.packets())
    one.edit(detail=f"{long}下月开工")
    (line,) = lines(two, one)
    assert line.endswith("…进各项前期工作，月底开工 → …进各项前期工作，下月开工")
    (line,) = lines(two, one, WHOLE)
    assert f"{long}月底开工"[-60:] in line


def test_of_what_is_new_all_that_it_holds_is_told(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    one.session.run(CreateTask(one.session.snapshot.columns[0].id, "新任务"))
    one.session.run(EditTask(one.task("ECON-03"), {"detail": "三通一平", "progress": 20}))
    line = next(words for words in lines(two, one) if words.startswith("新增任务"))
    assert "新任务" in line and "三通一平" in line and "进度 20%" in line
    one.session.run(EditTask(one.task(), {"title": "改名"}))
    assert any("改名" in words for words in lines(two, one))


def test_entries_of_ledgers_are_told_by_their_own_fields(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    id = add(with_wells(one.session), "东井")
    ledger = wells(one.session).ledger.id
    assert any("东井" in words for words in lines(two, one))
    two.post.take(one.packets())
    one.session.run(EditEntries(ledger, ((id, {"depth": 90}),)))
    (line,) = lines(two, one)
    assert "东井" in line and "→ 90" in line


def test_a_conflict_in_an_entry_is_told_by_the_ledgers_names(desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    id = add(with_wells(one.session), "东井")
    two.post.take(one.packets())
    ledger = wells(one.session).ledger.id
    for desk, depth in ((one, 90), (two, 95)):
        desk.session.run(EditEntries(ledger, ((id, {"depth": depth}),)))
    one.post.take(two.packets())
    snapshot, entries = one.session.snapshot, entries_in_conflict(one.session.file)
    (conflict,) = snapshot.conflicts.values()
    assert "东井" in conflict_words(conflict, snapshot, entries)
    assert wells(one.session).by_key["depth"].row.title in conflict_words(conflict, snapshot, entries)
    sides = [side_words(conflict, side, snapshot, entries) for side in range(2)]
    assert all(f"：{depth}" in side for side, depth in zip(sides, (95, 90), strict=True))
    assert id not in conflict_words(conflict, snapshot, entries)
