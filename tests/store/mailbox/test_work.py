"""How much is asked of the file when packets come in: it follows what is new, not what has been written before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from battlemap.domain.kinds.task import Milestone, Task
from battlemap.store.mailbox import shelf
from tests.store.mailbox.sites import Site, together


def asked(site: Site, deed: Callable[[], object]) -> list[str]:
    """Returns what was asked of a site's database meanwhile."""
    lines: list[str] = []
    site.connection.set_trace_callback(lambda line: lines.append(line) if line.startswith("SELECT") else None)
    deed()
    site.connection.set_trace_callback(None)
    return lines


def edited(times: int) -> tuple[Site, Site]:
    """A PC that has done so many steps on one card, and one that has heard of none of them."""
    a, b = together("a", "b")
    for number in range(times):
        a.edit(Task, "t0", detail=f"第{number}稿")
    return a, b


def test_a_batch_of_any_length_is_folded_row_by_row() -> None:
    counts = []
    for times in (3, 60):
        a, b = edited(times)
        packets = a.packets()
        counts.append(len(asked(b, lambda to=b, some=packets: to.take(some))))  # type: ignore[misc]
        assert b.row(Task, "t0").detail == f"第{times - 1}稿"
    assert counts[0] == counts[1]


def test_what_one_site_alone_has_written_is_not_looked_through_for_conflicts() -> None:
    a, b = edited(5)
    packets = a.packets()
    lines = asked(b, lambda: b.take(packets))
    assert not any(line.startswith("SELECT content FROM packet WHERE site") for line in lines)
    assert not any("FROM conflict WHERE id" in line for line in lines)


def test_new_cards_are_not_each_looked_for_in_all_that_hangs_on_others() -> None:
    a, b = together("a", "b")
    for number in range(6):
        a.do(
            Task(f"n{number}", "a0", f"ECON-{50 + number}", "新任务", "b0"),
            Milestone(f"s{number + 10}", "t1", "封顶", "a5"),
        )
    packets = a.packets()
    lines = asked(b, lambda: b.take(packets))
    assert not any("json_extract" in line or 'value = \'{"task"' in line for line in lines)
    b.edit(Task, "t1", deleted=True)
    a.do(Milestone("s99", "t1", "验收", "a6"))
    b.take(a.packets())
    assert {row for _, row in about(b)} >= {"s99"}


def about(site: Site) -> set[tuple[str, str]]:
    """The rows of which open conflicts tell."""
    lines = site.connection.execute("SELECT about, row FROM conflict WHERE settled_on IS NULL")
    return set(lines.fetchall())


@pytest.mark.parametrize("times", [4, 40])
def test_what_was_done_here_is_looked_at_once(times: int) -> None:
    a, b = edited(times)
    a.packets()
    assert shelf.not_looked_at(a.connection) == []
    b.edit(Task, "t1", detail="乙")
    a.take(b.packets())
    for _ in range(times):
        a.edit(Task, "t2", detail=f"{_}")
    a.packets()
    assert len(shelf.not_looked_at(a.connection)) == times
    b.edit(Task, "t1", detail="乙二")
    a.take(b.packets())
    assert shelf.not_looked_at(a.connection) == []


def test_how_far_each_site_has_come_is_read_from_the_index() -> None:
    a, b = edited(7)
    b.edit(Task, "t1", detail="乙")
    a.take(b.packets())
    lines = asked(a, lambda: shelf.vector(a.connection))
    assert shelf.vector(a.connection) == {"a": 7, "b": 1} and len(lines) == 5
    for query in (
        "SELECT MAX(seq) FROM packet WHERE site = 'a'",
        "SELECT number FROM packet WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1",
    ):
        plan = a.connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
        assert all("USING" in line[3] and "INDEX" in line[3] for line in plan), plan
