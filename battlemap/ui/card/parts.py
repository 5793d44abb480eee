"""The lists of a card, one foldable section below the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from battlemap.domain.snapshot import Snapshot
from battlemap.ui.card.section import Section
from battlemap.ui.feature import Feature, PartOfCard
from battlemap.ui.page import Tools


class CardParts(QWidget):
    """Shows all that belongs to one task; which sections are folded is remembered for all cards."""

    def __init__(self, tools: Tools, features: Iterable[Feature[Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = tools.settings
        self._parts: dict[str, PartOfCard] = {}
        self.sections: dict[str, Section] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for feature in features:
            if feature.part is None:
                continue
            part = self._parts[feature.name] = feature.part.make(tools)
            section = Section(feature.name, feature.part.title, part)
            section.set_folded(feature.name in self._settings.folded_parts)
            section.folded.connect(self._on_folded)
            self.sections[feature.name] = section
            column.addWidget(section)

    def __getitem__(self, name: str) -> PartOfCard:
        return self._parts[name]

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> None:
        """Shows what belongs to a task as of a day."""
        for name, part in self._parts.items():
            self.sections[name].set_count(part.show_task(task, snapshot, as_of))

    def _on_folded(self, name: str, is_folded: bool) -> None:
        kept = [other for other in self._settings.folded_parts if other != name]
        self._settings.folded_parts = [*kept, name] if is_folded else kept
        self._settings.save()
