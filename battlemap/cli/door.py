"""The door itself: which words lead to which command, and what a script is told at the end."""

from __future__ import annotations

import sys

import click

import battlemap
from battlemap.cli import calendar, campaign, editions, keeping, marks, past, posters, project, window
from battlemap.cli.edge import DONE, REFUSED
from battlemap.errors import BattlemapError
from battlemap.store.guards import SUFFIX


class _Door(click.Group):
    """Takes ``battlemap FILE.battlemap`` for ``battlemap open FILE.battlemap``, and nothing at all for ``open``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0].endswith(SUFFIX)):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(battlemap.__version__, prog_name="battlemap")
def cli() -> None:
    """挂图作战：作战板、台账与上墙图。不带参数时打开窗口。"""


for _command in (
    window.open_window,
    campaign.new,
    campaign.demo,
    keeping.check,
    keeping.backup,
    keeping.restore,
    keeping.salvage,
    posters.posters,
    posters.poster,
    editions.issue,
    editions.reprint,
    editions.posted,
    marks.marks,
    past.journal,
    past.history,
    past.compare,
    project.project,
    calendar.calendar,
):
    cli.add_command(_command)


def main(args: list[str]) -> int:
    """Runs the command line and returns the exit code; a known error is one sentence on stderr and code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(args, prog_name="battlemap", standalone_mode=False)
    except BattlemapError as error:
        click.echo(str(error), err=True)
        return REFUSED
    except click.Abort:
        return REFUSED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else REFUSED
    return DONE
