from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.render.fonts import Fonts
from battlemap.shown.settings import Settings
from battlemap.ui.desk import Desk, on_workspace
from battlemap.ui.feature import Feature, MenuChoices, MenuEntry, PageEntry, PartEntry, PartOfCard
from battlemap.ui.features.catalogue import FEATURES
from battlemap.ui.icons import IconBook
from battlemap.ui.look import dress
from battlemap.ui.main_window import MainWindow
from battlemap.ui.menus import MENUS, in_menu
from battlemap.ui.page import Page
from tests.ui.conftest import NOW, task


class ToyPage(Page):
    def __init__(self, _: object) -> None:
        super().__init__()
        self.heard: list[str] = []

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        self.heard.append("present")

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        self.heard.append(step.label)

    def show_only(self, only: frozenset[str] | None) -> None:
        self.heard.append("only")


class ToyPart(PartOfCard):
    def __init__(self, _: object) -> None:
        super().__init__()
        self.label = QLabel(self)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        self.label.setText(snapshot.tasks[task].title)
        return "3 件"


class ToyDesk(Desk):
    def __init__(self, shell: MainWindow) -> None:
        super().__init__(shell)
        self.steps: list[str] = []
        self.colour = "b"
        self.done = 0

    def follow(self, step: Step, reach: Reach) -> None:
        self.steps.append(step.label)

    def act(self) -> None:
        self.done += 1

    def choose(self, key: str) -> None:
        self.colour = key


TOY = Feature[ToyDesk](
    "toy",
    ToyDesk,
    (
        MenuEntry(
            "play", "玩一次(&W)", "plan/pace", ToyDesk.act, "dice-6", "试试", "campaign", ("Ctrl+Alt+P",)
        ),
        MenuEntry("rename", "改名", "edit/task", on_workspace(lambda page: page.choose(page.selected[0]))),
        MenuChoices(
            "颜色",
            "view/look",
            lambda desk: [("a", "甲"), ("b", "乙")],
            ToyDesk.choose,
            lambda desk: desk.colour,
        ),
    ),
    PageEntry("玩具", "dice-6", "玩具页", ToyPage, ("Ctrl+9",)),
    PartEntry("玩具件", ToyPart),
    gestures=(("单击", "玩"),),
)


@pytest.fixture
def toy(qtbot: QtBot, qapp: QApplication, tmp_path: Path, session: Session) -> Iterator[MainWindow]:
    path = session.file.path
    session.close()
    style, colours = qapp.styleSheet(), qapp.palette()
    settings = Settings.load(tmp_path / "conf" / "settings.json")
    window = MainWindow(settings, lambda: NOW, partial(dress, qapp), IconBook(), Fonts(), (*FEATURES, TOY))
    window.show()
    assert window.files.open(path)
    yield window
    window.close()
    window.deleteLater()
    qapp.setStyleSheet(style)
    qapp.setPalette(colours)


def submenu(window: MainWindow, title: str) -> QMenu:
    return next(menu for menu in window.findChildren(QMenu) if menu.title() == title)


def test_its_page_stands_in_the_rail_and_hears_steps_once_it_is_shown(toy: MainWindow) -> None:
    button = next(b for b in toy.rail.findChildren(QToolButton) if b.text() == "玩具")
    button.click()
    page = toy.workspace.pages.current
    assert isinstance(page, ToyPage)
    assert toy.actions_["go_toy"].isChecked()
    toy.workspace.deeds.set_due((task(toy.workspace.session, "ECON-01").id,), date(2018, 12, 1))
    assert page.heard[-1] == toy.desk(ToyDesk).steps[-1]


def test_its_actions_stand_in_their_menus_and_do_what_the_desk_does(toy: MainWindow) -> None:
    menu = submenu(toy, "计划(&P)")
    assert menu.actions().index(toy.actions_["play"]) == menu.actions().index(toy.actions_["forecast"]) + 1
    toy.actions_["play"].trigger()
    assert toy.desk(ToyDesk).done == 1
    assert "Ctrl+Alt+P" in toy.actions_["play"].toolTip()
    toy.close_campaign()
    assert not toy.actions_["play"].isEnabled()


def test_its_choices_are_marked_and_chosen(toy: MainWindow) -> None:
    first, second = submenu(toy, "颜色").actions()
    assert (first.isChecked(), second.isChecked()) == (False, True)
    first.trigger()
    assert toy.desk(ToyDesk).colour == "a"


def test_its_part_stands_in_the_card(toy: MainWindow) -> None:
    toy.workspace.open_task(task(toy.workspace.session, "ECON-02").id)
    section = toy.workspace.sheet.parts.sections["toy"]
    assert section.heading.text() == "玩具件　3 件"
    assert toy.workspace.sheet.parts["toy"].label.text() == "核减税收缺口"


def test_every_offer_stands_in_a_group_of_a_menu() -> None:
    groups = {f"{menu.name}/{group}" for menu in MENUS for group in menu.groups}
    assert {offer.menu for feature in FEATURES for offer in feature.offers} == groups


def test_a_group_keeps_the_order_of_the_catalogue() -> None:
    plan = next(menu for menu in MENUS if menu.name == "plan")
    pace = in_menu((*FEATURES, TOY), plan)[1]
    assert [offer.name for _, offer in pace] == ["baselines", "forecast", "play"]
