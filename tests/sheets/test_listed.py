"""Every kind without a chart of its own has a printed list: whole, masked as walls must be, filtered with the tasks."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from battlemap.domain.kinds.instruction import INSTRUCTION, Instruction
from battlemap.domain.kinds.people import PERSON, Person, Unit
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.paper import paper
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import LISTS, sheet
from battlemap.sheets.listed import listed
from battlemap.sheets.options import SheetOptions
from tests.campaigns import make_snapshot

OPTIONS = SheetOptions(datetime(2018, 11, 20, 17, 30), paper("A3"))
BASE = make_snapshot(actions=2, tasks=4)


def with_rows(*rows: tuple[str, object]) -> Snapshot:
    return Snapshot.of([*((table, row) for table in BASE.rows for row in BASE.rows[table].values()), *rows])  # type: ignore[misc]


def words(snapshot: Snapshot, options: SheetOptions, name: str) -> str:
    return said(sheet(name).pages(snapshot, options))


def said(pages: tuple[Scene, ...]) -> str:
    return "\n".join("".join(text.lines) for page in pages for text in page.texts())


def test_names_and_numbers_of_persons_are_masked_as_walls_must_be() -> None:
    snapshot = with_rows(("person", Person("q", "欧阳明", "a", phone="13912345678", is_personal=True)))
    assert "欧阳明" not in words(snapshot, OPTIONS, "person")
    assert "13912345678" not in words(snapshot, OPTIONS, "person")
    assert "欧阳明" in words(snapshot, attrs.evolve(OPTIONS, masking="none"), "person")


def test_parts_of_tasks_go_by_the_filter_of_the_tasks() -> None:
    first, second = (task.id for task in BASE.live_tasks[:2])
    snapshot = with_rows(
        ("instruction", Instruction("i", first, "赵书记", date(2018, 11, 1), "抓紧办理征地")),
        ("instruction", Instruction("j", second, "钱市长", date(2018, 11, 2), "倒排工期")),
    )
    everything = words(snapshot, OPTIONS, "批示表")
    assert "抓紧办理征地" in everything
    assert "倒排工期" in everything
    some = words(snapshot, attrs.evolve(OPTIONS, tasks=frozenset({first})), "批示表")
    assert "抓紧办理征地" in some
    assert "倒排工期" not in some


def test_parts_of_tasks_stand_under_the_name_of_their_task() -> None:
    task = BASE.live_tasks[0]
    snapshot = with_rows(
        ("instruction", Instruction("i", task.id, "赵书记", date(2018, 11, 1), "抓紧办理征地"))
    )
    said_ = words(snapshot, OPTIONS, "批示表").splitlines()
    heading = next(line for line in said_ if line.startswith(f"{task.code}　"))
    assert task.title in heading
    assert said_.index(heading) < said_.index("抓紧办理征地")


def test_a_column_that_says_nothing_is_left_out() -> None:
    snapshot = with_rows(("person", Person("q", "欧阳明", "u0")))
    assert "上墙打码" not in words(snapshot, OPTIONS, "person")
    marked = with_rows(("person", Person("q", "欧阳明", "u0", is_personal=True)))
    assert "上墙打码" in words(marked, OPTIONS, "person")


def test_many_short_rows_stand_in_columns_side_by_side() -> None:
    snapshot = with_rows(*(("unit", Unit(f"v{n}", f"第{n}科室", "a0", f"{n}办")) for n in range(40)))
    (page,) = sheet("unit").pages(snapshot, OPTIONS)
    at = {text.lines[0]: text.rect for text in page.texts() if text.lines[0].endswith("科室")}
    assert len(at) == 40
    assert len({round(rect.x) for rect in at.values()}) == 3, "three columns"
    assert all(rect.right <= OPTIONS.paper.width for rect in at.values())


def test_an_empty_list_says_so() -> None:
    assert "没有批示" in said(listed(INSTRUCTION, "表一")(BASE, OPTIONS))


def test_lists_are_numbered_one_after_the_other() -> None:
    assert [one.number for one in LISTS][:3] == ["表一", "表二", "表三"]
    assert PERSON.table in [one.name for one in LISTS]
