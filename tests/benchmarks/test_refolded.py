"""A file of the first schema, migrated, tells at every moment what its whole lines told; a wrong row is found."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.store.campaign_file import CampaignFile
from battlemap.store.guards import triggers
from benchmarks.refolded import assert_equal, told
from tests.store.released import DATA


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / "schema-1.battlemap", tmp_path / "行动.battlemap"))


def test_a_migrated_file_is_equal_at_a_thousand_moments(path: Path) -> None:
    with closing(sqlite3.connect(path)) as old:
        wanted = told(old)
    with CampaignFile.open(path, "李明", datetime(2018, 11, 20)) as file, file.reading() as connection:
        assert assert_equal(connection, wanted) > 1_000


def test_one_wrong_field_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as old:
        wanted = told(old)
    CampaignFile.open(path, "李明", datetime(2018, 11, 20)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for name in triggers():
            raw.execute(f"DROP TRIGGER {name}")
        sql = "UPDATE journal SET new = replace(new, '30', '31') WHERE new LIKE '{\"progress\":30%'"
        assert raw.execute(sql).rowcount == 1
        with pytest.raises(AssertionError):
            assert_equal(raw, wanted)
