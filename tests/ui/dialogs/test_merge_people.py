"""People who were registered twice are shown together and merged by choice."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.merge_people import MergePeopleDialog
from tests.campaigns import make_snapshot


def board(*persons: Person) -> Snapshot:
    """A board with two units and these persons."""
    snapshot = make_snapshot(1, 2)
    rows = [
        (table, row) for table, each in snapshot.rows.items() for row in each.values() if table != "person"
    ]
    units = [Unit("u8", "经发局", "x"), Unit("u9", "建设局", "y")]
    return Snapshot.of([*rows, *(("unit", unit) for unit in units), *(("person", one) for one in persons)])


def test_what_is_ticked_is_merged_into_the_one_that_is_kept(qtbot: QtBot) -> None:
    people = (Person("a", "李明", "1", "u8"), Person("b", "李明", "2", "u9"), Person("c", "王强", "3", "u8"))
    dialog = MergePeopleDialog(board(*people))
    qtbot.addWidget(dialog)
    assert [group[0].name for group in dialog.groups] == ["李明"]
    assert "经发局" in dialog.kept[0].itemText(0)
    with pytest.raises(BadInput, match="勾选"):
        dialog.check()
    dialog.chosen[0].setChecked(True)
    dialog.check()
    assert dialog.answer().keep == "a"  # type: ignore[attr-defined]
    dialog.kept[0].setCurrentIndex(1)
    assert (dialog.answer().keep, dialog.answer().others) == ("b", ("a",))  # type: ignore[attr-defined]


def test_without_namesakes_there_is_nothing_to_merge(qtbot: QtBot) -> None:
    dialog = MergePeopleDialog(board(Person("c", "王强", "3", "u8")))
    qtbot.addWidget(dialog)
    assert dialog.chosen == []
    with pytest.raises(BadInput, match="没有可以合并"):
        dialog.check()
