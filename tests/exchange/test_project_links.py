"""Links between the rows of a plan."""

from __future__ import annotations

import pytest

from tests.exchange.mspdi import draft, heading, link, task


def read(*links: str) -> tuple[list[tuple[int, int, str, int]], tuple[str, ...]]:
    outside = task(4, "外", more="<ExternalTask>true</ExternalTask>")
    plan = draft(task(1, "甲"), task(2, "乙", more="".join(links)), heading(3), outside)
    links_read = [(one.predecessor, one.successor, one.kind, one.lag) for one in plan.links]
    return links_read, tuple(
        words for words in plan.left_out if "没有任务的标题行" not in words and "外部任务" not in words
    )


@pytest.mark.parametrize(
    ("tenths", "days"),
    [(2400, 1), (7200, 2), (12000, 3), (-2400, 0), (-7200, -1), (4800, 1), (9600, 2), (1200, 0), (6000, 1)],
)
def test_half_days_are_rounded_up_so_that_a_gap_is_kept(tenths: int, days: int) -> None:
    links, left_out = read(link(1, lag=str(tenths)))
    assert links == [(1, 2, "fs", days)]
    assert bool(left_out) == (tenths % 4800 != 0)


def test_elapsed_lags_are_working_days_and_percents_are_none() -> None:
    assert read(link(1, lag="403200", form="8"))[0] == [(1, 2, "fs", 20)]
    assert read(link(1, lag="50", form="19")) == ([(1, 2, "fs", 0)], ("按百分比的间隔（按 0 天计）：1 处",))


@pytest.mark.parametrize("lag", ["7200000", "-7200000", str(48 * 10**11)])
def test_a_lag_that_is_cut_is_told(lag: str) -> None:
    links, left_out = read(link(1, lag=lag))
    assert abs(links[0][3]) == 999
    assert left_out == ("超过 999 天的间隔（按 999 天计）：1 处",)


@pytest.mark.parametrize("lag", ["zwei", str(10**400), "NaN"])
def test_a_lag_that_is_no_number_is_told(lag: str) -> None:
    assert read(link(1, lag=lag)) == ([(1, 2, "fs", 0)], ("无法识别的间隔（按 0 天计）：1 处",))


def test_a_link_without_a_valid_type_is_finish_to_start() -> None:
    assert read(link(1, "FS")) == ([(1, 2, "fs", 0)], ())
    assert read(link(1, "")) == ([(1, 2, "fs", 0)], ())
    for kind in ("9", "xx", "-1"):
        links, left_out = read(link(1, kind))
        assert (links, left_out) == (
            [(1, 2, "fs", 0)],
            ("类型无法识别的先后关系（按“完成—开始”计）：1 处",),
        )
    assert [read(link(1, kind))[0][0][2] for kind in ("0", "1", "3")] == ["ff", "fs", "ss"]


@pytest.mark.parametrize(
    ("links", "words"),
    [
        (link(1, "2"), "“开始—完成”关系：1 处"),
        (link(4), "跨项目的先后关系：1 处"),
        (
            link(1).replace("<LinkLag>", "<CrossProject>true</CrossProject><LinkLag>"),
            "跨项目的先后关系：1 处",
        ),
        (link(3), "与汇总行或节点之间的先后关系：1 处"),
        (link(2), "重复的先后关系：1 处"),
        (link(77), "与汇总行或节点之间的先后关系：1 处"),
    ],
)
def test_a_link_that_the_board_does_not_know_is_told(links: str, words: str) -> None:
    assert read(links) == ([], (words,))
