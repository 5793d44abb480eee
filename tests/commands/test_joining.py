"""A file that is copied for others to join with bears its packets, whatever version of the program opens it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from battlemap.commands.mailing import Post, carried
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.store.mailbox import packing, parcel
from battlemap.store.mailbox.carrier import Brought
from battlemap.store.mailbox.folder import FolderCarrier
from battlemap.store.mailbox.packet import Packet
from tests.commands.conftest import open_new


def exported(post: Post) -> tuple[Packet, ...]:
    parcels: list[bytes] = []
    post.export(Path("x"), lambda path, content: parcels.append(content))
    return parcel.read(parcels[0], "x").packets


def test_a_copy_bears_its_packets_whatever_version_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "副本.battlemap"
    with open_new(tmp_path / "行动.battlemap") as first:
        post = Post(first, tmp_path / "one")
        post.begin("指挥部一号机")
        first.run(EditTask(next(iter(first.snapshot.tasks)), {"detail": "刚改的"}))
        post.save_copy(copy)
        with (
            monkeypatch.context() as older,
            Session.open(copy, "王强", first.clock, site="pc2") as second,
        ):
            older.setattr(packing, "SCHEMA_VERSION", packing.SCHEMA_VERSION - 1)
            theirs = exported(Post(second, tmp_path / "two"))
        ours = exported(post)
        assert len(ours) == 2 and [packet.hash for packet in theirs] == [packet.hash for packet in ours]
        assert all(packet.signature for packet in theirs)
        received = post.take(theirs)
        assert not received.refused and received.known_count == len(ours)


def test_a_file_of_one_pc_is_copied_as_it_is(tmp_path: Path) -> None:
    with open_new(tmp_path / "行动.battlemap") as first:
        Post(first, tmp_path / "one").save_copy(tmp_path / "副本.battlemap")
        assert not Post(first, tmp_path / "one").is_shared
    assert not (tmp_path / "one").exists()
    with Session.open(tmp_path / "副本.battlemap", "王强", first.clock) as second:
        assert second.snapshot.rows == first.snapshot.rows and second.file.faults() == []


def test_a_file_that_can_only_be_read_is_copied_all_the_same(tmp_path: Path) -> None:
    with open_new(tmp_path / "行动.battlemap") as first:
        Post(first, tmp_path / "one").begin("指挥部一号机")
    with Session.open(first.file.path, "王强", first.clock, read_only=True) as reader:
        Post(reader, tmp_path / "one").save_copy(tmp_path / "副本.battlemap")
    assert (tmp_path / "副本.battlemap").exists()


def test_who_joins_by_packets_writes_row_after_row_and_each_once(tmp_path: Path) -> None:
    with open_new(tmp_path / "行动.battlemap") as first:
        post = Post(first, tmp_path / "one")
        post.begin("指挥部一号机")
        copy = tmp_path / "副本.battlemap"
        post.save_copy(copy)
        tasks = sorted(first.snapshot.tasks)[:3]
        for number in range(4):
            for task in reversed(tasks):
                first.run(EditTask(task, {"detail": f"第 {number} 次"}))
        packets = exported(post)
        with Session.open(copy, "王强", first.clock, site="pc2") as second:
            statements: list[str] = []
            with second.file.transaction() as connection:
                connection.set_trace_callback(statements.append)
            received = Post(second, tmp_path / "two").take(packets)
            assert len(received.applied) == 12 and received.known_count == 1
            told = [line for line in statements if "INTO packet_field" in line]
            rows = [task for line in told for task in tasks if f"'{task}'" in line]
            assert rows == sorted(rows) and len(rows) == 12
            assert sum("INTO packet (" in line for line in statements) == 12
            # none but what was here before can be without its author's signature
            assert sum("UPDATE packet SET signature" in line for line in statements) == 1
            assert second.snapshot.rows["task"] == first.snapshot.rows["task"]
            assert second.file.faults() == []


def test_no_garbage_is_looked_for_while_a_carrier_brings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []

    def bring(carrier: FolderCarrier, vector: dict[str, int]) -> Brought:
        looked.append(gc.isenabled())
        return Brought()

    monkeypatch.setattr(FolderCarrier, "bring", bring)
    (tmp_path / "share").mkdir()
    with open_new(tmp_path / "行动.battlemap") as first:
        post = Post(first, tmp_path / "one")
        post.begin("指挥部一号机")
        campaign = first.snapshot.campaign
        carrier = FolderCarrier(tmp_path / "share", campaign.id, campaign.title, first.file.site, "王强")
        for _ in range(2):
            carried(carrier, post.outgoing())
    assert looked == [False] and gc.isenabled()
