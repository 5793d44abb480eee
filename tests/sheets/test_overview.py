"""总作战图 obeys the law of sheets for any campaign, and bears what every wall chart must bear."""

from __future__ import annotations

from datetime import date, datetime

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.snapshot import Snapshot
from battlemap.layout.paper import paper
from battlemap.layout.scene import Box, Scene, Shape
from battlemap.layout.text import em_width, one_line
from battlemap.sheets.options import SheetOptions
from battlemap.sheets.overview import overview
from battlemap.theme import theme
from tests.sheets.campaigns import TITLES, campaign
from tests.sheets.law import outside, overlapping, written

NOON = datetime(2018, 11, 20, 17, 30)
STRANGE = st.text(
    st.one_of(st.sampled_from("任务推进（一）“”，。ECON0123456789 m—%…"), st.characters(exclude_categories=("Cs",))),
    min_size=1,
    max_size=90,
)  # fmt: skip


def options(name: str = "A0", orientation: str = "landscape") -> SheetOptions:
    return SheetOptions(NOON, paper(name, orientation), theme("light"))  # type: ignore[arg-type]


def words(pages: tuple[Scene, ...]) -> str:
    return "\n".join("".join(text.lines) for page in pages for text in page.texts())


@settings(max_examples=25)
@given(
    tasks=st.integers(0, 400),
    titles=st.lists(STRANGE, min_size=1, max_size=6),
    actions=st.integers(0, 14),
    name=st.sampled_from(["A0", "A1", "A2", "A3", "A4", "A5"]),
    orientation=st.sampled_from(["landscape", "portrait"]),
    title=STRANGE,
    seed=st.integers(0, 9),
)
def test_the_law_holds_for_any_campaign_on_any_paper(
    tasks: int, titles: list[str], actions: int, name: str, orientation: str, title: str, seed: int
) -> None:
    snapshot = campaign(tasks, titles, actions, seed, title, leader=title)
    chosen = options(name, orientation)
    pages = overview(snapshot, chosen)
    assert [overlapping(page) for page in pages] == [[]] * len(pages)
    assert [outside(page, chosen.paper.margin) for page in pages] == [[]] * len(pages)
    by_page = [written(page) for page in pages]
    for task in snapshot.live_tasks:
        places = [page[task.id] for page in by_page if task.id in page]
        assert len(places) == 1, task.code
        assert task.code in places[0]
        whole = "".join(one_line(task.title).split())
        if whole and em_width(task.title) <= 32:
            assert whole in places[0], (whole, places[0])
    for action in snapshot.columns:
        assert any(action.id in page for page in by_page)


@pytest.mark.parametrize("name", ["A0", "A1", "A2", "A3"])
def test_a_hundred_tasks_stand_on_one_page_from_a0_to_a3(name: str) -> None:
    pages = overview(campaign(95), options(name))
    assert len(pages) == 1
    assert pages[0].smallest_text() >= paper(name).least_text


def test_a4_has_several_pages_that_each_stand_alone() -> None:
    pages = overview(campaign(95), options("A4"))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        printed = words((page,))
        assert f"第 {number} 页 共 {len(pages)} 页" in printed
        for needed in ("总作战图", "郑海涛", "数据截至：2018年11月20日 17:30", "图例", "图号", "现场标注"):
            assert needed in printed


def test_what_every_wall_chart_bears_is_there() -> None:
    printed = words(overview(campaign(30), options()))
    for needed in (
        "高新区“百日攻坚”行动总作战图", "当标兵 作示范 争一流", "51", "41", "其中工作日 29 天", "图号：图一", "版本：第 1 版",
        "数据截至：2018年11月20日 17:30", "制图单位：指挥部办公室", "下次更新：11月21日", "第 1 页 共 1 页", "现场标注",
        "进博会期间保障", "封土期", "内部资料 注意保存", "红灯", "黄灯", "绿灯", "灰灯", "待启动", "销号",
    ):  # fmt: skip
        assert needed in printed or needed in printed.replace("\n", ""), needed


def test_the_smallest_text_is_said_truly() -> None:
    for name in ("A0", "A3", "A4"):
        pages = overview(campaign(95), options(name))
        body, fine = (min(sizes) for sizes in zip(*(page.sizes() for page in pages), strict=True))
        printed = words(pages)
        assert f"正文字高 {body:.1f} 毫米" in printed
        assert (f"注记字高 {fine:.1f} 毫米" in printed) == (fine < body - 0.05)


def test_only_what_is_read_from_afar_counts_for_the_reading_distance() -> None:
    (page,) = overview(campaign(60), options())
    fine = {"/".join(text.lines) for text in page.texts() if text.is_fine}
    assert "图例" in fine
    assert any(line.startswith("数据截至") for line in fine)
    titles = {"".join(text.lines) for text in page.texts() if not text.is_fine}
    assert "化解信访存量 120 件" in titles
    assert "郑海涛" in titles


def test_a_red_task_is_seen_from_across_the_room_by_its_frame_and_says_why() -> None:
    snapshot = campaign(60)
    (page,) = overview(snapshot, options())
    why = 0
    for task in snapshot.live_tasks:
        verdict = snapshot.judge(task, NOON.date())
        frames = [i for i in page.items if isinstance(i, Box) and i.about == task.id and i.stroke == "red"]
        assert bool(frames) == (verdict.lamp == "red")
        why += any(
            text.about == task.id and text.colour == "red" and text.lines[0] in verdict.words
            for text in page.texts()
        )
    assert why > 3


def test_no_name_is_cut_where_there_is_room() -> None:
    for tasks, name in ((220, "KT120x240"), (120, "KT120x120"), (95, "A0"), (400, "A0"), (9, "KT90x120")):
        snapshot = campaign(tasks, leader="欧阳建国")
        for page in overview(snapshot, options(name)):
            assert not [text.lines for text in page.texts() if any("…" in line for line in text.lines)], name


def test_two_hundred_tasks_with_long_names_fill_one_a0_and_none_is_cut() -> None:
    titles = (
        *TITLES,
        "提升税收占比和主体税种占比，确保主体税种占税收收入比重提高三个点",
        "完成产学研基地一期主体封顶和二期土方",
    )
    (page,) = overview(campaign(220, titles), options())
    assert not [text.lines for text in page.texts() if any("…" in line for line in text.lines)]
    cards = [item.rect for item in page.items if isinstance(item, Box) and item.about and item.radius]
    legend = next(text.rect for text in page.texts() if text.lines == ("图例",))
    assert max(rect.bottom for rect in cards) > legend.y - 45


def test_type_grows_with_the_board() -> None:
    def typical(name: str) -> float:
        tasks = {task.id for task in campaign(95).live_tasks}
        texts = [text for page in overview(campaign(95), options(name)) for text in page.texts()]
        sizes = sorted(text.size for text in texts if text.about in tasks and not text.is_fine)
        return sizes[len(sizes) // 2]

    assert typical("A1") < typical("A0") < typical("KT120x240")


def test_flags_praise_and_blame_on_the_time_axis() -> None:
    snapshot = campaign(60)
    done = snapshot.live_tasks[0]
    finished = attrs.evolve(
        done,
        lane="checking",
        progress=100,
        finished_on=date(2018, 11, 1),
        due_on=date(2018, 11, 6),
        original_due_on=None,
    )
    rows = [
        (table, row) for table, held in snapshot.rows.items() for row in held.values() if row.id != done.id
    ]
    (page,) = overview(Snapshot.of([*rows, ("task", finished)]), options())
    fills = [item.fill for item in page.items if isinstance(item, Box)]
    assert fills.count("flag") == 2  # one day, and the legend
    assert fills.count("black") > 2
    assert any(isinstance(item, Shape) and item.about == "k" and item.fill == "flag" for item in page.items)


def test_an_overview_of_three_years_names_them() -> None:
    printed = words(overview(campaign(30, ends_on=date(2021, 9, 30)), options()))
    for year in (2019, 2020, 2021):
        assert f"{year}年" in printed.split("时间轴")[-1] or f"{year}年\n" in printed


def test_every_card_has_a_lamp_and_a_place_for_a_pin() -> None:
    snapshot = campaign(60)
    (page,) = overview(snapshot, options())
    for task in snapshot.live_tasks:
        about = [item for item in page.items if item.about == task.id]
        assert any(isinstance(item, Shape) for item in about)
        squares = [
            i for i in about if isinstance(i, Box) and i.fill is None and i.rect.w == pytest.approx(i.rect.h)
        ]
        assert any(square.rect.w > 5 for square in squares)


def test_tasks_that_the_options_leave_out_are_left_out_and_the_sheet_says_so() -> None:
    snapshot = campaign(60)
    pages = overview(snapshot, attrs.evolve(options(), actions=frozenset({"a02"})))
    printed = words(pages)
    assert "本图为部分任务" in printed
    shown = set().union(*(written(page) for page in pages))
    assert {task.id for task in snapshot.live_tasks} & shown == {task.id for task in snapshot.tasks_of("a02")}


def test_names_are_masked_on_request_but_leaders_stay() -> None:
    printed = words(overview(campaign(60), attrs.evolve(options(), masking="all")))
    assert "王丽娟" not in printed
    assert "王某某" in printed
    assert "郑海涛" in printed


@pytest.mark.parametrize(
    ("moment", "needed"),
    [
        (datetime(2018, 9, 30, 9), "距启动"),
        (datetime(2018, 12, 31, 9), "92"),
        (datetime(2019, 1, 3, 9), "已收官"),
    ],
)
def test_days_before_and_after_the_campaign_have_their_words(moment: datetime, needed: str) -> None:
    assert needed in words(overview(campaign(5), attrs.evolve(options(), data_until=moment)))


def test_a_campaign_without_actions_still_has_its_sheet() -> None:
    (page,) = overview(campaign(0, actions=0), options())
    assert "尚无任务" in words((page,))


def test_a_long_campaign_fits_its_timeline() -> None:
    pages = overview(campaign(30, ends_on=date(2021, 12, 31)), options("A3"))
    assert [overlapping(page) for page in pages] == [[]] * len(pages)


def test_the_mark_of_a_block_looks_in_the_legend_as_on_the_card() -> None:
    snapshot = campaign(60)
    (page,) = overview(snapshot, options())
    marks = [text for text in page.texts() if text.lines == ("卡",)]
    legend = [mark for mark in marks if mark.about is None]
    assert len(legend) == 1
    assert len(marks) > 1
    boxes = {(box.rect, box.about): box.fill for box in page.items if isinstance(box, Box)}
    assert len({boxes[mark.rect, mark.about] for mark in marks}) == 1
