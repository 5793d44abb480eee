"""A writing process is killed at random moments: what it told as done is there, and nothing is half done."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.soak.crash import Kill, kill_once, look
from tests.soak.stream import found


@pytest.mark.parametrize(("is_removable", "kills"), [(False, 8), (True, 4)])
def test_a_killed_writer_leaves_a_whole_file_with_every_step_it_told(
    tmp_path: Path, is_removable: bool, kills: int
) -> None:
    path = tmp_path / "行动.battlemap"
    dice = Random(20181120 + is_removable)
    found(path, dice)
    steps = look(path)[1]
    seen: list[Kill] = []
    for _ in range(kills):
        seen.append(kill_once(path, steps, dice, is_removable))
        steps = seen[-1].steps
    assert [kill.faults for kill in seen if kill.faults] == []
    assert sum(kill.told for kill in seen) > kills
