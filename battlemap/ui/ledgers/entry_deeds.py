"""What is done with the entries of a ledger: asked for what is missing, then carried out as one command."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from battlemap.commands.entries import AddEntry, MoveToStage, RemoveEntries, Unmask
from battlemap.commands.follow_up import TasksOfEntries
from battlemap.domain.fields.links import Files
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.ui.ledgers.stage_dialog import StageDialog, missing_of
from battlemap.ui.ledgers.unmask_dialog import UnmaskDialog
from battlemap.ui.page import Tools
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.row_commands import RowCommands


class EntryDeeds:
    """The deeds of one ledger's entries; dialogs stand over the window of `over`."""

    def __init__(self, rows: EntryList, tools: Tools, over: QWidget) -> None:
        self._rows, self._tools, self._over = rows, tools, over

    def ask(self, entry: str = "") -> None:
        """Asks by the form for a new entry, or for changes of one."""
        self._ask(self._rows, entry, None)

    def ask_child(self, ledger: str, parent: str) -> None:
        """Asks for a new entry of a child ledger under an entry."""
        rows = self._rows
        below = EntryList(rows.book.definitions[ledger], rows.book, is_unmasked=rows.masking.is_lifted)
        below.present(rows.snapshot, rows.as_of)
        self._ask(below, "", parent)

    def _ask(self, rows: EntryList, entry: str, parent: str | None) -> None:
        fields = rows.definition.by_key
        keys = [
            field.key
            for field in rows.kind.form_fields
            if field.key in fields
            and not (entry and rows.masking.hides(field.key))
            and not isinstance(fields[field.key].type, Files)
        ]
        ledger = rows.definition.ledger.id
        commands = RowCommands(
            lambda values: AddEntry(
                ledger, {k: v for k, v in values.items() if v not in (None, "", ())}, parent
            ),
            lambda id, changes: rows.edits({id: dict(changes)}),
            lambda id: RemoveEntries(ledger, (id,)),
        )
        row = rows.row(entry) if entry else None
        dialog = RowDialog(
            rows.kind,
            commands,
            row,
            rows.snapshot,
            self._tools.icons,
            self._over.window(),
            keys=keys,
            names=rows.book.names,
        )
        self._tools.deeds.ask(dialog, dialog.answer)

    def move(self, ids: Sequence[str], stage: str) -> None:
        """Brings entries to a stage; what it demands is asked before."""
        rows = self._rows
        if missing_of(rows, ids, stage):
            dialog = StageDialog(rows, ids, stage, self._tools.icons, self._over.window())
            self._tools.deeds.ask(dialog, dialog.answer)
            return
        called = rows.called(ids[0]) if len(ids) == 1 else ""
        self._tools.deeds.run(MoveToStage(rows.definition.ledger.id, tuple(ids), stage, None, {}, called))

    def remove(self, ids: Sequence[str]) -> None:
        """Deletes entries in one step; nothing is asked, for it can be undone."""
        if ids:
            called = self._rows.called(ids[0]) if len(ids) == 1 else ""
            self._tools.deeds.run(RemoveEntries(self._rows.definition.ledger.id, tuple(ids), called))

    def follow_up(self, ids: Sequence[str]) -> None:
        """Makes tasks of what is still to be done after entries."""
        if ids:
            self._tools.deeds.run(TasksOfEntries(self._rows.definition.ledger.id, tuple(ids)))

    def unmask(self) -> bool:
        """Asks why what is hidden is to be seen, which the journal keeps; returns whether it may be shown now."""
        definition = self._rows.definition
        dialog = UnmaskDialog(definition, self._over.window())
        step = self._tools.deeds.ask(dialog, lambda: Unmask(definition.ledger.id, dialog.answer()))
        return step is not None
