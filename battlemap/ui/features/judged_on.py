"""The day by which lamps are judged."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry


class JudgedOnDesk(Desk):
    """Asks for the day."""

    def ask(self) -> None:
        """Asks by which day the open campaign is judged."""
        from battlemap.ui.dialogs.judged_on import JudgedOnDialog

        workspace = self.workspace
        if workspace is None:
            return
        answer = JudgedOnDialog.ask(workspace.today, workspace.pinned, workspace.as_of, self.shell)
        if answer is not None:
            workspace.pin(answer.day)


JUDGED_ON: Final = Feature(
    "judged_on",
    JudgedOnDesk,
    (
        MenuEntry(
            "judged_on", "研判日期(&T)…", "view/look", JudgedOnDesk.ask, "day", "选择按哪一天研判亮灯", "campaign",
            ("Ctrl+T",),
        ),
    ),
)  # fmt: skip
