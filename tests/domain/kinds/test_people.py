"""Whose names a wall shows."""

from __future__ import annotations

import pytest

from battlemap.domain.kinds.people import Masking, Person, masked


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三丰", "张某某"), ("李明", "李某"), ("王", "王某"), ("", ""),
        ("欧阳建国", "欧阳某某"), ("司马明", "司马某"), ("诸葛文远", "诸葛某某"), ("上官", "上某"),
    ],
)  # fmt: skip
def test_a_masked_name_keeps_its_surname_alone(name: str, shown: str) -> None:
    assert masked(name) == shown


@pytest.mark.parametrize(
    ("masking", "plain", "marked"),
    [("marked", "李明", "李某"), ("all", "李某", "李某"), ("none", "李明", "李明")],
)
def test_a_mark_masks_a_name_unless_chosen_otherwise(masking: Masking, plain: str, marked: str) -> None:
    assert Person("p", "李明", "a0").shown_name(masking) == plain
    assert Person("p", "李明", "a0", is_personal=True).shown_name(masking) == marked
