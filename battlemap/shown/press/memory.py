"""What the print shop remembers on this machine: the last choice for each sheet, and choices saved under names."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from battlemap.sheets.catalogue import CATALOGUE, sheet
from battlemap.shown.press.choice import Choice, choice_of
from battlemap.shown.settings import PAPERS, Settings


class Memory:
    """Keeps choices in the user's settings; every change is saved at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def last(self, name: str) -> Choice:
        """Returns how the sheet was wanted last, its usual choice for one that never was."""
        remembered = self._settings.sheet_choices.get(name)
        chosen = choice_of(remembered, name)
        return chosen if remembered else attrs.evolve(chosen, paper=self._usual_paper(name))

    def _usual_paper(self, name: str) -> str:
        """Returns the paper that the user wants for smaller sheets, "" for those that are large by nature."""
        own = sheet(name).paper.partition("-")[0]
        wanted = self._settings.paper
        return wanted if wanted in PAPERS and own in PAPERS and own != wanted else ""

    def keep(self, choice: Choice) -> None:
        """Remembers a choice as the last one of its sheet; day-bound things (edition, filter, action) are forgotten."""
        kept = attrs.evolve(choice, edition=Choice().edition, is_filtered=False, action="", baseline="")
        self._settings.sheet_choices[choice.sheet] = attrs.asdict(kept)
        self._settings.save()

    def presets(self) -> dict[str, Choice]:
        """Returns the saved choices by name; those of sheets that are no longer known are passed over."""
        sheets = {entry.name for entry in CATALOGUE}
        presets = {}
        for name, saved in sorted(self._settings.sheet_presets.items()):
            of = saved.get("sheet") if isinstance(saved, Mapping) else None
            if isinstance(of, str) and of in sheets:
                presets[name] = choice_of(saved, of)
        return presets

    def save_preset(self, name: str, choice: Choice) -> None:
        """Saves a choice under a name, instead of what had that name."""
        self._settings.sheet_presets[name] = attrs.asdict(attrs.evolve(choice, is_filtered=False, action=""))
        self._settings.save()

    def drop_preset(self, name: str) -> None:
        """Forgets a saved choice."""
        if self._settings.sheet_presets.pop(name, None) is not None:
            self._settings.save()
