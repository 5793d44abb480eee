"""A compact copy of a campaign file, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from battlemap.errors import FileProblem
from battlemap.store.drafts import discard, draft_of, settle
from battlemap.store.faults import translated
from battlemap.store.names import guard_length


def save_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Writes the copy; raises FileProblem where `target` exists."""
    with translated(target):
        guard_length(target)
        if target.exists():
            raise FileProblem(f"“{target.name}”已经存在，请换一个名称。")
        draft = draft_of(target)
        try:
            connection.execute("VACUUM INTO ?", [str(draft)])
            settle(draft, target)
        except BaseException:
            discard(draft)
            raise
