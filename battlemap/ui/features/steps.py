"""Undo and redo, which say what they would do."""

from __future__ import annotations

from typing import Final

from battlemap.ui.actions import words
from battlemap.ui.desk import Desk, on_saved
from battlemap.ui.feature import Feature, MenuEntry


class StepsDesk(Desk):
    """Names the step that undo and redo are about."""

    def refresh(self) -> None:
        """Names the steps as they are now."""
        session = self.workspace.session if self.workspace else None
        self._name("undo", "撤销", "U", session.can_undo if session else None)
        self._name("redo", "重做", "R", session.can_redo if session else None)

    def _name(self, name: str, verb: str, key: str, step: str | None) -> None:
        action = self.shell.actions_[name]
        shown = step.replace("&", "&&") if step else ""
        action.setText(f"{verb}：{shown}(&{key})" if shown else f"{verb}(&{key})")
        action.setIconText(verb)
        keys = action.shortcut().toString()
        action.setToolTip(f"{words(action.text())}（{keys}）".replace("&&", "&"))


STEPS: Final = Feature[StepsDesk](
    "steps",
    StepsDesk,
    (
        MenuEntry(
            "undo", "撤销(&U)", "edit/step", on_saved(lambda workspace: workspace.deeds.undo()), "undo", "", "undo", ("Ctrl+Z",)
        ),
        MenuEntry(
            "redo", "重做(&R)", "edit/step", on_saved(lambda workspace: workspace.deeds.redo()), "redo", "", "redo",
            ("Ctrl+Y", "Ctrl+Shift+Z"),
        ),
    ),
)  # fmt: skip
