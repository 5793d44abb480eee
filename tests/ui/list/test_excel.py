"""The list goes out as it is seen, from its own button and from the file menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from python_calamine import CalamineWorkbook

from battlemap.shown.list.order import Sorting
from battlemap.ui.list.page import ListPage
from battlemap.ui.main_window import MainWindow


def rows(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_the_columns_and_tasks_in_sight_go_out_in_their_order(view: ListPage, tmp_path: Path) -> None:
    view.table.arrange(["code", "lamp", "progress", "left", "title"], {})
    view.table.sort_by(Sorting("progress", is_descending=True))
    view.write_excel(tmp_path / "清单.xlsx")
    head, *body = rows(tmp_path / "清单.xlsx")
    assert head == ["编号", "灯", "进度", "剩余/超期", "任务名称"]
    assert [row[0] for row in body] == [view.model.text(id, "code") for id in view.model.ids]
    assert [row[2] for row in body] == sorted((row[2] for row in body), reverse=True)
    assert [row[3] for row in body] == [view.model.text(id, "left") for id in view.model.ids]
    assert view.footer.said.text().startswith("已导出 4 项任务到")


def test_a_filter_goes_out_filtered(view: ListPage, tmp_path: Path) -> None:
    first = view.model.ids[0]
    view.show_only(frozenset((first,)))
    view.write_excel(tmp_path / "清单.xlsx")
    assert [row[0] for row in rows(tmp_path / "清单.xlsx")[1:]] == [view.model.text(first, "code")]


def test_the_file_menu_turns_to_the_list_and_asks_where_to(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "清单"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.actions_["list_excel"].trigger()
    assert window.workspace is not None
    assert isinstance(window.workspace.pages.current, ListPage)
    assert len(rows(target.with_suffix(".xlsx"))) == 5


def test_a_place_that_takes_nothing_is_told(view: ListPage, window: MainWindow, tmp_path: Path) -> None:
    view.write_excel(tmp_path)
    assert "写不进去" in window.bar.sentence
