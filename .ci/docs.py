"""Makes the pictures of the manual from the running program and the demo campaign, and its table of keys."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
HERE = Path(__file__).resolve().parents[1] / "docs"
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(Path(__file__).parent))

from exchange_pictures import exchange  # noqa: E402
from keeping_pictures import restore  # noqa: E402
from ledger_pictures import ledger_pictures  # noqa: E402
from ledger_views import open_ledger, sheet_dialog  # noqa: E402
from loop_pictures import LOOP_PICTURES  # noqa: E402
from PIL import Image  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from start_pictures import start_pictures, take_tour  # noqa: E402

from battlemap.cli.machine import notice  # noqa: E402
from battlemap.commands.demo import write_demo  # noqa: E402
from battlemap.commands.edition import MarkPosted  # noqa: E402
from battlemap.commands.session import Session  # noqa: E402
from battlemap.domain.kinds.kind_table import kind_table  # noqa: E402
from battlemap.domain.looking.task_filter import TaskFilter  # noqa: E402
from battlemap.exchange.plan_text import read_plan  # noqa: E402
from battlemap.layout.paper import paper_of  # noqa: E402
from battlemap.layout.printed import printed  # noqa: E402
from battlemap.layout.tiles import OVERLAP  # noqa: E402
from battlemap.render.fonts import Fonts  # noqa: E402
from battlemap.render.image import save_png  # noqa: E402
from battlemap.sheets.catalogue import sheet  # noqa: E402
from battlemap.shown.poster_options import poster_options  # noqa: E402
from battlemap.shown.settings import Settings  # noqa: E402
from battlemap.theme import theme  # noqa: E402
from battlemap.ui.application import make_application, make_window  # noqa: E402
from battlemap.ui.dialogs.plan_preview import PlanPreview  # noqa: E402
from battlemap.ui.icons import IconBook  # noqa: E402
from battlemap.ui.main_window import MainWindow  # noqa: E402
from battlemap.ui.press.dialog import PosterDialog, Shop  # noqa: E402
from battlemap.ui.press.page import PostersPage  # noqa: E402
from battlemap.ui.shortcut_groups import shortcut_groups  # noqa: E402
from battlemap.ui.timeline.page import TimelinePage  # noqa: E402
from battlemap.ui.trends.page import TrendsPage  # noqa: E402
from battlemap.ui.without_screen import settle  # noqa: E402
from tests.window.first_half_hour import walk  # noqa: E402
from tests.window.screen import missing_tools  # noqa: E402

IMAGES = HERE / "images"
#: The day on which the demo campaign is told, at half past five.
NOW = datetime(2018, 11, 20, 17, 30)
OFFICE, WALL = (1366, 768), (1920, 1080)
#: Picture → the register beside the risks that it shows.
REGISTERS = {"risk-hazards": "隐患", "risk-calendar": "应查日历", "risk-plans": "应急预案"}
KINDS_TABLE = re.compile(r"(<!-- kinds -->\n).*?(<!-- /kinds -->)", re.DOTALL)
KEYS = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)


def main() -> None:
    """Draws every picture and rewrites the table of keys."""
    application = make_application()
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        campaign = Path(aside) / "百日攻坚.battlemap"
        write_demo(campaign)
        welcome(application, Path(aside))
        plan(application)
        for name, look, size in (
            ("board", "light", OFFICE),
            ("board-dark", "dark", WALL),
            ("board-red", "red", WALL),
        ):
            picture(application, campaign, name, look, size)
        picture(application, campaign, "sheet", "light", OFFICE, open_sheet)
        picture(application, campaign, "filter", "light", OFFICE, filter_board)
        picture(application, campaign, "timeline", "light", OFFICE, open_timeline)
        picture(application, campaign, "list", "light", OFFICE, show_list)
        picture(application, campaign, "posters", "light", OFFICE, open_posters)
        picture(application, campaign, "trends", "light", OFFICE, open_trends)
        for view in ("table", "board", "record", "matrix"):
            picture(
                application, campaign, f"ledgers-{view}", "light", OFFICE, partial(open_ledger, view=view)
            )
        with Session.open(campaign, "张三", lambda: NOW) as session:
            dialog = sheet_dialog(session, Path(aside), NOW.date())
            dialog.show()
            QApplication.processEvents()
            save(dialog, "ledgers-import")
            dialog.close()
        picture(application, campaign, "indicators", "light", OFFICE, open_indicators)
        picture(application, campaign, "figures", "light", OFFICE, open_figures)
        picture(application, campaign, "by-unit", "light", OFFICE, open_by_unit)
        picture(application, campaign, "assessing", "light", OFFICE, open_assessing)
        picture(application, campaign, "members", "light", OFFICE, open_members)
        for name, page in (("duty", "duty"), ("map", "picture_map"), ("risk", "risk")):
            picture(application, campaign, name, "light", OFFICE, partial(turn_to, page=page))
        for name, title in REGISTERS.items():
            picture(application, campaign, name, "light", OFFICE, partial(open_register, title=title))
        for name, prepare in LOOP_PICTURES.items():
            picture(application, campaign, name, "light", OFFICE, prepare)
        picture(application, campaign, "tour", "light", OFFICE, take_tour)
        start_pictures(application, campaign, IMAGES, NOW)
        poster(application, campaign)
        sheets(campaign)
        ledger_pictures(campaign, IMAGES, NOW)
        restore(application, campaign, IMAGES)
        exchange(application, campaign, IMAGES)
    if missing_tools():
        print(f"没有 {'、'.join(missing_tools())}，略过“头半小时”的截图。")
    else:
        with tempfile.TemporaryDirectory() as aside:
            walk(Path(aside), IMAGES)
    for path in sorted(IMAGES.glob("*.png")):
        # they travel with the program: 256 colours tell as much
        Image.open(path).convert("RGB").quantize(
            256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        ).save(path, optimize=True)
    manual = HERE / "manual.md"
    text = KEYS.sub(rf"\1{key_table()}\2", manual.read_text("utf-8"))
    manual.write_text(KINDS_TABLE.sub(rf"\1{kind_table()}\2", text), "utf-8")


def picture(
    application: QApplication,
    campaign: Path,
    name: str,
    look: str,
    size: tuple[int, int],
    prepare: Callable[[MainWindow], None] = lambda window: None,
) -> None:
    """Draws the window with the campaign open."""
    with tempfile.TemporaryDirectory() as aside:
        settings = Settings(Path(aside) / "settings.json", theme=look, operator="张三")
        window = make_window(application, settings, lambda: NOW)
        window.files.open(campaign)
        window.resize(*size)
        settle(application, window)
        prepare(window)
        settle(application, window)
        save(window, name)
        window.close()


def open_timeline(window: MainWindow) -> None:
    """Shows the timeline with the front line."""
    window.actions_["go_timeline"].trigger()
    assert window.workspace
    view = window.workspace.pages.current
    assert isinstance(view, TimelinePage)
    view.toolbar.press("front")


def open_trends(window: MainWindow) -> None:
    """Turns to the curves and waits until they are drawn."""
    window.actions_["go_trends"].trigger()
    assert window.workspace is not None
    view = window.workspace.pages.current
    assert isinstance(view, TrendsPage)
    while view.studio.is_busy:
        QApplication.processEvents()


def turn_to(window: MainWindow, page: str) -> None:
    """Turns to a page."""
    window.actions_[f"go_{page}"].trigger()


def open_indicators(window: MainWindow) -> None:
    """Turns to the indicators; one that has a target and a forecast is enlarged."""
    view = page_of(window, "indicators")
    view.choose_titled("一般公共预算收入")
    QApplication.processEvents()
    while view.panel.is_busy:
        QApplication.processEvents()


def open_figures(window: MainWindow) -> None:
    """Turns to the grid in which figures are entered."""
    page_of(window, "indicators").show_grid()


def open_by_unit(window: MainWindow) -> None:
    """Turns to an indicator street by street."""
    view = page_of(window, "indicators")
    view.choose_titled("固定资产投资")
    view.show_units()


def open_members(window: MainWindow) -> None:
    """Turns to what enterprises bring, one of them left out."""
    view = page_of(window, "assessing")
    view.show_titled("重点企业贡献监测（演示）")
    view.side.setCurrentWidget(view.members)
    QApplication.processEvents()
    view.members.keep(next(one.id for one in view.members.members if "液压" in one.name), False)


def open_assessing(window: MainWindow) -> None:
    """Turns to a scheme in which something is tried."""
    view = page_of(window, "assessing")
    view.show_titled("全市开发区综合考核")
    view.trial.setChecked(True)
    view.try_value("2.1", "24")


def page_of(window: MainWindow, name: str) -> Any:
    """Turns to a page and returns it."""
    window.actions_[f"go_{name}"].trigger()
    assert window.workspace is not None
    return window.workspace.pages.current


def open_register(window: MainWindow, title: str) -> None:
    """Turns to one of the registers beside the risks."""
    page_of(window, "risk").turn_to(title)


def open_posters(window: MainWindow) -> None:
    """Shows the catalogue with all its thumbnails."""
    window.actions_["go_posters"].trigger()
    assert window.workspace
    view = window.workspace.pages.current
    assert isinstance(view, PostersPage)
    while len(view.pictured) < view.list.count():
        QApplication.processEvents()


def open_sheet(window: MainWindow) -> None:
    """Shows a card's sheet."""
    page = window.workspace
    assert page is not None
    task = page.session.snapshot.task_by_code("PROJ-05")
    assert task is not None
    page.open_task(task.id)
    # what is forecast comes behind the frame, and lines are broken anew when it is there
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        QApplication.processEvents()


def show_list(window: MainWindow) -> None:
    """Turns to the task list."""
    window.actions_["go_list"].trigger()


def filter_board(window: MainWindow) -> None:
    """Shows the cards that are due on one day and nobody has told of for a week."""
    assert window.workspace is not None
    window.workspace.filters.set_filter(TaskFilter(day=date(2018, 12, 31), silent_for=7))


def welcome(application: QApplication, aside: Path) -> None:
    """Draws the welcome page."""
    recent = [str(aside / "百日攻坚.battlemap")]
    window = make_window(application, Settings(aside / "settings.json", recent=recent), lambda: NOW)
    window.resize(*OFFICE)
    settle(application, window)
    save(window, "welcome")
    window.close()


def plan(application: QApplication) -> None:
    """Draws the preview of the sample plan."""
    sample = HERE / "sample-plan.txt"
    preview = PlanPreview(IconBook(), read_plan(sample), lambda level, per: read_plan(sample, level, per))
    preview.show()
    first = preview.tree.topLevelItem(0)
    assert first is not None
    preview.tree.setCurrentItem(first.child(0).child(0))
    application.processEvents()
    save(preview, "plan")
    preview.close()


def poster(application: QApplication, campaign: Path) -> None:
    """Draws the preview of the wall chart, and the chart itself as PDF and picture."""
    with tempfile.TemporaryDirectory() as aside:
        window = make_window(application, Settings(Path(aside) / "settings.json"), lambda: NOW)
        window.files.open(campaign)
        assert window.workspace is not None
        fonts = Fonts()
        shop = Shop(
            window.workspace.session,
            window.settings,
            IconBook(),
            fonts,
            theme("light"),
            lambda: aside,
            NOW.date(),
        )
        dialog = PosterDialog(shop, parent=window)
        dialog.show()
        dialog.wait()
        application.processEvents()
        save(dialog, "poster")
        assert dialog.drawn is not None
        save_png(dialog.drawn.pages, IMAGES / "overview.png", dialog.drawn.options.theme, fonts, dpi=45)
        dialog.close()
        window.close()


def sheets(campaign: Path) -> None:
    """Draws the other wall charts; a week after the overview was hung up there is something to replace on it."""
    fonts = Fonts()
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(shutil.copy(campaign, aside))
        with Session.open(copy, "李明", lambda: NOW, notice()) as session:
            session.run(MarkPosted("overview", "总作战图", NOW - timedelta(7), "A0", "指挥部大厅"))
            for name, look, dpi, page in (
                ("daily", "red", 80, 0), ("weekly", "red", 60, 0), ("timeline", "red", 36, 0), ("lamps", "red", 60, 0),
                ("duties", "red", 60, 0), ("problems", "red", 60, 0), ("action", "red", 60, 2), ("ranking", "red", 60, 0),
                ("trends", "red", 60, 0), ("operation", "red", 60, 0), ("places", "red", 60, 0), ("kpi-tree", "red", 40, 0),
                ("clauses", "red", 60, 0), ("money", "red", 60, 0), ("orders", "red", 60, 0), ("arrears", "red", 60, 0),
                ("batch", "red", 60, 0), ("deployment", "red", 40, 0),
                ("countdown", "red", 40, 0), ("changes", "light", 80, 0), ("cards", "red", 70, 0),
            ):  # fmt: skip
                drawn = sheet(name)
                snapshot, options = poster_options(
                    session, NOW, drawn, paper=paper_of(drawn.paper), theme=theme(look), is_past=False
                )
                made = drawn.pages(snapshot, options)
                save_png(made[page : page + 1], IMAGES / f"sheet-{name}.png", options.theme, fonts, dpi=dpi)
            drawn = sheet("overview")
            snapshot, options = poster_options(
                session, NOW, drawn, paper=paper_of("KT240x120"), theme=theme("red"), is_past=False
            )
            made = drawn.pages(snapshot, options)
            save_png(made[:1], IMAGES / "overview-large.png", options.theme, fonts, dpi=12)
            snapshot, options = poster_options(
                session, NOW, drawn, paper=paper_of("A0"), theme=theme("light"), is_past=False
            )
            tiles = printed(drawn.pages(snapshot, options), "A4", OVERLAP, 0.0)
            save_png(tiles[:1], IMAGES / "tiles.png", options.theme, fonts, dpi=70)


def save(widget: QWidget, name: str) -> None:
    """Writes a widget as a PNG without transparency, compressed as far as it goes."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    image.save(str(IMAGES / f"{name}.png"), "PNG", 0)


def key_table() -> str:
    """Returns the keys of the program as a Markdown table."""
    lines = ["| 按键或动作 | 作用 |", "|---|---|"]
    for title, rows in shortcut_groups():
        lines.append(f"| **{title}** | |")
        lines += [f"| {keys} | {words} |" for keys, words in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
