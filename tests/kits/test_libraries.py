"""The three lists of what Qt needs of the system are one: of the checkout, of the installer, of the 体检."""

from __future__ import annotations

from battlemap.shown.health.machine import LIBRARIES
from tests.kits import ROOT, module


def test_checkout_installer_and_checkup_ask_for_the_same_libraries() -> None:
    prepare = (ROOT / ".ci/prepare").read_text("utf-8").split("LIBRARIES='")[1].split("'")[0]
    asked = dict(line.split() for line in prepare.split("\n") if line.strip())
    assert asked == LIBRARIES == module("battlemap_kit").LIBRARIES
