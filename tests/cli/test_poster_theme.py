"""Window and command line print in the colours that the campaign names."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import attrs
import pytest

from battlemap import wording
from battlemap.cli.door import main
from battlemap.cli.terms import DONE
from battlemap.commands.campaign import EditCampaign
from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.domain.kinds.campaign import CAMPAIGN
from battlemap.errors import Refused
from battlemap.shown.press.choice import Choice
from battlemap.shown.press.drawn import wanted
from battlemap.theme import theme

NOON = datetime(2018, 11, 20, 17, 30)
pytestmark = pytest.mark.usefixtures("qapp")


def session_of(path: Path) -> Session:
    return Session.open(path, "张三", lambda: NOON)


def test_every_colour_on_offer_is_a_theme_with_that_title() -> None:
    for name, title in wording.POSTER_THEMES.items():
        assert theme(name).title == title


@pytest.mark.parametrize("look", ["red", "light"])
def test_the_campaign_decides_for_both_doors(tmp_path: Path, look: str) -> None:
    file, picture = tmp_path / "档案.battlemap", tmp_path / "图.svg"
    write_demo(file)
    with session_of(file) as session:
        if look != "red":
            session.run(EditCampaign({"poster_theme": look}))
        asked = wanted(session, Choice("countdown"), NOON)
        assert asked.options.theme == theme(look)
        assert wanted(session, Choice("countdown", theme="paper"), NOON).options.theme == theme("paper")
        assert wanted(session, Choice("countdown", is_grey=True), NOON).options.theme == theme(f"{look}-grey")
    assert main(["poster", "countdown", str(file), "--as-of", "2018-11-20", "-o", str(picture)]) == DONE
    drawn = picture.read_text("utf-8").lower()
    other = {"red": "light", "light": "red"}[look]
    assert theme(look).colour("band").lower() in drawn
    assert theme(other).colour("band").lower() not in drawn


def test_a_colour_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "档案.battlemap"
    write_demo(file)
    with session_of(file) as session, pytest.raises(Refused, match="动员红、政务蓝、白底省墨"):
        CAMPAIGN.check_row(attrs.evolve(session.snapshot.campaign, poster_theme="pink"))
