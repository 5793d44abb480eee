"""The site: which PC wrote a journal line."""

from __future__ import annotations

from pathlib import Path

from battlemap.store.campaign_file import random_id


def site_of_machine(folder: Path) -> str:
    """Returns this PC's site, kept in `folder`; where it cannot be kept, "" (each file then goes on with its own)."""
    path = folder / "site"
    try:
        kept = path.read_text("ascii").strip()
        if kept:
            return kept
    except (OSError, UnicodeDecodeError):
        pass
    site = random_id()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(site, "ascii")
    except OSError:
        return ""
    return site
