"""Where the command line meets the machine: user, calendar, moments in words."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import click

from battlemap.commands.session import Session
from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY, HolidayNotice
from battlemap.errors import BadInput
from battlemap.exchange import state_council
from battlemap.shown.settings import Settings, default_path
from battlemap.store.site import site_of_machine


def operator() -> str:
    """Returns who is at work on this PC, as the window knows it."""
    return Settings.load(default_path()).signature


def notice() -> HolidayNotice:
    """Returns the holiday notices of every year that is known."""
    return state_council.notice(FIRST_DAY, LAST_DAY)


def site() -> str:
    """Returns this PC's site."""
    return site_of_machine(default_path().parent)


def open_session(file: Path, *, read_only: bool = False) -> Session:
    """Returns a session on `file` for this user, by the machine's clock; says what may be missing or is not fit."""
    session = Session.open(file, operator(), datetime.now, notice(), site=site(), read_only=read_only)
    session.backups.key_folder = default_path().parent
    for words in session.file.doubts:
        click.echo(f"注意：{words}", err=True)
    return session


def moment_of(words: str | None) -> datetime:
    """Returns the moment that a day or a moment in ISO form means, now for None; a day means its evening.

    Raises BadInput for other words.
    """
    if words is None:
        return datetime.now()
    try:
        if len(words) <= 10:
            return datetime.combine(date.fromisoformat(words), time(23, 59, 59))
        return datetime.fromisoformat(words).replace(tzinfo=None)
    except ValueError as error:
        raise BadInput(f"看不懂日期“{words}”，请写成 2018-11-20 或 2018-11-20T17:30。") from error
