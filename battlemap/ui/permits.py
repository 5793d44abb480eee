"""What is there now, in words: what an action needs before it can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from battlemap.ui.workspace import Workspace


def facts(workspace: Workspace | None) -> set[str]:
    """Returns what holds of the open campaign: campaign, writing, selection, filter, undo, redo; nothing for None."""
    if workspace is None:
        return set()
    session, can_write = workspace.session, workspace.can_write
    holds = {
        "campaign": True,
        "writing": can_write,
        "selection": bool(workspace.selected),
        "filter": not workspace.filters.filter.is_empty,
        "undo": can_write and session.can_undo is not None,
        "redo": can_write and session.can_redo is not None,
    }
    return {name for name, is_so in holds.items() if is_so}
