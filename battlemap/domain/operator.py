"""The operator (操作员): who is at the keyboard, and of which unit; every step is signed with both."""

from __future__ import annotations

import re

import attrs

from battlemap.errors import Refused

_SIGNED = re.compile(r"(?P<name>.+?)（(?P<unit>[^（）]+)）")
_BRACKETS = re.compile("[（）()]")
#: Characters that a name or a unit may have; a signature stands on every line of a history.
MOST = 40


@attrs.frozen
class Operator:
    """Name and unit, as the journal signs them: 「李明（督查考核办）」."""

    name: str
    unit: str = ""

    @property
    def signature(self) -> str:
        """The words that stand in every step."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name

    @classmethod
    def of(cls, signature: str) -> Operator:
        """Returns the operator who signed so; the inverse of `signature`."""
        signed = _SIGNED.fullmatch(signature)
        return cls(signed["name"], signed["unit"]) if signed else cls(signature)

    def checked(self) -> Operator:
        """Returns itself without white space around; raises Refused for a name or unit that cannot sign."""
        name, unit = self.name.strip(), self.unit.strip()
        if not name:
            raise Refused("请填写操作员姓名，每一步操作都会记上。")
        for what, text in (("姓名", name), ("单位", unit)):
            if _BRACKETS.search(text):
                raise Refused(f"操作员{what}“{text[:MOST]}”中不能有括号。")
            if len(text) > MOST or not text.isprintable():
                raise Refused(f"操作员{what}应在 {MOST} 字以内，不含换行等控制字符。")
        return Operator(name, unit)
