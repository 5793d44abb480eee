"""The table of a ledger: groups and sums between its rows, search by sound, views under a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from battlemap.commands.session import Session
from battlemap.domain.looking.head_filter import Condition
from battlemap.ui.ledgers.ledger_view import LedgerView


def names(view: LedgerView) -> list[str]:
    return [view.table.model.text(id, "name") for id in view.table.model.ids]


def test_groups_stand_in_the_table_with_their_sums_and_a_sum_below_all(
    view: LedgerView, running: Session
) -> None:
    shown, box = view.table, view.table.group_by
    assert shown.bands.total and shown.bands.total.sums["invest"] == "15,500" and not shown.bands.above
    box.setCurrentIndex(box.findData("kind"))
    groups = [(row, band.words, band.sums.get("invest")) for row, band in shown.bands.above.items()]
    assert groups[0] == (0, "装备（2 个）", "3,000") and groups[1][:2] == (2, "医药（2 个）")
    assert names(view)[2:4] == ["乙药业", "己医药"]
    assert shown.table.rowHeight(0) == 56 and shown.table.rowHeight(1) == 28
    first, second = shown.model.index(0, 0), shown.model.index(1, 0)
    assert shown.table.visualRect(first).height() == shown.table.visualRect(second).height()
    heading = QPoint(20, shown.table.rowViewportPosition(2) + 10)
    assert not shown.table.indexAt(heading).isValid() and shown.table.line_at(heading) == 2
    QTest.mouseClick(shown.table.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert shown.frame.chosen == tuple(shown.model.ids[2:4]), "a click on a heading chooses its entries"
    moved = shown.model.ids[0]
    assert shown.edit(moved, "kind", "医药")
    assert [band.count for band in shown.bands.above.values()][:2] == [1, 3], "it went to its new group"
    running.undo()
    assert [band.count for band in shown.bands.above.values()][:2] == [2, 2]
    shown.search("药")
    assert shown.bands.total and shown.bands.total.count == 2
    shown.search("")
    box.setCurrentIndex(0)
    assert names(view)[0] == "甲轴承" and not shown.bands.above


def test_words_heads_and_groups_are_saved_under_a_name(
    view: LedgerView, running: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offered() -> list[str]:
        return [entry.text() for entry in view.views.offered().actions()]

    assert offered()[0] == "还没有保存的视图"
    view.table.table.filter_heads(
        view.table.model.heads.with_condition("stage", Condition(frozenset({"在谈"})))
    )
    view.table.group_rows("kind")
    before = names(view)
    monkeypatch.setattr(QInputDialog, "getText", lambda *asked, **more: ("在谈的", True))
    view.views.ask_name()
    assert view.views.text() == "视图：在谈的" and offered()[0] == "在谈的"
    view.table.table.clear_heads()
    view.table.group_rows("")
    assert view.views.text() == "视图" and len(names(view)) == 7
    view.views.offered().actions()[0].trigger()
    assert names(view) == before and view.table.grouped_by == "kind" and view.views.text() == "视图：在谈的"
    running.undo()
    assert offered()[0] == "还没有保存的视图"


def test_entries_are_found_by_pinyin_and_initials(view: LedgerView) -> None:
    for typed in ("jia zhoucheng", "jzc", "jiazc"):
        view.table.search(typed)
        assert names(view) == ["甲轴承"], typed
    view.table.search("约3亿")
    assert names(view) == ["丙材料"]


def test_a_field_of_several_choices_has_its_groups_beside_the_table(view: LedgerView) -> None:
    box = view.table.group_by
    box.setCurrentIndex(box.findData("tags"))
    panel, before = view.table.groups, names(view)
    assert not view.table.bands.above and panel.topLevelItemCount() > 1
    first = panel.topLevelItem(0)
    assert first
    words, count = first.text(0), int(first.text(1))
    panel._pick(first)
    assert len(names(view)) == count < len(before)
    view.table._pick(words)
    assert names(view) == before
