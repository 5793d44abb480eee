"""Chinese input on Linux: the wheels of Qt carry ibus only, which fcitx speaks too."""

from __future__ import annotations

import logging
from collections.abc import Collection, MutableMapping
from pathlib import Path
from typing import Final

_log = logging.getLogger(__name__)
_BUILT_IN: Final = frozenset({"none", "compose"})


def available(plugins: Path) -> set[str]:
    """Returns the names of the input-method plugins in Qt's `plugins` folder, such as ``{"ibus", "compose"}``."""
    suffix = "platforminputcontextplugin"
    files = (plugins / "platforminputcontexts").glob(f"*{suffix}*")
    return {file.name.removeprefix("lib").split(suffix)[0] for file in files}


def settle(environment: MutableMapping[str, str], plugins: Collection[str]) -> str | None:
    """Sets ``QT_IM_MODULE`` to ibus where it names plugins none of which is there; returns the wish that was not met.

    Must run before the QApplication is made. `plugins` is what `available` returned.
    """
    wished = environment.get("QT_IM_MODULE", "")
    names = [name for name in wished.split(";") if name]
    if not names or any(name in plugins or name in _BUILT_IN for name in names) or "ibus" not in plugins:
        return None
    environment["QT_IM_MODULE"] = "ibus"
    _log.warning("QT_IM_MODULE=%s is not among Qt's plugins, ibus is used instead", wished)
    return wished
