"""Signatures of many packets are checked by threads, each once, and what is forged among them is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from battlemap.commands.signatures import MANY, Signatures
from battlemap.domain.kinds.member import Member
from battlemap.store.mailbox import keys
from battlemap.store.mailbox.packet import Packet


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Packet]]:
    """A public key and packets signed with the secret one."""
    secret = keys.key_in(tmp_path_factory.mktemp("home"))
    packets = [
        Packet("c", "", "pc2", seq, f"s{seq}", "", "", "王强", "改", "do", "", 1, {}, (), "")
        for seq in range(1, MANY + 11)
    ]
    return keys.public_of(secret), [attrs.evolve(p, signature=keys.signed(secret, p.hash)) for p in packets]


def test_one_forged_among_many_is_found(signed: tuple[str, list[Packet]], tmp_path: Path) -> None:
    public, packets = signed
    stranger = keys.key_in(tmp_path)
    forged = attrs.evolve(packets[7], signature=keys.signed(stranger, packets[7].hash))
    changed = attrs.evolve(packets[9], actor="冒名")
    some = [*packets[:7], forged, packets[8], changed, *packets[10:]]
    signatures = Signatures()
    signatures.look_at(some, {"pc2": Member("pc2", "二号机", "command_post", public, date(2018, 11, 20))})
    assert [p.seq for p in some if not signatures.is_good(public, p)] == [8, 10]


def test_each_signature_is_checked_once(
    signed: tuple[str, list[Packet]], monkeypatch: pytest.MonkeyPatch
) -> None:
    public, packets = signed
    asked: list[str] = []

    def is_signed(key: str, text: str, signature: str) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr(keys, "is_signed", is_signed)
    signatures = Signatures()
    signatures.look_at(
        [*packets, *packets], {"pc2": Member("pc2", "二号机", "unit", public, date(2018, 11, 20))}
    )
    assert all(signatures.is_good(public, packet) for packet in (*packets, *packets))
    assert sorted(asked) == sorted(packet.hash for packet in packets)
