from __future__ import annotations

import pytest

from battlemap.commands.session import Session
from battlemap.ui.ledgers.ledger_view import LedgerView
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.page import RowsPage
from tests.shown.ledgers.conftest import filled


@pytest.fixture
def running(window: MainWindow) -> Session:
    """The small campaign with a ledger of seven projects."""
    assert window.workspace
    filled(window.workspace.session)
    return window.workspace.session


@pytest.fixture
def page(window: MainWindow, running: Session) -> RowsPage:
    window.resize(1366, 768)
    window.actions_["go_rows"].trigger()
    assert window.workspace
    shown = window.workspace.pages.current
    assert isinstance(shown, RowsPage)
    return shown


@pytest.fixture
def view(page: RowsPage, running: Session) -> LedgerView:
    """The projects."""
    definition = running.snapshot.definition("在谈项目")
    assert definition
    return page.choose_ledger(definition.ledger.id)
