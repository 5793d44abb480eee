"""The entries that a view of a ledger lists, for who has no table: the command line."""

from __future__ import annotations

from datetime import date

from battlemap.commands.session import Session
from battlemap.domain.kinds.entry_view import EntryView
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.looking.entry_look import EntryLook
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.ledger_book import LedgerBook
from battlemap.shown.list.order import Order


def view_named(snapshot: Snapshot, definition: Definition, title: str) -> EntryView:
    """Returns the view of a ledger of that name; raises NotFound that lists all."""
    views = snapshot.entry_views_of(definition.ledger.id)
    view = next((view for view in views if view.title == title.strip()), None)
    if view is None:
        titles = "、".join(view.title for view in views) or "还没有保存的视图"
        raise NotFound(f"台账“{definition.title}”没有名为“{title[:40]}”的视图。现有：{titles}。")
    return view


def entries_of_view(
    session: Session, definition: Definition, view: EntryView, snapshot: Snapshot, as_of: date
) -> tuple[list[str], str]:
    """Returns the ids of the entries that a view lists as of a day, and what it looks at in words."""
    book = LedgerBook(session)
    book.take(snapshot, as_of)
    rows = EntryList(definition, book)
    rows.present(snapshot, as_of)
    look = EntryLook.from_json(view.wanted, definition, book.names)
    rows.words = look.words
    ids = rows.passing(look.heads, rows.arranged(Order(rows.sort_key)))
    if look.only_unread:
        unread = rows.unread_ids()
        ids = [id for id in ids if id in unread]
    book.close()
    return ids, look.in_words(rows.columns)
