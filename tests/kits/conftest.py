"""The small kit that the installer is tried with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kits import ROOT
from tests.kits.small import HERE, MACHINE, MAIN, kits, summed, wheel


@pytest.fixture
def make_kit(tmp_path: Path) -> Callable[..., Path]:
    """Makes a small kit: the program is a line, Qt is a name."""

    def make(version: str = "1.0", code: int = 0, works: bool = True, **changed: object) -> Path:
        kit = tmp_path / f"kit {version}"
        (kit / "wheels").mkdir(parents=True)
        trial = "" if works else "raise RuntimeError('库文件不全')"
        program = {
            "battlemap/__init__.py": "",
            "battlemap/__main__.py": MAIN.format(version=version)
            + f"if __name__ == '__main__': sys.exit({code})\n",
            "battlemap/ui/__init__.py": "",
            "battlemap/ui/application.py": f"def make_application(): {trial or 'pass'}\n",
        }
        wheel(kit / "wheels", f"battlemap-{version}-py3-none-any.whl", program)
        qt = {
            "PySide6/__init__.py": "",
            "PySide6/QtWidgets.py": "",
            "x.data/purelib/more.py": "",
            "x.data/scripts/tool": "",
        }
        wheel(kit / "wheels", "qt-1-py3-none-any.whl", qt)
        facts = {
            "name": "battlemap", "version": version, "commit": "c", "platform": "linux", "machine": MACHINE,
            "pythons": [HERE], "glibc": "2.17", "unpacked_mib": 1,
            "wheels": {path.name: [HERE] for path in (kit / "wheels").iterdir()},
        } | changed  # fmt: skip
        (kit / "kit.json").write_text(json.dumps(facts), encoding="utf-8")
        for part in kits.INSTALLER:
            shutil.copy(ROOT / ".ci/kits" / part, kit)
        shutil.copytree(ROOT / ".ci/kits/share", kit / "share")
        summed(kit)
        return kit

    return make
