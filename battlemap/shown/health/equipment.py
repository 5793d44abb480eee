"""What the 体检 says of screens, printers, fonts and the input method; it is handed what Qt knows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from battlemap.render.equipment import Equipment
from battlemap.shown.health.findings import Finding

#: The least room in which every page and dialog is whole, in points.
_LEAST: Final = (1366, 728)


def equipment_findings(there: Equipment, environment: Mapping[str, str]) -> list[Finding]:
    """Returns what holds of the equipment; `environment` is that of the process."""
    return [*_screens(there), _printers(there.printers), *_fonts(there), _input_method(environment)]


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


def _input_method(environment: Mapping[str, str]) -> Finding:
    chosen = environment.get("QT_IM_MODULE", "")
    return Finding("输入法", f"使用 {chosen}" if chosen else "由系统决定")
