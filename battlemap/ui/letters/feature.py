"""公文 as a feature: its page, and a letter on the chosen task."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk, on_saved
from battlemap.ui.feature import Feature, MenuEntry, PageEntry
from battlemap.ui.page import Page, Tools
from battlemap.ui.workspace import Workspace


def _page(tools: Tools) -> Page:
    from battlemap.ui.letters.page import LettersPage

    return LettersPage(tools)


def _draft(workspace: Workspace) -> None:
    from battlemap.ui.letters.page import LettersPage

    task = workspace.selected[0] if workspace.selected else None
    workspace.turn_to("letters")
    page = workspace.pages.current
    if isinstance(page, LettersPage):
        page.draft(task)


LETTERS: Final = Feature[Desk](
    "letters",
    Desk,
    (
        MenuEntry(
            "draft_letter", "拟公文…", "edit/loop", on_saved(_draft), "email-edit-outline",
            "为选中的任务拟交办单、提醒函、督办单等；不选任务则拟通报、专报", "writing", ("Ctrl+Shift+G",),
        ),
    ),
    page=PageEntry(
        "公文", "email-outline", "交办单、提醒函、督办单、通报等：拟稿、签发、送达、反馈、升级，存为 Word 或 PDF", _page, ("Ctrl+8",),
        has_sheet=False,
    ),
)  # fmt: skip
