"""任务卡: every task a card to cut out and pin up, with a QR code of its code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card_face import card_face, more_rows, paper_card_metrics
from battlemap.layout.cut_sheet import cut_sheets
from battlemap.layout.qr import qr
from battlemap.layout.scene import Item, Rect, Scene
from battlemap.layout.shift import moved
from battlemap.layout.words import fitted
from battlemap.sheets.alert_frame import framed_in_red
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.frame_facts import footer_words
from battlemap.sheets.framing import action_words, sheet_card, wanted
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("cards")

#: Size of a card in mm (business cards and their pockets), its inner rim, side of the code, em of the title.
_W: Final = 90.0
_H: Final = 54.0
_RIM: Final = 2.0
_QR: Final = 20.0
_TITLE: Final = 5.0
_SMALL: Final = 3.2
#: Lines of what is being done and what stands in the way, at most.
_MORE: Final = 5


def cards(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages; every task that the options hold is on exactly one card."""
    tasks = [task for task, _ in wanted(snapshot, options)]
    metrics = attrs.evolve(
        paper_card_metrics(_TITLE, "wide", 0), small=_SMALL, least_title=_SMALL, most_title=_TITLE * 1.4
    )

    def draw(number: int, place: Rect) -> Iterator[Item]:
        task = tasks[number]
        box = place.inset(_RIM)
        card = sheet_card(snapshot, task, options)
        side = Rect(box.right - _QR, box.y, _QR, box.h)
        wide = box.w - _QR - _RIM
        rows = more_rows(card, wide, metrics, _MORE)
        own = attrs.evolve(metrics, more_rows=rows, has_more=rows > 0)
        for item in card_face(card, wide, box.h, own):
            yield moved(item, box.x, box.y)
        name = Rect(side.x, side.y + _RIM, side.w, _SMALL * 1.5)
        action = snapshot.actions[task.action]
        yield from fitted(
            name, action_words(action).replace("　", " "), _SMALL, "accent", True, "center", 2.2, task.id
        )
        leader = name.moved(0, name.h)
        yield from fitted(leader, action.lead_leader, _SMALL, "text", False, "center", 2.2, task.id)
        code = Rect(side.x, side.bottom - _QR - _SMALL * 1.5, _QR, _QR)
        yield from qr(task.code, code, task.id)
        below = Rect(side.x, code.bottom, _QR, _SMALL * 1.5)
        yield from fitted(below, task.code, _SMALL, "text", True, "center", 2.0, task.id)

    foot = footer_words(snapshot, options, NUMBER)
    pages = cut_sheets(len(tasks), _W, _H, draw, options.paper, f"{snapshot.campaign.title}{TITLE}", foot)
    return framed_in_red(pages, snapshot, options)
