"""Before entries come to a stage: the day, and what the stage demands and is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from battlemap.commands.entries import MoveToStage
from battlemap.domain.fields.links import Files
from battlemap.domain.ledgers.moving import missing_for
from battlemap.errors import BadInput
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.ui.day_field import DayField
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label
from battlemap.ui.rows.form import RowForm


def missing_of(rows: EntryList, ids: Sequence[str], stage: str) -> tuple[str, ...]:
    """Returns the keys of the fields that the stage demands and that one of the entries lacks."""
    missing: dict[str, None] = {}
    for row in rows.rows_of(ids):
        values = {field.key: getattr(row, field.key) for field in rows.definition.fields}
        missing |= dict.fromkeys(missing_for(rows.definition, stage, values))
    return tuple(missing)


class StageDialog(Ask):
    """Asks on which day the entries came to the stage, and for the fields that it demands."""

    def __init__(
        self,
        rows: EntryList,
        ids: Sequence[str],
        stage: str,
        icons: IconBook,
        parent: QWidget | None = None,
    ) -> None:
        definition = rows.definition
        wanted = definition.road.stage(stage)
        assert wanted is not None, "no such stage"
        super().__init__(f"进入“{wanted.name}”", "确定", parent)
        self._rows, self._ids, self._stage = rows, tuple(ids), stage
        missing = missing_of(rows, ids, stage)
        self._files = [
            definition.by_key[key].title for key in missing if isinstance(definition.by_key[key].type, Files)
        ]
        typed = [key for key in missing if not isinstance(definition.by_key[key].type, Files)]
        name = rows.called(ids[0]) if len(ids) == 1 else f"{len(ids)} {definition.counter}"
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(label(f"{name}　→　{wanted.name}", "head", wraps=True))
        if typed:
            column.addWidget(label("这一阶段须先填写：", "muted"))
        self.form = RowForm(rows.kind, typed, None, rows.snapshot, icons, {}, rows.book.names)
        column.addWidget(self.form)
        if self._files:
            column.addWidget(
                label(
                    f"还缺佐证材料：{'、'.join(self._files)}。请先在一档里添加附件。", "warning", wraps=True
                )
            )
        self.day = DayField(icons)
        self.day.show_value(rows.as_of, "", rows.snapshot.campaign)
        self.day.setAccessibleName("进入日期")
        days = QFormLayout()
        days.setHorizontalSpacing(12)
        days.addRow("进入日期", self.day)
        column.addLayout(days)
        self.fill(column)
        self.setMinimumWidth(440)
        if typed:
            self.form.begin()

    def check(self) -> None:
        """Raises BadInput for what is missing or cannot be read."""
        if self._files:
            raise BadInput(f"请先添加{'、'.join(self._files)}。")
        for key, value in self.form.values().items():
            if value in (None, "", ()):
                raise BadInput(f"请填写{self._rows.definition.by_key[key].title}。")
        self._on()

    def _on(self) -> date | None:
        day, words = self.day.understood(self.day.line.text().strip())
        if day is None and words:
            raise BadInput(f"认不出日期“{words[:20]}”，请写如 11月20日。")
        return day

    def answer(self) -> MoveToStage:
        """Returns the command."""
        called = self._rows.called(self._ids[0]) if len(self._ids) == 1 else ""
        ledger = self._rows.definition.ledger.id
        return MoveToStage(ledger, self._ids, self._stage, self._on(), self.form.values(), called)
