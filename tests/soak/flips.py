"""One bit of a file is flipped: found, shown or harmless, and never silently wrong, also after further edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any, Literal

import attrs

from battlemap.commands.campaign import EditCampaign
from battlemap.commands.history import journal_entries, past_steps
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.step import Row
from battlemap.errors import BattlemapError

NOON = datetime(2018, 11, 20, 12, 0)
Rows = Mapping[str, Mapping[str, Row]]
Outcome = Literal["opening", "check", "harmless"]


@attrs.frozen
class Flip:
    """Where a bit was flipped, how it showed, and what was wrong with how the program bore it."""

    place: int
    outcome: Outcome
    faults: tuple[str, ...]


def flip_once(whole: bytes, truth: Rows, folder: Path, dice: Random) -> Flip:
    """Flips one bit of a file whose rows are known, works on with it as far as that is allowed, and looks."""
    place, bit = dice.randrange(len(whole)), dice.randrange(8)
    content = bytearray(whole)
    content[place] ^= 1 << bit
    path = folder / "翻转.battlemap"
    # a new file each time: what a connection that is not yet collected still holds belongs to the one before
    for left in folder.glob(f"{path.name}*"):
        left.unlink()
    path.write_bytes(bytes(content))
    where = f"byte {place} bit {bit}"
    try:
        session = Session.open(path, "用", lambda: NOON)
    except BattlemapError:
        return Flip(place, "opening", ())
    except Exception as error:
        return Flip(place, "opening", (f"{where}: opening: {error!r}",))
    faults: list[str] = []
    with session:
        before = _asked(session.file.faults, where, "check", faults)
        is_told = bool(before) or bool(session.file.warnings)
        wrong = _differences(truth, session.snapshot.rows, {})
        if wrong and not is_told:
            faults.append(f"{where}: silently wrong: {wrong[:3]}")
        edited = _work_on(session, dice, where, faults)
        _look_back(session, where, faults)
        after = _asked(session.file.faults, where, "check after", faults)
        if before and not after:
            faults.append(f"{where}: laundered by further edits: {before[:2]}")
        later = _differences(truth, session.snapshot.rows, edited)
        if later and not after and not session.file.warnings:
            faults.append(f"{where}: silently wrong after further edits: {later[:3]}")
    return Flip(place, "check" if before or after else "harmless", tuple(faults))


def _asked(ask: Callable[[], list[str]], where: str, what: str, faults: list[str]) -> list[str]:
    try:
        return ask()
    except BattlemapError as error:
        return [str(error)]
    except Exception as error:
        faults.append(f"{where}: {what}: {error!r}")
        return [repr(error)]


def _work_on(
    session: Session, dice: Random, where: str, faults: list[str]
) -> dict[tuple[str, str], set[str]]:
    """Edits some cards and the campaign; returns (table, id) → fields that were changed."""
    edited: dict[tuple[str, str], set[str]] = {}
    tasks = sorted(session.snapshot.tasks)
    for task in dice.sample(tasks, min(4, len(tasks))):
        if _done(lambda task=task: session.run(EditTask(task, {"detail": "后来"})), where, "edit", faults):  # type: ignore[misc]
            edited["task", task] = {"detail"}
    campaign = session.snapshot.campaign.id
    if _done(lambda: session.run(EditCampaign({"slogan": "后来"})), where, "edit", faults):
        edited["campaign", campaign] = {"slogan"}
    for deed in (session.undo, session.redo):
        _done(deed, where, deed.__name__, faults)
    return edited


def _done(deed: Callable[[], object], where: str, what: str, faults: list[str]) -> bool:
    try:
        deed()
    except BattlemapError:
        return False
    except Exception as error:
        faults.append(f"{where}: {what}: {error!r}")
        return False
    return True


def _look_back(session: Session, where: str, faults: list[str]) -> None:
    """Reads the journal in every way in which the program reads it."""
    task = min(session.snapshot.tasks, default="")
    looks: dict[str, Callable[[], object]] = {
        "history": lambda: past_steps(session),
        "history of a card": lambda: session.history_of_task(task),
        "journal": lambda: list(journal_entries(session)),
        "past": lambda: session.snapshot_at(datetime(2018, 10, 10)),
        "course": lambda: session.progress_course(date(2018, 11, 20)),
        "chronicle": lambda: session.chronicle(NOON),
    }
    for what, look in looks.items():
        _done(look, where, what, faults)


def _differences(truth: Rows, there: Rows, edited: Mapping[tuple[str, str], set[str]]) -> list[str]:
    """Returns what is not as it was, apart from what was edited."""
    wrong: list[str] = []
    for table in truth:
        before, now = truth[table], there.get(table, {})
        wrong += [f"{table} {id} is gone" for id in before.keys() - now.keys()]
        wrong += [f"{table} {id} is new" for id in now.keys() - before.keys()]
        for id in before.keys() & now.keys():
            if before[id] != now[id]:
                fields = _fields(before[id], now[id]) - edited.get((table, id), set())
                wrong += [f"{table} {id} {field}" for field in sorted(fields)]
    return wrong


def _fields(one: Any, other: Any) -> set[str]:
    return {
        field.name
        for field in attrs.fields(type(one))
        if getattr(one, field.name) != getattr(other, field.name)
    }
