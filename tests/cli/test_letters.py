"""Letters by the command line: drawn up, signed, followed, saved as Word and PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"


def test_a_letter_from_draft_to_void(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "a.battlemap")
    assert main(["new", str(PLAN), "-o", file]) == DONE
    assert main(["loop", "assign", file, "ECON-03", "经济发展局"]) == DONE
    capsys.readouterr()

    def told(*args: str) -> str:
        assert main(["letters", *args]) == DONE, capsys.readouterr().err
        return capsys.readouterr().out

    drafted = told("draft", file, "提醒函", "ECON-03")
    title = drafted.splitlines()[0].split("：", 1)[1]
    assert main(["letters", "issue", file, title]) == REFUSED
    assert "签发人" in capsys.readouterr().err
    signed = told("issue", file, title, "周卫东")
    number = signed.split("：")[1].split()[0]
    assert number.startswith("攻坚提〔") and number.endswith("〕1号")
    told("deliver", file, number, "机要")
    assert main(["letters", "rise", file, number]) == REFUSED
    assert "还没有逾期" in capsys.readouterr().err
    for suffix in ("docx", "pdf"):
        told("save", file, number, "-o", str(tmp_path / f"a.{suffix}"))
        assert (tmp_path / f"a.{suffix}").stat().st_size > 5000
    assert main(["letters", "save", file, number, "-o", str(tmp_path / "a.txt")]) == REFUSED
    told("void", file, number, "误发")
    assert f"{number}　作废" in told("list", file)
    told("draft", file, "通报")
    assert main(["letters", "draft", file, "提醒函"]) == REFUSED
