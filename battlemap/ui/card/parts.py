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
    """Shows all that belongs to one task, folded at first; which sections are open is remembered for all cards."""

    def __init__(self, tools: Tools, features: Iterable[Feature[Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = tools.settings
        self._parts: dict[str, PartOfCard] = {}
        self.sections: dict[str, Section] = {}
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for feature in features:
            if feature.part is None:
                continue
            part = self._parts[feature.name] = feature.part.make(tools)
            self.add(Section(feature.name, feature.part.title, part))

    def __getitem__(self, name: str) -> PartOfCard:
        return self._parts[name]

    def add(self, section: Section, before: str = "") -> None:
        """Takes in a section, at the end or before the one of that name."""
        section.set_folded(section.name not in self._settings.open_parts)
        section.folded.connect(self._on_folded)
        self.sections[section.name] = section
        later = self.sections.get(before)
        self._column.insertWidget(-1 if later is None else self._column.indexOf(later), section)

    def count(self, name: str, words: str) -> None:
        """Shows what is counted in a section that was added."""
        self.sections[name].set_count(words)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> None:
        """Shows what belongs to a task as of a day."""
        for name, part in self._parts.items():
            words = part.show_task(task, snapshot, as_of)
            self.count(name, words)
            self.sections[name].setVisible(bool(words) or part.takes_new)

    def _on_folded(self, name: str, is_folded: bool) -> None:
        others = [other for other in self._settings.open_parts if other != name]
        self._settings.open_parts = others if is_folded else [*others, name]
        self._settings.save()
