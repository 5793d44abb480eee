"""A deed of the loop is asked for, then carried out on the tasks that are meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from battlemap.commands.session import Session
from battlemap.shown.loop.deeds import Answer, LoopDeed
from battlemap.ui.deeds import Deeds
from battlemap.ui.icons import IconBook


def do_deed(
    session: Session, deeds: Deeds, icons: IconBook, deed: LoopDeed, tasks: Sequence[str], window: QWidget
) -> None:
    """Shows the deed's form where there is something to ask for, and runs its command; what is refused is said."""
    from battlemap.ui.loop.dialog import LoopDialog

    today = session.clock().date()
    if not tasks:
        return

    def possible() -> None:
        first = deed.why_not(session.snapshot, session.snapshot.tasks[tasks[0]], today)
        if first or not deed.asks:
            session.run(deed.for_tasks(session.snapshot, tasks, Answer(), today))

    if deeds.attempt(possible) and deed.asks:
        dialog = LoopDialog(icons, session.snapshot, deed, tasks, today, window)
        deeds.ask(dialog, dialog.command)
