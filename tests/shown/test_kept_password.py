"""The server's password lies in the system's keyring where there is one, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from battlemap.shown.kept_password import forget, keep, password_of
from battlemap.store.mailbox.address import address_of

keyring = pytest.importorskip("keyring")
WHERE = "host=10.0.0.8 port=54320 dbname=battlemap user=pc"


@pytest.fixture
def ring() -> Iterator[dict[tuple[str, str], str]]:
    """A keyring of our own instead of the machine's."""
    kept: dict[tuple[str, str], str] = {}

    class Ring(keyring.backend.KeyringBackend):  # type: ignore[misc]
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            return kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            if kept.pop((service, username), None) is None:
                raise keyring.errors.PasswordDeleteError(username)

    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    yield kept
    keyring.set_keyring(before)


def test_a_password_is_found_again_by_account_and_server(ring: dict[tuple[str, str], str]) -> None:
    address = address_of(f"{WHERE} password=geheim")
    assert keep(address, address.password) and list(ring.values()) == ["geheim"]
    assert password_of(address_of(f"{WHERE} sslmode=require")) == "geheim"
    assert password_of(address_of(WHERE.replace("10.0.0.8", "10.0.0.9"))) == ""
    forget(address)
    forget(address)
    assert password_of(address) == "" and not ring


def test_without_a_keyring_nothing_is_kept_and_nothing_breaks() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    try:
        address = address_of(WHERE)
        assert not keep(address, "x") and password_of(address) == ""
        forget(address)
    finally:
        keyring.set_keyring(before)
