"""A finding of the 体检 and the report made of many; a report names nobody."""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import attrs

State = Literal["good", "hint", "bad"]
#: State → its word.
STATES: Final[dict[State, str]] = {"good": "正常", "hint": "注意", "bad": "有问题"}


@attrs.frozen
class Finding:
    """What was looked at, how it stands, in a sentence, and what to do where it is not well."""

    name: str
    words: str
    state: State = "good"
    advice: str = ""

    @property
    def line(self) -> str:
        """The finding in one line: 「注意　磁盘：……　建议：……」."""
        advice = f"　建议：{self.advice}" if self.advice else ""
        return f"{STATES[self.state]}　{self.name}：{self.words}{advice}"


def verdict(findings: Sequence[Finding]) -> str:
    """Returns the whole in a sentence."""
    bad, hints = (sum(finding.state == state for finding in findings) for state in ("bad", "hint"))
    if not bad and not hints:
        return f"共检查 {len(findings)} 项，全部正常。"
    parts = [f"{bad} 项有问题"] if bad else []
    parts += [f"{hints} 项需注意"] if hints else []
    return f"共检查 {len(findings)} 项，{'，'.join(parts)}。"


def report(findings: Sequence[Finding]) -> str:
    """Returns all findings as a text to be handed on: who sits here and where files lie is taken out."""
    text = "\n".join([verdict(findings), *(finding.line for finding in findings)])
    home = str(Path.home())
    text = text.replace(home, "~") if len(home) > 1 else text
    return _without(text, _names())


def _names() -> list[str]:
    try:
        names = [getpass.getuser()]
    except (KeyError, OSError):
        names = []
    names.append(os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else ""))
    return [name for name in names if len(name) > 1]


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(f"/{name}/", "/…/").replace(f"\\{name}\\", "\\…\\").replace(f"“{name}”", "“…”")
    return text
