"""Defects: everything that is no known error goes to the log file and to a report, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from battlemap.errors import BattlemapError
from battlemap.shown.reports import report

_log = logging.getLogger(__name__)
FILE_NAME: Final = "battlemap.log"


class _Log(RotatingFileHandler):
    """A log that goes on in the same file where it cannot be put aside: on Windows a second window has it open."""

    def rotate(self, source: str, dest: str) -> None:
        """Puts the full log aside, as far as the system allows."""
        with suppress(OSError):
            super().rotate(source, dest)


def start(folder: Path) -> Path | None:
    """Begins the log in `folder`; returns its file, or None where the folder cannot be written."""
    handler: logging.Handler
    file: Path | None = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _Log(folder / FILE_NAME, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        handler, file = logging.StreamHandler(), None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("battlemap")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return file


def catch(tell: Callable[[str, str], None], file: Path | None) -> Callable[[], None]:
    """Hands what nobody caught to `tell(sentence, report)`; returns the function that ends this.

    A known error keeps its own sentence, also when a slot let it through.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, BattlemapError):
            tell(str(error), error.detail)
            return
        _log.critical("uncaught", exc_info=(kind, error, trace))
        where = f"，已记入日志 {file}" if file else ""
        tell(f"程序内部出错{where}。已保存的内容不受影响。", report(error, trace))

    def thread_hook(hooked: threading.ExceptHookArgs) -> None:
        _log.critical("uncaught in a thread", exc_info=hooked.exc_value)

    before, before_thread = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = hook, thread_hook

    def end() -> None:
        sys.excepthook, threading.excepthook = before, before_thread

    return end
