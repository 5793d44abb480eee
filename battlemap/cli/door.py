"""The door itself: which words lead to which command, and what a script is told at the end."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Final

import click

import battlemap
from battlemap.cli.language import speak_chinese
from battlemap.cli.last_resort import defect_words
from battlemap.cli.terminal import make_fit, plain_streams
from battlemap.cli.terms import DEFECT, DONE, REFUSED
from battlemap.commands.uncollected import uncollected
from battlemap.errors import BattlemapError
from battlemap.paths import SUFFIX
from battlemap.store.faults import translated

#: Word → module of this room and the command in it; a module is read when its word is used, so that each starts quickly.
COMMANDS: Final[dict[str, str]] = {
    "open": "window.open_window",
    "new": "campaign.new",
    "demo": "campaign.demo",
    "check": "keeping.check",
    "backup": "keeping.backup",
    "restore": "keeping.restore",
    "salvage": "keeping.salvage",
    "doctor": "doctor.doctor",
    "posters": "posters.posters",
    "poster": "posters.poster",
    "issue": "editions.issue",
    "reprint": "editions.reprint",
    "timetable": "timetable.timetable",
    "posted": "editions.posted",
    "editions": "editions.list_editions",
    "marks": "marks.marks",
    "journal": "past.journal",
    "history": "past.history",
    "compare": "past.compare",
    "project": "project.project",
    "calendar": "calendar.calendar",
    "baseline": "baseline.baseline",
    "schedule": "schedule.schedule",
    "forecast": "schedule.forecast",
    "card": "card.card",
    "loop": "loop.loop",
    "problems": "problems.problems",
    "letters": "letters.letters",
    "meeting": "meeting.meeting",
    "merge-plan": "plan.merge_plan",
    "people": "people.people",
    "views": "views.views",
    "ledger": "ledger.ledger",
    "duty": "duty.duty",
    "map": "picture_map.map_",
    "alert": "alert.alert",
    "risk": "risk.risk",
    "rows": "rows.rows",
    "indicator": "indicator.indicator",
    "collect": "collect.collect",
    "mail": "mail.mail",
    "post-office": "post_office.post_office",
    "scheme": "scheme.scheme",
    "kpi": "kpi.kpi",
    "document": "document.document",
    "money": "money.money",
}
_OPTIONS: Final = "[选项]"
#: What stands in the help for a value of the library's types; choices list themselves.
_TYPES: Final[dict[str, str]] = {
    "text": "文字",
    "integer": "整数",
    "integer range": "整数",
    "float": "数字",
    "float range": "数字",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
}
#: What stands in the help for a word of the command line.
_WORDS: Final[dict[str, str]] = {
    "file": "档案",
    "plan": "方案",
    "code": "编号",
    "codes": "编号",
    "title": "名称",
    "new_title": "新名称",
    "name": "名称",
    "number": "序号",
    "percent": "百分比",
    "words": "文字",
    "table": "表格",
    "text": "文字文件",
    "backup": "备份",
}


class _Door(click.Group):
    """Takes ``battlemap FILE.battlemap`` for ``battlemap open FILE.battlemap``, and nothing at all for ``open``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in COMMANDS and args[0].endswith(SUFFIX)):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(".")
        # importing makes thousands of lasting objects: collecting among them takes a tenth of a short command
        path = f"battlemap.cli.{module}"
        with nullcontext() if path in sys.modules else uncollected():
            command = getattr(import_module(path), name)
        assert isinstance(command, click.Command)
        return _in_chinese(command)


def _in_chinese(command: click.Command) -> click.Command:
    """Has the help of a command, and of the commands below it, name its values in Chinese."""
    command.options_metavar = _OPTIONS
    for param in command.params:
        if param.metavar is None and not (isinstance(param, click.Option) and param.is_flag):
            words = _WORDS if isinstance(param, click.Argument) else _TYPES
            param.metavar = words.get(param.name or "" if words is _WORDS else param.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for below in command.commands.values():
            _in_chinese(below)
    return command


@click.group(
    cls=_Door,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar=_OPTIONS,
    subcommand_metavar="命令 [参数]…",
)
@click.version_option(battlemap.__version__, prog_name="battlemap", help="显示版本。")
def cli() -> None:
    """挂图作战：作战板、台账与上墙图。不带参数时打开窗口。"""


def main(args: list[str]) -> int:
    """Runs the command line and returns the exit code; a known error is one sentence on stderr and code 1."""
    for stream in (sys.stdout, sys.stderr):
        make_fit(stream)
    speak_chinese()
    with plain_streams():
        return _run(args)


def _run(args: list[str]) -> int:
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
    except OSError as error:
        return _told_of_machine(error)
    except Exception as error:
        click.echo(defect_words(error), err=True)
        return DEFECT
    return DONE


def _told_of_machine(error: OSError) -> int:
    """Tells what the machine has refused and no command has put into words of its own."""
    if isinstance(error, BrokenPipeError):
        return REFUSED
    try:
        with translated(Path(str(error.filename or "文件"))):
            raise error
    except BattlemapError as refusal:
        click.echo(str(refusal), err=True)
        return REFUSED
    except OSError:
        click.echo(defect_words(error), err=True)
        return DEFECT
