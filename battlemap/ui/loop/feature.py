"""闭环 as a feature: the deeds of the loop in the menu, and the chain in the card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from battlemap.commands.loop_rules import delivered_rules
from battlemap.shown.loop.deeds import DEED
from battlemap.ui.desk import Desk, on_saved
from battlemap.ui.feature import Feature, MenuEntry, PartEntry, PartOfCard
from battlemap.ui.loop.asking import do_deed
from battlemap.ui.page import Tools
from battlemap.ui.workspace import Workspace

_ICONS: Final = {
    "accept": "check", "claim": "flag-checkered", "verify": "clipboard-check-outline", "strike": "check-decagram-outline",
    "return": "undo-variant", "hand_on": "account-arrow-right-outline", "pause": "pause-circle-outline",
    "recheck": "eye-check-outline", "rebound": "alert-decagram-outline", "nil": "numeric-0-circle-outline",
    "urge": "bell-ring-outline",
}  # fmt: skip
_KEYS: Final = {"accept": ("Ctrl+Shift+Q",), "verify": ("Ctrl+Shift+H",), "strike": ("Ctrl+Shift+O",)}


def _part(tools: Tools) -> PartOfCard:
    from battlemap.ui.loop.part import LoopPart

    return LoopPart(tools)


def _deed(name: str) -> MenuEntry[Desk]:
    deed = DEED[name]
    text = f"{deed.title}…" if deed.asks else deed.title
    return MenuEntry(
        f"loop_{name}", text, "edit/loop", _doing(name), _ICONS[name], f"选中的任务：{deed.title}",
        "writing selection", _KEYS.get(name, ()),
    )  # fmt: skip


def _doing(name: str) -> Callable[[Desk], None]:
    def does(desk: Desk) -> None:
        open_ = desk.workspace
        if open_ is not None:
            open_.dock.flush()
            do_deed(open_.session, open_.deeds, desk.shell.icons, DEED[name], open_.selected, open_.window())

    return does


def _take_rules(workspace: Workspace) -> None:
    workspace.deeds.attempt(lambda: workspace.session.run(delivered_rules()))


LOOP: Final = Feature[Desk](
    "loop",
    Desk,
    (
        *(_deed(name) for name in _ICONS),
        MenuEntry(
            "loop_rules", "套用销号、反馈、提级制度", "edit/loop", on_saved(_take_rules), "book-check-outline",
            "把随程序提供的销号条件、反馈制度、提级规则录入档案，在“台账”里修改；可撤销", "writing",
        ),
    ),
    part=PartEntry("流转", _part),
)  # fmt: skip
