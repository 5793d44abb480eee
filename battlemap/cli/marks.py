"""``marks``: what was marked on the wall by hand is typed back from a text file."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap.cli.machine import open_session
from battlemap.cli.terms import FILE
from battlemap.commands.wall_marks import TypeBackMarks
from battlemap.domain.telling.wall_marks import wall_marks
from battlemap.exchange.decoding import MOST_TEXT_BYTES, decode, file_bytes


@click.command()
@click.argument("file", type=FILE)
@click.argument("text", type=FILE)
def marks(file: Path, text: Path) -> None:
    """图上回填：文本每行一个编号和标注，如“ECON-03 50”“ECON-04 完成”“PROJ-01 卡 土地手续未批”。"""
    typed = wall_marks(decode(file_bytes(text, MOST_TEXT_BYTES), text.name))
    with open_session(file) as session:
        session.run(TypeBackMarks(typed))
    click.echo(f"已回填 {len(typed)} 处：")
    for mark in typed:
        click.echo(f"  {mark.words}")
