"""A feature of the window, told once: its page, what it offers in the menus, its part of the card, its desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs
from PySide6.QtWidgets import QWidget

from battlemap.ui.desk import Desk, on_workspace
from battlemap.ui.shell import Shell

if TYPE_CHECKING:
    from battlemap.domain.snapshot import Snapshot
    from battlemap.ui.page import Page, Tools

D = TypeVar("D", bound=Desk)
D_contra = TypeVar("D_contra", bound=Desk, contravariant=True)


@attrs.frozen
class MenuEntry(Generic[D_contra]):
    """One action of the window. It stands in the group `menu` (「file/open」) of the menu bar; `keys` are its key
    sequences, the first of which is shown; `needs` is what must be there before it can be done.

    `does` is done when it is triggered, `turns` when it is checked or unchecked; neither where a page listens itself.
    """

    name: str
    text: str
    menu: str
    does: Callable[[D_contra], object] | None = None
    icon: str = ""
    tip: str = ""
    needs: str = ""
    keys: tuple[str, ...] = ()
    turns: Callable[[D_contra, bool], object] | None = None
    is_checkable: bool = False


@attrs.frozen
class MenuChoices(Generic[D_contra]):
    """A submenu of which one row is chosen: `rows` are the keys and words, `chosen` the key that bears the mark."""

    text: str
    menu: str
    rows: Callable[[D_contra], Sequence[tuple[str, str]]]
    choose: Callable[[D_contra, str], object]
    chosen: Callable[[D_contra], str] | None = None


@attrs.frozen
class PageEntry:
    """A page in the rail, made on its first visit; beside `has_sheet` pages the card sheet may stand."""

    title: str
    icon: str
    tip: str
    make: Callable[[Tools], Page]
    keys: tuple[str, ...] = ()
    has_sheet: bool = True


class PartOfCard(QWidget):
    """What belongs to one task, below a heading in the card sheet.

    One that `takes_new` rows stands there always, one that only shows them while there are any.
    """

    takes_new = True

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows what belongs to a task as of a day and returns its count in words, "" for none."""
        raise NotImplementedError


@attrs.frozen
class PartEntry:
    """A foldable section of the card sheet, made with the sheet."""

    title: str
    make: Callable[[Tools], PartOfCard]


@attrs.frozen
class Feature(Generic[D]):
    """`begin` makes its desk; `gestures` are keys and gestures that its page understands, for the list of F1."""

    name: str
    begin: Callable[[Shell], D]
    entries: tuple[MenuEntry[D] | MenuChoices[D], ...] = ()
    page: PageEntry | None = None
    part: PartEntry | None = None
    gestures: tuple[tuple[str, str], ...] = ()

    @property
    def offers(self) -> tuple[MenuEntry[D] | MenuChoices[D], ...]:
        """What stands in the menus: the way to the page, then the entries."""
        page, name = self.page, self.name
        if page is None:
            return self.entries
        way: MenuEntry[D] = MenuEntry(
            f"go_{name}", page.title, "view/pages", on_workspace(lambda open_: open_.turn_to(name)), page.icon, page.tip,
            "campaign", page.keys, is_checkable=True,
        )  # fmt: skip
        return (way, *self.entries)
