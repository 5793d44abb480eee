"""Links never close a loop, and a refusal names it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.dependency import Dependency, Following, checked, closed_loop
from battlemap.errors import Refused

CODES = {name: f"ECON-{number:02d}" for number, name in enumerate("abcde", 1)}
CHAIN = [Dependency("1", "a", "b"), Dependency("2", "b", "c", "ss"), Dependency("3", "a", "c", "ff")]


def after(links: Sequence[Dependency]) -> Following:
    return lambda task: [link for link in links if link.predecessor == task]


def test_a_loop_is_refused_and_named_in_words() -> None:
    with pytest.raises(Refused, match="ECON-03 → ECON-01 → ECON-03"):
        checked(Dependency("9", "c", "a"), after(CHAIN), CODES.__getitem__)
    with pytest.raises(Refused, match="ECON-02 → ECON-01 → ECON-02"):
        checked(Dependency("9", "b", "a"), after(CHAIN), CODES.__getitem__)
    with pytest.raises(Refused, match="ECON-01 → ECON-01"):
        checked(Dependency("9", "a", "a"), after([]), CODES.__getitem__)


def test_a_second_link_between_two_tasks_and_a_wild_lag_are_refused() -> None:
    with pytest.raises(Refused, match="已有先后关系"):
        checked(Dependency("9", "a", "b", "ss"), after(CHAIN), CODES.__getitem__)
    with pytest.raises(Refused, match="过大"):
        checked(Dependency("9", "c", "d", lag=-1000), after(CHAIN), CODES.__getitem__)
    changed = Dependency("1", "a", "b", "ff", 3)
    assert checked(changed, after(CHAIN), CODES.__getitem__) is changed


pairs = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=12)


@given(pairs, st.sampled_from("abcde"), st.sampled_from("abcde"))
def test_a_loop_is_found_where_there_is_one_and_is_a_shortest(
    edges: list[tuple[str, str]], predecessor: str, successor: str
) -> None:
    links = [Dependency(str(n), *pair) for n, pair in enumerate(edges)]
    graph = networkx.DiGraph(edges)
    graph.add_nodes_from("abcde")
    loop = closed_loop(after(links), predecessor, successor)
    assert bool(loop) == networkx.has_path(graph, successor, predecessor)
    if loop:
        assert loop[0] == loop[-1] == predecessor and loop[1] == successor
        assert all(pair in edges for pair in pairwise(loop[1:]))
        assert len(loop) - 2 == networkx.shortest_path_length(graph, successor, predecessor)
