"""A defect on the command line: a Chinese sentence, and a report that lies beside the log."""

from __future__ import annotations

import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from battlemap.shown.reports import report
from battlemap.shown.settings import log_folder


def defect_words(error: BaseException) -> str:
    """Returns what is said of an error that nobody foresaw; its report is written to the disk first, where that can be."""
    words = report(error, error.__traceback__)
    place = _written(words)
    if place is None:
        last = traceback.format_exception_only(type(error), error)[-1].strip()[:200]
        return f"程序内部出错，已保存的内容不受影响；出错报告无处可写，请把这一行告诉维护人员：{last}"
    return f"程序内部出错，已保存的内容不受影响。出错报告在“{place}”，请交给维护人员。"


def _written(words: str) -> Path | None:
    name = f"出错报告-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    for folder in (_log_folder(), Path(tempfile.gettempdir())):
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(words, "utf-8", errors="replace")
                return folder / name
        except OSError:
            continue
    return None


def _log_folder() -> Path | None:
    try:
        return log_folder()
    except (OSError, RuntimeError, KeyError):
        # no home of any kind
        return None
