"""Packets that somebody lacks are asked for by name: 「k3f9-12」, or 「k3f9-12~40」 for all of these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

#: So many wishes are told at a time: a word between PCs is short.
MOST: Final = 20
_WISH: Final = re.compile(r"([0-9A-Za-z_-]{1,40})-(\d{1,9})(?:~(\d{1,9}))?")


def wish(site: str, first: int, last: int) -> str:
    """Returns how packets of a site are asked for."""
    return f"{site}-{first}" if first == last else f"{site}-{first}~{last}"


def wishes(names: Iterable[str]) -> tuple[str, ...]:
    """Returns names, and wishes, as few wishes in order; not more than may be told at a time."""
    runs: list[tuple[str, int, int]] = []
    for site, first, last in sorted(run for run in map(_read, names) if run is not None):
        if runs and runs[-1][0] == site and first <= runs[-1][2] + 1:
            runs[-1] = (site, runs[-1][1], max(last, runs[-1][2]))
        else:
            runs.append((site, first, last))
    return tuple(wish(*run) for run in runs[:MOST])


def asked_of(site: str, wanted: str, most: int) -> range:
    """Returns the numbers of a site's packets that a wish is about, not above `most`; none where it is another's."""
    run = _read(wanted)
    return range(run[1], min(run[2], most) + 1) if run is not None and run[0] == site else range(0)


def told(words: Any) -> tuple[str, ...]:
    """Returns the wishes that another PC has told; what is none is left out."""
    given = words if isinstance(words, list) else []
    return tuple(word for word in given[:MOST] if isinstance(word, str) and _read(word) is not None)


def _read(words: str) -> tuple[str, int, int] | None:
    match = _WISH.fullmatch(words)
    return (match[1], int(match[2]), int(match[3] or match[2])) if match else None
