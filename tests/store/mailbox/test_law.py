"""The law: any number of sites, any order, duplicates and losses that are repaired: all end equal and nothing is lost."""

from __future__ import annotations

import os

import pytest

from tests.store.mailbox.histories import history
from tests.store.mailbox.sites import Site, everywhere

#: `make soak` plays ten thousand and more.
HISTORIES = int(os.environ.get("BATTLEMAP_HISTORIES", "80"))
FIRST = int(os.environ.get("BATTLEMAP_FIRST_HISTORY", "0"))
_BUNDLES = 8


def lawful(sites: list[Site]) -> None:
    """Asserts all of the law."""
    first = sites[0]
    done = {step for site in sites for step in site.done}
    for site in sites:
        assert site.rows() == first.rows()
        assert site.conflicts() == first.conflicts()
        assert site.rows() == site.folded()
        assert site.faults() == []
        assert done <= {step for (step,) in site.connection.execute("SELECT step FROM packet")}
        assert site.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert site.connection.execute("SELECT COUNT(*) FROM packet_held").fetchone() == (0,)


@pytest.mark.parametrize("bundle", range(_BUNDLES))
def test_all_sites_end_equal_and_nothing_that_was_acknowledged_is_lost(bundle: int) -> None:
    for seed in range(FIRST + bundle, FIRST + HISTORIES, _BUNDLES):
        sites = history(seed)
        try:
            lawful(sites)
            number = [site.connection.execute("SELECT MAX(number) FROM step").fetchone() for site in sites]
            everywhere(sites)
            assert number == [
                site.connection.execute("SELECT MAX(number) FROM step").fetchone() for site in sites
            ]
        except AssertionError as error:
            raise AssertionError(f"history {seed}") from error
        finally:
            for site in sites:
                site.connection.close()
