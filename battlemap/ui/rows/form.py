"""The form of a row of any kind: every field that people fill in; what is refused stays as it was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from battlemap.commands.command import Command
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.worded_day import says_same
from battlemap.domain.kinds.kind import Kind, Row
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label
from battlemap.ui.rows.field_editor import FieldEditor
from battlemap.ui.rows.row_commands import RowCommands


class RowForm(QWidget):
    """Shows `row`, or an empty form for None; `keys` are the fields that are asked for."""

    def __init__(
        self,
        kind: Kind,
        keys: Sequence[str],
        row: Row | None,
        snapshot: Snapshot,
        icons: IconBook,
        hints: Mapping[str, str],
        names: Names | None = None,
    ) -> None:
        super().__init__()
        self._names, self._row = names or snapshot, row
        self.editors: dict[str, FieldEditor] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key in keys:
            field = kind.by_key[key]
            editor = self.editors[key] = FieldEditor.of(field, snapshot, icons, hints.get(key, ""))
            if row is not None:
                editor.show(getattr(row, key), self._names)
            form.addRow(label(field.title), editor.widget)

    def __getitem__(self, key: str) -> Any:
        return self.editors[key].widget

    def begin(self, key: str = "") -> None:
        """Puts the cursor into a field, by default the first one."""
        first = key or next(iter(self.editors))
        self[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """Returns what the form holds; where a field cannot be read, the cursor goes there and BadInput says why."""
        values: dict[str, Any] = {}
        for key, editor in self.editors.items():
            try:
                values[key] = editor.value(self._names)
            except BadInput:
                self.begin(key)
                raise
        return values

    def changes(self) -> dict[str, Any]:
        """Returns the fields that are other than in the row that was shown; raises as `values`."""
        return {
            key: value
            for key, value in self.values().items()
            if not says_same(getattr(self._row, key), value)
        }


class RowDialog(Ask):
    """The form in a dialog: a new row for None, else the row that is there."""

    def __init__(
        self,
        kind: Kind,
        commands: RowCommands,
        row: Row | None,
        snapshot: Snapshot,
        icons: IconBook,
        parent: QWidget | None = None,
        *,
        keys: Sequence[str] = (),
        hints: Mapping[str, str] | None = None,
        names: Names | None = None,
    ) -> None:
        super().__init__(
            f"修改{kind.noun}" if row else f"{kind.verb}{kind.noun}", "保存" if row else kind.verb, parent
        )
        self._commands, self._row = commands, row
        asked = keys or [field.key for field in kind.form_fields if field.key != kind.parent]
        self.form = RowForm(kind, asked, row, snapshot, icons, hints or {}, names)
        self.fill(self.form)
        self.setMinimumWidth(480)
        self.form.begin()

    def check(self) -> None:
        """Raises BadInput for what cannot be read."""
        self.form.values()

    def answer(self) -> Command | None:
        """Returns the command that makes or changes the row, None where nothing was changed."""
        if self._row is None:
            return self._commands.add(self.form.values())
        changes = self.form.changes()
        return self._commands.edit(self._row.id, changes) if changes else None
