"""Ties, thirds, borders and proposals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from battlemap.domain.assessing.places import (
    ahead_words,
    border,
    bottom_size,
    next_place,
    place_lines,
    places_of,
    proposals,
)
from battlemap.domain.kinds.people import Unit
from battlemap.domain.kinds.scheme import NodePlace, Scheme, Ties
from battlemap.domain.kinds.veto import Veto
from tests.domain.assessing.trees import node
from tests.domain.series.rows import snapshot_of


@pytest.mark.parametrize(
    ("ties", "wanted"), [("1224", [1, 2, 2, 4]), ("1334", [1, 3, 3, 4]), ("1223", [1, 2, 2, 3])]
)
def test_ties_are_numbered_as_the_setting_says(ties: Ties, wanted: list[int]) -> None:
    scores = {"a": Decimal(9), "b": Decimal(8), "c": Decimal(8), "d": Decimal(7)}
    assert list(places_of(scores, ties).values()) == wanted


def test_scores_that_are_only_shown_alike_are_no_tie() -> None:
    assert places_of({"a": Decimal("8.001"), "b": Decimal("8.004")}) == {"b": 1, "a": 2}


def test_a_third_of_fourteen_is_four_or_five() -> None:
    assert [bottom_size(14, rounding) for rounding in ("floor", "round", "ceil")] == [4, 5, 5]  # type: ignore[arg-type]
    assert [bottom_size(12, rounding) for rounding in ("floor", "round", "ceil")] == [4, 4, 4]  # type: ignore[arg-type]
    assert [bottom_size(13, rounding) for rounding in ("floor", "round", "ceil")] == [4, 4, 5]  # type: ignore[arg-type]


SCHEME = Scheme("s", "全市单项考核", "a0", "contest", 2018, bottom_basis="市考核办法第九条")


def place(number: int, period: str = "2018-09", **fields: object) -> NodePlace:
    return NodePlace(
        **{
            "id": f"p{number}{period}",
            "scheme": "s",
            "period": period,
            "place": number,
            "peers": 14,
            "node": "n",
        }
        | fields
    )


def test_the_border_is_told_in_places_and_points() -> None:
    assert border(place(8, score="90", line_score="89.65"), SCHEME).words.startswith(
        "第 8 名，距后三分之一线 2 位 / 0.35 分"
    )
    assert "再掉 1 位即触线" in border(place(10), SCHEME).words
    inside = border(place(11), SCHEME)
    assert inside.is_inside and "已在后三分之一，距线 1 位" in inside.words
    tied = place(11, score="80", line_score="80")
    assert border(tied, SCHEME).is_inside
    import attrs

    assert not border(tied, attrs.evolve(SCHEME, border_ties="none")).is_inside


def test_a_veto_is_proposed_with_its_computation_until_a_person_has_decided() -> None:
    leaf = node("n", title="招商引资单项考核", lead_unit="u")
    rows = (SCHEME, leaf, Unit("u", "招商局", "a0"), place(12), place(9, "2018-08"))
    (proposed,) = proposals(snapshot_of(*rows), date(2018, 11, 20))
    assert proposed.unit == "u"
    assert proposed.computation == (
        "招商引资单项考核2018年9月第 12 名，已在后三分之一，距线 2 位；后三分之一为后 4 名（共 14 个）；依据：市考核办法第九条"
    )
    veto = Veto("v", "u", "s", 2018, "市考核办法", "第九条", proposed.computation, "张书记", node="n")
    assert proposals(snapshot_of(*rows, veto), date(2018, 11, 20)) == []


def test_places_over_time_know_their_change_and_what_is_expected() -> None:
    rows = (SCHEME, node("n"), place(7, "2018-08"), place(9), place(11, "2018-10", is_expected=True))
    (line,) = place_lines(snapshot_of(*rows), "s", date(2018, 11, 20))
    assert (line.change_words, line.newest.place) == ("↓2", 9)
    assert line.expected is not None and line.expected.place == 11


def test_the_next_place_is_so_many_points_away() -> None:
    others = [Decimal("93.1"), Decimal("91.2"), Decimal("88")]
    assert next_place(Decimal("90"), others) == Decimal("1.2")
    assert next_place(Decimal("95"), others) is None


def test_how_far_the_next_and_the_first_are_is_told_where_scores_are_known() -> None:
    assert ahead_words(place(3, score="90", others="93.1、91.2、88")) == "距前一位 1.20 分，距冠军 3.10 分"
    assert ahead_words(place(1, score="95", others="93.1，91.2")) == "领先第二位 1.90 分"
    assert ahead_words(place(3, score="90")) == ""
