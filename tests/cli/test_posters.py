"""A wall chart is made from the command line: embedded fonts, every task title, the day asked for."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, REFUSED
from battlemap.commands.demo import write_demo
from battlemap.store import journal
from battlemap.store.campaign_file import CampaignFile
from tests.store.test_campaign_file import NOON

# the command line takes the application that is there; a bare one of its own would stand in the way of other tests
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return squeezed(done.stdout.decode("utf-8"))


def titles(demo: Path) -> list[str]:
    with CampaignFile.open(demo, "", NOON, read_only=True) as file, file.reading() as connection:
        return [row.title for table, row in journal.rows(connection) if table == "task"]  # type: ignore[union-attr]


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("paper", ["A0", "A3", "A4"])
def test_every_title_is_found_in_the_pdf_and_its_fonts_are_embedded(
    demo: Path, tmp_path: Path, paper: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "总图.pdf"
    words = ["poster", "overview", str(demo), "--paper", paper, "--as-of", "2018-11-20", "-o", str(pdf)]
    assert main(words) == DONE
    output = capsys.readouterr().out
    assert "正文字高" in output
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
    lines = fonts.splitlines()[2:]
    assert lines
    assert all(re.search(r"\s(yes)\s+(yes|no)\s+yes\s", line) for line in lines), fonts
    text = text_of(pdf)
    assert [title for title in titles(demo) if squeezed(title) not in text] == []
    for words_there in ("攻坚第51天", "剩41天", "ECON-03", "总作战图", "现场标注", "郑海涛"):
        assert words_there in text


def test_an_earlier_day_shows_the_board_as_it_was(demo: Path, tmp_path: Path) -> None:
    early, late = tmp_path / "早.pdf", tmp_path / "晚.pdf"
    for day, pdf in (("2018-10-20", early), ("2018-11-20", late)):
        assert main(["poster", "overview", str(demo), "--as-of", day, "-o", str(pdf)]) == DONE
    assert "攻坚第20天" in text_of(early)
    assert "（2018年10月20日）" in text_of(early)
    assert "（2018年11月20日）" in text_of(late)
    assert main(["poster", "overview", str(demo), "-o", str(late)]) == DONE
    assert f"总作战图（{datetime.now():%Y年}" not in text_of(late)


def test_the_same_day_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    made = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for pdf in made:
        assert main(["poster", "overview", str(demo), "--as-of", "2018-11-20", "-o", str(pdf)]) == DONE
    assert made[0].read_bytes() == made[1].read_bytes()


def test_a_picture_is_made_too_and_the_file_itself_is_left_alone(demo: Path, tmp_path: Path) -> None:
    before = demo.read_bytes()
    png = tmp_path / "图.png"
    assert main(["poster", "总作战图", str(demo), "--paper", "a3", "--dpi", "60", "-o", str(png)]) == DONE
    assert png.read_bytes().startswith(b"\x89PNG")
    assert demo.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["poster", "nothing", "DEMO", "-o", "x.pdf"], "没有“nothing”这张图"),
        (["poster", "overview", "DEMO", "-o", "x.doc"], "不认识的输出格式"),
        (["poster", "overview", "DEMO", "--paper", "B9", "-o", "x.pdf"], "没有“B9”这种纸张"),
        (["poster", "overview", "DEMO", "--theme", "pink", "-o", "x.pdf"], "没有名为“pink”的配色"),
        (["poster", "overview", "DEMO", "--as-of", "昨天", "-o", "x.pdf"], "看不懂日期"),
        (["poster", "overview", "没有.battlemap", "-o", "x.pdf"], "找不到"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_sentence(
    demo: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(demo) if word == "DEMO" else word for word in words]) == REFUSED
    said = capsys.readouterr().err.strip()
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_the_catalogue_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["posters"]) == DONE
    assert "overview" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_wall_chart_is_cut_into_tiles_with_a_map(demo: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "拼贴.pdf"
    words = ["poster", "overview", str(demo), "--as-of", "2018-11-20", "--tiles", "A4", "-o", str(pdf)]
    assert main(words) == DONE
    text = text_of(pdf)
    assert "5行5列，共25张A4" in text
    assert "5-5（第5行第5列）" in text
    assert [title for title in titles(demo) if squeezed(title) not in text] == []
    images = subprocess.run(
        ["pdfimages", "-list", str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    assert len(images.splitlines()) == 2, "a tile is no bitmap"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--tiles", "A4", "--overlap", "90"], "重叠 90 毫米"),
        (["--tiles", "A4", "--bleed", "3"], "只选其一"),
        (["--bleed", "90"], "出血 90 毫米"),
        (["--margin", "400"], "页边距 400 毫米"),
        (["--paper", "R800x900"], "没有 800 毫米宽的卷纸"),
    ],
)
def test_what_no_printer_can_do_is_refused_with_words(
    demo: Path, tmp_path: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "图.pdf"
    assert main(["poster", "overview", str(demo), "-o", str(output), *words]) == REFUSED
    assert sentence in capsys.readouterr().err
    assert not output.exists()


def test_a_board_with_bleed_is_larger_by_bleed_and_marks(demo: Path, tmp_path: Path) -> None:
    output = tmp_path / "图.pdf"
    words = ["--paper", "KT90x120", "--bleed", "3", "--margin", "25", "-o", str(output)]
    assert main(["poster", "overview", str(demo), *words]) == DONE
    info = subprocess.run(["pdfinfo", str(output)], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", info)
    assert size
    assert [round(float(side) * 25.4 / 72) for side in size.groups()] == [1218, 918]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_progress_chart_of_one_action_beside_its_oath_page_by_page(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf, plain = tmp_path / "进度图.pdf", tmp_path / "素图.pdf"
    words = ["poster", "timeline", str(demo), "--as-of", "2018-11-20"]
    chosen = ["--paged", "A4", "--action", "fund", "--baseline", "开局军令状"]
    assert main([*words, *chosen, "-o", str(pdf)]) == DONE
    text = text_of(pdf)
    assert "军令状原计划" in text and "前锋线" in text
    assert "FUND-03" in text and "CITY-03" not in text
    assert main([*words, "--paper", "A3", "--no-front", "--baseline", "2018-10-31", "-o", str(plain)]) == DONE
    text = text_of(plain)
    assert "前锋线" not in text and "军令状原计划" in text
    capsys.readouterr()
    for wrong, sentence in (
        (["--action", "XX"], "没有代号为“XX”的专项"),
        (["--baseline", "没有的"], "没有名为“没有的”的军令状。现有：开局军令状。"),
    ):
        assert main([*words, *wrong, "-o", str(tmp_path / "x.pdf")]) == REFUSED
        assert sentence in capsys.readouterr().err
    assert main([*words, "--paged", "A4", "--tiles", "A4", "-o", str(tmp_path / "x.pdf")]) != DONE
