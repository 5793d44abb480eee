"""Foreign workbooks are read by a child process, so that no file can take this one down with it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.container import container_of
from battlemap.exchange.office_sheets.raw_sheet import RawBook

#: Bytes of address space and seconds of processor time that the child has, where the system can limit them.
MOST_MEMORY: Final = 2 * 1024 * 1024 * 1024
MOST_SECONDS: Final = 120
_CHILD: Final = "battlemap.exchange.office_sheets.reading_child"


def read_guarded(path: Path) -> RawBook:
    """Returns the workbook's cells; raises BadInput with a sentence for whatever cannot be read.

    The child has limits of memory and time where the system knows such; it dies alone.
    """
    container_of(path)
    kind, *rest = _answer(path)
    if kind == "book" and isinstance(rest[0], RawBook):
        return rest[0]
    if kind == "refused":
        raise BadInput(*rest)
    raise BadInput(
        f"“{path.name}”读取时要占用的内存过多，像是内部异常的表格，没有读入。"
        "请用 Excel 或 WPS 打开后，把需要的部分复制到新表再读入。",
        str(rest),
    )


def _answer(path: Path) -> tuple[Any, ...]:
    places = os.pathsep.join(place for place in sys.path if place) or "."
    try:
        done = subprocess.run(
            [sys.executable, "-m", _CHILD, str(path.absolute())],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=MOST_SECONDS * 2,
            check=False,
            env={**os.environ, "PYTHONPATH": places, "PYTHONIOENCODING": "utf-8"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(f"“{path.name}”超过 {MOST_SECONDS} 秒没有读完，没有读入。请拆分后再读入。") from error
    except OSError as error:
        raise BadInput(f"无法启动读表程序，“{path.name}”没有读入。请稍后再试。", str(error)) from error
    if done.returncode == 0 and done.stdout:
        answer: tuple[Any, ...] = pickle.loads(done.stdout)
        return answer
    return ("large", done.returncode, done.stderr.decode("utf-8", "replace")[-2_000:])
