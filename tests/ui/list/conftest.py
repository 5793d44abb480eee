from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex

from battlemap.domain.looking.task_columns import PLACE
from battlemap.ui.list.page import ListPage
from battlemap.ui.main_window import MainWindow


@pytest.fixture
def view(window: MainWindow) -> ListPage:
    """The list of the small campaign, in sight."""
    window.resize(1600, 800)
    window.actions_["go_list"].trigger()
    assert window.workspace is not None
    shown = window.workspace.pages.current
    assert isinstance(shown, ListPage)
    return shown


@pytest.fixture
def cell(view: ListPage) -> Callable[[str, str], QModelIndex]:
    """How to find the cell of a code and a column."""

    def find(code: str, key: str) -> QModelIndex:
        ids = view.model.ids
        row = next(row for row, id in enumerate(ids) if view.model.text(id, "code") == code)
        return view.model.index(row, PLACE[key])

    return find
