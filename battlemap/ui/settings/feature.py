"""设置 as a feature: one dialog, put into effect at once where that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from battlemap.domain.operator import Operator
from battlemap.shown.timetable.order import program
from battlemap.shown.timetable.systems import timetable
from battlemap.theme import theme
from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.features.operator import OperatorDesk
from battlemap.ui.keeping.desk import KeepingDesk
from battlemap.ui.look import SCREEN_THEMES
from battlemap.ui.motion import MotionDesk

if TYPE_CHECKING:
    from battlemap.ui.settings.dialog import Chosen


class SettingsDesk(Desk):
    """Shows the dialog and does what was chosen."""

    def ask(self) -> None:
        """Asks for everything that a user chooses once."""
        from battlemap.ui.settings.dialog import Chosen, SettingsDialog

        shell, settings = self.shell, self.shell.settings
        system = timetable()
        file = self.workspace.session.file.path.absolute() if self.workspace else None
        now = Chosen(
            shell.look.name, settings.size, settings.motion, Operator(settings.operator, settings.unit),
            settings.paper, settings.backup_folder, system.order_of(file) if system and file else None,
        )  # fmt: skip
        themes = [(name, theme(name).title) for name in SCREEN_THEMES]
        dialog = SettingsDialog(now, themes, file, system.title if system else None, shell)
        if dialog.is_answered():
            with shell.files.bar.guarding():
                self.take_over(now, dialog.answer())

    def take_over(self, before: Chosen, chosen: Chosen) -> None:
        """Puts into effect what differs from before."""
        shell, settings = self.shell, self.shell.settings
        if chosen.daily != before.daily and (system := timetable()) is not None:
            if chosen.daily is not None:
                system.put(chosen.daily, program())
            elif before.daily is not None:
                system.remove(before.daily.file)
        settings.size, settings.paper = chosen.size, chosen.paper
        settings.save()
        if chosen.backup_folder != before.backup_folder:
            shell.desk(KeepingDesk).keep_in(chosen.backup_folder)
        if chosen.theme != before.theme:
            shell.choose_theme(chosen.theme)
        if chosen.moves != before.moves:
            shell.actions_["motion"].setChecked(chosen.moves)
            shell.desk(MotionDesk).turn(chosen.moves)
        if chosen.operator != before.operator:
            shell.desk(OperatorDesk).sign_as(chosen.operator.checked())
        if chosen.daily is not None and chosen.daily != before.daily:
            shell.say(f"每天 {chosen.daily.at:%H:%M} 自动出刊，存入“{chosen.daily.folder}”")
        elif chosen.size != before.size:
            shell.say("字号在下次启动后生效")


SETTINGS: Final = Feature(
    "settings",
    SettingsDesk,
    (
        MenuEntry(
            "settings", "设置(&T)…", "file/leave", SettingsDesk.ask, "cog-outline",
            "配色、字号、操作员、纸张、备份、自动出刊", keys=("Ctrl+Alt+S",),
        ),
    ),
)  # fmt: skip
