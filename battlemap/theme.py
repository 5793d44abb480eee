"""Colour themes as data: a theme gives every token of a scene a colour."""

from __future__ import annotations

import json

import attrs

from battlemap.errors import BadInput
from battlemap.paths import resource

#: Every theme file must define exactly these tokens.
TOKENS = (
    "band", "band_text", "ground", "card", "text", "muted", "border", "accent", "grid",
    "progress", "flag", "red", "yellow", "green", "blue", "black", "grey", "today", "weekend", "ban",
)  # fmt: skip

#: How far letters must stand apart from their ground (WCAG 2.1, level AA); either black or white always does.
LEAST_CONTRAST = 4.5

#: Behind a theme's name: the same theme in shades of grey.
GREY = "-grey"


@attrs.frozen
class Theme:
    """A named set of colours; ``colour("red")`` is ``"#CC2A12"`` in most of them.

    `accent` is the brand, `progress` what is being done, `red` the alarm, `flag` praise: never the same red twice.
    """

    name: str
    title: str
    tokens: dict[str, str]
    is_hatched: bool = False

    def colour(self, token: str) -> str:
        """Returns ``#RRGGBB`` for a token; a literal ``#RRGGBB`` is returned as it is, by a grey theme in grey.

        ``on_yellow`` is the ink for letters upon a box of the colour ``yellow``.
        """
        if token.startswith("on_"):
            ground = self.colour(token.removeprefix("on_"))
            inks = (self.tokens["card"], self.tokens["text"], "#FFFFFF", "#000000")
            return next(ink for ink in inks if contrast(ink, ground) >= LEAST_CONTRAST)
        if token.startswith("#"):
            return _grey(token) if self.is_grey else token
        return self.tokens[token]

    @property
    def is_grey(self) -> bool:
        """Whether it has no colour at all; what is told by colour elsewhere needs a form or a shade of its own."""
        return self.name.endswith(GREY)


def theme(name: str) -> Theme:
    """Returns the theme of ``resources/themes/<name>.json``, for ``<name>-grey`` in shades of grey.

    Raises BadInput for an unknown name.
    """
    if name.endswith(GREY):
        return greyed(theme(name.removesuffix(GREY)))
    path = resource("themes", f"{name}.json")
    if not path.is_file():
        raise BadInput(f"没有名为“{name}”的配色。可用：{'、'.join(theme_names())}。")
    data = json.loads(path.read_text("utf-8"))
    missing = [token for token in TOKENS if token not in data["tokens"]]
    if missing:
        raise BadInput(f"配色文件 {path.name} 缺少：{'、'.join(missing)}。")
    return Theme(name, data["title"], data["tokens"], data.get("is_hatched", False))


def greyed(look: Theme) -> Theme:
    """Returns the theme as a black-and-white printer shows it; lamps are told by form and hatch."""
    tokens = {token: _grey(colour) for token, colour in look.tokens.items()}
    # what is an alarm in colour is no fainter than other words in grey
    tokens["red"] = tokens["text"]
    return Theme(f"{look.name}{GREY}", f"{look.title}（灰度）", tokens, is_hatched=True)


def _grey(colour: str) -> str:
    """Returns the grey that is as bright to the eye (ITU-R BT.601)."""
    red, green, blue = bytes.fromhex(colour[1:])
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{level:02X}{level:02X}{level:02X}"


def theme_names() -> list[str]:
    """Returns the names of all delivered themes, sorted."""
    return sorted(path.stem for path in resource("themes").glob("*.json"))


def contrast(one: str, other: str) -> float:
    """Returns how far two colours #RRGGBB stand apart, 1 … 21 (WCAG 2.1, contrast ratio); letters need 4.5."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Returns the relative luminance (WCAG 2.1)."""
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
