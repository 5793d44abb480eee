"""The war board as a feature: its page, its keys, how its cards look."""

from __future__ import annotations

from typing import Final

from battlemap.ui.board.letters import LETTERS
from battlemap.ui.board.look import BoardLook
from battlemap.ui.feature import Feature, MenuChoices, MenuEntry, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.board.page import BoardPage

    return BoardPage(tools)


BOARD_PAGE: Final = Feature[BoardLook](
    "board",
    BoardLook,
    (
        MenuEntry(
            "side_list", "责任清单(&R)", "view/beside", icon="account-details-outline",
            tip="在战况板左侧列出单位和人员，拖卡到名字上即由其负责", needs="campaign", keys=("F6",), is_checkable=True,
        ),
        MenuChoices(
            "卡片疏密(&K)", "view/look", BoardLook.densities, BoardLook.choose_density, BoardLook.density
        ),
        MenuChoices(
            "久无消息的卡淡显(&N)", "view/look", BoardLook.fadings, BoardLook.choose_fading, BoardLook.fading
        ),
    ),
    PageEntry("战况板", "view-column-outline", "按专项和状态摆开全部任务卡，拖动推进", _page, ("Ctrl+1",)),
    gestures=(
        ("↑ ↓ ← →", "选择相邻任务卡"),
        ("Home / End", "本列第一张 / 最后一张"),
        ("Ctrl+Home / Ctrl+End", "全板第一张 / 最后一张"),
        ("PageUp / PageDown", "上一屏 / 下一屏"),
        ("Shift+方向键", "连选"),
        ("空格", "预览任务卡，方向键接着看，再按收起"),
        ("Ctrl+空格", "加选或去选"),
        ("Ctrl+A", "全选"),
        ("Ctrl+↑ ↓", "在列内移动任务卡，到头换状态"),
        ("Ctrl+Shift+↑ ↓", "直接换到上 / 下一个状态"),
        ("Ctrl+← →", "移到左 / 右边的专项"),
        ("Enter / 双击", "打开任务卡"),
        ("Esc", "取消拖动；取消选择"),
        ("拖动", "移到别的位置、状态、专项"),
        ("拖动列头", "调整专项的左右次序"),
        ("拖到时间轴某天", "把完成时限改到这一天"),
        ("拖到责任清单", "改由该单位或该人负责"),
        ("单击时间轴某天", "只看这一天到期的任务"),
        ("双击空白处", "在此新建任务"),
        ("双击列头", "折叠或展开这一列"),
        ("Ctrl+滚轮 / Shift+滚轮", "缩放 / 左右滚动"),
        *((letter.keys, letter.words) for letter in LETTERS),
    ),
)  # fmt: skip
