from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from battlemap.ui.actions import Actions, words
from battlemap.ui.features.catalogue import ENTRIES
from battlemap.ui.icons import IconBook


def test_no_two_actions_share_a_key() -> None:
    keys = [QKeySequence(key).toString() for entry in ENTRIES for key in entry.keys]
    assert all(keys)
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_no_two_actions_share_a_name() -> None:
    assert [name for name, count in Counter(entry.name for entry in ENTRIES).items() if count > 1] == []


def test_only_what_can_be_done_is_enabled(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window, IconBook(), ENTRIES)
    actions.allow(set())
    assert actions["open"].isEnabled()
    assert not actions["save_copy"].isEnabled()
    actions.allow({"campaign", "selection"})
    assert actions["edit_task"].isEnabled()
    assert not actions["delete_tasks"].isEnabled(), "a file opened read-only is not written"


def test_words_are_the_text_without_mnemonic() -> None:
    assert words("打开(&O)…") == "打开"
    assert words("撤销：移动 ECON-03(&U)") == "撤销：移动 ECON-03"
