"""What can be done now: enables the window's actions, names what undo would undo, marks the page in sight."""

from __future__ import annotations

from battlemap.shown.pages import PAGES
from battlemap.ui.actions import Actions, words
from battlemap.ui.campaign_page import CampaignPage


def permit(actions: Actions, page: CampaignPage | None) -> None:
    """Enables each action that makes sense on the open campaign, or without one for None."""
    actions.allow(_facts(page))
    session = page.session if page else None
    _name_step(actions, "undo", "撤销", "U", session.can_undo if session else None)
    _name_step(actions, "redo", "重做", "R", session.can_redo if session else None)
    shown = page.ground.name if page else None
    for entry in PAGES:
        actions[f"go_{entry.name}"].setChecked(entry.name == shown)


def _facts(page: CampaignPage | None) -> set[str]:
    if page is None:
        return set()
    session, can_write = page.session, page.can_write
    holds = {
        "campaign": True,
        "writing": can_write,
        "selection": bool(page.selected),
        "filter": not page.filters.filter.is_empty,
        "undo": can_write and session.can_undo is not None,
        "redo": can_write and session.can_redo is not None,
    }
    return {name for name, is_so in holds.items() if is_so}


def _name_step(actions: Actions, name: str, verb: str, key: str, step: str | None) -> None:
    action = actions[name]
    shown = step.replace("&", "&&") if step else ""
    action.setText(f"{verb}：{shown}(&{key})" if shown else f"{verb}(&{key})")
    action.setIconText(verb)
    keys = action.shortcut().toString()
    action.setToolTip(f"{words(action.text())}（{keys}）".replace("&&", "&"))
