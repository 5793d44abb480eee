"""The overview tells on a card the figure of the tally that moves it, today's and that of the day that is printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from battlemap.commands.entries import MoveToStage
from battlemap.commands.ledgers import PutTally
from battlemap.commands.session import Session
from battlemap.sheets.catalogue import CATALOGUE
from battlemap.sheets.overview import overview_facts
from battlemap.shown.poster_options import poster_options
from tests.commands.conftest import open_new
from tests.shown.ledgers.conftest import filled


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "a.battlemap") as opened:
        yield opened


def test_a_card_of_the_overview_tells_the_figure_of_its_tally(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    definition = filled(session)
    card = session.snapshot.live_tasks[0]
    (tally,) = session.snapshot.tallies_of(definition.ledger.id)
    session.run(PutTally(attrs.evolve(tally, task=card.id)))
    start = session.clock()
    sheet = next(sheet for sheet in CATALOGUE if sheet.name == "overview")

    def title(until: datetime) -> str:
        snapshot, options = poster_options(session, until, sheet)
        cards = overview_facts(snapshot, options).cards
        return next(one.title for column in cards for cell in column for one in cell if one.id == card.id)

    assert title(start) == f"{card.title}（1/4 个）"
    later = start + timedelta(days=1)
    monkeypatch.setattr(session, "clock", lambda: later)
    moved = next(entry for entry in _entries(session, definition.ledger.id) if entry[1] == "甲轴承")
    session.run(
        MoveToStage(definition.ledger.id, (moved[0],), "done", date(later.year, later.month, later.day))
    )
    assert title(later) == f"{card.title}（2/4 个）" and title(start) == f"{card.title}（1/4 个）"


def _entries(session: Session, ledger: str) -> list[tuple[str, str]]:
    with session.file.reading() as connection:
        return connection.execute("SELECT id, title FROM entry WHERE ledger = ?", [ledger]).fetchall()
