"""Equations of a Word file in one line of text, as one would type them: 8%, 1/2, m², √2."""

from __future__ import annotations

from typing import Any, Final

MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED: Final = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def math_words(element: Any) -> str:
    """Returns the letters of an equation, or of a part of one, in the order in which they are read."""
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.rpartition("}")[2] if element.tag.startswith(MATH) else ""
    if name == "t":
        return element.text or ""
    if name.endswith("Pr") and name != "":
        return ""
    written = _WRITTEN.get(name)
    if written is not None:
        return written(element)
    return "".join(math_words(child) for child in element)


def _part(element: Any, name: str) -> str:
    part = element.find(MATH + name)
    return math_words(part) if part is not None else ""


def _sign(element: Any, properties: str, name: str, default: str) -> str:
    mark = element.find(f"{MATH}{properties}/{MATH}{name}")
    return default if mark is None else str(mark.get(f"{MATH}val", ""))


def _fraction(element: Any) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _raised(element: Any) -> str:
    return _part(element, "e") + _shifted(_part(element, "sup"), _RAISED, "^")


def _lowered(element: Any) -> str:
    return _part(element, "e") + _shifted(_part(element, "sub"), _LOWERED, "_")


def _both(element: Any) -> str:
    return (
        _part(element, "e")
        + _shifted(_part(element, "sub"), _LOWERED, "_")
        + _shifted(_part(element, "sup"), _RAISED, "^")
    )


def _root(element: Any) -> str:
    return _shifted(_part(element, "deg"), _RAISED, "") + "√" + _grouped(_part(element, "e"))


def _delimited(element: Any) -> str:
    begin = _sign(element, "dPr", "begChr", "(")
    end = _sign(element, "dPr", "endChr", ")")
    between = _sign(element, "dPr", "sepChr", "|")
    return begin + between.join(math_words(child) for child in element.findall(f"{MATH}e")) + end


def _summed(element: Any) -> str:
    bounds = _shifted(_part(element, "sub"), _LOWERED, "_") + _shifted(_part(element, "sup"), _RAISED, "^")
    return _sign(element, "naryPr", "chr", "∫") + bounds + _part(element, "e")


def _shifted(words: str, letters: dict[int, int], mark: str) -> str:
    """Returns the words raised or lowered, behind a mark where there are no such letters."""
    if not words:
        return ""
    return (
        words.translate(letters)
        if all(ord(letter) in letters for letter in words)
        else mark + _grouped(words)
    )


def _grouped(words: str) -> str:
    return words if len(words) < 2 or words.replace(".", "").replace("%", "").isalnum() else f"({words})"


_WRITTEN: Final = {
    "f": _fraction,
    "sSup": _raised,
    "sSub": _lowered,
    "sSubSup": _both,
    "rad": _root,
    "d": _delimited,
    "nary": _summed,
}
