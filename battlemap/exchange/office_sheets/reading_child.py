"""The child process that reads a workbook with little memory and time, and hands its cells over on standard output."""

from __future__ import annotations

import importlib
import importlib.util
import pickle
import sys
from pathlib import Path

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.book import read_book
from battlemap.exchange.office_sheets.guarded import MOST_MEMORY, MOST_SECONDS


def limit_itself() -> None:
    """Gives this process bounds of memory and time, where the system can."""
    # Windows knows no such limits; there the look into the file must suffice
    if importlib.util.find_spec("resource") is None:
        return
    resource = importlib.import_module("resource")
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        _, hard = resource.getrlimit(what)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (soft, hard))


def main(path: Path) -> int:
    """Writes ("book", RawBook) or ("refused", sentence, detail), pickled."""
    limit_itself()
    answer: tuple[object, ...]
    try:
        answer = ("book", read_book(path))
    except BadInput as error:
        answer = ("refused", str(error), error.detail)
    except (MemoryError, RecursionError) as error:
        answer = ("large", repr(error))
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
