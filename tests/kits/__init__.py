"""Offline kits and their installer."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: What takes minutes and brings hundreds of MB.
slow = pytest.mark.skipif("BATTLEMAP_SLOW" not in os.environ, reason="takes minutes: make try-kits")


def module(name: str) -> ModuleType:
    """Returns a module of the kits' folder, which is no package that anybody installs."""
    folder = str(ROOT / ".ci/kits")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci/kits" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
