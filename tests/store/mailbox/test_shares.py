"""A shared folder that is full, has become read-only, is cleared or slow: said in words, caught up with, nothing is lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from battlemap.domain.kinds.task import Task
from battlemap.errors import CarrierAway
from battlemap.store.mailbox.carrier import Member, Standing
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.mailbox.parcel import SUFFIX
from tests.soak.faults import NotAllowed, frozen_files, full_disk, small_disk
from tests.store.mailbox.sites import Site, together

NOW = datetime(2018, 11, 20, 9)


def carrier(share: Path, site: Site) -> FolderCarrier:
    return FolderCarrier(share, "c", "百日攻坚", site.name, site.name)


def long_words(site: Site, count: int) -> None:
    for number in range(count):
        site.edit(
            Task, "t0", detail="".join(chr(0x4E00 + (number * 997 + n * 31) % 20000) for n in range(9000))
        )


def test_a_full_share_is_said_and_caught_up_with_when_there_is_room(tmp_path: Path) -> None:
    a, b = together("a", "b")
    try:
        with small_disk(tmp_path / "share", 512) as share:
            way = carrier(share, a)
            a.edit(Task, "t0", detail="先")
            way.send(a.packets())
            long_words(a, 8)
            with full_disk(share / "x"):
                with pytest.raises(CarrierAway, match="空间已满，改动先存在本机，腾出空间后自动补发"):
                    way.send(a.packets())
                assert not list(share.rglob("*.part"))
                assert len(b.take(carrier(share, b).bring({}).packets).applied) == 1
            assert way.send(a.packets()) == 8
            b.take(carrier(share, b).bring({"a": 1}).packets)
            assert a.rows() == b.rows()
    except NotAllowed as reason:
        pytest.skip(f"no disk may be mounted here: {reason}")


def test_a_share_without_rights_is_said_and_still_read(tmp_path: Path) -> None:
    a, b = together("a", "b")
    share = tmp_path / "share"
    share.mkdir()
    a.edit(Task, "t0", detail="先")
    carrier(share, a).send(a.packets())
    b.edit(Task, "t1", detail="乙")
    home = next(share.iterdir())
    try:
        with frozen_files(home / "x"):
            with pytest.raises(CarrierAway, match="没有权限写入"):
                carrier(share, b).send(b.packets())
            with pytest.raises(CarrierAway, match="没有权限写入"):
                carrier(share, b).appear(Member("b", "b", NOW, NOW))
            assert len(b.take(carrier(share, b).bring({}).packets).applied) == 1
    except NotAllowed as reason:
        pytest.skip(f"nothing may be made immutable here: {reason}")
    assert carrier(share, b).send(b.packets()) == 1


def test_what_stands_in_the_own_name_is_looked_at(tmp_path: Path) -> None:
    a, _ = together("a", "b")
    way = carrier(tmp_path, a)
    assert way.standing() == Standing()
    a.edit(Task, "t0", detail="一")
    a.edit(Task, "t0", detail="二")
    way.send(a.packets())
    assert way.standing() == Standing(2, a.own()[-1].hash, 2)
    assert [p.seq for p in way.bring({"a": 0}).packets] == [1, 2] and way.bring({}).packets == ()
    assert len(list(tmp_path.rglob(f"*{SUFFIX}"))) == 1
