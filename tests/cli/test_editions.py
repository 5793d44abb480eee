"""Editions are issued, printed again byte for byte, and compared with what hangs on the wall."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.commands.demo import write_demo
from tests.cli.test_posters import squeezed, text_of

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed"),
]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


@pytest.fixture
def demo(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path))


def test_an_edition_is_reprinted_byte_for_byte_after_other_work(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, again, second = (tmp_path / name for name in ("1.pdf", "1b.pdf", "2.pdf"))
    assert main(["issue", "daily", str(demo), "--as-of", "2018-11-20T17:30", "-o", str(first)]) == DONE
    assert "已出刊：每日战报第 1 期" in capsys.readouterr().out
    marks = tmp_path / "标注.txt"
    marks.write_text("ECON-03 88\n", encoding="gb18030")
    assert main(["marks", str(demo), str(marks)]) == DONE
    assert main(["issue", "daily", str(demo), "--as-of", "2018-11-21T17:30", "-o", str(second)]) == DONE
    assert main(["reprint", "daily", str(demo), "1", "-o", str(again)]) == DONE
    assert "逐字节一致" in capsys.readouterr().out
    assert again.read_bytes() == first.read_bytes()
    assert "版本：第1期" in text_of(first)
    assert "自11月20日17:30起" in text_of(second), "the second edition reports since the first"
    assert main(["reprint", "daily", str(demo), "3", "-o", str(again)]) == REFUSED
    assert "每日战报没有第 3 期，已出 2 期" in capsys.readouterr().err


def test_the_report_of_the_demo_says_what_the_journal_says(demo: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "战报.pdf"
    assert main(["issue", "daily", str(demo), "--as-of", "2018-11-20T17:30", "-o", str(pdf)]) == DONE
    text = text_of(pdf)
    for needed in (
        "攻坚第51天",
        "剩41天",
        "其中工作日29天",
        "红灯任务",
        "明日到期",
        "专项排名前三",
        "领导批示",
        "今日值班",
    ):
        assert needed in text, needed
    assert squeezed("编成乡村振兴五年规划") in text, "what was finished that day"
    fonts = subprocess.run(
        ["pdffonts", str(pdf)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert all(re.search(r"\s(yes)\s+(yes|no)\s+yes\s", line) for line in fonts[2:]), fonts


def test_another_process_prints_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "1.pdf", tmp_path / "2.pdf"
    assert main(["issue", "daily", str(demo), "--as-of", "2018-11-20T17:30", "-o", str(here)]) == DONE
    words = [sys.executable, "-m", "battlemap", "reprint", "daily", str(demo), "1", "-o", str(there)]
    environment = os.environ | {"PYTHONHASHSEED": "7", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == DONE, done.stderr
    assert there.read_bytes() == here.read_bytes()


def test_what_hangs_is_marked_and_only_the_difference_is_printed(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "差异.pdf"
    words = ["poster", "changes", str(demo), "--as-of", "2018-11-20T17:30", "-o", str(pdf)]
    assert main(words) == DONE
    assert "还没有标为“已上墙”" in text_of(pdf)
    assert main(["posted", "overview", str(demo), "--as-of", "2018-11-13T17:30"]) == DONE
    assert main(words) == DONE
    text = text_of(pdf)
    assert "一-推3移到一-核，换卡" in text
    assert "ENV-01" in text
    assert "绿灯换红灯" in text
    assert main(["posted", "overview", str(demo), "--as-of", "2199-01-01"]) == REFUSED
    assert "将来的版本" in capsys.readouterr().err


def test_an_edition_is_a_pdf_of_a_known_sheet(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["issue", "daily", str(demo), "-o", str(tmp_path / "x.png")]) == REFUSED
    assert "编号出刊只存 PDF" in capsys.readouterr().err
    assert main(["issue", "nothing", str(demo), "-o", str(tmp_path / "x.pdf")]) == REFUSED


def test_marks_from_the_wall_are_typed_back_or_all_refused(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "标注.txt"
    text.write_text("ECON-03 75\necon-07 卡 等批复\n", encoding="utf-8-sig")
    assert main(["marks", str(demo), str(text)]) == DONE
    assert "ECON-07 卡点：等批复" in capsys.readouterr().out
    text.write_text("ECON-03 80\nNONE-01 完成\n", encoding="utf-8")
    assert main(["marks", str(demo), str(text)]) == REFUSED
    assert "没有这些编号：NONE-01" in capsys.readouterr().err
    text.write_text("ECON-03 80\nECON-04\n", encoding="utf-8")
    assert main(["marks", str(demo), str(text)]) == REFUSED
    assert "第 2 行" in capsys.readouterr().err
