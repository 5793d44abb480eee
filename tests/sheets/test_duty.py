from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.paper import paper
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.options import SheetOptions
from tests.sheets.law import outside, overlapping

NOW = datetime(2018, 11, 20, 17, 30)
NAMES = ("duty-roster", "duty-fairness", "shift-handover", "incident-report")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path = tmp_path_factory.mktemp("duty") / "a.battlemap"
    write_demo(path)
    with Session.open(path, "读者", lambda: NOW, read_only=True) as session:
        yield session.snapshot


def words(pages: tuple[Scene, ...]) -> str:
    return "".join("".join(text.lines) for page in pages for text in page.texts())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", ["A4", "A3", "A0"])
def test_the_sheets_of_duty_obey_the_law_on_any_paper(snapshot: Snapshot, name: str, size: str) -> None:
    chosen = SheetOptions(NOW, paper(size, "portrait"))
    pages = sheet(name).pages(snapshot, chosen)
    assert [overlapping(page) for page in pages] == [[]] * len(pages)
    assert [outside(page, chosen.paper.margin) for page in pages] == [[]] * len(pages)


def test_every_duty_of_the_month_stands_on_the_roster_and_days_off_are_red(snapshot: Snapshot) -> None:
    pages = sheet("duty-roster").pages(snapshot, SheetOptions(NOW, paper("A3", "portrait")))
    printed = words(pages)
    for duty in DutyBook(snapshot).between(date(2018, 11, 1), date(2018, 11, 30)):
        assert f"{duty.name_then}（{duty.phone_then}）" in printed
    colours = {text.lines[0]: text.colour for page in pages for text in page.texts() if text.lines}
    assert (colours["11月17日"], colours["11月19日"]) == ("red", "text")


def test_masked_sheets_bear_neither_names_nor_phones(snapshot: Snapshot) -> None:
    chosen = SheetOptions(NOW, paper("A3", "portrait"), masking="all")
    for name in ("duty-roster", "daily"):
        printed = words(sheet(name).pages(snapshot, chosen))
        assert "0537" not in printed
        assert "林晓燕" not in printed.split("今日值班")[-1]


def test_the_daily_report_and_the_hand_over_tell_what_is_so_today(snapshot: Snapshot) -> None:
    printed = words(sheet("daily").pages(snapshot, SheetOptions(NOW, paper("A3", "portrait"))))
    assert "林晓燕" in printed.split("今日值班")[-1]
    printed = words(sheet("shift-handover").pages(snapshot, SheetOptions(NOW, paper("A4"))))
    assert "2 件" in printed and "施工围挡" not in printed.split("交接班")[1]
