"""``doctor``: 体检 of this PC, and of a file where one is named."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import attrs
import click

from battlemap.cli.posters import drawing
from battlemap.cli.terms import FAULTS, FILE
from battlemap.shown.health.findings import report


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="把报告另存为文本，不含姓名和路径"
)
def doctor(file: Path | None, output: Path | None) -> None:
    """体检：版本、字体、显示、打印机、输入法、磁盘、权限、时钟，写上档案时还查档案。有问题时退出码为 3。"""
    from battlemap.render import screens
    from battlemap.render.equipment import equipment
    from battlemap.render.saving import write_whole
    from battlemap.shown.health.checkup import checkup

    seen = screens.seen()
    with drawing():
        # a command needs no screen: which a window would have is asked apart
        there = attrs.evolve(equipment(), screens=seen)
    findings = checkup(file, datetime.now(), os.environ, there)
    text = report(findings)
    if output is not None:
        write_whole(output, (text + "\n").encode())
    click.echo(text)
    if any(finding.state == "bad" for finding in findings):
        raise SystemExit(FAULTS)
