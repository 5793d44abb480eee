"""Every sheet of the catalogue obeys the law for any campaign, on any paper, and leaves nothing out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.problem import LEVELS, Problem, ProblemTask
from battlemap.domain.kinds.task import LANES
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Row, Step
from battlemap.domain.telling.wall_changes import wall_changes
from battlemap.layout.paper import BOARDS, SIZES, paper
from battlemap.layout.scene import Scene
from battlemap.layout.text import em_width, one_line
from battlemap.sheets.catalogue import CATALOGUE, Sheet, sheet
from battlemap.sheets.daily import report_of
from battlemap.sheets.options import SheetOptions
from battlemap.theme import theme, theme_names
from tests.sheets.campaigns import TITLES, campaign
from tests.sheets.law import outside, overlapping, written

NOON = datetime(2018, 11, 20, 17, 30)
STRANGE = st.text(
    st.one_of(st.sampled_from("任务推进（一）“”，。ECON0123456789 m—%…"), st.characters(exclude_categories=("Cs",))),
    min_size=1,
    max_size=90,
)  # fmt: skip
#: Sheets that must bear every task.
WHOLE = ("duties", "action", "cards")


def moved_on(snapshot: Snapshot, seed: int) -> Snapshot:
    """The campaign a while later: tasks moved, renamed, deleted, problems raised and solved."""
    dice = Random(seed)
    rows: list[tuple[str, Row]] = []
    tasks = snapshot.live_tasks
    for task in tasks:
        chance = dice.random()
        if chance < 0.3:
            rows.append(("task", attrs.evolve(task, lane=dice.choice(LANES), progress=dice.randrange(101))))
        elif chance < 0.35:
            rows.append(("task", attrs.evolve(task, deleted=True)))
        elif chance < 0.4:
            rows.append(("task", attrs.evolve(task, id=f"{task.id}n", code=f"{task.code}9")))
    for n in range(min(len(tasks), 9)):
        solved = dice.choice([None, None, NOON.date()])
        promised = dice.choice([None, date(2018, 11, 10), date(2018, 12, 1)])
        title = dice.choice(tasks).title
        problem = Problem(
            f"q{n}", n + 1, title, level=dice.choice(LEVELS), promised_on=promised, solved_on=solved
        )
        rows.append(("problem", problem))
        written = Instruction(
            f"i{n}", dice.choice(tasks).id, "李书记", NOON.date(), title, promised and NOON.date()
        )
        rows.append(("instruction", written))
        rows.append(("problem_task", ProblemTask(f"l{n}", f"q{n}", dice.choice(tasks).id)))
    changes = tuple(Change(table, row.id, snapshot.rows[table].get(row.id), row) for table, row in rows)
    return snapshot.take(Step("s", "", "do", "", NOON, changes))


def options(name: str = "A3", orientation: Any = "landscape", **chosen: Any) -> SheetOptions:
    return SheetOptions(NOON, paper(name, orientation), **chosen)


def compared(before: Snapshot, chosen: SheetOptions) -> SheetOptions:
    since = NOON - timedelta(3)
    return attrs.evolve(chosen, before=before, since=since, posted_on=paper("A0"))


def obeys(pages: tuple[Scene, ...], chosen: SheetOptions) -> None:
    assert [overlapping(page) for page in pages] == [[]] * len(pages)
    assert [outside(page, chosen.paper.margin) for page in pages] == [[]] * len(pages)
    assert pages
    for page in pages:
        assert page.smallest_text() >= chosen.paper.least_text * 0.59


def owed(drawn: Sheet, snapshot: Snapshot, chosen: SheetOptions) -> set[str]:
    """The ids of everything that the sheet must bear."""
    tasks = snapshot.live_tasks
    if drawn.name in WHOLE:
        return {task.id for task in tasks}
    if drawn.name == "lamps":
        return {t.id for t in tasks if snapshot.judge(t, chosen.as_of).lamp in ("red", "yellow", "black")}
    if drawn.name in ("daily", "weekly"):
        report = report_of(snapshot, chosen)
        changed = {change.task for change in report.lamp_changes}
        done = {*report.finished.ids, *report.struck_off.ids, *report.due_next.ids}
        return changed | done | {*report.new_problems.ids, *report.solved_problems.ids}
    if drawn.name == "problems":
        held = {problem.id for problem in snapshot.problems.values() if problem.is_open}
        return held | {t.id for t in tasks if t.blocked and not snapshot.problems_of(t.id)}
    if drawn.name == "changes":
        assert chosen.before is not None
        assert chosen.since is not None
        changes = wall_changes(chosen.before, chosen.since.date(), snapshot, chosen.as_of)
        return {change.task for change in changes}
    return set()


def bare(words: str) -> str:
    """The words without any white space, where lines may have been broken."""
    return "".join(words.split())


def bears(drawn: Sheet, pages: tuple[Scene, ...], snapshot: Snapshot, chosen: SheetOptions) -> None:
    borne: dict[str, list[str]] = {}
    for page in pages:
        for id, words in written(page).items():
            borne.setdefault(id, []).extend(map(bare, words))
    for id in owed(drawn, snapshot, chosen):
        row = snapshot.tasks.get(id) or snapshot.problems[id]
        assert id in borne, (drawn.name, row)
        whole = bare(one_line(row.title))
        if whole and em_width(row.title) <= 32:
            assert whole in borne[id], (drawn.name, whole, borne[id])


@settings(max_examples=50)
@given(
    drawn=st.sampled_from(CATALOGUE[2:]),
    tasks=st.integers(0, 120),
    titles=st.lists(STRANGE, min_size=1, max_size=6),
    actions=st.integers(0, 14),
    name=st.sampled_from([*SIZES, *BOARDS]),
    orientation=st.sampled_from(["landscape", "portrait"]),
    title=STRANGE,
    seed=st.integers(0, 9),
    masks=st.booleans(),
)
def test_the_law_holds_for_any_campaign_on_any_paper(
    drawn: Sheet,
    tasks: int,
    titles: list[str],
    actions: int,
    name: str,
    orientation: str,
    title: str,
    seed: int,
    masks: bool,
) -> None:
    before = campaign(tasks, titles, actions, seed, title, leader=title)
    snapshot = moved_on(before, seed)
    chosen = compared(
        before,
        options(name, orientation, masking="all" if masks else "none", theme=theme(theme_names()[seed % 4])),
    )
    if name == "A5" and drawn.name == "changes":
        chosen = attrs.evolve(chosen, posted_on=paper("A1"))
    pages = drawn.pages(snapshot, chosen)
    obeys(pages, chosen)
    bears(drawn, pages, snapshot, chosen)


@pytest.mark.parametrize("count", [0, 1, 11, 100, 400])
@pytest.mark.parametrize("drawn", CATALOGUE, ids=lambda drawn: drawn.name)
def test_nothing_is_left_out_of_any_number_of_tasks(drawn: Sheet, count: int) -> None:
    before = campaign(count, TITLES, 11)
    snapshot = moved_on(before, count)
    name, _, orientation = drawn.paper.partition("-")
    chosen = compared(before, options(name, orientation or "landscape"))
    pages = drawn.pages(snapshot, chosen)
    obeys(pages, chosen)
    bears(drawn, pages, snapshot, chosen)


@pytest.mark.parametrize("drawn", CATALOGUE, ids=lambda drawn: drawn.name)
def test_every_page_says_where_it_comes_from(drawn: Sheet) -> None:
    snapshot = campaign(60)
    for number, page in enumerate(pages := drawn.pages(snapshot, compared(snapshot, options())), 1):
        printed = "".join("".join(text.lines) for text in page.texts())
        for needed in (
            f"图号：{drawn.number}",
            "版本：第 1 版",
            "数据截至：2018年11月20日 17:30",
            "制图单位",
            "下次更新",
        ):
            assert needed in printed, needed
        assert f"第 {number} 页 共 {len(pages)} 页" in printed or "页" in printed


@pytest.mark.parametrize("name", ["daily", "weekly", "changes"])
def test_a_report_without_an_earlier_board_says_so(name: str) -> None:
    drawn = sheet(name)
    pages = drawn.pages(campaign(30), options("A4", "portrait"))
    obeys(pages, options("A4", "portrait"))
    printed = "".join("".join(text.lines) for page in pages for text in page.texts())
    assert "无上期" in printed or "还没有标为“已上墙”" in printed


def test_names_of_owners_are_masked_on_request() -> None:
    for name in ("duties", "lamps", "action", "cards", "daily"):
        snapshot = moved_on(campaign(60), 1)
        chosen = compared(campaign(60), options(masking="all"))
        printed = "".join(
            "".join(t.lines) for page in sheet(name).pages(snapshot, chosen) for t in page.texts()
        )
        assert "王丽娟" not in printed, name
        assert "王某某" in printed, name


def test_names_of_the_marked_are_masked_unless_chosen_otherwise() -> None:
    snapshot = campaign(60)
    person = next(person for person in snapshot.persons.values() if person.name == "王丽娟")
    rows = {
        **snapshot.rows,
        "person": {**snapshot.rows["person"], person.id: attrs.evolve(person, is_personal=True)},
    }
    marked = attrs.evolve(snapshot, rows=rows)
    for name in ("overview", "timeline", "duties", "lamps", "action", "cards"):
        shown = [
            "王丽娟" in "".join("".join(t.lines) for page in sheet(name).pages(board, chosen) for t in page.texts())
            for board, chosen in (
                (snapshot, options()), (marked, options()), (marked, options(masking="none")),
            )
        ]  # fmt: skip
        assert shown == [True, False, True], name
