"""File names that every system takes, and what Windows does not take."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.errors import BadInput
from battlemap.safe_names import guard_name, is_device, safe_name

_ODD = st.text(st.sampled_from('CONPRNAUXnul019².  \t\n\\/:*?"<>|\x00\u202e\ud800攻坚'), max_size=90)


@given(st.one_of(_ODD, st.text(max_size=90)), st.sampled_from((".pdf", ".battlemap", " 1124-1735.bmpack")))
def test_a_safe_name_is_one_that_windows_takes_whatever_ending_follows(title: str, ending: str) -> None:
    name = safe_name(title, "作战图")
    assert name and len(name) <= 61
    guard_name(PureWindowsPath("D:/", name + ending), is_windows=True)
    guard_name(PureWindowsPath("D:/", name), is_windows=True)
    name.encode("utf-8")
    assert safe_name(name, "作战图", 70) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("百日攻坚", "百日攻坚"),
        ("CON", "CON_"),
        ("nul.2018", "nul_.2018"),
        ("com1 .表", "com1_.表"),
        ("CONSOLE", "CONSOLE"),
        ('甲:"乙"/丙*?', "甲乙丙"),
        (" . ", "作战图"),
        ("末尾. . ", "末尾"),
        ("一行\n两行", "一行 两行"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert safe_name(title, "作战图") == name


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (PureWindowsPath(r"D:\档案\CON.battlemap"), "保留的名称"),
        (PureWindowsPath(r"D:\aux\行动.battlemap"), "保留的名称"),
        (PureWindowsPath(r"D:\档案\甲:乙.pdf"), "“:”"),
        (PurePosixPath('D:/档案/甲"乙.pdf'), "不允许的字符"),
        (PureWindowsPath("D:\\档案 \\行动.battlemap"), "空格或句点结尾"),
        (PureWindowsPath("D:\\" + "很长的文件夹\\" * 40 + "行动.battlemap"), "超出 Windows 的限制 36 个字符"),
    ],
)
def test_what_windows_does_not_take_is_told(path: PureWindowsPath, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        guard_name(path, is_windows=True)
    guard_name(path, is_windows=False)


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\李明\行动.battlemap",
        r"\\服务器\共享\行动.battlemap",
        r"\\?\D:\行动.battlemap",
        r"Z:\a.b\..\行动.battlemap",
    ],
)
def test_drives_and_shares_are_taken(path: str) -> None:
    guard_name(PureWindowsPath(path), is_windows=True)


def test_what_must_lie_beside_the_file_counts_too() -> None:
    path = PureWindowsPath("D:\\" + "夹\\" * 100 + "行动.battlemap")
    guard_name(path, is_windows=True)
    with pytest.raises(BadInput, match="超出 Windows 的限制"):
        guard_name(path, 60, is_windows=True)


def test_devices_are_known_by_their_first_part() -> None:
    assert all(map(is_device, ("CON", "con.txt", "Com1.x.y", "LPT¹", "NUL  .x")))
    assert not any(map(is_device, ("CON1", "COM", "COM10", "表.CON", "")))
