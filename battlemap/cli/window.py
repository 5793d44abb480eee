"""``open``: the window; on a machine without a screen, its pictures."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Final

import click

from battlemap.cli.terms import FILE
from battlemap.domain.operator import Operator

#: Where the pictures go on a machine without a screen.
OUT: Final = Path("out")


@click.command("open")
@click.argument("file", type=FILE, required=False)
@click.option("--operator", help="操作员姓名；写明后启动时不再询问")
@click.option("--unit", default="", help="操作员单位")
def open_window(file: Path | None, operator: str | None, unit: str) -> None:
    """打开窗口；没有屏幕时把演示行动的总作战图和作战板画到 out/。"""
    signing = Operator(operator, unit).checked() if operator is not None else None
    if not has_screen():
        from battlemap.ui.without_screen import draw_demo

        click.echo("未检测到屏幕，改为把总作战图和作战板画成文件：")
        for path in draw_demo(OUT, file):
            click.echo(f"  {path}")
        return
    # importing makes thousands of lasting objects: collecting among them costs a fifth of the start-up time
    gc.disable()
    from battlemap.ui.application import run_window

    raise SystemExit(run_window(file, signing))


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where a display server is named."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    servers = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in servers)
