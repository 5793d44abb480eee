"""The sheets of indicators, schemes, documents and money obey the law on any paper and leave nothing out."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

import pytest

from battlemap.domain.kinds.document import Clause, ClauseTask, SourceDocument
from battlemap.domain.kinds.indicator import Indicator, Judgement, Observation, Target
from battlemap.domain.kinds.money import BudgetLine, BudgetMonth
from battlemap.domain.kinds.scheme import NodePlace, NodeTask, Scheme, SchemeNode
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLE_OF, Row
from battlemap.layout.paper import paper
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.options import SheetOptions
from battlemap.theme import theme
from tests.campaigns import UNITS, make_snapshot
from tests.sheets.law import outside, overlapping

NOON = datetime(2018, 11, 20, 17, 30)
NAMES = (
    "operation",
    "indicators",
    "places",
    "gaps",
    "shortfalls",
    "kpi-tree",
    "emphasis",
    "clauses",
    "money",
    "kpi-letters",
    "kpi-posts",
)
PAPERS = (("A0", "landscape"), ("A3", "landscape"), ("A3", "portrait"), ("A4", "portrait"))


def with_rows(rows: list[Row]) -> Snapshot:
    base = make_snapshot(6, 60)
    pairs = [(table, row) for table, by_id in base.rows.items() for row in by_id.values()]
    return Snapshot.of([*pairs, *((TABLE_OF[type(row)], row) for row in rows)], base.notice)


def rows_of(posts: int, seed: int = 3) -> list[Row]:
    """Everything that these sheets show, with long and short names; `posts` leaves of a three-level KPI."""
    dice = Random(seed)
    rows: list[Row] = []
    for n in range(9):
        title = (
            "一般公共预算收入"
            if n == 0
            else "规模以上工业企业单位增加值综合能耗下降率"
            if n == 1
            else f"指标{n}"
        )
        rows.append(
            Indicator(
                f"i{n}",
                title,
                f"a{n}",
                measure_unit="万元",
                basis="地方级，不含转移性收入",
                lead_unit=f"u{n % 6}",
            )
        )
        for month in range(1, 11):
            value = str(1000 * month + dice.randrange(500))
            rows.append(
                Observation(
                    f"o{n}-{month}",
                    f"i{n}",
                    f"2018-{month:02d}",
                    "ytd",
                    value=value,
                    place=5,
                    peers=14,
                    source="统计月报",
                )
            )
        rows.append(Target(f"t{n}", f"i{n}", "2018", value=str(dice.randrange(9000, 16000))))
    for n in range(2):
        for street in range(6):
            value = str(dice.randrange(100, 999))
            rows.append(
                Observation(f"s{n}-{street}", f"i{n}", "2018-10", "ytd", f"u{street}", value, growth="3.5")
            )
            rows.append(Target(f"st{n}-{street}", f"i{n}", "2018", unit=f"u{street}", value="800"))
    rows.append(Judgement("j", "2018-10", "稳中有进，" * 20))
    rows.append(Scheme("s", "全市开发区综合考核", "a0", "contest", 2018))
    for n in range(5):
        rows.append(SchemeNode(f"g{n}", "s", f"第{n}组", f"a{n}", weight="20"))
        for m in range(4):
            leaf = f"g{n}-{m}"
            rows.append(
                SchemeNode(
                    leaf, "s", "从业人员中研发人员全时当量数占比" if m else "亩均税收", f"b{n}{m}", f"g{n}", f"{n}.{m}", "5",
                    value=str(dice.randrange(40, 130)) if m < 3 else None, target="100", average="80", best="120", least="10",
                    lead_unit=f"u{m}",
                )
            )  # fmt: skip
            rows.append(NodePlace(f"p{leaf}", "s", "2018-09", dice.randrange(1, 15), 14, leaf, "90", "85"))
    rows.append(Scheme("k", "三级KPI", "a1", "kpi", 2018))
    tops = max(3, posts // 30)
    for n in range(tops):
        rows.append(SchemeNode(f"z{n}", "k", f"区级指标{n}经济社会发展", f"a{n:03d}", weight="9"))
        for m in range(3):
            rows.append(
                SchemeNode(
                    f"z{n}-{m}", "k", f"{UNITS[m]}：重点任务完成", f"b{n:03d}{m}", f"z{n}", lead_unit=f"u{m}"
                )
            )
    for n in range(posts):
        above = f"z{n % tops}-{n // tops % 3}"
        rows.append(
            SchemeNode(
                f"n{n}", "k", f"完成第{n}项岗位工作任务并形成月度分析报告", f"c{n:04d}", above, f"K-{n:03d}", value=str(n % 101),
                target="100", owner=f"o{n % 6}", lead_unit=f"u{n % 6}",
            )
        )  # fmt: skip
    rows.append(NodeTask("nt", "n0", "t0"))
    rows.append(SourceDocument("d", "关于开展百日攻坚行动的实施意见", "a0", "15号"))
    for n in range(24):
        rows.append(
            Clause(
                f"c{n}",
                "d",
                f"{n // 5 + 1}.{n % 5 + 1}",
                "加快推进重点项目建设，" * dice.randrange(1, 6),
                f"a{n:02d}",
                lead_unit=f"u{n % 6}",
            )
        )
        if n % 4:
            rows.append(ClauseTask(f"ct{n}", f"c{n}", f"t{n}"))
    for n in range(8):
        side = "income" if n < 2 else "spending"
        rows.append(
            BudgetLine(
                f"l{n}", f"预算项目{n}", f"a{n}", side, 2018, budget=10**8, contract=10**8 if n > 5 else None
            )
        )  # type: ignore[arg-type]
        for month in range(1, 11):
            rows.append(
                BudgetMonth(
                    f"m{n}-{month}", f"l{n}", f"2018-{month:02d}", month * 9_000_000, "55" if n > 5 else None
                )
            )
    return rows


def words_of(page: Scene) -> list[str]:
    return ["".join(text.lines) for text in page.texts()]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return with_rows(rows_of(60))


def drawn(
    name: str, snapshot: Snapshot, size: tuple[str, str] = ("A3", "landscape"), look: str = "light"
) -> tuple[Scene, ...]:
    options = SheetOptions(NOON, paper(size[0], size[1]), theme(look))  # type: ignore[arg-type]
    return sheet(name).pages(snapshot, options)


@pytest.mark.parametrize("size", PAPERS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_overlaps_or_leaves_the_paper(name: str, size: tuple[str, str], snapshot: Snapshot) -> None:
    if name == "indicators" and size[0] == "A0":
        pytest.skip("curves on A0 are those of A3, larger")
    pages = drawn(name, snapshot, size)
    assert [overlapping(page) for page in pages] == [[]] * len(pages)
    margin = paper(size[0], size[1]).margin  # type: ignore[arg-type]
    assert [outside(page, margin) for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_campaign_says_what_is_missing(name: str) -> None:
    (page,) = drawn(name, make_snapshot(1, 0))
    assert any("没有" in words for words in words_of(page))


def test_three_levels_of_three_hundred_nodes_lie_apart_on_a0() -> None:
    """300 posts below 30 departments below 10 figures of the zone, every one on the sheet."""
    pages = drawn("kpi-tree", with_rows(rows_of(300)), ("A0", "landscape"))
    assert [overlapping(page) for page in pages] == [[]] * len(pages)
    shown = {item.about for page in pages for item in page.items if getattr(item, "about", None)}
    assert {f"n{n}" for n in range(300)} <= shown and {f"z{n}" for n in range(10)} <= shown
    assert len(pages) <= 3


@pytest.mark.parametrize("size", ["A0", "A1", "A2", "A3"])
def test_three_levels_of_three_hundred_nodes_each_lose_no_node_and_no_letter(size: str) -> None:
    rows: list[Row] = [Scheme("k", "三级KPI", "a1", "kpi", 2018)]
    for n in range(300):
        post = (
            f"完成第{n}项岗位工作任务并形成月度分析报告，按时报送督查考核办" if n % 7 == 0 else f"岗位工作{n}"
        )
        rows += [
            SchemeNode(f"z{n}", "k", f"区级指标{n}经济社会发展主要目标", f"a{n:04d}", weight="1", lead_unit="u1"),
            SchemeNode(f"m{n}", "k", f"{UNITS[n % 3]}：第{n}项重点任务完成情况", f"b{n:04d}", f"z{n}", lead_unit="u2"),
            SchemeNode(f"p{n}", "k", post, f"c{n:04d}", f"m{n}", f"K-{n}", value=str(n % 101), target="100", lead_unit="u3"),
        ]  # fmt: skip
    pages = drawn("kpi-tree", with_rows(rows), (size, "landscape"))
    assert [overlapping(page) for page in pages] == [[]] * len(pages)
    shown = {item.about for page in pages for item in page.items if getattr(item, "about", None)}
    assert {f"{level}{n}" for level in "zmp" for n in range(300)} <= shown
    assert not [words for page in pages for words in words_of(page) if "…" in words]


def test_every_indicator_place_clause_and_line_stands_on_its_sheet(snapshot: Snapshot) -> None:
    for name, wanted in (
        ("operation", "i"),
        ("indicators", "i"),
        ("clauses", "c"),
        ("money", "l"),
        ("places", "g"),
    ):
        shown = {
            item.about
            for page in drawn(name, snapshot)
            for item in page.items
            if getattr(item, "about", None)
        }
        numbers = {"i": 9, "c": 24, "l": 8}.get(wanted)
        every = (
            {f"{wanted}{n}" for n in range(numbers)}
            if numbers
            else {f"g{n}-{m}" for n in range(5) for m in range(4)}
        )
        assert every <= shown, name


def test_the_schedule_marks_red_rows_and_says_what_every_month_must_bring(snapshot: Snapshot) -> None:
    words = "".join(word for page in drawn("operation", snapshot) for word in words_of(page))
    assert "后两个月月均需" in words and "稳中有进" in words
    assert date(2018, 11, 20) == NOON.date()


def test_streets_and_where_figures_come_from_stand_on_the_schedule(snapshot: Snapshot) -> None:
    words = "".join(word for page in drawn("operation", snapshot) for word in words_of(page))
    assert "分单位：" in words and "合计" in words and "口径与来源" in words and "统计月报" in words
    wall = "".join(word for page in drawn("indicators", snapshot) for word in words_of(page))
    assert "口径：" in wall and "来源：" in wall


def test_every_post_has_a_letter_with_its_kpis_and_a_place_to_sign(snapshot: Snapshot) -> None:
    pages = drawn("kpi-posts", snapshot, ("A4", "portrait"))
    words = ["".join(words_of(page)) for page in pages]
    assert len({person.id for person in snapshot.persons.values()}) <= len(pages)
    assert all("责任人" in page and "考核部门" in page for page in words)
    shown = {item.about for page in pages for item in page.items if getattr(item, "about", None)}
    assert {f"n{n}" for n in range(60)} <= shown
