"""The operator: asked for once in each campaign, changed in the menu, signs every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from battlemap.domain.operator import Operator
from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace


class OperatorDesk(Desk):
    """Knows who is at the keyboard; where it `asks_by_itself`, once for each campaign that is opened for writing."""

    asks_by_itself = False

    def take(self, workspace: Workspace | None) -> None:
        """Asks who it is where this user opens a campaign for the first time."""
        if workspace is None or not self.asks_by_itself or not workspace.session.may_write:
            return
        if self.shell.settings.ask_who_in(workspace.session.file.path):
            QTimer.singleShot(0, self, self.ask)

    def ask(self) -> None:
        """Asks who is at the keyboard."""
        from battlemap.ui.dialogs.operator import OperatorDialog

        settings = self.shell.settings
        operator = OperatorDialog.ask(Operator(settings.operator, settings.unit), self.shell)
        if operator is not None:
            self.sign_as(operator)

    def sign_as(self, operator: Operator) -> None:
        """Remembers who is at the keyboard and has every step from now on signed so."""
        settings = self.shell.settings
        settings.operator, settings.unit = operator.name, operator.unit
        settings.save()
        if self.workspace is not None:
            self.workspace.session.actor = operator.signature
        self.shell.show_names()


OPERATOR: Final = Feature(
    "operator",
    OperatorDesk,
    (
        MenuEntry(
            "operator", "操作员(&U)…", "file/leave", OperatorDesk.ask, "person",
            "填写操作员姓名和单位，每一步操作都会记上",
        ),
    ),
)  # fmt: skip
