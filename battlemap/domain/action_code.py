"""Short codes for actions, so that a hand mark on the wall can be typed back: ECON, PROJ, … or A12."""

from __future__ import annotations

import json
from collections.abc import Iterable

import attrs

from battlemap.paths import resource


@attrs.frozen
class CodeTable:
    """Codes with the words in a title that call for them, the most special first; `other` begins all other codes."""

    codes: tuple[tuple[str, tuple[str, ...]], ...]
    other: str = "A"


def delivered_codes() -> CodeTable:
    """Returns the table that travels with the program."""
    data = json.loads(resource("templates", "action_codes.json").read_text("utf-8"))
    return CodeTable(tuple((row["code"], tuple(row["keywords"])) for row in data["codes"]), data["other"])


def propose_codes(
    titles: Iterable[tuple[int, str]], table: CodeTable, taken: Iterable[str] = ()
) -> tuple[str, ...]:
    """Returns one unique code for each (number, title), none of those `taken`.

    A title without a known word, or whose code is gone, gets a code like A12 with its number.
    """
    used = set(taken)
    codes: list[str] = []
    for number, title in titles:
        fitting = (code for code, words in table.codes if any(word in title for word in words))
        code = next(fitting, "")
        if not code or code in used:
            code = f"{table.other}{number:02d}"
        while code in used:
            number += 1
            code = f"{table.other}{number:02d}"
        used.add(code)
        codes.append(code)
    return tuple(codes)
