"""Draws the sheets of ledgers for the manual from the demo campaign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.session import Session
from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY
from battlemap.exchange.state_council import notice
from battlemap.layout.paper import paper_of
from battlemap.render.fonts import Fonts
from battlemap.render.image import save_png
from battlemap.sheets.ledgers.catalogue import ledger_sheet
from battlemap.sheets.options import SheetOptions
from battlemap.shown.ledger_facts import ledger_facts
from battlemap.theme import theme

#: Ledger, sheet, entry ("" for all), dots per inch.
_DRAWN = (
    ("signed_projects", "book", "", 60),
    ("signed_projects", "record", "工程机械再制造基地", 70),
    ("signed_projects", "dispatch", "", 60),
    ("startups", "funnel", "", 60),
    ("villages", "matrix", "", 60),
    ("petitions", "flow", "", 60),
)


def ledger_pictures(campaign: Path, images: Path, now: datetime) -> None:
    """Writes ``ledger-<sheet>.png`` for every sheet that a ledger has."""
    fonts = Fonts()
    with Session.open(
        campaign, "段晓峰", lambda: now, notice(FIRST_DAY, LAST_DAY), read_only=True
    ) as session:
        for code, name, entry, dpi in _DRAWN:
            definition = session.snapshot.definition(code)
            assert definition is not None
            asked = AskedEntries(session, definition, now.date())
            ids = asked.named(entry) if entry else None
            facts = ledger_facts(asked, ids, has_history=name == "record")
            sheet = ledger_sheet(name, definition)
            options = SheetOptions(
                now, paper_of(sheet.paper), theme("red"), made_by=session.snapshot.campaign.map_unit
            )
            pages = sheet.pages(session.snapshot, options, facts, "")
            save_png(pages[:1], images / f"ledger-{name}.png", options.theme, fonts, dpi=dpi)
