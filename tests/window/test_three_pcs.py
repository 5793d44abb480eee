"""Three real windows on one campaign: a drag on one is on the others, work goes on while the way is cut, all end equal."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from battlemap.store.mailbox.post_office import programs_found
from tests.window.screen import NEEDS_SCREEN
from tests.window.several_pcs import kill, post_office, three

pytestmark = NEEDS_SCREEN


def test_three_windows_on_one_folder_end_equal(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with three(tmp_path, f"folder:{share}") as pcs:
        began = pcs.drag("pc1", "ECON-09")
        print(f"a drag was on the others after {pcs.arrive('ECON-09') - began:.1f} s")
        pcs.sees("pc3", "ECON-09", ["测试"])
        share.rename(tmp_path / "away")
        waiting = pcs.waiting()
        if waiting:
            pcs.drag("pc2", waiting[0])
        (tmp_path / "away").rename(share)
        if waiting:
            pcs.arrive(waiting[0])
    tasks = pcs.tasks()
    assert tasks[0] == tasks[1] == tasks[2]


def test_three_windows_on_one_server_that_is_killed_in_the_middle_end_equal(tmp_path: Path) -> None:
    if not list(programs_found()):
        pytest.skip("no PostgreSQL on this machine")
    with post_office() as office, three(tmp_path, f"server:{office.line('127.0.0.1')}") as pcs:
        began = pcs.drag("pc1", "ECON-09")
        print(f"a drag was on the others after {pcs.arrive('ECON-09') - began:.2f} s")
        pcs.sees("pc2", "ECON-09", ["测试"])
        kill(office)
        pcs.drag("pc2", "ECON-09", "waiting")
        time.sleep(1)
        assert pcs.lane("pc1", "ECON-09") == "moving"
        office.start()
        pcs.arrive("ECON-09", "waiting")
        tasks = pcs.tasks()
        assert tasks[0] == tasks[1] == tasks[2]
