"""The button 视图 of a ledger: words, heads and groups that bear a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from battlemap.commands.command import Command
from battlemap.commands.entry_view import SaveEntryView
from battlemap.domain.kinds.entry_view import EntryView
from battlemap.domain.looking.entry_look import EntryLook
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.ui.views_button import View, ViewsButton


class EntryViewsButton(ViewsButton):
    """The views of one ledger; `look` tells what is looked at now."""

    table = "entry_view"

    def __init__(self, rows: EntryList, look: Callable[[], EntryLook]) -> None:
        super().__init__("保存常用的查找、筛选和分组，一点即用；视图存在档案里，大家共用")
        self._rows, self._look = rows, look

    @property
    def views(self) -> Sequence[EntryView]:
        """The ledger's views in their order."""
        return self._rows.snapshot.entry_views_of(self._rows.definition.ledger.id)

    @property
    def wanted(self) -> EntryLook:
        """What is looked at now."""
        return self._look()

    def wanted_of(self, view: View) -> EntryLook:
        """Returns what a view looks at."""
        assert isinstance(view, EntryView)
        return EntryLook.from_json(view.wanted, self._rows.definition, self._rows.book.names)

    def words(self, wanted: EntryLook) -> str:
        """Returns a look in words."""
        return wanted.in_words(self._rows.columns)

    def is_empty(self, wanted: EntryLook) -> bool:
        """Whether everything is listed, in no groups."""
        return wanted.is_empty

    def saving(self, title: str) -> Command:
        """Returns what saves the look under a name."""
        return SaveEntryView(self._rows.definition.ledger.id, title, self._look())
