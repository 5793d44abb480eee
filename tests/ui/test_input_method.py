from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from battlemap.ui.input_method import available, settle

THERE = {"ibus", "compose"}


@pytest.mark.parametrize("wished", ["fcitx", "fcitx5", "fcitx;xim"])
def test_a_missing_input_method_becomes_ibus_and_is_told(wished: str) -> None:
    environment = {"QT_IM_MODULE": wished}
    assert settle(environment, THERE) == wished
    assert environment["QT_IM_MODULE"] == "ibus"


@pytest.mark.parametrize("wished", ["ibus", "none", "fcitx;ibus", ""])
def test_a_wish_that_can_be_met_is_left_alone(wished: str) -> None:
    environment = {"QT_IM_MODULE": wished}
    assert settle(environment, THERE) is None
    assert environment["QT_IM_MODULE"] == wished


def test_without_ibus_nothing_is_promised() -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    assert settle(environment, {"compose"}) is None
    assert environment["QT_IM_MODULE"] == "fcitx"


def test_the_names_of_qts_own_plugins_are_found() -> None:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    assert sys.platform != "linux" or available(plugins) >= {"ibus", "compose"}
    assert available(plugins / "nowhere") == set()
