"""What the 体检 says of screens, printers, fonts and the input method; it is handed what Qt knows of them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import psutil

from battlemap.render.equipment import Equipment
from battlemap.shown.health.findings import Finding

#: Programs of input methods on Linux.
_METHODS: Final = ("ibus-daemon", "fcitx")
#: The least room in which every page and dialog is whole, in points.
_LEAST: Final = (1366, 728)


def equipment_findings(
    there: Equipment, environment: Mapping[str, str], running: Collection[str] | None = None
) -> list[Finding]:
    """Returns what holds of the equipment; `environment` is that of the process, `running` which input methods run."""
    methods = running_methods() if running is None else running
    return [*_screens(there), _printers(there.printers), *_fonts(there), input_method(environment, methods)]


def running_methods() -> frozenset[str]:
    """Returns which input methods of Linux run on this PC."""
    names = {str(process.info["name"] or "") for process in psutil.process_iter(["name"])}
    return frozenset(name for name in _METHODS if any(running.startswith(name) for running in names))


def _screens(there: Equipment) -> list[Finding]:
    if there.screens is None:
        return []
    made = []
    for number, screen in enumerate(there.screens, 1):
        name = "显示器" if len(there.screens) == 1 else f"显示器 {number}"
        words = f"可用 {screen.width} × {screen.height}，缩放 {screen.ratio:.0%}"
        if screen.width < _LEAST[0] or screen.height < _LEAST[1]:
            made.append(
                Finding(name, words, "hint", "窗口按 1366 × 728 设计，请调低缩放或换用更大的显示器。")
            )
        else:
            made.append(Finding(name, words))
    return made or [Finding("显示器", "没有显示器", "hint", "窗口打不开，命令行和制图不受影响。")]


def _printers(names: Sequence[str]) -> Finding:
    if not names:
        return Finding("打印机", "没有安装打印机", "hint", "可以导出 PDF，拿到有打印机的电脑上打印。")
    more = f"，另有 {len(names) - 1} 台" if len(names) > 1 else ""
    return Finding("打印机", f"默认为“{names[0]}”{more}")


def _fonts(there: Equipment) -> list[Finding]:
    if not there.has_own_font:
        return [Finding("字体", "程序自带的字体没有载入", "bad", "请重新安装程序。")]
    if there.missing_letter_fonts:
        words = f"自带字体正常；本机没有公文字体{'、'.join(there.missing_letter_fonts)}"
        return [Finding("字体", words, "hint", "上墙图不受影响；公文请在装有这些字体的电脑上定稿。")]
    return [Finding("字体", "自带字体和公文字体齐全")]


def input_method(
    environment: Mapping[str, str],
    running: Collection[str],
    is_linux: bool = sys.platform.startswith("linux"),
) -> Finding:
    """Returns whether Chinese can be typed: the wheels of Qt carry ibus only, which fcitx speaks too."""
    if not is_linux:
        return Finding("输入法", "由系统提供")
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return Finding("输入法", "没有图形桌面，用不到输入法")
    if not running:
        words = "没有看到正在运行的中文输入法"
        return Finding("输入法", words, "hint", "请启动 ibus 或 fcitx 后重新打开程序。")
    words = f"{'、'.join(sorted(running))} 正在运行"
    if "ibus-daemon" not in running:
        advice = "若在程序里打不出汉字，请安装 fcitx 的 ibus 前端（fcitx-frontend-ibus）后重新登录。"
        return Finding("输入法", f"{words}，程序经 ibus 接口输入", "good", advice)
    return Finding("输入法", words)
