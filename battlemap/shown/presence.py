"""Whose card is open elsewhere: marked on it, never locked, gone when they leave or fall silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from battlemap.commands.heard import silent_for
from battlemap.store.mailbox.carrier import Member

#: Task → the names of those elsewhere at whose PC its card is open.
Presence = Mapping[str, tuple[str, ...]]
#: Minutes after which somebody counts as gone.
HERE: Final = 2
#: Names that are told one by one.
_FEW: Final = 3


def open_elsewhere(members: Iterable[Member], now: datetime) -> dict[str, tuple[str, ...]]:
    """Returns the cards that are open at the other PCs; who has not been heard of for two minutes looks at none."""
    looked_at: dict[str, dict[str, None]] = {}
    for member in sorted(members, key=lambda one: one.site):
        if member.task and silent_for(member, now) < HERE:
            looked_at.setdefault(member.task, {})[member.actor.strip() or member.site] = None
    return {task: tuple(names) for task, names in looked_at.items()}


def presence_words(names: tuple[str, ...]) -> str:
    """Returns 「张三、李四正在看」, "" for nobody."""
    if not names:
        return ""
    more = f"等 {len(names)} 人" if len(names) > _FEW else ""
    return f"{'、'.join(names[:_FEW])}{more}正在看"
