"""A few sheets look as they were last approved; a wanted change is written anew by ``python -m tests.sheets.golden``."""

from __future__ import annotations

import pytest

from tests.sheets.golden import FOLDER, KEPT, first_page, lines


@pytest.mark.parametrize("file", KEPT)
def test_a_sheet_stays_as_it_was_approved(file: str) -> None:
    assert lines(first_page(*KEPT[file])) == (FOLDER / file).read_text(encoding="utf-8").splitlines()
