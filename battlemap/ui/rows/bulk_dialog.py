"""批量修改 of rows of any kind: one field, one value, all selected rows in one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QStackedWidget, QWidget

from battlemap.commands.command import Command
from battlemap.commands.rows import EditRow, Together
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label
from battlemap.ui.rows.field_editor import FieldEditor


class RowBulkDialog(Ask):
    """Asks which field gets which value; `answer` is one command."""

    def __init__(
        self,
        kind: Kind,
        ids: Sequence[str],
        snapshot: Snapshot,
        icons: IconBook,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"批量修改 {len(ids)} {kind.counter}", "修改", parent)
        self._kind, self._ids, self._snapshot = kind, tuple(ids), snapshot
        self.editors = [FieldEditor.of(field, snapshot, icons) for field in kind.form_fields]
        self.field, self._values = QComboBox(), QStackedWidget()
        for editor in self.editors:
            self.field.addItem(editor.field.title)
            self._values.addWidget(editor.widget)
        self.field.setAccessibleName("要修改的内容")
        self.field.currentIndexChanged.connect(self._values.setCurrentIndex)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("修改", self.field)
        form.addRow("改为", self._values)
        form.addRow(label("留空即为清空；作为一步操作，可一步撤销。", "muted", wraps=True))
        self.fill(form)
        self.setMinimumWidth(420)
        self.field.setFocus()

    def check(self) -> None:
        """Raises BadInput for a value that cannot be read."""
        editor = self.editors[self.field.currentIndex()]
        value = editor.value(self._snapshot)
        if editor.field.is_required and value in (None, ""):
            raise BadInput(f"{editor.field.name}不能为空。")

    def answer(self) -> Command | None:
        """Returns the command for the rows that have another value, None where all have this one."""
        editor = self.editors[self.field.currentIndex()]
        key, value = editor.field.key, editor.value(self._snapshot)
        rows = self._snapshot.rows[self._kind.table]
        edits = [
            EditRow(self._kind.table, id, {key: value}) for id in self._ids if getattr(rows[id], key) != value
        ]
        words = f"批量修改 {len(edits)} {self._kind.counter}的{editor.field.name}"
        return Together(words, tuple(edits)) if edits else None
