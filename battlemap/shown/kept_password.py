"""Passwords of servers in the system's keyring, where there is one; never in a campaign nor in the settings."""

from __future__ import annotations

from battlemap.errors import BattlemapError
from battlemap.store.mailbox.address import Address

_SERVICE = "battlemap"


def password_of(address: Address) -> str:
    """Returns the password that is kept for an address, "" where none is or there is no keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(_SERVICE, address.account) or ""
    except (KeyringError, RuntimeError, OSError):
        return ""


def keep(address: Address, password: str) -> bool:
    """Keeps a password; returns whether there is a keyring that has taken it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return False
    try:
        keyring.set_password(_SERVICE, address.account, password)
        return keyring.get_password(_SERVICE, address.account) == password
    except (KeyringError, RuntimeError, OSError, BattlemapError):
        return False


def forget(address: Address) -> None:
    """Keeps the password of an address no more."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return
    try:
        keyring.delete_password(_SERVICE, address.account)
    except (KeyringError, RuntimeError, OSError):
        return
