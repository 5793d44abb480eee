from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from battlemap.errors import Refused
from battlemap.ui import crash_log

Told = list[tuple[str, str]]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger("battlemap")
    before = list(root.handlers)
    file = crash_log.start(tmp_path / "logs")
    assert file is not None
    yield file
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()


def raise_through_hook(error: Exception, file: Path | None) -> Told:
    messages: Told = []
    end = crash_log.catch(lambda sentence, detail: messages.append((sentence, detail)), file)
    try:
        try:
            raise error
        except type(error):
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    finally:
        end()
    return messages


def test_a_defect_stands_in_the_log_and_in_the_report(log: Path) -> None:
    [(sentence, report)] = raise_through_hook(ZeroDivisionError("one over nothing"), log)
    assert str(log) in sentence
    assert "one over nothing" in report
    assert "one over nothing" in log.read_text("utf-8")


def test_a_known_error_keeps_its_own_sentence_and_is_no_defect(log: Path) -> None:
    messages = raise_through_hook(Refused("不能销号。", "详"), log)
    assert messages == [("不能销号。", "详")]
    assert log.read_text("utf-8") == ""


def test_the_hook_is_given_back() -> None:
    before = sys.excepthook
    crash_log.catch(lambda *_: None, None)()
    assert sys.excepthook is before


def test_a_log_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    root = logging.getLogger("battlemap")
    before = list(root.handlers)
    (tmp_path / "taken").write_text("")
    assert crash_log.start(tmp_path / "taken") is None
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
