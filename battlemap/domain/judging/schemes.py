"""The delivered lamp schemes (三色管理), read from ``resources/lamp_schemes``."""

from __future__ import annotations

import json

from battlemap.domain.judging.lamp import LampScheme
from battlemap.domain.words import brief
from battlemap.errors import BadInput
from battlemap.paths import resource


def lamp_scheme(name: str) -> LampScheme:
    """Returns the scheme of that name; raises BadInput where none is delivered."""
    if name not in lamp_scheme_names():
        raise BadInput(f"没有名为“{brief(name)}”的亮灯规则。可用：{'、'.join(lamp_scheme_names())}。")
    return LampScheme(name=name, **json.loads(resource("lamp_schemes", f"{name}.json").read_text("utf-8")))


def lamp_scheme_names() -> list[str]:
    """Returns the names of all delivered schemes, sorted."""
    return sorted(path.stem for path in resource("lamp_schemes").glob("*.json"))
