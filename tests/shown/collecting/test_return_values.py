"""What an office types into a yellow cell is understood, asked about, or told in a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from battlemap.commands.session import Session
from tests.exchange.filling import fill, formula, place_of
from tests.shown.collecting.sending import look

# -- what is typed into a yellow cell -------------------------------------------------------------------------------

#: Field, what is typed → what is understood (None: it is not), and a part of the sentence about it ("": none).
TYPED: list[tuple[str, str | float, str | None, str]] = [
    ("进度", "80", "80%", ""),
    ("进度", 80, "80%", ""),
    ("进度", "80%", "80%", ""),
    ("进度", "８０％", "80%", ""),
    ("进度", " 80 ", "80%", ""),
    ("进度", 0.8, "80%", "填的是 0.8，按 80% 理解"),
    ("进度", 1, "1%", "1% 还是 100%"),
    ("进度", 100, "100%", "报完成但没有写形象进度"),
    ("进度", "约80%", None, "“约80%”：应是 0 到 100 的整数"),
    ("进度", "红灯", None, "“红灯”：应是 0 到 100 的整数"),
    ("进度", 140, None, "“140”：应是 0 到 100 的整数"),
    ("进度", "清空", None, "这一格不能清空"),
    ("进度", "/", None, ""),
    ("状态", "推进中", "推进中", ""),
    ("状态", "黄灯", None, "请写待启动、推进中、待核查、已销号"),
    ("状态", "待核查", "待核查", "没有写形象进度"),
    ("状态", "已销号", "已销号", "未经核查不能销号"),
    ("形象进度", "无", "无", "没有变化应留空"),
    ("形象进度", "——", None, ""),
    ("形象进度", "已走访\n十户", "已走访\n十户", ""),
]


@pytest.mark.parametrize(
    ("field", "value", "understood", "sentence"), TYPED, ids=lambda value: str(value)[:12]
)
def test_what_is_typed_is_understood_asked_about_or_told(
    sent: tuple[Session, Path],
    tmp_path: Path,
    field: str,
    value: str | float,
    understood: str | None,
    sentence: str,
) -> None:
    session, package = sent
    path = Path(shutil.copy(package, tmp_path))
    fill(path, "ECON-01", **{field: value})
    check = look(session, path)
    cells = [cell for cell in check.cells if cell.name == field]
    assert [cell.theirs for cell in cells] == ([] if understood is None else [understood])
    told = "；".join([*(cell.question for cell in cells), *check.faults])
    assert sentence in told and bool(sentence) == bool(told)


@pytest.mark.parametrize(
    ("value", "sentence"), [(None, "公式没有算出结果"), ("80", ""), ("#REF!", "公式出错")]
)
def test_a_formula_counts_by_its_result(
    sent: tuple[Session, Path], tmp_path: Path, value: str | None, sentence: str
) -> None:
    session, package = sent
    path = Path(shutil.copy(package, tmp_path))
    formula(path, place_of(path, "ECON-01", "进度（本次）"), "40+40", value)
    check = look(session, path)
    assert check.answered == 1 and sentence in "；".join(check.faults)
    assert [cell.theirs for cell in check.cells] == ([] if sentence else ["80%"])
