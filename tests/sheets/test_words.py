"""Every sheet speaks as a mainland office writes."""

from __future__ import annotations

import attrs
import pytest

from battlemap.domain.snapshot import Snapshot
from battlemap.sheets.catalogue import CATALOGUE, Sheet
from tests.sheets.campaigns import campaign
from tests.sheets.test_every_sheet import compared, moved_on, options


def words_of(drawn: Sheet, snapshot: Snapshot, before: Snapshot) -> str:
    pages = drawn.pages(snapshot, compared(before, options()))
    return "\n".join("".join(text.lines) for page in pages for text in page.texts())


@pytest.mark.parametrize("drawn", CATALOGUE, ids=lambda drawn: drawn.name)
def test_quotation_marks_are_those_of_the_mainland(drawn: Sheet) -> None:
    before = campaign(60)
    printed = words_of(drawn, moved_on(before, 3), before)
    assert not set("「」『』") & set(printed)


@pytest.mark.parametrize("drawn", CATALOGUE, ids=lambda drawn: drawn.name)
def test_a_map_unit_that_nobody_has_named_is_left_out(drawn: Sheet) -> None:
    named = campaign(9)
    chosen = named.campaign
    snapshot = Snapshot.of(
        [
            ("campaign", attrs.evolve(chosen, map_unit="", command_post="")),
            *((table, row) for table, rows in named.rows.items() if table != "campaign" for row in rows.values()),
        ]
    )  # fmt: skip
    printed = words_of(drawn, snapshot, snapshot)
    assert "未填写" not in printed
    assert "制图单位" not in printed


@pytest.mark.parametrize(
    ("title", "detail", "printed"),
    [
        (
            "对新旧动能转换六强产业和龙头骨干…",
            "对新旧动能转换六强产业和龙头骨干企业实行台账管理,全面落实企业服务机制。",
            "对新旧动能转换六强产业和龙头骨干企业实行台账管理",
        ),
        (
            "落实“压煤、抑尘、控车、除味、错…”",
            "全面落实“压煤、抑尘、控车、除味、错峰、应急”等综合治理措施，抓好重点工程。",
            "落实“压煤、抑尘、控车、除味、错峰、应急”等综合治理措施",
        ),
        ("自己写的…", "别的话", "自己写的…"),
        ("完整的名称", "完整的名称和更多", "完整的名称"),
    ],
)
def test_a_title_that_was_cut_short_goes_on_from_the_tasks_own_words(
    title: str, detail: str, printed: str
) -> None:
    whole = campaign(3)
    rows = [
        ("task", attrs.evolve(task, title=title, detail=detail) if n == 0 else task)
        for n, task in enumerate(whole.live_tasks)
    ]
    others = [(table, row) for table, held in whole.rows.items() if table != "task" for row in held.values()]
    snapshot = Snapshot.of([*others, *rows])
    for drawn in CATALOGUE:
        if drawn.name in ("overview", "timeline", "action", "cards", "duties"):
            spoken = "".join(words_of(drawn, snapshot, snapshot).split())
            assert "".join(printed.split()) in spoken.replace("\n", ""), drawn.name
