from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.ui.press.dialog import PosterDialog, Shop
from tests.ui.conftest import task
from tests.ui.press.conftest import pick, words


def test_the_chart_is_laid_out_and_its_smallest_text_is_said(poster: PosterDialog) -> None:
    for title in ("走访龙头企业", "核减税收缺口", "发布月度战报", "征迁清零"):
        assert title in words(poster)
    assert "正文字高" in poster.facts.text()
    assert "磅" in poster.facts.text()
    assert poster.preview.number.text().startswith("第 1 /")


def test_a_choice_is_laid_out_by_itself_after_a_moment(qtbot: QtBot, poster: PosterDialog) -> None:
    assert poster.drawn is not None
    assert poster.drawn.pages[0].width == 420
    pick(poster, "paper", "A1")
    qtbot.waitUntil(lambda: poster.drawn is not None and poster.drawn.pages[0].width == 841, timeout=10_000)


def test_a_past_day_shows_the_board_as_it_was(poster: PosterDialog, session: Session) -> None:
    moved = task(session, "ECON-03")
    session.clock = lambda: datetime(2018, 11, 22, 9, 0)
    session.run(MoveTasks((moved.id,), moved.action, "moving"))
    for day, lane in (("2018-11-21", "waiting"), ("2018-11-22", "moving")):
        poster.content.as_of.line.setText(day)
        poster.wait()
        assert poster.drawn is not None
        assert poster.drawn.wanted.snapshot.tasks[moved.id].lane == lane


def test_a_day_that_is_none_keeps_the_last_chart_and_says_so(poster: PosterDialog) -> None:
    before = poster.drawn
    poster.content.as_of.line.setText("blabla")
    poster.draw()
    assert "请填写数据截至日期" in poster.bar.sentence
    assert poster.drawn is before
    assert before is not None
    assert before.options.as_of == date(2018, 11, 20)


def test_tiles_can_be_paged_through_and_seen_assembled(poster: PosterDialog) -> None:
    pick(poster, "paper", "A1")
    pick(poster, "output", "A4")
    poster.wait()
    assert poster.drawn is not None
    tiles = len(poster.drawn.sheets)
    assert tiles > 8
    assert poster.preview.number.text() == f"第 1 / {tiles} 页"
    poster.preview.turn(3)
    assert poster.preview.number.text() == f"第 4 / {tiles} 页"
    poster.preview.wall.setChecked(True)
    assert poster.preview.number.text() == "第 1 / 1 页"
    assert "1-1" in [text.lines[0] for text in poster.preview.shown[0].texts()]
    assert f"打印 {tiles} 张 A4" in poster.facts.text()


def test_text_too_small_for_the_reading_distance_is_warned_of(poster: PosterDialog) -> None:
    distance = poster.content.distance
    distance.setCurrentIndex(distance.findData(5.0))
    poster.wait()
    assert "5 米处看不清" in poster.facts.text()
    distance.setCurrentIndex(distance.findData(0.3))
    poster.wait()
    assert "看不清" not in poster.facts.text()


def test_what_cannot_be_laid_out_is_said_and_the_preview_stays(qtbot: QtBot, poster: PosterDialog) -> None:
    before = poster.drawn
    poster.paper.pages.line.setText("40")
    poster.paper.pages.line.editingFinished.emit()
    qtbot.waitUntil(lambda: "排不成正好 40 页" in poster.bar.sentence, timeout=10_000)
    assert poster.drawn is before


def test_the_last_choice_of_a_sheet_comes_back(qtbot: QtBot, shop: Shop, poster: PosterDialog) -> None:
    pick(poster, "paper", "KT90x120")
    poster.content.is_grey.setChecked(True)
    poster.wait()
    again = PosterDialog(attrs.evolve(shop), "overview")
    qtbot.addWidget(again)
    assert again.choice.paper == "KT90x120"
    assert again.choice.look(shop.session.snapshot.campaign) == "red-grey"
    again.wait()
    assert again.drawn is not None
    assert again.drawn.pages[0].width == 1200


def test_only_the_filtered_tasks_are_printed_where_that_is_wanted(
    qtbot: QtBot, shop: Shop, session: Session
) -> None:
    one = task(session, "PROJ-01")
    made = PosterDialog(attrs.evolve(shop, only=frozenset({one.id})))
    qtbot.addWidget(made)
    made.content.is_filtered.setChecked(True)
    made.wait()
    assert "征迁清零" in words(made)
    assert "走访龙头企业" not in words(made)
    assert "本图为部分任务" in words(made)


def test_the_words_of_keeping_can_be_chosen(poster: PosterDialog) -> None:
    security = poster.content.security
    security.setCurrentIndex(security.findData("公开"))
    poster.wait()
    assert "公开" in words(poster)


@pytest.mark.parametrize(("suffix", "head"), [(".pdf", b"%PDF"), (".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_the_chart_is_saved_where_the_user_wants_it(
    poster: PosterDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, head: bytes
) -> None:
    chosen = tmp_path / "上墙.v2"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    assert poster.drawn is not None
    poster.saving.save(poster.drawn, suffix)
    saved = chosen.with_name(f"上墙.v2{suffix}")
    assert saved.read_bytes().startswith(head)
    assert poster.bar.sentence == f"已保存“上墙.v2{suffix}”到“{tmp_path}”。"


def test_a_place_that_cannot_be_written_is_a_sentence(
    poster: PosterDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nowhere" / "a.pdf"), ""))
    assert poster.drawn is not None
    poster.saving.save(poster.drawn, ".pdf")
    assert poster.bar.sentence
    assert not (tmp_path / "nowhere").exists()
    assert not [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isModal() and w.isVisible()
    ]


def test_front_line_baseline_and_months_are_asked_for_sheets_with_a_time_axis(
    qtbot: QtBot, shop: Shop
) -> None:
    shop.session.run(FreezeBaseline("第一份军令状"))
    made = PosterDialog(shop, "timeline")
    qtbot.addWidget(made)
    made.show()
    made.wait()
    assert made.content.baseline.isVisible()
    assert "前锋线" in words(made)
    made.content.front.click()
    made.content.baseline.setCurrentIndex(1)
    made.content.baseline.activated.emit(1)
    made.wait()
    assert "前锋线" not in words(made)
    assert "军令状原计划" in words(made)
    other = PosterDialog(shop, "overview")
    qtbot.addWidget(other)
    other.show()
    assert not other.content.baseline.isVisible()
