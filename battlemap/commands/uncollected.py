"""Much is read at once without a look for garbage: among a hundred thousand new rows there is none, and to look takes as long."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Looks for no garbage inside; what is new is young afterwards and is looked through once."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def uncollected() -> Iterator[None]:
    """Looks for no garbage inside; afterwards what is new counts as old, where nothing was set aside for good before."""
    was_on = gc.isenabled()
    with paused():
        try:
            yield
        finally:
            if was_on and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()


def set_aside() -> None:
    """Has what is there now looked through no more: a campaign that has been opened stays until it is closed.

    A look through all rows of a large one would take a tenth of a second, in the middle of some deed.
    """
    gc.freeze()


def take_back() -> None:
    """Has what was set aside looked through again: a campaign has been closed, and what it leaves is garbage."""
    gc.unfreeze()
